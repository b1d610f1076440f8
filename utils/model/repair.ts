import type { CitationId, Id, StatementId } from './ids';

/** A damaged place of a statement's text and how it is mended. */
export interface RepairPlan {
  readonly id: Id<'repair'>;
  readonly kind: string;
  readonly statementId: StatementId;
  readonly citationId: CitationId | null;
  readonly reason: string | null;
  /** Line of the file that was read. */
  readonly line: number;
  /** `original` at this UTF-16 offset of the text becomes `mended`; equal ones change nothing. */
  readonly start: number;
  readonly original: string;
  readonly mended: string;
  /** Words round it, for the eye. */
  readonly before: string;
  readonly after: string;
  /** Where `missing` UTF-16 units were lost: an offset into the text before any repair. */
  readonly cutAt: number | null;
  readonly missing: number | null;
  readonly completions: readonly string[];
}

/** A repair of a report, as it stands now. */
export interface Repair extends Omit<RepairPlan, 'start' | 'cutAt'> {
  /** `open` is only pointed out: nothing was changed. */
  readonly state: 'mended' | 'open' | 'taken-back';
  /** What somebody put in for the missing characters. */
  readonly completion: string | null;
  /** Whether missing characters may be put in. */
  readonly completable: boolean;
}

/** `original` and `mended` are the two readings of the place, `completion` fills the cut before it. */
export type RepairSide = 'original' | 'mended' | 'completion';

/** Characters round a place by which it is known again when its own were replaced. */
export interface RepairContext {
  readonly before: string;
  readonly after: string;
}

/** Characters that one side once put into the text: they may be gone since. */
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
  /** The completion that was chosen last, whether it stands in the text or not. */
  readonly chosen: string;
  readonly placed: readonly Placed[];
}

/** UTF-16 offsets into a statement's text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}
