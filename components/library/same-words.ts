import { foldStrictly } from '@/utils/quote/strict-fold';
import type { FoundClip } from '@/utils/storage/read';
import { passagePage } from '@/utils/text/passage-number';

/** Of clips that seem to be duplicates those that are, of the largest such set; none, if there are not two. */
export function sameWords(clips: readonly FoundClip[]): readonly FoundClip[] {
  // As the judge reads them: 10² is no 102, and US no us.
  const sets = Map.groupBy(
    clips,
    ({ source, pin }) =>
      `${passagePage(source?.url ?? '')}\n${foldStrictly(pin?.quote ?? '').text.trim()}`,
  );
  const [largest = []] = [...sets.values()].sort((a, b) => b.length - a.length);
  return largest.length > 1 ? largest : [];
}
