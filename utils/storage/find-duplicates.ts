import type { ClipId, Id, ReportId } from '@/utils/model/ids';
import { type LiveParts, livePlacements } from './scan-search';
import type { SearchEntry } from './search-chunk';

/** A clip of a passage that was clipped more than once. */
export interface Twin {
  readonly clipId: ClipId;
  readonly reportId: ReportId;
  /** The decision that kept it as a duplicate. */
  readonly kept: Id<'twins'> | null;
}

/**
 * Clips that seem to have the same words of the same page. The page that shows them compares the
 * words.
 */
export interface DuplicateGroup {
  /** The earliest first. */
  readonly clips: readonly Twin[];
  /** Whether one decision kept all of them. */
  readonly decided: boolean;
}

/**
 * Returns the groups of clips of one passage, the group with the latest clip first. Clips in the
 * bin do not count. A clip in two reports is one clip. Linear, apart from sorting.
 */
export function findDuplicates(
  entries: readonly SearchEntry[],
  parts: LiveParts,
): DuplicateGroup[] {
  const clips = entries.flatMap((entry) => {
    const { id: clipId, passage, capturedAt, kept } = entry;
    const [placement] = passage === 0 ? [] : livePlacements(entry, parts);
    if (placement === undefined) return [];
    return [{ passage, capturedAt, twin: { clipId, reportId: placement.reportId, kept } }];
  });
  return [...Map.groupBy(clips, ({ passage }) => passage).values()]
    .filter((group) => group.length > 1)
    .map((group) => group.sort((a, b) => a.capturedAt - b.capturedAt))
    .sort((a, b) => (b.at(-1)?.capturedAt ?? 0) - (a.at(-1)?.capturedAt ?? 0))
    .map((group) => {
      const twins = group.map(({ twin }) => twin);
      return { clips: twins, decided: areKept(twins) };
    });
}

/** Returns whether one decision kept all of them. */
export function areKept(clips: readonly Pick<Twin, 'kept'>[]): boolean {
  const kept = clips[0]?.kept ?? null;
  return kept !== null && clips.every((clip) => clip.kept === kept);
}
