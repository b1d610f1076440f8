import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import { Snackbar, useNotice } from '@/components/ui/Snackbar';

interface OwnPageNoticeProps {
  /** Hears that this page was to be clipped. */
  readonly follow: (listener: () => void) => () => void;
}

/** Says on a page of ours why nothing of it is clipped. */
export function OwnPageNotice({ follow }: OwnPageNoticeProps) {
  const { notice, say, dismiss } = useNotice();
  useEffect(() => follow(() => say(i18n.t('failure_restricted_page'))), [follow, say]);
  return <Snackbar notice={notice} onDone={dismiss} />;
}
