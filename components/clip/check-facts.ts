import { i18n } from '#i18n';
import { formatMoment } from '@/components/ui/format';
import { reasonWords } from '@/components/ui/words';
import type { Check, CheckEvidence, CheckFlag, ReadingStep } from '@/utils/model/evidence';
import { underscored } from '@/utils/text/underscored';

type Located = NonNullable<CheckEvidence['located']>;

/** Says what a flag means for the user. */
export function flagHelp(flag: CheckFlag): string {
  return i18n.t(`flaghelp_${underscored(flag)}`);
}

/** Names a change of fact: "a figure: 61 → 68". */
export function changeWords({ fact, from, to }: CheckEvidence['changes'][number]): string {
  const name = i18n.t(`fact_${fact}`, 1);
  if (fact === 'sentence' || fact === 'cut') return i18n.t('labelled', [name, from]);
  if (from === '') return i18n.t('change_added', [name, to]);
  if (to === '') return i18n.t('change_removed', [name, from]);
  return i18n.t('change_replaced', [name, from, to]);
}

export function readerWords(reader: Check['reader']): string {
  return i18n.t(`reader_${reader}`);
}

/** Says what the link of a citation without a quote tells about its passage. */
export function locatedWords({ length, blocks, apart, weakest }: Located): string[] {
  return [
    i18n.t('located_length', length),
    ...(apart === null ? [] : [i18n.t('located_apart', apart)]),
    i18n.t('located_blocks', blocks),
    i18n.t('located_weakest', [weakest.term]),
    i18n.t('located_places', weakest.places),
  ];
}

/** Describes one step of reading a page that needed several. */
export function stepWords({ reader, verdict, reason, mementoDatetime }: ReadingStep): string {
  return [
    readerWords(reader),
    ...(mementoDatetime === undefined ? [] : [formatMoment(mementoDatetime)]),
    i18n.t(`verdict_${verdict}`),
    ...(reason === null ? [] : [reasonWords(reason)]),
  ].join(' · ');
}
