import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import { NameDialog } from './NameDialog';

/** The question for the user's name. `onNamed` goes on with what the user was about to do. */
export interface ReviewerQuestion {
  readonly kind: 'reviewer';
  readonly onNamed: (name: string) => void;
}

interface ReviewerPorts {
  readonly acts: Pick<Acts, 'readSettings'>;
  /** Null until the name is loaded. */
  readonly reviewer: string | null;
  readonly ask: (question: ReviewerQuestion) => void;
}

/** Calls `act` with the user's name, and asks for it if it is unknown, because a review needs one. */
export function withReviewer(
  { acts, reviewer, ask }: ReviewerPorts,
  act: (reviewer: string) => void,
): void {
  const named = (name: string) => {
    if (name === '') ask({ kind: 'reviewer', onNamed: act });
    else act(name);
  };
  if (reviewer !== null) named(reviewer);
  // A key that is pressed before the name is loaded is not lost.
  else void acts.readSettings().then((settings) => named(settings.reviewer));
}

interface ReviewerDialogProps {
  readonly onNamed: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for the user's name before the first decision or answer. */
export function ReviewerDialog({ onNamed, onClose }: ReviewerDialogProps) {
  return (
    <NameDialog
      title={i18n.t('reviewer_title')}
      label={i18n.t('reviewer_label')}
      confirm={i18n.t('reviewer_confirm')}
      value=""
      onConfirm={onNamed}
      onClose={onClose}
    />
  );
}
