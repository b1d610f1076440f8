import type { ClipId, Id, ReportId } from '@/utils/model/ids';
import { type LiveParts, livePlaces } from './live-places';
import type { ChunkToScan } from './scan-search';
import { idAt } from './search-chunk';
import { startAt } from './text-parts';

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

interface TimedTwin extends Twin {
  readonly time: number;
}

/**
 * Returns the groups of clips of one passage, the group with the latest clip first. Clips in the
 * bin do not count. A clip in two reports is one clip. Linear.
 */
export function findDuplicates(chunks: readonly ChunkToScan[], parts: LiveParts): DuplicateGroup[] {
  const groups = new Map<number, TimedTwin[]>();
  const firsts = new Map<number, TimedTwin>();
  for (const { chunk, without } of chunks) {
    const { places } = livePlaces(chunk, parts);
    const kept = new Map(chunk.kept.map((decision, at) => [chunk.keptAt[at], decision]));
    for (let at = 0; at < chunk.count; at += 1) {
      const passage = chunk.passage[at] ?? 0;
      if (passage === 0 || without.has(at)) continue;
      let reportId: ReportId | undefined;
      const end = chunk.placeEnds[at] ?? 0;
      for (let place = startAt(chunk.placeEnds, at); place < end; place += 1) {
        if (places[place] !== 1) continue;
        reportId = chunk.reports[chunk.placeReport[place] ?? 0];
        break;
      }
      if (reportId === undefined) continue;
      const time = chunk.capturedAt[at] ?? 0;
      const clip = { clipId: idAt(chunk, at), reportId, kept: kept.get(at) ?? null, time };
      const first = firsts.get(passage);
      if (first === undefined) {
        firsts.set(passage, clip);
        continue;
      }
      const group = groups.get(passage);
      if (group === undefined) groups.set(passage, [first, clip]);
      else group.push(clip);
    }
  }
  return [...groups.values()]
    .map((clips) => clips.sort((a, b) => a.time - b.time))
    .sort((a, b) => (b.at(-1)?.time ?? 0) - (a.at(-1)?.time ?? 0))
    .map((clips) => ({
      clips: clips.map(({ clipId, reportId, kept }) => ({ clipId, reportId, kept })),
      decided: areKept(clips),
    }));
}

/** Returns whether one decision kept all of them. */
export function areKept(clips: readonly Pick<Twin, 'kept'>[]): boolean {
  const kept = clips[0]?.kept ?? null;
  return kept !== null && clips.every((clip) => clip.kept === kept);
}
