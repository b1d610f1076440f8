import { VERDICTS, type Verdict } from '@/utils/model/evidence';
import type { ReportId } from '@/utils/model/ids';
import { type ChunkFilters, HELD_BY, heldBy } from './chunk-filters';
import type { SearchCounts } from './search-answer';
import type { SearchChunk } from './search-chunk';
import { startAt } from './text-parts';

/** Counts the clips for each value of each filter, summed over the chunks. */
export class SearchTally {
  readonly #reports = new Map<ReportId, number>();
  readonly #sites = new Map<string, number>();
  readonly #tags = new Map<string, number>();
  readonly #verdicts = new Uint32Array(VERDICTS.length + 1);

  /**
   * Adds the clips of a chunk that match the words and are not in the bin. Each value of a filter
   * is counted among the clips that the other filters allow.
   */
  add(
    chunk: SearchChunk,
    matches: Uint8Array,
    places: Uint8Array,
    filters: ChunkFilters | null,
  ): void {
    const reports = new Uint32Array(chunk.reports.length);
    const sites = new Uint32Array(chunk.sites.length);
    const tags = new Uint32Array(chunk.tags.length);
    for (let at = 0; at < matches.length; at += 1) {
      if (matches[at] === 0) continue;
      const held = filters === null ? 0 : heldBy(chunk, at, places, filters);
      if ((held & ~HELD_BY.report) === 0) {
        const end = chunk.placeEnds[at] ?? 0;
        for (let place = startAt(chunk.placeEnds, at); place < end; place += 1) {
          if (places[place] === 1) increase(reports, chunk.placeReport[place] ?? 0);
        }
      }
      if ((held & ~HELD_BY.site) === 0) {
        increase(sites, chunk.sourceSite[chunk.source[at] ?? 0] ?? 0);
      }
      if ((held & ~HELD_BY.verdict) === 0) increase(this.#verdicts, chunk.verdict[at] ?? 0);
      if ((held & ~HELD_BY.tag) === 0) {
        const end = chunk.tagEnds[at] ?? 0;
        for (let place = startAt(chunk.tagEnds, at); place < end; place += 1) {
          increase(tags, chunk.tag[place] ?? 0);
        }
      }
    }
    addCounts(this.#reports, chunk.reports, reports);
    addCounts(this.#sites, chunk.sites, sites);
    addCounts(this.#tags, chunk.tags, tags);
  }

  counts(): SearchCounts {
    const verdicts = new Map<Verdict | 'none', number>();
    this.#verdicts.forEach((count, number) => {
      if (count > 0) verdicts.set(VERDICTS[number - 1] ?? 'none', count);
    });
    return { reports: this.#reports, sites: this.#sites, verdicts, tags: this.#tags };
  }
}

function increase(counts: Uint32Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

function addCounts<T>(sums: Map<T, number>, names: readonly T[], counts: Uint32Array): void {
  names.forEach((name, index) => {
    const count = counts[index] ?? 0;
    if (count > 0) sums.set(name, (sums.get(name) ?? 0) + count);
  });
}
