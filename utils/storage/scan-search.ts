import type { Verdict } from '@/utils/model/evidence';
import type { ReportId, SectionId } from '@/utils/model/ids';
import { readSearchTerms } from '@/utils/text/search-terms';
import { compare } from './load-of';
import { type LibraryQuery, MAX_HITS, type SearchAnswer, type SearchOrder } from './search-answer';
import type { SearchEntry, SearchPlacement } from './search-chunk';

/** What decides whether a placement is in the bin, besides the entry itself. */
export interface LiveParts {
  /** The existing reports that are not in the bin. */
  readonly reports: ReadonlySet<ReportId>;
  readonly binnedSections: ReadonlySet<SectionId>;
}

/** Returns the placements of a clip that are not in the bin. */
export function livePlacements(entry: SearchEntry, parts: LiveParts): readonly SearchPlacement[] {
  const isLive = ({ reportId, binned, sectionId }: SearchPlacement) =>
    !binned &&
    parts.reports.has(reportId) &&
    (sectionId === null || !parts.binnedSections.has(sectionId));
  return entry.placements.filter(isLive);
}

interface Match {
  readonly entry: SearchEntry;
  /** Its placements that are not in the bin. */
  readonly placements: readonly SearchPlacement[];
}

type Filter = 'reportId' | 'site' | 'verdict' | 'tag';

/** Returns whether a clip passes a filter, if the query has that filter. */
const PASSES: Readonly<Record<Filter, (match: Match, query: LibraryQuery) => boolean>> = {
  reportId: ({ placements }, { reportId }) => placements.some((one) => one.reportId === reportId),
  site: ({ entry }, { site }) => entry.source.site === site,
  verdict: ({ entry }, { verdict }) => (entry.verdict ?? 'none') === verdict,
  tag: ({ entry }, { tag }) => tag !== null && entry.tags.includes(tag),
};
const FILTERS: readonly Filter[] = ['reportId', 'site', 'verdict', 'tag'];

const latest = (a: Match, b: Match) => b.entry.capturedAt - a.entry.capturedAt;
const ORDERS: Readonly<Record<SearchOrder, (a: Match, b: Match) => number>> = {
  best: latest,
  newest: latest,
  oldest: (a, b) => latest(b, a),
  site: (a, b) => compare(a.entry.source.site, b.entry.source.site) || latest(a, b),
};

/**
 * Returns the clips that a query finds. If two clips are equal in the query's order, the later one
 * in `entries` comes first. Linear in the texts of the entries, apart from sorting.
 * @param entries In the order of their ids.
 */
export function scanSearch(
  entries: readonly SearchEntry[],
  query: LibraryQuery,
  parts: LiveParts,
): Omit<SearchAnswer, 'behind'> {
  const { terms, phrase } = readSearchTerms(query.words);
  const { from, until } = query;
  const holds = ({ text, source }: SearchEntry) => {
    for (const term of terms) {
      if (!text.includes(term) && !source.text.includes(term)) return false;
    }
    return true;
  };
  const filters = FILTERS.filter((name) => query[name] !== null);
  const counts = query.counted ? new Counts() : null;
  const seeksRow = query.order === 'best' && phrase !== '';
  // Matches with the terms in a row come first in the order `best`.
  const inRow: Match[] = [];
  const others: Match[] = [];
  for (const entry of entries.toReversed()) {
    const { capturedAt } = entry;
    if ((from !== null && capturedAt < from) || (until !== null && capturedAt >= until)) continue;
    if (!holds(entry)) continue;
    const match = { entry, placements: livePlacements(entry, parts) };
    if (match.placements.length === 0) continue;
    const failed = filters.filter((name) => !PASSES[name](match, query));
    counts?.add(match, failed);
    if (failed.length > 0) continue;
    if (seeksRow && entry.text.includes(phrase)) inRow.push(match);
    else others.push(match);
  }
  const order = ORDERS[query.order];
  const best = [...inRow.sort(order), ...others.sort(order)].slice(0, MAX_HITS);
  const hits = best.flatMap(({ entry, placements }) => {
    const reportIds = placements.map(({ reportId }) => reportId);
    const reportId = query.reportId ?? reportIds[0];
    return reportId === undefined ? [] : [{ clipId: entry.id, reportId, reportIds }];
  });
  return { hits, total: inRow.length + others.length, counts };
}

/** Counts the choices of each filter among the clips that pass the other filters. */
class Counts {
  readonly reports = new Map<ReportId, number>();
  readonly sites = new Map<string, number>();
  readonly verdicts = new Map<Verdict | 'none', number>();
  readonly tags = new Map<string, number>();

  /** @param failed The filters that the clip does not pass. */
  add({ entry, placements }: Match, failed: readonly Filter[]): void {
    const counts = (name: Filter) => failed.every((each) => each === name);
    if (counts('reportId')) for (const { reportId } of placements) increase(this.reports, reportId);
    if (counts('site')) increase(this.sites, entry.source.site);
    if (counts('verdict')) increase(this.verdicts, entry.verdict ?? 'none');
    if (counts('tag')) for (const tag of entry.tags) increase(this.tags, tag);
  }
}

function increase<T>(counts: Map<T, number>, choice: T): void {
  counts.set(choice, (counts.get(choice) ?? 0) + 1);
}
