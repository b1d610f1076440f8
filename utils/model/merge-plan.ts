import type { ChangeKind } from './change-kinds';
import type { ReportId } from './ids';
import type { ListedChange } from './listed-changes';

/** The changes that a file would make to the library, computed before any change is made. */
export interface MergePlan {
  /**
   * Fingerprint of all changes, listed or not. A choice applies only to the plan with the same
   * fingerprint.
   */
  readonly seen: string;
  readonly adds: {
    readonly reports: number;
    readonly sections: number;
    readonly statements: number;
    readonly clips: number;
  };
  /** The changes to existing content. Empty when the file only adds content. */
  readonly reports: readonly ReportChanges[];
}

export interface ReportChanges {
  readonly reportId: ReportId;
  readonly title: string;
  readonly kinds: readonly KindChanges[];
  /** Null if no passage changes in a report that the library has. */
  readonly passages: PassageLinks | null;
}

/** What belongs to the passages that a file changes in a report. */
export interface PassageLinks {
  /** Number of changed statements that cite one of the passages. */
  readonly statements: number;
  /** Number of the user’s objections to such citations that somebody answered with “fixed”. */
  readonly objections: number;
  /**
   * Whether the passages belong only to claims to which the user objected, and a verified person
   * answered each objection with “fixed”.
   */
  readonly isAnswer: boolean;
}

export interface KindChanges {
  readonly kind: ChangeKind;
  readonly count: number;
  /** The changes, or the first of them when there are very many. */
  readonly items: readonly ListedChange[];
}

/**
 * Maximum number of changes that a plan lists for one kind in one report, and the maximum in total.
 */
export const MOST_LISTED = 200;
export const MOST_LISTED_IN_ALL = 2_000;

/**
 * The user's decision about a plan, or the statement that a file of the library itself needs no
 * decision.
 */
export type MergeChoice =
  | 'everything'
  | {
      readonly seen: string;
      /** The kinds of changes that the user declined, by report. */
      readonly declined: Record<ReportId, ChangeKind[]>;
    };

/** The kinds of changes that the user declined for a report. */
export function declinedOf(choice: MergeChoice, reportId: ReportId): readonly ChangeKind[] {
  return choice === 'everything' ? [] : (choice.declined[reportId] ?? []);
}
