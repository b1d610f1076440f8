import * as z from 'zod/mini';
import { TEXT_MARK_KINDS } from '@/utils/text/text-model';
import { type ClipId, idSchema, type SnapshotId } from './ids';
import { MAX_TITLE } from './raw-metadata';
import { MAX_ICON_LENGTH } from './source-icon';

/**
 * Evidence: immutable records of what the user or a check saw. A correction is a new record (a new
 * quote position is a new Pin), so merging two libraries is a union. All times are ISO 8601 UTC,
 * written by the creator of the record. Pincite shows the times, but never uses them to decide
 * which of two records is later: `order` decides.
 */

/**
 * Upper limit of order numbers. No library counts this far, so the next order number is always
 * greater.
 */
export const MAX_ORDER = 2 ** 48;

/**
 * Position of a record in the order in which this library stored its runs, checks, later pins and
 * later images. Each new number is greater than all numbers that the library contains or has read
 * (docs/adr/0030). Backups contain order numbers, bundles do not.
 */
export const OrderSchema = z.int().check(z.gte(1), z.lte(MAX_ORDER));

const Time = z.iso.datetime();
/** A title that a page gave itself. */
const PageTitle = z.string().check(z.minLength(1), z.maxLength(MAX_TITLE));
const HttpUrl = z.string().check(
  z.maxLength(65_536),
  z.refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol } = new URL(value);
    return protocol === 'http:' || protocol === 'https:' || protocol === 'file:';
  }),
);

/** The bibliographic data of a page. `url` is the page's own, without its fragment directive. */
export const SourceSchema = z.object({
  id: idSchema<'source'>(),
  url: HttpUrl,
  canonicalUrl: z.nullable(z.string()),
  title: z.string(),
  authors: z.array(z.string()),
  siteName: z.nullable(z.string()),
  /** When it was published, as the page says it: a year, a date, or a time. */
  publishedAt: z.nullable(z.string()),
  modifiedAt: z.nullable(z.string()),
  /** BCP 47. */
  language: z.nullable(z.string()),
  doi: z.nullable(z.string()),
  /**
   * The icon of the site as it was drawn at the clip: a PNG in base64. Absent if the browser had
   * none. Whoever shows it asks `iconUrl`, so that a wrong icon does not cost the record.
   */
  icon: z.exactOptional(z.string().check(z.maxLength(MAX_ICON_LENGTH))),
  accessedAt: Time,
});
export type Source = z.infer<typeof SourceSchema>;

export const CLIP_KINDS = ['quote', 'page', 'image'] as const;

export const ClipSchema = z.object({
  id: idSchema<'clip'>(),
  kind: z.enum(CLIP_KINDS),
  sourceId: idSchema<'source'>(),
  /** Null if the page's text could not be read (the PDF viewer). */
  snapshotId: z.nullable(idSchema<'snapshot'>()),
  capturedAt: Time,
  origin: z.enum(['shortcut', 'context-menu', 'popup', 'selection-text', 'import']),
  /** The place that the clip got when it was made. A placement in the report overrides it. */
  filedUnder: z.object({
    reportId: idSchema<'report'>(),
    sectionId: z.nullable(idSchema<'section'>()),
  }),
  locator: z.object({
    page: z.nullable(z.string()),
    /** Seconds in a recording. */
    time: z.nullable(z.number()),
    permalink: z.nullable(z.string()),
  }),
});
export type Clip = z.infer<typeof ClipSchema>;

/** The locator of a clip whose page names no more precise position. */
export const NO_LOCATOR: Clip['locator'] = { page: null, time: null, permalink: null };

/** The decoded terms of one text directive. */
export const TextDirectiveSchema = z.object({
  prefix: z.optional(z.string()),
  start: z.string(),
  end: z.optional(z.string()),
  suffix: z.optional(z.string()),
});

export const NO_DIRECTIVE_REASONS = [
  /** No combination of terms within the limits finds only this place. */
  'not-unique',
  /** The selection has no text that a browser searches. */
  'not-searchable',
  /** The page's text could not be read: a PDF viewer, a frame of another site. */
  'page-not-readable',
  /** The clip is of the whole page, not of a passage. */
  'whole-page',
  /** The page changed between selecting and saving. */
  'page-changed',
  /** The passage was read in a feed, and the clip cites the post's own page, which was not read. */
  'post-page',
] as const;
export type NoDirectiveReason = (typeof NO_DIRECTIVE_REASONS)[number];

