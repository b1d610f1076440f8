import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { isVerified, type ReviewAuthor } from '@/utils/model/project-reviews';
import './review.css';

interface UnverifiedNoticeProps {
  readonly authors: readonly ReviewAuthor[];
  readonly onCompare: () => void;
}

/** Explains that decisions of unverified reviewers do not count yet. */
export function UnverifiedNotice({ authors, onCompare }: UnverifiedNoticeProps) {
  const waiting = authors.filter(
    ({ standing, decisions, missing, conflict, ignored }) =>
      !ignored &&
      ((!isVerified(standing) && decisions > 0) ||
        (isVerified(standing) && standing !== 'own' && missing > 0) ||
        conflict),
  );
  if (waiting.length === 0) return null;
  return (
    <div class="sign-banner is-unverified" role="note">
      <Icon name="question" />
      <p>{i18n.t('unverified_notice', waiting.length)}</p>
      <Button focusKey="compare" onClick={onCompare}>
        {i18n.t('unverified_compare')}
      </Button>
    </div>
  );
}
