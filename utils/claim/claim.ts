import type { Verdict } from '@/utils/model/evidence';
import type { CitationId, ClipId, SectionId, StatementId } from '@/utils/model/ids';

/**
 * What a statement says on the strength of one group of citations: the words from the previous
 * group or the sentence's start up to this group.
 */
export interface Claim {
  /** Of the statement's id and the group's citation ids, so that it outlives edits of any words. */
  readonly key: string;
  readonly statementId: StatementId;
  readonly sectionId: SectionId | null;
  /** `plain` from `start` to `end`: no Markdown, no citation tokens. '' where no words stand there. */
  readonly text: string;
  /** UTF-16 units of `StatementClaims.plain`, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The sentence that it is part of, likewise. */
  readonly sentence: { readonly start: number; readonly end: number };
  /** The group, in the order of the text. */
  readonly citationIds: readonly CitationId[];
}

/** A statement's words, and which of them lean on citations. */
export interface StatementClaims {
  readonly statementId: StatementId;
  /** Its words: a line is a paragraph, an item or a row, a tab parts the cells of a row. */
  readonly plain: string;
  /** Where each citation stands: before the unit `at` of `plain`. In the order of the text. */
  readonly citationsAt: readonly { readonly citationId: CitationId; readonly at: number }[];
  readonly claims: readonly Claim[];
  /** Sentences on which no citation bears, in UTF-16 units of `plain`. */
  readonly uncited: readonly { readonly start: number; readonly end: number }[];
}

export interface ReportClaims {
  /** Every statement that is not in the bin, in reading order. */
  readonly statements: readonly StatementClaims[];
  /** In reading order. */
  readonly claims: readonly Claim[];
}

export const HINT_KINDS = [
  'figure',
  'percentage',
  'money',
  'date',
  'duration',
  'ordinal',
  'name',
  'acronym',
  /** Quoted words that no cited passage holds. */
  'quotation',
  /** Quoted words that the page holds outside of the cited passage. */
  'quotation-elsewhere',
  /** Quoted words in another language than the page's: nothing can be looked for. */
  'quotation-translated',
  /** All that the claim cites failed. */
  'citations-failed',
] as const;
export type HintKind = (typeof HINT_KINDS)[number];

/** What one citation of a claim leads to. */
export interface Passage {
  readonly clipId: ClipId;
  /** The cited words; null where the citation names none. */
  readonly quote: string | null;
  /** The page's text as last read; null where it never was. */
  readonly pageText: string | null;
  /** What the last check found; null where there was none. */
  readonly verdict: Verdict | null;
  /** BCP 47 of the page; null where it doesn't say. */
  readonly language: string | null;
}

/** Something of a claim that its evidence doesn't show. It asks a person to look, and judges nothing. */
export interface Hint {
  readonly kind: HintKind;
  /** The claim's words that were looked for; all of them for `citations-failed`. */
  readonly words: string;
  /** UTF-16 units of `Claim.text`, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The clips whose passages, or pages where they have none, were searched. */
  readonly soughtIn: readonly ClipId[];
  /** `page-only`: not in a cited passage, but elsewhere on one of their pages. */
  readonly found: 'nowhere' | 'page-only';
}
