import type { Claim, Hint, Passage } from '@/utils/claim/claim';
import type { SnapshotId } from '@/utils/model/ids';

/** A claim to be checked; its pages' texts come once for all claims of the task. */
export interface ClaimToCheck {
  readonly claim: Claim;
  readonly passages: readonly PassageToCheck[];
}

export interface PassageToCheck extends Omit<Passage, 'pageText'> {
  /** The page's text as it was last read; null where it never was. */
  readonly snapshotId: SnapshotId | null;
}

/** What the Worker that checks claims is asked for. Every `check` is of the latest `report`. */
export type HintTask =
  | {
      readonly kind: 'report';
      /** BCP 47. */
      readonly language: string;
      /** What its statements say, for the report's own spelling of words. */
      readonly statements: readonly { readonly plain: string }[];
    }
  | {
      readonly kind: 'check';
      /** Comes back with the answer. */
      readonly task: number;
      readonly claims: readonly ClaimToCheck[];
      /** Null where there is no text of that id. */
      readonly texts: ReadonlyMap<SnapshotId, string | null>;
    };

/** One for every `check`. */
export type HintAnswer =
  /** Of each claim, in the task's order. */
  | {
      readonly kind: 'checked';
      readonly task: number;
      readonly hints: readonly (readonly Hint[])[];
    }
  | { readonly kind: 'failed'; readonly task: number; readonly detail: string };
