import type { ReportId } from '@/utils/model/ids';
import { readSearchTerms } from '@/utils/text/search-terms';
import { chunkFilters, heldBy } from './chunk-filters';
import { type LiveParts, livePlaces } from './live-places';
import { type Matches, matchTerms } from './match-terms';
import { type LibraryQuery, MAX_HITS, type SearchAnswer, type SearchHit } from './search-answer';
import { idAt, type SearchChunk, siteAt } from './search-chunk';
import { SearchTally } from './search-tally';
import { startAt } from './text-parts';
import { TopHits } from './top-hits';

/** A chunk, and the positions in it that are out of date and skipped. */
export interface ChunkToScan {
  readonly chunk: SearchChunk;
  readonly without: ReadonlySet<number>;
}

/**
 * Scans chunks, in the order of their ids, for a query. Linear in their different words, their
 * clips, and the words of their texts.
 */
export function scanSearch(
  chunks: readonly ChunkToScan[],
  query: LibraryQuery,
  parts: LiveParts,
): Omit<SearchAnswer, 'behind'> {
  const terms = readSearchTerms(query.words);
  const scan = new Scan(query, parts, rankSites(chunks, query));
  // The latest first, because later ones then rarely become hits, and cost less.
  for (const { chunk, without } of chunks.toReversed()) {
    const matches = matchTerms(chunk, terms, scan.asksForRow(chunk));
    for (const at of without) matches.clips[at] = 0;
    scan.add(chunk, matches);
  }
  return scan.answer();
}

/**
 * Ranks the sites by name, so that they can be compared as numbers. Only if the hits are ordered by
 * site.
 */
function rankSites(
  chunks: readonly ChunkToScan[],
  { order }: LibraryQuery,
): ReadonlyMap<string, number> {
  if (order !== 'site') return new Map();
  const sites = new Set(chunks.flatMap(({ chunk }) => chunk.sites));
  return new Map([...sites].sort().map((site, rank) => [site, rank]));
}

class Scan {
  readonly #query: LibraryQuery;
  readonly #parts: LiveParts;
  readonly #siteRanks: ReadonlyMap<string, number>;
  readonly #top = new TopHits<{ chunk: SearchChunk; at: number }>(MAX_HITS);
  readonly #tally = new SearchTally();
  #total = 0;

  constructor(query: LibraryQuery, parts: LiveParts, siteRanks: ReadonlyMap<string, number>) {
    this.#query = query;
    this.#parts = parts;
    this.#siteRanks = siteRanks;
  }

  /** Whether it matters which clips of a chunk have the terms in a row. */
  asksForRow({ capturedAt }: SearchChunk): boolean {
    if (this.#query.order !== 'best') return false;
    if (this.#top.admits(1, Number.NEGATIVE_INFINITY)) return true;
    let latest = 0;
    for (let at = 0; at < capturedAt.length; at += 1)
      latest = Math.max(latest, capturedAt[at] ?? 0);
    return this.#top.admits(1, latest);
  }

  /** @param found Clips that a filter excludes are removed from it. */
  add(chunk: SearchChunk, found: Matches): void {
    const matches = found.clips;
    const { clips, places } = livePlaces(chunk, this.#parts);
    const { from, until } = this.#query;
    for (let at = 0; at < matches.length; at += 1) {
      if (clips[at] === 0) matches[at] = 0;
    }
    if (from !== null || until !== null) {
      chunk.capturedAt.forEach((time, at) => {
        if ((from !== null && time < from) || (until !== null && time >= until)) matches[at] = 0;
      });
    }
    const filters = chunkFilters(chunk, this.#query);
    if (this.#query.counted) this.#tally.add(chunk, matches, places, filters);
    if (filters !== null) {
      for (let at = 0; at < matches.length; at += 1) {
        if (matches[at] === 1 && heldBy(chunk, at, places, filters) !== 0) matches[at] = 0;
      }
    }
    this.#addHits(chunk, found);
  }

  #addHits(chunk: SearchChunk, { clips: matches, inRow }: Matches): void {
    const { capturedAt } = chunk;
    const { order } = this.#query;
    for (let at = matches.length - 1; at >= 0; at -= 1) {
      if (matches[at] === 0) continue;
      this.#total += 1;
      const time = capturedAt[at] ?? 0;
      if (order === 'best') this.#offer(chunk, at, inRow?.[at] ?? 0, time);
      else if (order === 'newest') this.#offer(chunk, at, time, 0);
      else if (order === 'oldest') this.#offer(chunk, at, -time, 0);
      else this.#offer(chunk, at, -(this.#siteRanks.get(siteAt(chunk, at)) ?? 0), time);
    }
  }

  #offer(chunk: SearchChunk, at: number, rank: number, then: number): void {
    if (this.#top.admits(rank, then)) this.#top.add({ chunk, at }, rank, then);
  }

  answer(): Omit<SearchAnswer, 'behind'> {
    const hits = this.#top.sorted().flatMap(({ chunk, at }) => this.#hit(chunk, at) ?? []);
    const counts = this.#query.counted ? this.#tally.counts() : null;
    return { hits, total: this.#total, counts };
  }

  #hit(chunk: SearchChunk, at: number): SearchHit | null {
    const { places } = livePlaces(chunk, this.#parts);
    const reportIds: ReportId[] = [];
    for (let place = startAt(chunk.placeEnds, at); place < (chunk.placeEnds[at] ?? 0); place += 1) {
      const reportId = chunk.reports[chunk.placeReport[place] ?? 0];
      if (places[place] === 1 && reportId !== undefined) reportIds.push(reportId);
    }
    const reportId = this.#query.reportId ?? reportIds[0];
    return reportId === undefined ? null : { clipId: idAt(chunk, at), reportId, reportIds };
  }
}
