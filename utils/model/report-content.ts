import type { CitationId, ClipId, PinId, ReportId, SectionId, StatementId } from './ids';

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
}

export interface Section {
  readonly id: SectionId;
  readonly parentId: SectionId | null;
  readonly rank: string;
  /** Heading level 1–6 as written; levels may skip. */
  readonly level: number;
  readonly title: string;
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

/** Where a clip stands in the report. A clip without one lies where `filedUnder` says. */
export interface Placement {
  readonly clipId: ClipId;
  readonly sectionId: SectionId | null;
  readonly rank: string;
  readonly note: string;
  readonly tags: readonly string[];
  readonly pinId: PinId | null;
  readonly binnedAt: string | null;
}
