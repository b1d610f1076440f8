import type { LibraryQuery } from './search-answer';
import { type SearchChunk, verdictNumber } from './search-chunk';
import { startAt } from './text-parts';

/**
 * The filters of a query, as numbers of a chunk. Null allows everything; -1 is a value that the
 * chunk does not have.
 */
export interface ChunkFilters {
  readonly report: number | null;
  readonly site: number | null;
  readonly verdict: number | null;
  readonly tag: number | null;
}

/** The filters that exclude a clip, as bits. */
export const HELD_BY = { report: 1, site: 2, verdict: 4, tag: 8 } as const;

/** Returns null if the query has no filter. */
export function chunkFilters(chunk: SearchChunk, query: LibraryQuery): ChunkFilters | null {
  const { reportId, site, verdict, tag } = query;
  if (reportId === null && site === null && verdict === null && tag === null) return null;
  return {
    report: indexOrNull(chunk.reports, reportId),
    site: indexOrNull(chunk.sites, site),
    verdict: verdict === null ? null : verdictNumber(verdict === 'none' ? null : verdict),
    tag: indexOrNull(chunk.tags, tag),
  };
}

function indexOrNull<T>(values: readonly T[], value: T | null): number | null {
  return value === null ? null : values.indexOf(value);
}

/**
 * Returns the filters that exclude a clip; 0 if none does. `places`: for each place, 1 if it is not
 * in the bin.
 */
export function heldBy(
  chunk: SearchChunk,
  at: number,
  places: Uint8Array,
  filters: ChunkFilters,
): number {
  const { report, site, verdict, tag } = filters;
  let held = 0;
  if (report !== null && !liesIn(chunk, at, places, report)) held += HELD_BY.report;
  if (site !== null && site !== chunk.sourceSite[chunk.source[at] ?? 0]) held += HELD_BY.site;
  if (verdict !== null && verdict !== chunk.verdict[at]) held += HELD_BY.verdict;
  if (tag !== null) {
    const tags = chunk.tag.subarray(startAt(chunk.tagEnds, at), chunk.tagEnds[at]);
    if (!tags.includes(tag)) held += HELD_BY.tag;
  }
  return held;
}

function liesIn(chunk: SearchChunk, at: number, places: Uint8Array, report: number): boolean {
  const end = chunk.placeEnds[at] ?? 0;
  for (let place = startAt(chunk.placeEnds, at); place < end; place += 1) {
    if (places[place] === 1 && chunk.placeReport[place] === report) return true;
  }
  return false;
}
