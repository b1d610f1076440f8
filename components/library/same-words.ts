import { foldStrictly } from '@/utils/quote/strict-fold';
import { areKept, type FoundClip, type Twin } from '@/utils/storage/read';
import { passagePage } from '@/utils/text/passage-number';

/** Clips that are duplicates, and those that only seemed to be. */
export interface SameWords {
  /** In the order given; none where there are not two. */
  readonly twins: readonly FoundClip[];
  /** Of words that no other has. */
  readonly alone: readonly FoundClip[];
}

/**
 * Of clips that seem to be duplicates the largest set that is; one that a decision kept as it is
 * comes last.
 * @param known What was decided about each of them.
 */
export function sameWords(clips: readonly FoundClip[], known: readonly Twin[]): SameWords {
  const keptOf = new Map(known.map(({ clipId, kept }) => [clipId, kept]));
  // As the judge reads them: 10² is no 102, and US no us.
  const sets = Map.groupBy(
    clips,
    ({ source, pin }) =>
      `${passagePage(source?.url ?? '')}\n${foldStrictly(pin?.quote ?? '').text.trim()}`,
  );
  const decided = (set: readonly FoundClip[]) =>
    areKept(set.map(({ clip }) => ({ kept: keptOf.get(clip.id) ?? null })));
  const [twins = []] = [...sets.values()]
    .filter((set) => set.length > 1)
    .sort((a, b) => Number(decided(a)) - Number(decided(b)) || b.length - a.length);
  return { twins, alone: [...sets.values()].flatMap((set) => (set.length === 1 ? set : [])) };
}
