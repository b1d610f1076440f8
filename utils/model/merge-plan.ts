import type { ChangeKind } from './change-kinds';
import type { ReportId } from './ids';
import type { ListedChange } from './listed-changes';

/** What a file would do to the library, before anything of it is done. */
export interface MergePlan {
  /** Of everything in it, listed or not: a choice holds for the plan that it was made on. */
  readonly seen: string;
  /** What the file adds. */
  readonly adds: {
    readonly reports: number;
    readonly sections: number;
    readonly statements: number;
    readonly clips: number;
  };
  /** What it would change of what is here; empty where it only adds. */
  readonly reports: readonly ReportChanges[];
}

export interface ReportChanges {
  readonly reportId: ReportId;
  readonly title: string;
  readonly kinds: readonly KindChanges[];
}

export interface KindChanges {
  readonly kind: ChangeKind;
  readonly count: number;
  /** The first of them: all, unless they are very many. */
  readonly items: readonly ListedChange[];
}

/** The most changes that a plan lists of one kind in one report, and in all. */
export const MOST_LISTED = 200;
export const MOST_LISTED_IN_ALL = 2_000;

/** What a person decided about a plan, or that a file of the library's own needs no decision. */
export type MergeChoice =
  | 'everything'
  | {
      readonly seen: string;
      /** By report what is not to be done. */
      readonly declined: Record<ReportId, ChangeKind[]>;
    };

/** What of a report is not done. */
export function declinedOf(choice: MergeChoice, reportId: ReportId): readonly ChangeKind[] {
  return choice === 'everything' ? [] : (choice.declined[reportId] ?? []);
}
