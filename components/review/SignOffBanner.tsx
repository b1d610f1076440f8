import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { formatMoment } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import type { SignOff } from '@/utils/model/report-content';
import { isVoid } from '@/utils/review/sign-off';
import './sign-off.css';

interface SignOffBannerProps {
  readonly signOff: SignOff;
  readonly hash: string;
  /** Shows what changed since. */
  readonly onChanges: () => void;
  /** Hands the signed review over. */
  readonly onReport: () => void;
}

/** The latest sign-off, and whether it is still of what stands here. */
export function SignOffBanner({ signOff, hash, onChanges, onReport }: SignOffBannerProps) {
  const gone = isVoid(signOff, hash);
  const { reviewer, signedAt, counts, exceptions } = signOff;
  const who: [string, string] = [reviewer, formatMoment(signedAt)];
  return (
    <div class={`sign-banner ${gone ? 'is-void' : 'is-valid'}`} role="status">
      <Icon name={gone ? 'warning' : 'check'} />
      <div>
        <p>
          <b>{gone ? i18n.t('sign_void', who) : i18n.t('sign_valid', who)}</b>{' '}
          {gone
            ? i18n.t('sign_void_text', [counts['claims'] ?? 0])
            : i18n.t('sign_valid_text', [counts['claims'] ?? 0])}
        </p>
        {exceptions.length > 0 && (
          <details>
            <summary>{i18n.t('sign_exceptions', exceptions.length)}</summary>
            <ul>
              {exceptions.map(({ claimKey, words }) => (
                <li key={claimKey}>
                  <bdi>{words}</bdi>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <Button onClick={gone ? onChanges : onReport}>
        {i18n.t(gone ? 'since_see' : 'rr_action')}
      </Button>
    </div>
  );
}
