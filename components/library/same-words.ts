import type { FoundClip } from '@/utils/storage/read';
import { passageKey } from '@/utils/text/passage-number';

/** Of clips that seem to be duplicates those that are, of the largest such set; none, if there are not two. */
export function sameWords(clips: readonly FoundClip[]): readonly FoundClip[] {
  const sets = Map.groupBy(clips, ({ source, pin }) =>
    passageKey(source?.url ?? '', pin?.quote ?? ''),
  );
  const [largest = []] = [...sets.values()].sort((a, b) => b.length - a.length);
  return largest.length > 1 ? largest : [];
}