/** https://www.w3.org/TR/annotation-model/#text-quote-selector */
export const TextQuoteSelectorSchema = z.object({
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
});
export type TextQuoteSelector = z.infer<typeof TextQuoteSelectorSchema>;

/**
 * https://www.w3.org/TR/annotation-model/#text-position-selector — in UTF-16 units of the
 * snapshot's text.
 */
export const TextPositionSelectorSchema = z.object({ start: z.number(), end: z.number() });
export type TextPositionSelector = z.infer<typeof TextPositionSelectorSchema>;

/**
 * A part of the quote whose formatting changes its meaning: a raised or lowered figure, struck-out
 * words, the mark of a footnote. In UTF-16 units of the quote.
 */
export const QuoteMarkSchema = z.object({
  start: z.number(),
  end: z.number(),
  kind: z.enum(TEXT_MARK_KINDS),
});
export type QuoteMark = z.infer<typeof QuoteMarkSchema>;

/**
 * The wording and the position of a clip on its page. The first pin that this library stored
 * applies, unless a placement names another pin.
 */
export const PinSchema = z.object({
  id: idSchema<'pin'>(),
  clipId: idSchema<'clip'>(),
  madeAt: Time,
  by: z.enum(['capture', 'import', 'reviewer']),
  /** The exact words, or null if none were recorded (a page clip, an imported directive). */
  quote: z.nullable(z.string()),
  selectors: z.object({
    quote: z.nullable(TextQuoteSelectorSchema),
    position: z.nullable(TextPositionSelectorSchema),
  }),
  directive: z.nullable(TextDirectiveSchema),
  /**
   * The marks of the quote, by their starts. Absent if they were not recorded; then nothing is
   * known about them.
   */
  marks: z.exactOptional(z.array(QuoteMarkSchema)),
  /** The directive as the imported report spells it, with its percent-encoding. */
  directiveAsWritten: z.nullable(z.string()),
  noDirectiveReason: z.nullable(z.enum(NO_DIRECTIVE_REASONS)),
  /** Whether the passage was adopted together with those of other clips. Absent if it was not. */
  together: z.exactOptional(z.boolean()),
  /**
   * The title that the page had when its words were taken. Absent if it was that of the source, or is
   * not known. Whoever shows or writes a source asks `sourceAsPinned`.
   */
  title: z.exactOptional(PageTitle),
  /** Absent from the first pin of a clip, which is stored with the clip. */
  order: z.exactOptional(OrderSchema),
});
export type Pin = z.infer<typeof PinSchema>;

/** Returns the source of a clip with the title that the pin took from the page, if it took one. */
export function sourceAsPinned(source: Source | null, pin: Pin | null): Source | null {
  return source === null || pin?.title === undefined ? source : { ...source, title: pin.title };
}

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);

/** The text of a page as it was read: the whole text of the TextModel. */
export const SnapshotSchema = z.object({
  id: idSchema<'snapshot'>(),
  sourceId: idSchema<'source'>(),
  takenAt: Time,
  readBy: z.enum(['tab', 'fetch', 'render', 'memento']),
  /** SHA-256 of the text's UTF-8 bytes, lower-case hex. */
  textHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** UTF-16 units of the text. */
  textLength: z.number(),
  /** gzip of the text's UTF-8 bytes. */
  text: Bytes,
});
export type Snapshot = z.infer<typeof SnapshotSchema>;

/** A text that this library does not have, with a clip that names it, perhaps by its check. */
export interface AbsentText {
  readonly clipId: ClipId;
  readonly snapshotId: SnapshotId;
}

