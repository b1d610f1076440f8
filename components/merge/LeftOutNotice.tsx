import { i18n } from '#i18n';
import { HintNotice } from '@/components/ui/ErrorNotice';
import { recordsByKind } from '@/components/ui/records-by-kind';
import type { Restored } from '@/utils/messaging/client-restore';
import type { KindChanges } from '@/utils/model/merge-plan';

/** Lists what the library left out of a file: the changes without a tick, and bad records. */
export function LeftOutNotice({ leftOut, declined }: Pick<Restored, 'leftOut' | 'declined'>) {
  const { ofOtherReports, falsified, forgedReviews, differing, destroyedHere, unreadable } =
    leftOut;
  const damaged = Object.values(unreadable).reduce((sum, count) => sum + count, 0);
  const lines = [
    declined.length > 0 && i18n.t('merge_not_ticked', [declinedWords(declined)]),
    damaged > 0 && i18n.t('merge_left_out_damaged', damaged, [damaged, recordsByKind(unreadable)]),
    falsified > 0 && i18n.t('merge_left_out_falsified', falsified),
    forgedReviews > 0 && i18n.t('reviews_refused', forgedReviews),
    differing > 0 && i18n.t('merge_left_out_differing', differing),
    ofOtherReports > 0 && i18n.t('merge_left_out_other', ofOtherReports),
    destroyedHere > 0 && i18n.t('merge_left_out_destroyed', destroyedHere),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <HintNotice icon="warning">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </HintNotice>
  );
}

function declinedWords(declined: readonly KindChanges[]): string {
  const counts = new Map<KindChanges['kind'], number>();
  for (const { kind, count } of declined) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [...counts]
    .map(([kind, count]) => `${i18n.t(`changes_kind_${kind}`)} (${count.toString()})`)
    .join(', ');
}
