import type { CitationId, ClipId, PinId, ReportId, SectionId, StatementId } from './ids';
import type { Repair } from './repair';

/**
 * A report's document as plain values: the result of `readReport`, and the input of every writer,
 * list and search. Lists are ordered by (rank, id). Binned items are included, with the time when
 * they were put into the bin.
 */
export interface ReportContent {
  readonly id: ReportId;
  readonly title: string;
  /** BCP 47 of the report's text. */
  readonly language: string;
  /** Front matter, definitions and the like, written before everything else. */
  readonly preamble: string;
  readonly finalBytes: string;
  readonly binnedAt: string | null;
  readonly sections: readonly Section[];
  readonly statements: readonly Statement[];
  readonly citations: readonly Citation[];
  readonly placements: readonly Placement[];
  /** The repaired and the reported damage in the statements' texts, by line of the file. */
  readonly repairs: readonly Repair[];
}

export interface Section {
  readonly id: SectionId;
  readonly parentId: SectionId | null;
  readonly rank: string;
  /** When it was last moved. A cycle is cut at its latest move. */
  readonly movedAt: string | null;
  /** The heading level 1–6 as written. Levels may be skipped. */
  readonly level: number;
  readonly title: string;
  /** The original bytes of the block; null if there are none, or if the content has changed. */
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
  /** Like `Section.raw`: the first edit makes it null, and undoing the edit restores it. */
  readonly raw: string | null;
  readonly gapBefore: string;
  readonly binnedAt: string | null;
}

/** A place in a statement that cites a clip. */
export interface Citation {
  readonly id: CitationId;
  readonly statementId: StatementId;
  readonly clipId: ClipId;
  readonly label: string;
  readonly href: string | null;
  readonly style: string;
  readonly raw: string | null;
  /**
   * If the report was read from a page: the address of the page, with a directive to the words of
   * the claim if one was proved.
   */
  readonly articleLink?: string;
}

/** A title of a page, and the pin that the clip had when it was taken. A later pin's title goes first. */
export interface TakenTitle {
  readonly title: string;
  readonly pinId: PinId;
}

/**
 * Where a clip is in the report, and its notes and tags there. A clip without a placement, or with
 * a null `rank`, is where `filedUnder` says, after the items with a rank.
 */
export interface Placement {
  readonly clipId: ClipId;
  /** Without meaning while `rank` is null. */
  readonly sectionId: SectionId | null;
  readonly rank: string | null;
  readonly note: string;
  readonly tags: readonly string[];
  readonly pinId: PinId | null;
  /** The title that the user took from a check of the page. Absent if none was taken. */
  readonly pageTitle?: TakenTitle;
  readonly binnedAt: string | null;
}
