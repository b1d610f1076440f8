import type { Clip, Pin, Source } from './evidence';
import type { CitationId, ClipId, Id, SectionId, StatementId } from './ids';
import type { StatementKind } from './report-content';

/*
 * What reading a cited report gives, as plain values: nothing is stored yet. Lists are in the
 * order of the document. All lengths and offsets are UTF-16 units.
 */

/** How a citation was spelled in the file; also the style that a writer may be asked for. */
export const CITATION_STYLES = [
  /** `([Title](url))` */
  'inline',
  /** `[site.com](url)` right after a word, and others glued to it */
  'glued',
  /** `[1](url)`, `[\[5\]](url)` */
  'numbered-link',
  /** `<sup>[1](url)</sup>`, `¹` with a list of references */
  'superscript',
  /** `[^1]` with its definition */
  'footnote',
  /** `[T][1]` with a definition */
  'reference-link',
  /** `[1]` with a numbered list of references at the end */
  'numbered',
  /** `<https://…>` */
  'autolink',
  /** a bare address */
  'bare',
  /** `[oai_citation:0‡site](url)` */
  'oai',
  /** `【12†L3-L9】`, `【12†source】` */
  'lenticular',
  /** `cite` tokens between U+E200 and U+E204 */
  'private-use',
  /** a link round the words of the sentence itself */
  'linked-words',
  /** an image of a site's icon as the link's text */
  'favicon',
  /** `[@key]` with a bibliography */
  'pandoc',
  /** `<a>`, `<cite>`, `<sup>` as HTML */
  'html',
] as const;
export type CitationStyle = (typeof CITATION_STYLES)[number];

export interface ImportedSection {
  readonly id: SectionId;
  readonly parentId: SectionId | null;
  /** 1–6 as written. */
  readonly level: number;
  /** Plain words: what the heading says without its Markdown. */
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
  /** As it was read, before any repair: Markdown with citation tokens (statement-text.ts). */
  readonly text: string;
  readonly raw: string;
  readonly gapBefore: string;
  /** Line of the file that it starts on, from 1. */
  readonly line: number;
}

export interface ImportedCitation {
  readonly id: CitationId;
  readonly statementId: StatementId;
  readonly clipId: ClipId;
  readonly label: string;
  /** The address as it was written, fragment directive and all. */
  readonly href: string;
  readonly style: CitationStyle;
  /**
   * What its token stands for in the statement's text, line ends as `\n`. Empty where it shares
   * the spelling of the citation right before it, as the second of `[@a; @b]`.
   */
  readonly raw: string;
}

export const DAMAGE_KINDS = [
  /** `】`, `0】`, `L78】` and the like: what a tool left of a citation marker, often with words cut */
  'leftover-marker',
  /** emphasis or code that opens and never closes, or the other way */
  'unbalanced-emphasis',
  /** a text directive that no browser takes for one, as with an empty term */
  'invalid-directive',
  /** a text directive whose terms are too short or too common to be trusted */
  'weak-directive',
] as const;
export type DamageKind = (typeof DAMAGE_KINDS)[number];

export const DAMAGE_REASONS = [
  /** invalid: nothing where a term must stand */
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
 * One place where the report is damaged, and what can be done about it without guessing:
 * `original` at `start` of the statement's text as read becomes `mended`. Where both are equal
 * nothing changes, and the damage is only pointed out.
 */
export interface Damage {
  readonly id: Id<'repair'>;
  readonly kind: DamageKind;
  readonly statementId: StatementId;
  /** The citation that it is about, where it is about one. */
  readonly citationId: CitationId | null;
  readonly line: number;
  /** Into the statement's text as read. */
  readonly start: number;
  /** Of a directive: its value as written, which stands in the citation's address. */
  readonly original: string;
  readonly mended: string;
  /** A few words before and after, citations left out, for the eye; a cut word ends `before`. */
  readonly before: string;
  readonly after: string;
  /** What is wrong with a directive. */
  readonly reason: DamageReason | null;
  /** Where words before a marker lost characters, into the statement's text as read. */
  readonly cutAt: number | null;
  /** How many characters were lost there, beside those that other repairs put back. */
  readonly missing: number | null;
  /**
   * What may be missing at `cutAt`, taken from the same report's words, the most likely first:
   * each exactly `missing` long. Never applied unasked.
   */
  readonly completions: readonly string[];
}

/** A citation-like thing that stayed in the text as it was. */
export interface LeftAlone {
  readonly line: number;
  readonly text: string;
  readonly why:
    | 'no-address'
    | 'address-not-allowed'
    | 'unknown-reference'
    | 'in-code'
    /** A heading is plain words here; its bytes are kept. */
    | 'in-heading'
    | 'not-a-citation'
    /** Quotes, lists, emphasis or brackets nested too deep, or a block too long: kept as it is. */
    | 'too-deep'
    | 'too-long';
}

export interface ImportReport {
  readonly citations: number;
  readonly byStyle: Readonly<Partial<Record<CitationStyle, number>>>;
  readonly withDirective: number;
  /** Of those with one: how many no browser would take as a directive. */
  readonly invalidDirectives: number;
  /** Distinct addresses, fragment directives included. */
  readonly addresses: number;
  /** Distinct pages: sources by normalised address. */
  readonly pages: number;
  /** Citations that share their clip with an earlier one. */
  readonly duplicates: number;
  readonly headings: number;
  readonly statements: number;
  readonly damage: readonly Damage[];
  readonly leftAlone: readonly LeftAlone[];
}

export interface ImportedReport {
  readonly title: string;
  /** BCP 47: as front matter says, else as the words look. */
  readonly language: string;
  /** Byte order mark, front matter and the like: everything before the first block. */
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
