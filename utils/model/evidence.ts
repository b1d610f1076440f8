import * as z from 'zod/mini';
import { TEXT_MARK_KINDS } from '@/utils/text/text-model';
import { idSchema } from './ids';

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
const HttpUrl = z.string().check(
  z.maxLength(65_536),
  z.refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol } = new URL(value);
    return protocol === 'http:' || protocol === 'https:' || protocol === 'file:';
  }),
);

/** A page as a bibliographic thing. `url` is the page's own, without its fragment directive. */
export const SourceSchema = z.object({
  id: idSchema<'source'>(),
  url: HttpUrl,
  canonicalUrl: z.nullable(z.string()),
  title: z.string(),
  authors: z.array(z.string()),
  siteName: z.nullable(z.string()),
  /** As the page gives it: a year, a date, or a time. */
  publishedAt: z.nullable(z.string()),
  modifiedAt: z.nullable(z.string()),
  /** BCP 47. */
  language: z.nullable(z.string()),
  doi: z.nullable(z.string()),
  accessedAt: Time,
});
export type Source = z.infer<typeof SourceSchema>;

export const CLIP_KINDS = ['quote', 'page', 'image'] as const;

export const ClipSchema = z.object({
  id: idSchema<'clip'>(),
  kind: z.enum(CLIP_KINDS),
  sourceId: idSchema<'source'>(),
  /** Null where the page's text could not be read (the PDF viewer). */
  snapshotId: z.nullable(idSchema<'snapshot'>()),
  capturedAt: Time,
  origin: z.enum(['shortcut', 'context-menu', 'popup', 'selection-text', 'import']),
  /** Where the clip was put when it was made; a placement in the report overrides it. */
  filedUnder: z.object({
    reportId: idSchema<'report'>(),
    sectionId: z.nullable(idSchema<'section'>()),
  }),
  locator: z.object({
    page: z.nullable(z.string()),
    /** Seconds into a recording. */
    time: z.nullable(z.number()),
    permalink: z.nullable(z.string()),
  }),
});
export type Clip = z.infer<typeof ClipSchema>;

/** The decoded terms of one text directive. */
export const TextDirectiveSchema = z.object({
  prefix: z.optional(z.string()),
  start: z.string(),
  end: z.optional(z.string()),
  suffix: z.optional(z.string()),
});

export const NO_DIRECTIVE_REASONS = [
  /** No combination of terms within the limits finds this place and no other. */
  'not-unique',
  /** The selection holds no text that a browser searches. */
  'not-searchable',
  /** The page's text could not be read: a PDF viewer, a foreign frame. */
  'page-not-readable',
  /** The clip is of the page, not of a passage in it. */
  'whole-page',
  /** The page changed between selecting and saving. */
  'page-changed',
] as const;
export type NoDirectiveReason = (typeof NO_DIRECTIVE_REASONS)[number];

/** https://www.w3.org/TR/annotation-model/#text-quote-selector */
export const TextQuoteSelectorSchema = z.object({
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
});
export type TextQuoteSelector = z.infer<typeof TextQuoteSelectorSchema>;

/** https://www.w3.org/TR/annotation-model/#text-position-selector — UTF-16 units of the snapshot's text. */
export const TextPositionSelectorSchema = z.object({ start: z.number(), end: z.number() });
export type TextPositionSelector = z.infer<typeof TextPositionSelectorSchema>;

/**
 * A stretch of the quote whose setting changes what it says: a raised or lowered figure, words
 * struck out, the mark of a footnote. UTF-16 units of the quote.
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
  /** The exact words, or null where none were recorded (a page clip, an imported directive). */
  quote: z.nullable(z.string()),
  selectors: z.object({
    quote: z.nullable(TextQuoteSelectorSchema),
    position: z.nullable(TextPositionSelectorSchema),
  }),
  directive: z.nullable(TextDirectiveSchema),
  /** Of the quote, by their starts. Left out where nobody looked: then none is known not to be. */
  marks: z.exactOptional(z.array(QuoteMarkSchema)),
  /** The directive's spelling in the imported report, percent-encoding and all. */
  directiveAsWritten: z.nullable(z.string()),
  noDirectiveReason: z.nullable(z.enum(NO_DIRECTIVE_REASONS)),
  /** Absent from the first pin of a clip, which is stored with the clip. */
  order: z.exactOptional(OrderSchema),
});
export type Pin = z.infer<typeof PinSchema>;

const Bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);

/** The text of a page as it was read: the whole TextModel text. */
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

/** The verdicts that say that the quote stands on its page. Never that a claim is true. */
export const PASSES: readonly Verdict[] = ['verbatim', 'typographic', 'moved'];

export function isPass(verdict: Verdict): boolean {
  return PASSES.includes(verdict);
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
  /** The page raises or lowers a figure in it, and the clip does not record how it was set. */
  'marks-unrecorded',
  /** A PDF breaks a word of it at a line's end, and does not tell whether it has that hyphen. */
  'hyphen-unsure',
  /** The citation's link names a passage of a PDF, which not every browser goes to. */
  'directive-in-pdf',
  'read-by-rendering',
  'read-from-archive',
] as const;
export type CheckFlag = (typeof CHECK_FLAGS)[number];

/** Why a verdict is not a pass, in words of the message catalogue (`reason_<code>`). */
export const CHECK_REASONS = [
  'not-found-not-rendered',
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
  /** A PDF: with a password, damaged, of pictures only, or with pages of which no text is known. */
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
  /** The page was opened in a window that was covered, minimised or closed: it may hold more. */
  'render-hidden',
  'render-closed',
  /** The page went on changing, or loading, for longer than anybody waits. */
  'render-timed-out',
  'render-failed',
  /** The archive has no copy of the page, or answered with something that is none. */
  'no-memento',
  'too-many-redirects',
  'nothing-close',
  'words-changed',
  'no-wording',
  'no-passage-named',
] as const;
export type CheckReason = (typeof CHECK_REASONS)[number];

/** One step of a word difference between the quote and the passage found. */
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
] as const;
export type ChangedFact = (typeof CHANGED_FACTS)[number];

/** What one step of the reading ladder made of a quote. */
export const ReadingStepSchema = z.object({
  reader: z.enum(['fetch', 'render', 'memento']),
  verdict: z.enum(VERDICTS),
  reason: z.nullable(z.enum(CHECK_REASONS)),
  detail: z.nullable(z.string()),
  httpStatus: z.nullable(z.number()),
  /** Where the step ended; of a memento, the archive's own address of it. */
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
  /** The page's type as browsers know it (`Document.contentType`). Left out where nobody looked. */
  contentType: z.exactOptional(z.string()),
  /** The passage found, with some text around it. */
  passage: z.nullable(z.object({ before: z.string(), text: z.string(), after: z.string() })),
  /** UTF-16 offsets of the passage in the text of the check's snapshot. */
  position: z.nullable(TextPositionSelectorSchema),
  difference: z.array(DifferencePartSchema),
  /** Changes that matter, the most important first. */
  changes: z.array(z.object({ fact: z.enum(CHANGED_FACTS), from: z.string(), to: z.string() })),
  /** Of a passage that a directive without wording names: how much that says. */
  located: z.exactOptional(
    z.object({
      /** UTF-16 units of the passage. */
      length: z.number(),
      /** Paragraphs and other blocks of the page that it runs over. */
      blocks: z.number(),
      /** About so many units between its first and its last term; null where it has one. */
      apart: z.nullable(z.number()),
      /** The term that browsers find in most places (99 at most), and its letters and figures. */
      weakest: z.object({ term: z.string(), letters: z.number(), places: z.number() }),
    }),
  ),
  /** Every step of the ladder that was taken, where one was not enough. */
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
  /** `page`: the user asked about the tab they are in. */
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

/** What the user destroyed for good, kept so that a merge does not bring it back. */
export const PurgedSchema = z.object({ id: z.string(), at: Time });
export type Purged = z.infer<typeof PurgedSchema>;
