import { i18n } from '#i18n';
import { Dialog } from '@/components/ui/Dialog';
import { request } from '@/utils/messaging/client';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { ALL_TEXTS, TextsToCome, useTextsToCome } from './TextsToCome';

interface DeleteSharedDialogProps {
  readonly reportId: ReportId;
  readonly team: string;
  readonly onSay: (message: string) => void;
  readonly onFailure: (failure: Failure) => void;
  readonly onClose: () => void;
}

/** Asks an owner whether to delete a shared report from the server of its team. */
export function DeleteSharedDialog(props: DeleteSharedDialogProps) {
  const { reportId, team, onSay, onFailure, onClose } = props;
  const texts = useTextsToCome({ ...ALL_TEXTS, reportId });
  const confirm = async () => {
    onClose();
    const deleted = await request('team.delete', { reportId });
    if (deleted.ok) onSay(i18n.t('share_deleted', [team]));
    else onFailure(deleted.error);
  };
  return (
    <Dialog
      title={i18n.t('share_delete_question', [team])}
      confirm={i18n.t('share_delete_confirm')}
      danger
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{i18n.t('share_delete_text')}</p>
      <p>{i18n.t('share_delete_others')}</p>
      <TextsToCome work={texts} withButton />
    </Dialog>
  );
}
