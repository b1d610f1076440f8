import type { CitationId, Id, StatementId } from './ids';

/** A damaged place in a statement's text, and its repair. */
export interface RepairPlan {
  readonly id: Id<'repair'>;
  readonly kind: string;
  readonly statementId: StatementId;
  readonly citationId: CitationId | null;
  readonly reason: string | null;
  /** The line of the file. */
  readonly line: number;
  /**
   * `mended` replaces `original` at this UTF-16 offset of the text. If both are equal, nothing
   * changes.
   */
  readonly start: number;
  readonly original: string;
  readonly mended: string;
  /** The words around the place, to show to the user. */
  readonly before: string;
  readonly after: string;
  /** Where `missing` UTF-16 units were lost: an offset in the text before any repair. */
  readonly cutAt: number | null;
  readonly missing: number | null;
  readonly completions: readonly string[];
  /** Whether there is one completion, and it is likely. */
  readonly isLikely: boolean;
}

/** A repair of a report in its current state. */
export interface Repair extends Omit<RepairPlan, 'start' | 'cutAt'> {
  /** `open`: the damage is only reported, and nothing was changed. */
  readonly state: 'mended' | 'open' | 'taken-back';
  /** The characters that somebody inserted for the missing ones. */
  readonly completion: string | null;
  /**
   * Whether somebody typed directly after the cut word. Then a completion would be inserted into
   * their word.
   */
  readonly edited: boolean;
  /** Whether missing characters can be inserted. */
  readonly completable: boolean;
}

/** Returns whether a word lacks its end since the rest of a citation marker was removed. */
export function isStillCut({
  state,
  missing,
  completion,
  edited,
}: Pick<Repair, 'missing' | 'completion' | 'edited'> & { readonly state: string }): boolean {
  return state === 'mended' && missing !== null && completion === null && !edited;
}

/**
 * `original` and `mended` are the two versions of the place; `completion` fills the cut before it.
 */
export type RepairSide = 'original' | 'mended' | 'completion';

/** Characters around a place, to find it after its own characters were replaced. */
export interface RepairContext {
  readonly before: string;
  readonly after: string;
}

/** Characters that a side inserted into the text. They may be gone now. */
export interface Placed {
  readonly field: string;
  readonly side: RepairSide;
  readonly text: string;
  readonly start: unknown;
  readonly end: unknown;
}

export interface RepairRecord {
  readonly plan: Omit<RepairPlan, 'start' | 'cutAt'>;
  readonly edit: RepairContext;
  readonly cut: (RepairContext & { readonly at: unknown }) | null;
  /** The completion that was chosen last, even if it is not in the text. */
  readonly chosen: string;
  readonly placed: readonly Placed[];
}

/** UTF-16 offsets into a statement's text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}
