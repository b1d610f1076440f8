import { i18n } from '#i18n';
import { underscored } from '@/components/ui/words';
import type { Check, CheckEvidence, CheckFlag } from '@/utils/model/evidence';

/** Flags whose few words deserve a sentence. */
const HELPED = [
  'visibility-unknown',
  'redirected',
  'ambiguous',
  'weak',
  'dead-link',
  'changed-nearby',
  'marks-unrecorded',
  'read-by-rendering',
  'read-from-archive',
] as const satisfies readonly CheckFlag[];

/** What a flag means for the reader; '' where its name says it all. */
export function flagHelp(flag: CheckFlag): string {
  const helped = HELPED.find((each) => each === flag);
  return helped === undefined ? '' : i18n.t(`flaghelp_${underscored(helped)}`);
}

/** A change that matters, named: "a figure: 61 → 68". */
export function changeWords({ fact, from, to }: CheckEvidence['changes'][number]): string {
  const name = i18n.t(`fact_${fact}`);
  if (from === '') return i18n.t('change_added', [name, to]);
  if (to === '') return i18n.t('change_removed', [name, from]);
  return i18n.t('change_replaced', [name, from, to]);
}

export function readerWords(reader: Check['reader']): string {
  return i18n.t(`reader_${reader}`);
}

/** A date and a time, as a record gives them. */
export function formatMoment(iso: string): string {
  return new Intl.DateTimeFormat(i18n.t('locale'), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(iso));
}