export const VERDICTS = [
  'verbatim',
  'typographic',
  'moved',
  'altered',
  'missing',
  'located',
  'unpinned',
  'blocked',
  'gone',
  'unreachable',
  'unchecked',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The verdicts that say that the page has the quote. They never say that a claim is true. */
export const PASSES: readonly Verdict[] = ['verbatim', 'typographic', 'moved'];

export function isPass(verdict: Verdict): boolean {
  return PASSES.includes(verdict);
}

/**
 * Whether a verdict is a pass of a clip with an image, of which a check compares only the words.
 * @param images The images of the clip, as far as they are known.
 */
export function leavesOutImage(
  verdict: Verdict,
  { kind }: Pick<Clip, 'kind'>,
  images: readonly unknown[] = [],
): boolean {
  return isPass(verdict) && (kind === 'image' || images.length > 0);
}

/** Verdicts that a page was read and does not contain the quote. */
export const FALLS: readonly Verdict[] = ['altered', 'missing', 'gone'];

export const CHECK_FLAGS = [
  'visibility-unknown',
  'redirected',
  'ambiguous',
  'weak',
  'dead-link',
  'changed-nearby',
  'nearby-unknown',
  /**
   * The page raises or lowers a figure in the quote, and the bare words of the clip read it as part
   * of another, or may do so.
   */
  'marks-unrecorded',
  /** The page strikes out words of the quote, which the clip has like all others. */
  'struck-out',
  /** The page shows a formula or an image within the quote, which is only words. */
  'parts-unrecorded',
  /** The page no longer has the image of the clip, as far as its address tells. */
  'image-gone',
  /**
   * A PDF breaks a word of the quote at a line end, and does not tell whether the word has a
   * hyphen.
   */
  'hyphen-unsure',
  /** The citation's link names a passage of a PDF, which not every browser can find. */
  'directive-in-pdf',
  'read-by-rendering',
  'read-from-archive',
] as const;
export type CheckFlag = (typeof CHECK_FLAGS)[number];

/** Why a verdict is not a pass. The catalogue has the sentences (`reason_<code>`). */
export const CHECK_REASONS = [
  'not-found-not-rendered',
  /** Not in the page as downloaded, and missing when the page was last read in full. */
  'missing-before',
  'not-run',
  'cancelled',
  'no-permission',
  'redirects-to-ungranted',
  'redirect-unseen',
  /** A redirect without a Location. */
  'redirect-nowhere',
  'private-address',
  'scheme-not-allowed',
  'unsupported-type',
  /**
   * A PDF with a password, a damaged PDF, a PDF of images, or a PDF with pages whose text is
   * unknown.
   */
  'pdf-locked',
  'pdf-broken',
  'pdf-no-text',
  'pdf-pages-unread',
  'too-large',
  /**
   * The page has too many elements, too deep nesting or too many attributes to be read in limited
   * time.
   */
  'too-complex',
  /** Pincite stopped reading the page because the reading took too long. */
  'page-too-slow',
  /** The reader stopped twice while it read the page. */
  'reader-stopped',
  'timed-out',
  'network-error',
  'server-error',
  'status-blocked',
  'status-gone',
  'soft-404',
  'login-wall',
  'consent-wall',
  'paywall',
  'captcha',
  'challenge',
  'script-shell',
  /**
   * The page was opened in a window that was covered, minimised or closed, so it may have more
   * text.
   */
  'render-hidden',
  'render-closed',
  /** The page changed or loaded for longer than the time limit. */
  'render-timed-out',
  'render-failed',
  /** The archive has no copy of the page, or its answer was not a copy. */
  'no-memento',
  'too-many-redirects',
  'nothing-close',
  'words-changed',
  'no-wording',
  'no-passage-named',
  /** A citation without recorded words: the link names a passage that the page does not have. */
  'named-passage-absent',
] as const;
export type CheckReason = (typeof CHECK_REASONS)[number];

/** One part of a word difference between the quote and the found passage. */
export const DifferencePartSchema = z.object({
  op: z.enum(['same', 'removed', 'added']),
  text: z.string(),
});
export type DifferencePart = z.infer<typeof DifferencePartSchema>;

export const CHANGED_FACTS = [
  'figure',
  'negation',
  'name',
  'unit',
  'currency',
  'date',
  'accent',
  'sign',
  'comparative',
  'direction',
  'struck',
  'word',
  /** The page has the quote without one of its sentences. */
  'sentence',
  /** The page has the quote without a clause, or without several sentences. */
  'cut',
] as const;
export type ChangedFact = (typeof CHANGED_FACTS)[number];

/** What one step of the reading ladder found about a quote. */
export const ReadingStepSchema = z.object({
  reader: z.enum(['fetch', 'render', 'memento']),
  verdict: z.enum(VERDICTS),
  reason: z.nullable(z.enum(CHECK_REASONS)),
  detail: z.nullable(z.string()),
  httpStatus: z.nullable(z.number()),
  /** Where the step ended; for a memento, its address at the archive. */
  url: z.nullable(z.string()),
  /** When the archive took the memento: https://www.rfc-editor.org/rfc/rfc7089#section-2.1.1 */
  mementoDatetime: z.exactOptional(Time),
});
export type ReadingStep = z.infer<typeof ReadingStepSchema>;

export const CheckEvidenceSchema = z.object({
  reason: z.nullable(z.enum(CHECK_REASONS)),
  /** What the reason is about: a host, a status line, a limit. */
  detail: z.nullable(z.string()),
  httpStatus: z.nullable(z.number()),
  /** The page's type in the browser (`Document.contentType`). Absent if it was not recorded. */
  contentType: z.exactOptional(z.string()),
  /** The title that the page gave itself, as a clip has it. Absent if it gave none. */
  title: z.exactOptional(PageTitle),
  /** The found passage with some text around it, and its own marks if the page has some in it. */
  passage: z.nullable(
    z.object({
      before: z.string(),
      text: z.string(),
      after: z.string(),
      marks: z.exactOptional(z.array(QuoteMarkSchema)),
    }),
  ),
  /** UTF-16 offsets of the passage in the text of the check's snapshot. */
  position: z.nullable(TextPositionSelectorSchema),
  difference: z.array(DifferencePartSchema),
  /** Important changes, the most important first. */
  changes: z.array(z.object({ fact: z.enum(CHANGED_FACTS), from: z.string(), to: z.string() })),
  /** For a passage that a directive without a quote names: how specific the directive is. */
  located: z.exactOptional(
    z.object({
      /** UTF-16 units of the passage. */
      length: z.number(),
      /** The number of paragraphs and other blocks that the passage covers. */
      blocks: z.number(),
      /**
       * The approximate number of units between its first and its last term; null if it has one
       * term.
       */
      apart: z.nullable(z.number()),
      /**
       * The term that browsers find most often (up to 99 times), and the number of its letters and
       * digits.
       */
      weakest: z.object({ term: z.string(), letters: z.number(), places: z.number() }),
    }),
  ),
  /** All steps of the ladder that were taken, if there were several. */
  steps: z.exactOptional(z.array(ReadingStepSchema)),
});
export type CheckEvidence = z.infer<typeof CheckEvidenceSchema>;

export const CheckSchema = z.object({
  runId: idSchema<'run'>(),
  clipId: idSchema<'clip'>(),
  pinId: idSchema<'pin'>(),
  checkedAt: Time,
  verdict: z.enum(VERDICTS),
  flags: z.array(z.enum(CHECK_FLAGS)),
  evidence: CheckEvidenceSchema,
  snapshotId: z.nullable(idSchema<'snapshot'>()),
  finalUrl: z.nullable(z.string()),
  reader: z.enum(['none', 'tab', 'fetch', 'render', 'memento']),
  /** Order of the check. Absent when only its run has an order number. */
  order: z.exactOptional(OrderSchema),
});
export type Check = z.infer<typeof CheckSchema>;

/**
 * The origin of a run that this library did not make, or whose order is unknown. `bundle`: another
 * person's file. `library`: a backup of another library. `undated`: the time of the run was in the
 * future when the library began to count. The name comes from the file and is not verified.
 */
export const ForeignSchema = z.object({
  kind: z.enum(['bundle', 'library', 'undated']),
  name: z.nullable(z.string().check(z.maxLength(200))),
  /** The same number for all runs that came with one file. Runs inside files lack it. */
  file: z.exactOptional(OrderSchema),
});
export type Foreign = z.infer<typeof ForeignSchema>;

export const RunSchema = z.object({
  id: idSchema<'run'>(),
  reportId: idSchema<'report'>(),
  /** `page`: the user checked the current tab. */
  trigger: z.enum(['manual', 'page', 'schedule']),
  startedAt: Time,
  finishedAt: z.nullable(Time),
  cancelled: z.boolean(),
  /** Order number of the last record stored in the run. Only runs in files lack it. */
  order: z.exactOptional(OrderSchema),
  /** Absent from this library's own runs. */
  foreign: z.exactOptional(ForeignSchema),
});
export type Run = z.infer<typeof RunSchema>;

/** One page of a run. Local to this browser, never exported. */
export const JobSchema = z.object({
  id: idSchema<'job'>(),
  runId: idSchema<'run'>(),
  /** The requested URL without its fragment. */
  pageKey: z.string(),
  clipIds: z.array(idSchema<'clip'>()),
  state: z.enum(['waiting', 'leased', 'done', 'cancelled']),
  leaseUntil: z.nullable(Time),
  attempts: z.number(),
  notBefore: z.nullable(Time),
  /** How many times the reader stopped while it read the page. Absent for zero. */
  deaths: z.exactOptional(z.number()),
});
export type Job = z.infer<typeof JobSchema>;

/** What the user destroyed, recorded so that a merge does not restore it. */
export const PurgedSchema = z.object({ id: z.string(), at: Time });
export type Purged = z.infer<typeof PurgedSchema>;
