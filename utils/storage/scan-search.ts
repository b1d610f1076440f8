import { VERDICTS, type Verdict } from '@/utils/model/evidence';
import type { ReportId, SectionId } from '@/utils/model/ids';
import { readSearchTerms, type SearchTerms } from '@/utils/text/search-terms';
import {
  type LibraryQuery,
  MAX_HITS,
  type SearchAnswer,
  type SearchCounts,
  type SearchHit,
} from './search-answer';
import {
  idAt,
  type SearchChunk,
  siteAt,
  sourceWordsAt,
  startAt,
  verdictNumber,
  wordsAt,
} from './search-chunk';
import { TopHits } from './top-hits';

/** What decides whether a place is in the bin, beside what is known of the clip itself. */
export interface LiveParts {
  /** The reports that are there and not in the bin. */
  readonly reports: ReadonlySet<ReportId>;
  readonly binnedSections: ReadonlySet<SectionId>;
}

/** A chunk, and the positions in it that are out of date and passed over. */
export interface ChunkToScan {
  readonly chunk: SearchChunk;
  readonly without: ReadonlySet<number>;
}

/**
 * Scans the chunks, given in the order of their ids, for what a query asks. Linear in their
 * text for the rarest-looking word, in the clips that hold it for everything else.
 */
export function scanSearch(
  chunks: readonly ChunkToScan[],
  query: LibraryQuery,
  parts: LiveParts,
): Omit<SearchAnswer, 'behind'> {
  const terms = readSearchTerms(query.words);
  const tally = new Tally(query, parts, rankSites(chunks, query));
  // The latest first: later ones then seldom get among the hits, and cost less.
  for (const { chunk, without } of chunks.toReversed()) {
    tally.scan(chunk, positionsOf(chunk, terms), terms, without);
  }
  return tally.answer();
}

/** The positions of the clips that hold every term, in their own words or their source's. */
export function positionsOf(chunk: SearchChunk, { terms }: SearchTerms): readonly number[] {
  const [longest, ...others] = terms;
  if (longest === undefined) return Array.from({ length: chunk.count }, (_, at) => at);
  const holds = holding(chunk.words, chunk.wordsEnds, longest);
  const sources = holding(chunk.sourceWords, chunk.sourceEnds, longest);
  const found: number[] = [];
  for (let at = 0; at < chunk.count; at += 1) {
    if (holds[at] === 1 || sources[chunk.source[at] ?? 0] === 1) found.push(at);
  }
  return others.reduce<readonly number[]>((left, term) => {
    const known = new Map<number, boolean>();
    return left.filter((at) => {
      if (wordsAt(chunk, at).includes(term)) return true;
      const source = chunk.source[at] ?? 0;
      const held = known.get(source) ?? sourceWordsAt(chunk, source).includes(term);
      known.set(source, held);
      return held;
    });
  }, found);
}

/** Of each part of a text whether it holds a term. */
function holding(text: string, ends: Uint32Array, term: string): Uint8Array {
  const holds = new Uint8Array(ends.length);
  let part = 0;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, ends[part])) {
    while ((ends[part] ?? Number.POSITIVE_INFINITY) <= at) part += 1;
    holds[part] = 1;
  }
  return holds;
}

/** The sites by name, so that they can be compared as numbers; only where hits are in that order. */
function rankSites(
  chunks: readonly ChunkToScan[],
  { order }: LibraryQuery,
): ReadonlyMap<string, number> {
  if (order !== 'site') return new Map();
  const sites = new Set(chunks.flatMap(({ chunk }) => chunk.sites));
  return new Map([...sites].sort().map((site, rank) => [site, rank]));
}

class Tally {
  readonly #query: LibraryQuery;
  readonly #parts: LiveParts;
  readonly #siteRanks: ReadonlyMap<string, number>;
  readonly #verdict: number | null;
  readonly #top = new TopHits<{ chunk: SearchChunk; at: number }>(MAX_HITS);
  readonly #verdicts = new Uint32Array(VERDICTS.length + 1);
  readonly #reports = new Map<ReportId, number>();
  readonly #sites = new Map<string, number>();
  readonly #tags = new Map<string, number>();
  #total = 0;

  constructor(query: LibraryQuery, parts: LiveParts, siteRanks: ReadonlyMap<string, number>) {
    this.#query = query;
    this.#parts = parts;
    this.#siteRanks = siteRanks;
    this.#verdict =
      query.verdict === null
        ? null
        : verdictNumber(query.verdict === 'none' ? null : query.verdict);
  }

