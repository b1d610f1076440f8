import type { CitationStyle } from './citation-styles';
import type { Clip, Pin, Source } from './evidence';
import type { CitationId, ClipId, Id, SectionId, StatementId } from './ids';
import type { StatementKind } from './report-content';

/*
 * The result of reading a cited report, as plain values. Nothing is stored yet. Lists are in the
 * order of the document. All lengths and offsets are UTF-16 units.
 */

export interface ImportedSection {
  readonly id: SectionId;
  readonly parentId: SectionId | null;
  /** 1–6 as written. */
  readonly level: number;
  /** The text of the heading without Markdown. */
  readonly title: string;
  readonly raw: string;
  readonly gapBefore: string;
}

export interface ImportedStatement {
  readonly id: StatementId;
  readonly sectionId: SectionId | null;
  readonly kind: StatementKind;
  readonly marker: string;
  readonly depth: number;
  /** The text before any repair: Markdown with citation tokens (statement-text.ts). */
  readonly text: string;
  readonly raw: string;
  readonly gapBefore: string;
  /** The line of the file where it starts, counted from 1. */
  readonly line: number;
}

export interface ImportedCitation {
  readonly id: CitationId;
  readonly statementId: StatementId;
  readonly clipId: ClipId;
  readonly label: string;
  /** The address as written, with its fragment directive. */
  readonly href: string;
  readonly style: CitationStyle;
  /**
   * The text that the token replaces in the statement, with line ends as `\n`. Empty if the
   * citation shares its spelling with the citation before it, like the second of `[@a; @b]`.
   */
  readonly raw: string;
  /** See `Citation.articleLink`. */
  readonly articleLink?: string;
}

export const DAMAGE_KINDS = [
  /**
   * `】`, `0】`, `L78】` and the like: what a tool left of a citation marker, often with a part of a
   * word cut off
   */
  'leftover-marker',
  /** emphasis or code that is opened and never closed, or closed and never opened */
  'unbalanced-emphasis',
  /** a text directive that browsers do not accept, for example with an empty term */
  'invalid-directive',
  /** a text directive whose terms are too short or too common to be trusted */
  'weak-directive',
] as const;
export type DamageKind = (typeof DAMAGE_KINDS)[number];

export const DAMAGE_REASONS = [
  /** invalid: a term is empty */
  'empty-term',
  /** invalid: a stray hyphen, a broken percent escape, too many terms */
  'malformed',
  /** weak: a term without a letter or digit */
  'punctuation-only',
  /** weak: a term of nothing but digits */
  'digits-only',
  /** weak: a term of fewer than three letters and digits */
  'short-term',
  /** weak: the whole directive, or its end, is one word as common as `the` */
  'common-word',
  /** weak: the whole directive is one word */
  'single-word',
] as const;
export type DamageReason = (typeof DAMAGE_REASONS)[number];

/**
 * One damaged place of the report, with a repair that needs no guessing: `mended` replaces
 * `original` at `start` in the statement's text as read. If both are equal, nothing changes and the
 * damage is only reported.
 */
export interface Damage {
  readonly id: Id<'repair'>;
  readonly kind: DamageKind;
  readonly statementId: StatementId;
  /** The citation that the damage concerns. Null if it concerns none. */
  readonly citationId: CitationId | null;
  readonly line: number;
  /** An offset in the statement's text as read. */
  readonly start: number;
  /** For a directive: its value as written in the citation's address. */
  readonly original: string;
  readonly mended: string;
  /**
   * A few words before and after the damage, without citations, to show to the user. `before` ends
   * with the word that was cut.
   */
  readonly before: string;
  readonly after: string;
  /** What is wrong with a directive. Null for other damage. */
  readonly reason: DamageReason | null;
  /** The offset in the statement's text as read where words before a marker lost characters. */
  readonly cutAt: number | null;
  /** How many characters were lost there, without those that other repairs restore. */
  readonly missing: number | null;
  /**
   * Possible texts for `cutAt`, taken from the words of the same report, the most likely first.
   * Each has exactly `missing` characters. They are never applied without being asked for.
   */
  readonly completions: readonly string[];
  /** Whether `completions` has one text, and the report supports it by more than its length. */
  readonly isLikely: boolean;
}

/** Text that looks like a citation and stays as it is. */
export interface LeftAlone {
  readonly line: number;
  readonly text: string;
  /** The words of its note, for example a book without an address. Absent if there are none. */
  readonly about?: string;
  /** If the rest of `text` is a citation: what is none, as `[5]` in `[3, 5]`. */
  readonly part?: string;
  readonly why:
    | 'no-address'
    | 'address-not-allowed'
    | 'unknown-reference'
    /** A number behind a sentence, in a report without a list that it could name. */
    | 'no-list'
    /** A number that cites an entry, or is a part of the figure before it. */
    | 'maybe-a-figure'
    | 'in-code'
    /** In an element that no reader sees. */
    | 'hidden'
    /** A heading is plain text here; its bytes are kept. */
    | 'in-heading'
    | 'not-a-citation'
    /**
     * Quotes, lists, emphasis or brackets are nested too deep, or a block is too long. It is kept
     * as it is.
     */
    | 'too-deep'
    | 'too-long';
}

export interface ImportReport {
  readonly citations: number;
  /** How many of them are in lists of sources, and support no words. */
  readonly listed: number;
  /** How many of them lead through a search engine. Their sources are the pages behind it. */
  readonly redirects: number;
  readonly byStyle: Readonly<Partial<Record<CitationStyle, number>>>;
  readonly withDirective: number;
  /** How many of the directives no browser accepts. */
  readonly invalidDirectives: number;
  /** Distinct addresses, with their fragment directives. */
  readonly addresses: number;
  /** Distinct pages: sources by normalised address. */
  readonly pages: number;
  /** Citations that share a clip with an earlier citation. */
  readonly duplicates: number;
  /** Clips with the wording of a quotation. Absent if quotations were not looked for. */
  readonly quotations?: number;
  readonly headings: number;
  readonly statements: number;
  readonly damage: readonly Damage[];
  readonly leftAlone: readonly LeftAlone[];
}

export interface ImportedReport {
  readonly title: string;
  /** BCP 47. From the front matter, or else guessed from the words. */
  readonly language: string;
  /** Everything before the first block: byte order mark, front matter and the like. */
  readonly preamble: string;
  readonly finalBytes: string;
  readonly sections: readonly ImportedSection[];
  readonly statements: readonly ImportedStatement[];
  readonly citations: readonly ImportedCitation[];
  readonly sources: readonly Source[];
  readonly clips: readonly Clip[];
  readonly pins: readonly Pin[];
  readonly importReport: ImportReport;
}
