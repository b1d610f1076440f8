import type { Verdict } from '@/utils/model/evidence';
import type { ClipId, ReportId } from '@/utils/model/ids';

export const SEARCH_ORDERS = ['best', 'newest', 'oldest', 'site'] as const;
export type SearchOrder = (typeof SEARCH_ORDERS)[number];

/** What is sought in the whole library. A filter that is null lets everything pass. */
export interface LibraryQuery {
  /** Every word must be there; what stands in quotation marks, as one. */
  readonly words: string;
  readonly reportId: ReportId | null;
  /** A host without "www.". */
  readonly site: string | null;
  /** Captured from the first of these times on and before the second; milliseconds since 1970. */
  readonly from: number | null;
  readonly until: number | null;
  /** `none`: never checked, or not since it was pinned anew. */
  readonly verdict: Verdict | 'none' | null;
  readonly tag: string | null;
  /** `best`: with the words one after the other first, then the latest. */
  readonly order: SearchOrder;
  /** Whether the choices of the filters are to be counted; it takes a while. */
  readonly counted: boolean;
}

export interface SearchHit {
  readonly clipId: ClipId;
  /** The report to show it in: the one filtered by, else the one it was filed under. */
  readonly reportId: ReportId;
  /** Every report in which it lies and is not in the bin. */
  readonly reportIds: readonly ReportId[];
}

/** How many clips there would be with each choice of a filter, the others staying as they are. */
export interface SearchCounts {
  readonly reports: ReadonlyMap<ReportId, number>;
  readonly sites: ReadonlyMap<string, number>;
  readonly verdicts: ReadonlyMap<Verdict | 'none', number>;
  readonly tags: ReadonlyMap<string, number>;
}

export interface SearchAnswer {
  /** At most `MAX_HITS`. */
  readonly hits: readonly SearchHit[];
  /** How many clips there are, shown or not. */
  readonly total: number;
  /** Null where they were not asked for. */
  readonly counts: SearchCounts | null;
  /** Clips that the search has not taken in yet; ask for `search.settle`. */
  readonly behind: number;
}

export const MAX_HITS = 200;