  scan(
    chunk: SearchChunk,
    positions: readonly number[],
    terms: SearchTerms,
    without: ReadonlySet<number>,
  ): void {
    const { from, until } = this.#query;
    const report = indexOrNull(chunk.reports, this.#query.reportId);
    const site = indexOrNull(chunk.sites, this.#query.site);
    const tag = indexOrNull(chunk.tags, this.#query.tag);
    const places = livePlaces(chunk, this.#parts);
    const reports = new Uint32Array(chunk.reports.length);
    const sites = new Uint32Array(chunk.sites.length);
    const tags = new Uint32Array(chunk.tags.length);
    for (let index = positions.length - 1; index >= 0; index -= 1) {
      const at = positions[index] ?? 0;
      const time = chunk.capturedAt[at] ?? 0;
      if (without.has(at) || (from !== null && time < from)) continue;
      if (until !== null && time >= until) continue;
      const [placeStart, placeEnd] = [startAt(chunk.placeEnds, at), chunk.placeEnds[at] ?? 0];
      let isLive = false;
      let inReport = report === null;
      for (let place = placeStart; place < placeEnd; place += 1) {
        if (places[place] !== 1) continue;
        isLive = true;
        if (chunk.placeReport[place] === report) inReport = true;
      }
      if (!isLive) continue;
      const siteOf = chunk.sourceSite[chunk.source[at] ?? 0] ?? 0;
      const verdict = chunk.verdict[at] ?? 0;
      const [tagStart, tagEnd] = [startAt(chunk.tagEnds, at), chunk.tagEnds[at] ?? 0];
      const ofSite = site === null || site === siteOf;
      const ofVerdict = this.#verdict === null || this.#verdict === verdict;
      const tagged = tag === null || chunk.tag.subarray(tagStart, tagEnd).includes(tag);
      // A choice of one filter is counted among what the other filters let pass.
      if (ofSite && ofVerdict && tagged) {
        for (let place = placeStart; place < placeEnd; place += 1) {
          const ofPlace = chunk.placeReport[place] ?? 0;
          if (places[place] === 1) reports[ofPlace] = (reports[ofPlace] ?? 0) + 1;
        }
      }
      if (inReport && ofVerdict && tagged) sites[siteOf] = (sites[siteOf] ?? 0) + 1;
      if (inReport && ofSite && tagged) {
        this.#verdicts[verdict] = (this.#verdicts[verdict] ?? 0) + 1;
      }
      if (!inReport || !ofSite || !ofVerdict) continue;
      for (let place = tagStart; place < tagEnd; place += 1) {
        const number = chunk.tag[place] ?? 0;
        tags[number] = (tags[number] ?? 0) + 1;
      }
      if (!tagged) continue;
      this.#total += 1;
      this.#offer(chunk, at, time, terms);
    }
    addCounts(this.#reports, chunk.reports, reports);
    addCounts(this.#sites, chunk.sites, sites);
    addCounts(this.#tags, chunk.tags, tags);
  }

  #offer(chunk: SearchChunk, at: number, time: number, { terms, phrase }: SearchTerms): void {
    const top = this.#top;
    switch (this.#query.order) {
      case 'best':
        // Looking for the phrase is worth it only where it would make a difference.
        if (terms.length > 0 && top.admits(1, time) && wordsAt(chunk, at).includes(phrase)) {
          top.add({ chunk, at }, 1, time);
        } else if (top.admits(0, time)) top.add({ chunk, at }, 0, time);
        break;
      case 'newest':
        if (top.admits(time, 0)) top.add({ chunk, at }, time, 0);
        break;
      case 'oldest':
        if (top.admits(-time, 0)) top.add({ chunk, at }, -time, 0);
        break;
      case 'site': {
        const rank = this.#siteRanks.get(siteAt(chunk, at)) ?? 0;
        if (top.admits(-rank, time)) top.add({ chunk, at }, -rank, time);
        break;
      }
    }
  }

  answer(): Omit<SearchAnswer, 'behind'> {
    const verdicts = new Map<Verdict | 'none', number>();
    this.#verdicts.forEach((count, number) => {
      if (count > 0) verdicts.set(VERDICTS[number - 1] ?? 'none', count);
    });
    const counts: SearchCounts = {
      reports: this.#reports,
      sites: this.#sites,
      verdicts,
      tags: this.#tags,
    };
    const hits = this.#top.sorted().flatMap(({ chunk, at }) => this.#hit(chunk, at) ?? []);
    return { hits, total: this.#total, counts };
  }

  #hit(chunk: SearchChunk, at: number): SearchHit | null {
    const places = livePlaces(chunk, this.#parts);
    const reportIds: ReportId[] = [];
    for (let place = startAt(chunk.placeEnds, at); place < (chunk.placeEnds[at] ?? 0); place += 1) {
      const reportId = chunk.reports[chunk.placeReport[place] ?? 0];
      if (places[place] === 1 && reportId !== undefined) reportIds.push(reportId);
    }
    const reportId = this.#query.reportId ?? reportIds[0];
    return reportId === undefined ? null : { clipId: idAt(chunk, at), reportId, reportIds };
  }
}

const known = new WeakMap<SearchChunk, { parts: LiveParts; places: Uint8Array }>();

/** Of each place of a chunk whether it is out of the bin, with its report and its section. */
export function livePlaces(chunk: SearchChunk, parts: LiveParts): Uint8Array {
  const before = known.get(chunk);
  if (before?.parts === parts) return before.places;
  const reports = chunk.reports.map((id) => parts.reports.has(id));
  const binned = chunk.sections.map((id) => parts.binnedSections.has(id));
  const places = chunk.placeBinned.map((isBinned, place) => {
    const section = chunk.placeSection[place] ?? 0;
    if (isBinned === 1 || reports[chunk.placeReport[place] ?? 0] !== true) return 0;
    return section > 0 && binned[section - 1] === true ? 0 : 1;
  });
  known.set(chunk, { parts, places });
  return places;
}

/** Null lets all pass; -1 is what this chunk has none of. */
function indexOrNull<T>(values: readonly T[], value: T | null): number | null {
  return value === null ? null : values.indexOf(value);
}

function addCounts<T>(sums: Map<T, number>, names: readonly T[], counts: Uint32Array): void {
  names.forEach((name, index) => {
    const count = counts[index] ?? 0;
    if (count > 0) sums.set(name, (sums.get(name) ?? 0) + count);
  });
}
