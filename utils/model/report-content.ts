import type { CitationId, ClipId, PinId, ReportId, SectionId, StatementId } from './ids';
import type { Repair } from './repair';

/**
 * A report's document as plain values: what `readReport` gives, what every
 * writer, list and search works on. Order is (rank, id). Binned things are
 * present, with the time they were put in the bin.
 */
export interface ReportContent {
  readonly id: ReportId;
  readonly title: string;
  /** BCP 47 of the report's prose. */
  readonly language: string;
  /** Front matter, definitions and the like, written back before everything else. */
  readonly preamble: string;
  readonly finalBytes: string;
  readonly binnedAt: string | null;
  readonly sections: readonly Section[];
  readonly statements: readonly Statement[];
  readonly citations: readonly Citation[];
  readonly placements: readonly Placement[];
  /** What was mended, or only found damaged, in the statements' texts; by line of the file. */
  readonly repairs: readonly Repair[];
}

export interface Section {
  readonly id: SectionId;
  readonly parentId: SectionId | null;
  readonly rank: string;
  /** When it was last moved; the latest move of a cycle is the one that is cut. */
  readonly movedAt: string | null;
  /** Heading level 1–6 as written; levels may skip. */
  readonly level: number;
  readonly title: string;
  /** The block as it was written; null where there was none or it no longer says the same. */
  readonly raw: string | null;
  readonly gapBefore: string;
  readonly binnedAt: string | null;
}

export const STATEMENT_KINDS = [
  'paragraph',
  'item',
  'table',
  'quote',
  'code',
  'caption',
  'sources',
  'other',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export interface Statement {
  readonly id: StatementId;
  readonly sectionId: SectionId | null;
  readonly rank: string;
  readonly kind: StatementKind;
  readonly marker: string;
  readonly depth: number;
  /** Markdown with citation tokens; see statement-text.ts. */
  readonly text: string;
  /** As `Section.raw`: it goes null by itself with the first edit, and returns with its undo. */
  readonly raw: string | null;
  readonly gapBefore: string;
  readonly binnedAt: string | null;
}

/** The place in a statement that names a clip. */
export interface Citation {
  readonly id: CitationId;
  readonly statementId: StatementId;
  readonly clipId: ClipId;
  readonly label: string;
  readonly href: string | null;
  readonly style: string;
  readonly raw: string | null;
}

/**
 * Where a clip stands in the report, and what people noted on it. A clip without one, or
 * whose `rank` is null, lies where `filedUnder` says, after what has a rank.
 */
export interface Placement {
  readonly clipId: ClipId;
  /** Meaningless while `rank` is null. */
  readonly sectionId: SectionId | null;
  readonly rank: string | null;
  readonly note: string;
  readonly tags: readonly string[];
  readonly pinId: PinId | null;
  readonly binnedAt: string | null;
}
