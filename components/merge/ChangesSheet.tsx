import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Sheet } from '@/components/ui/Sheet';
import { ChangesChoice } from './ChangesChoice';
import type { Decision } from './use-decision';

interface ChangesSheetProps {
  readonly decision: Decision;
  /** The name of the file. */
  readonly subtitle: string;
}

/** Asks which changes of a file to accept, over the page that restores the file. */
export function ChangesSheet({ decision, subtitle }: ChangesSheetProps) {
  const { asked } = decision;
  if (asked === null) return null;
  return (
    <Sheet
      title={i18n.t('changes_title')}
      subtitle={subtitle}
      step={asked.plan.seen}
      onClose={decision.cancel}
      foot={<ChangesFoot decision={decision} />}
    >
      <ChangesChoice {...asked} onDecline={decision.decline} />
    </Sheet>
  );
}

export function ChangesFoot({ decision }: { decision: Decision }) {
  return (
    <>
      <Button onClick={decision.cancel}>{i18n.t('cancel')}</Button>
      <Button onClick={decision.addOnly}>{i18n.t('changes_add_only')}</Button>
      <Button look="primary" onClick={decision.confirm}>
        {i18n.t('changes_confirm')}
      </Button>
    </>
  );
}
