import type { ComponentProps } from 'preact';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { formatMoment } from '@/components/ui/format';
import { Icon } from '@/components/ui/Icon';
import type { SignOffChange, SignOffState } from '@/utils/review/sign-off';
import { personWords } from './person-words';
import './review.css';

interface SignOffBannerProps {
  readonly state: SignOffState;
  /** How many sentences of the report have no citation. */
  readonly uncited: number;
  /** How many clips a sign-off does not cover. */
  readonly uncovered: number;
  /** Shows the fingerprint of the sign-off author's key. */
  readonly onCompare: () => void;
  /** Shows what changed since the sign-off. */
  readonly onChanges: () => void;
  /** Opens the ways to hand over the signed review. */
  readonly onReport: () => void;
}

/** How many exceptions are shown at most, because a file may contain any number. */
const SHOWN_EXCEPTIONS = 500;

const LOOK: Readonly<Record<SignOffState['state'], ComponentProps<typeof Icon>>> = {
  valid: { name: 'check', tone: 'pass' },
  unverified: { name: 'question' },
  false: { name: 'warning', tone: 'fail' },
  void: { name: 'warning', tone: 'fail' },
};

/** Describes a sign-off in words, with the numbers that the decisions in this library give. */
export function signOffWords({ signOff, state, changed, counts }: SignOffState): {
  readonly title: string;
  readonly text: string;
} {
  const who: [string, string] = [personWords(signOff), formatMoment(signOff.signedAt)];
  switch (state) {
    case 'valid':
      return {
        title: i18n.t('sign_valid', who),
        text: i18n.t('sign_valid_text', [counts.claims]),
      };
    case 'void':
      return {
        title: i18n.t('sign_void', who),
        text:
          changed === null
            ? i18n.t('sign_void_whole')
            : i18n.t('sign_void_text', [partWords(changed)]),
      };
    case 'false':
      return {
        title: i18n.t('sign_false', who),
        text: i18n.t('sign_false_text', [counts.supported, counts.claims]),
      };
    case 'unverified':
      return { title: i18n.t('sign_unverified', who), text: i18n.t('sign_unverified_text') };
  }
}

/** Lists what changed since a sign-off. */
export function partWords(parts: readonly SignOffChange[]): string {
  return parts.map((part) => i18n.t(`part_${part}`)).join(', ');
}

/** Shows a sign-off, and whether the sign-off still applies to the current report. */
export function SignOffBanner(props: SignOffBannerProps) {
  const { state, signOff } = props.state;
  const { uncited, uncovered } = props;
  const limits = [
    ...(uncited > 0 ? [i18n.t('uncited_sentences', uncited)] : []),
    ...(uncovered > 0 ? [i18n.t('sign_uncovered', uncovered)] : []),
  ];
  const { title, text } = signOffWords(props.state);
  const { exceptions } = signOff;
  return (
    <div class={`sign-banner is-${state}`} role="status">
      <Icon {...LOOK[state]} />
      <div>
        <p>
          <b>{title}</b> {text}
          {state === 'valid' && limits.map((limit) => ` ${limit}`)}
        </p>
        {exceptions.length > 0 && (
          <details>
            <summary>{i18n.t('sign_exceptions', exceptions.length)}</summary>
            <ul>
              {exceptions.slice(0, SHOWN_EXCEPTIONS).map(({ claimKey, words }) => (
                <li key={claimKey}>
                  <bdi>{words.slice(0, 1_000)}</bdi>
                </li>
              ))}
              {exceptions.length > SHOWN_EXCEPTIONS && <li>…</li>}
            </ul>
          </details>
        )}
      </div>
      {state === 'unverified' ? (
        <Button onClick={props.onCompare}>{i18n.t('unverified_compare')}</Button>
      ) : (
        <Button onClick={state === 'valid' ? props.onReport : props.onChanges}>
          {i18n.t(state === 'valid' ? 'rr_action' : 'since_see')}
        </Button>
      )}
    </div>
  );
}
