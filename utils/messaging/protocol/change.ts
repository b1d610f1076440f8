import type { Check } from '@/utils/model/evidence';
import type { ClipId, ReportId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import type { Author, ReviewRecord } from '@/utils/model/review-records';
import type { RunProgress } from './run-calls';

/** A change of the library, which is broadcast to every open page after it is durable. */
export type Change =
  | {
      readonly kind: 'report-update';
      readonly reportId: ReportId;
      readonly updates: readonly ReportUpdate[];
    }
  | { readonly kind: 'evidence'; readonly reportId: ReportId; readonly clipIds: readonly ClipId[] }
  | { readonly kind: 'reports' }
  | {
      readonly kind: 'run';
      readonly reportId: ReportId;
      readonly progress: RunProgress;
      readonly checks: readonly Check[];
    }
  | {
      readonly kind: 'reviews';
      readonly reportId: ReportId;
      readonly own: Author;
      readonly records: readonly ReviewRecord[];
    }
  /** The state of a report that is shared with a team may have changed. */
  | { readonly kind: 'team'; readonly reportId: ReportId }
  /** The list of known keys changed. */
  | { readonly kind: 'people' }
  | { readonly kind: 'library' };
