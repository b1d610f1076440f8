import { foldStrictly } from '@/utils/quote/strict-fold';
import { areKept, type FoundClip, type Twin } from '@/utils/storage/read';
import { passagePage } from '@/utils/text/passage-number';

/** Clips that are duplicates, and clips that only seemed to be. */
export interface SameWords {
  /** In the given order. Empty if there are fewer than two. */
  readonly twins: readonly FoundClip[];
  /** Clips whose words no other clip has. */
  readonly alone: readonly FoundClip[];
}

/**
 * Returns the largest set of clips that really have the same words; a set that the user decided to
 * keep comes last.
 * @param known The decisions about the clips.
 */
export function sameWords(clips: readonly FoundClip[], known: readonly Twin[]): SameWords {
  const keptOf = new Map(known.map(({ clipId, kept }) => [clipId, kept]));
  // Compared as the judge compares: 10² differs from 102, and US differs from us.
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
