import type { Verdict } from '@/utils/model/evidence';
import type { ClipId, ReportId } from '@/utils/model/ids';

export const SEARCH_ORDERS = ['best', 'newest', 'oldest', 'site'] as const;
export type SearchOrder = (typeof SEARCH_ORDERS)[number];

/** A search of the whole library. A filter that is null allows everything. */
export interface LibraryQuery {
  /** Every word must match; words in quotation marks count as one. */
  readonly words: string;
  readonly reportId: ReportId | null;
  /** A host without "www.". */
  readonly site: string | null;
  /** Captured at or after the first time and before the second; milliseconds since 1970. */
  readonly from: number | null;
  readonly until: number | null;
  /** `none`: never checked, or not since it was pinned again. */
  readonly verdict: Verdict | 'none' | null;
  readonly tag: string | null;
  /** `best`: clips with the terms in a row first, then the latest. */
  readonly order: SearchOrder;
  /** Whether to count the clips for each filter value, which takes time. */
  readonly counted: boolean;
}

export interface SearchHit {
  readonly clipId: ClipId;
  /** The report to show it in: the filtered one, or else the one that it was filed under. */
  readonly reportId: ReportId;
  /** All reports that contain it outside of the bin. */
  readonly reportIds: readonly ReportId[];
}

/** The number of clips for each value of a filter, with the other filters unchanged. */
export interface SearchCounts {
  readonly reports: ReadonlyMap<ReportId, number>;
  readonly sites: ReadonlyMap<string, number>;
  readonly verdicts: ReadonlyMap<Verdict | 'none', number>;
  readonly tags: ReadonlyMap<string, number>;
}

export interface SearchAnswer {
  /** At most `MAX_HITS`. */
  readonly hits: readonly SearchHit[];
  /** The number of all matching clips. */
  readonly total: number;
  /** Null if they were not requested. */
  readonly counts: SearchCounts | null;
  /** The number of clips that the search does not have yet; call `search.settle`. */
  readonly behind: number;
}

export const MAX_HITS = 200;
