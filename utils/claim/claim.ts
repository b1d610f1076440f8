import type { Verdict } from '@/utils/model/evidence';
import type { CitationId, ClipId, SectionId, StatementId } from '@/utils/model/ids';

/**
 * What a statement says with one group of citations as its source: the words from the previous
 * group or the start of the sentence up to this group. In a block of quoted text, the words from
 * the previous group or the start of the block.
 */
export interface Claim {
  /**
   * Made from the ids of the statement and the citations, so that it stays the same when words are
   * edited.
   */
  readonly key: string;
  readonly statementId: StatementId;
  readonly sectionId: SectionId | null;
  /**
   * The part of `plain` from `start` to `end`, without Markdown and citation tokens. '' if there
   * are no words.
   */
  readonly text: string;
  /** UTF-16 units of `StatementClaims.plain`, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The sentence that contains the claim, in the same units. */
  readonly sentence: { readonly start: number; readonly end: number };
  /** The citations of the group, in the order of the text. */
  readonly citationIds: readonly CitationId[];
  /** Whether it is in a block of quoted text, so that its words are those of a source. */
  readonly isQuoted: boolean;
  /**
   * The rest of a quotation that its words cut off, as those before a link on the middle of it do:
   * the words behind the claim, up to the closing mark.
   */
  readonly quotationRest?: string | undefined;
  /** Where the words start that name the source of quoted text, in UTF-16 units of `text`. */
  readonly sourceFrom?: number | undefined;
  /** The words that the link of its first citation is on, if there are any. */
  readonly link?: LinkedWords | undefined;
}

/** UTF-16 units of `Claim.text`, end exclusive. */
export interface LinkedWords {
  readonly start: number;
  readonly end: number;
  /** Whether they name a source in parentheses, or behind quoted text. */
  readonly namesSource: boolean;
}

/** The plain text of a statement, and which parts of it rest on citations. */
export interface StatementClaims {
  readonly statementId: StatementId;
  /**
   * The plain text: a line is a paragraph, an item or a row; a tab separates the cells of a row.
   */
  readonly plain: string;
  /** The positions of the citations in `plain`, in the order of the text. */
  readonly citationsAt: readonly {
    readonly citationId: CitationId;
    readonly at: number;
    /** What a reader is shown there, if the text does not read without it. It is not in `plain`. */
    readonly name?: string;
  }[];
  readonly claims: readonly Claim[];
  /** Sentences without a citation, in UTF-16 units of `plain`. */
  readonly uncited: readonly { readonly start: number; readonly end: number }[];
}

export interface ReportClaims {
  /** All statements that are not in the bin, in reading order. */
  readonly statements: readonly StatementClaims[];
  /** In reading order. */
  readonly claims: readonly Claim[];
}

/** Hints between the figures and the names: the passage seems to say something else there. */
export const BETWEEN_KINDS = [
  /** One rises and the other falls. */
  'direction',
  /** One denies what the other says. */
  'negation',
  /** One says "at least", the other "up to". */
  'bound',
  /** One is in points, the other in per cent. */
  'points',
  /** One is per month, the other per year. */
  'rate',
  /** The figure belongs to something else in the passage. */
  'other-figure',
  /** Somebody else said it. */
  'speaker',
  /** The passage gives another reason. */
  'cause',
] as const;

export const HINT_KINDS = [
  'figure',
  'percentage',
  'money',
  'date',
  'duration',
  'ordinal',
  'name',
  'acronym',
  /** Quoted words that are in no cited passage. */
  'quotation',
  /** Quoted words that are on the page but not in the cited passage. */
  'quotation-elsewhere',
  /** Quoted words in another language than the page, so that they cannot be searched for. */
  'quotation-translated',
  /** Words in brackets that the author put into quoted words. */
  'quotation-brackets',
  ...BETWEEN_KINDS,
  /** No citation of the claim passed, and at least one page was read. */
  'citations-failed',
  /** No page that the claim cites could be read. */
  'citations-unread',
] as const;
export type HintKind = (typeof HINT_KINDS)[number];

/** What a page says of itself, which a claim may repeat and a passage need not. */
export interface PageFacts {
  readonly title: string;
  readonly siteName: string | null;
  readonly authors: readonly string[];
  /** When it was published, as the page says it: a year, a date, or a time. */
  readonly publishedAt: string | null;
}

/** The passage of one citation of a claim. */
export interface Passage {
  readonly clipId: ClipId;
  /** The cited words; null if the citation names none. */
  readonly quote: string | null;
  /** The text of the page at its last reading; null if it was never read. */
  readonly pageText: string | null;
  /** The verdict of the last check; null if there was none. */
  readonly verdict: Verdict | null;
  /** What the page has in the place of the quote now, if the last check found it altered. */
  readonly now?: string | null;
  /** BCP 47 of the page; null if the page does not say. */
  readonly language: string | null;
  /** Absent or null if it is not known. */
  readonly facts?: PageFacts | null;
}

/**
 * A part of a claim that its evidence does not show. It asks a person to look, and is not a
 * verdict.
 */
export interface Hint {
  readonly kind: HintKind;
  /** The words that were searched for; all words of the claim for hints about all its citations. */
  readonly words: string;
  /** UTF-16 units of `Claim.text`, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The clips whose passages were searched, or whose pages if they have no passage. */
  readonly soughtIn: readonly ClipId[];
  /**
   * `nowhere`: in no cited passage. `passage-now`: not in a cited passage as it was quoted, but in
   * what its page has in its place now. `page-only`: not in a cited passage, but elsewhere on one of the
   * pages. `not-on-page`: a citation has no passage that was found, so its page was searched, and
   * neither this page nor another one has the words where it is about the claim. For a hint between
   * the words: where `against` stands, in a passage, elsewhere on its page, or on a page that is
   * cited as a whole.
   */
  readonly found: 'nowhere' | 'passage-now' | 'page-only' | 'not-on-page';
  /**
   * For a hint between the words: what the passage or the page says there. For a figure: the number of
   * a cell that can be the same, without its unit.
   */
  readonly against?: string;
}

/** Whether a hint asks about all citations of a claim, and not about a part of its words. */
export const isOfCitations = ({ kind }: Pick<Hint, 'kind'>): boolean =>
  kind === 'citations-failed' || kind === 'citations-unread';

const BETWEEN: ReadonlySet<HintKind> = new Set(BETWEEN_KINDS);

/** Whether a hint asks about what stands between the figures and the names. */
export const isBetween = ({ kind }: Pick<Hint, 'kind'>): boolean => BETWEEN.has(kind);
