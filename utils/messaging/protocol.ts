import * as z from 'zod/mini';
import type { NoImageReason } from '@/utils/model/attachment';
import {
  type Check,
  NO_DIRECTIVE_REASONS,
  type NoDirectiveReason,
  PinSchema,
  QuoteMarkSchema,
  TextDirectiveSchema,
  type TextPositionSelector,
  TextPositionSelectorSchema,
  type TextQuoteSelector,
  TextQuoteSelectorSchema,
  type Verdict,
} from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import { type ClipId, idSchema, type ReportId, type SectionId } from '@/utils/model/ids';
import { ImageDraftSchema } from '@/utils/model/image-draft';
import type { Result } from '@/utils/model/result';
import { TEXT_MARK_KINDS, type TextBlock, type TextMark } from '@/utils/text/text-model';
import type { HopAnswer } from '@/utils/verify/follow-hops';
import type { Judgement } from '@/utils/verify/judgement';
import type { PageFacts } from '@/utils/verify/page-facts';

/**
 * Every message between the extension's parts: one call map per direction. A request is
 * parsed with its schema before a handler sees it; a reply is a Result made by our own code.
 * Messages are JSON in Chrome, so bytes travel as base64.
 */

/** The longest page text that a message may carry, in UTF-16 units (a million words is 6 M). */
export const MAX_PAGE_TEXT = 24_000_000;
/** An image's address may be the image itself. */
const MAX_IMAGE_URL = 20_000_000;
const short = (length: number) => z.string().check(z.maxLength(length));
const nullableShort = (length: number) => z.nullable(short(length));
/** Base64 of at most 4 MB. */
const Base64 = short(5_600_000);

/** What the clipper read about the page it stands in. */
export const PageMetadataSchema = z.object({
  title: short(2_000),
  authors: z.array(short(500)).check(z.maxLength(100)),
  siteName: nullableShort(500),
  publishedAt: nullableShort(100),
  modifiedAt: nullableShort(100),
  language: nullableShort(100),
  canonicalUrl: nullableShort(8_000),
  doi: nullableShort(500),
});

export const ClipOriginSchema = z.enum(['shortcut', 'context-menu', 'popup']);
export type ClipOrigin = z.infer<typeof ClipOriginSchema>;

/**
 * What the user answered to the question whether anything of a private window is to be kept: this
 * once, or all of this site until the private windows are closed. A no is never sent.
 */
export const PrivateAnswerSchema = z.enum(['once', 'site']);
export type PrivateAnswer = z.infer<typeof PrivateAnswerSchema>;

export const ClipDraftSchema = z.object({
  clipId: idSchema<'clip'>(),
  pinId: idSchema<'pin'>(),
  sourceId: idSchema<'source'>(),
  snapshotId: idSchema<'snapshot'>(),
  kind: z.enum(['quote', 'page', 'image']),
  origin: ClipOriginSchema,
  capturedAt: z.iso.datetime(),
  /** How many passages the user's act clips, this one among them; left out: one. */
  passages: z.exactOptional(z.number().check(z.int(), z.minimum(1), z.maximum(1_000))),
  /** The page's URL as it was open; the background removes the fragment directive. */
  url: short(65_536),
  metadata: PageMetadataSchema,
  quote: z.nullable(short(MAX_PAGE_TEXT)),
  selectors: z.object({
    quote: z.nullable(TextQuoteSelectorSchema),
    position: z.nullable(TextPositionSelectorSchema),
  }),
  marks: z.exactOptional(z.array(QuoteMarkSchema)),
  directive: z.nullable(TextDirectiveSchema),
  noDirectiveReason: z.nullable(z.enum(NO_DIRECTIVE_REASONS)),
  /** The post of a feed, or the second of a recording, that the passage stands in. */
  locator: z.exactOptional(
    z.object({
      time: z.nullable(z.number().check(z.gte(0))),
      permalink: nullableShort(8_000),
    }),
  ),
  /** Of a clip of kind `image`. */
  image: z.exactOptional(ImageDraftSchema),
  /** The text of the whole TextModel. */
  pageText: short(MAX_PAGE_TEXT),
  /** The user wants a second clip of a passage that they have. */
  keepBoth: z.exactOptional(z.boolean()),
  privateAnswer: z.exactOptional(PrivateAnswerSchema),
});
export type ClipDraft = z.infer<typeof ClipDraftSchema>;

/** A TextModel as plain values; `createPlainTextModel` makes it work again. */
export const PlainTextSchema = z.object({
  text: short(MAX_PAGE_TEXT),
  blocks: z.array(
    z.object({
      start: z.number(),
      end: z.number(),
      language: short(100),
      passedOver: z.exactOptional(z.enum(['clipped', 'field', 'closed'])),
      barriers: z.exactOptional(z.array(z.number())),
    }),
  ),
  marks: z.exactOptional(
    z.array(z.object({ start: z.number(), end: z.number(), kind: z.enum(TEXT_MARK_KINDS) })),
  ),
});
export interface PlainText {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  readonly marks?: readonly TextMark[];
}

export interface SavedClip {
  readonly clipId: ClipId;
  readonly reportId: ReportId;
  readonly reportTitle: string;
  /** Null: the inbox. */
  readonly sectionId: SectionId | null;
  readonly sectionTitle: string | null;
  /** The same passage had been clipped into this report before: nothing was added. */
  readonly duplicate: boolean;
  /** Of a duplicate, when that was: ISO 8601 UTC. */
  readonly capturedAt: string;
  /** Of an image that was kept without its bytes, why. */
  readonly noImageReason?: NoImageReason;
}

/** What became of the passages of one act of the user's. */
export interface ClippedPassages {
  /** What the library holds of them by now. */
  readonly saved: readonly [SavedClip, ...SavedClip[]];
  /** How many there were. */
  readonly passages: number;
  /** Why the others were not kept; null where all were. */
  readonly problem: Failure | null;
}

/** How the quotes of the page in the user's tab fared. */
export interface PageCheckSummary {
  readonly checked: number;
  readonly passed: number;
  readonly failed: number;
  /** Citations beside them that name no words, whose passages can now be pinned. */
  readonly toPin: number;
  /** Whether the checks were stored: those of a private window are only where the user said so. */
  readonly kept: boolean;
}

/** The clips of the page that a tab shows. */
export interface TabClips {
  readonly url: string;
  readonly clips: readonly {
    readonly clipId: ClipId;
    readonly reportId: ReportId;
    readonly quote: string;
    /** Whether it stands there, in the same words. */
    readonly found: boolean;
  }[];
}

const Empty = z.object({});
export type Nothing = Record<string, never>;

/** From the extension's own pages to the background. */
export const pageRequests = {
  /** Clip in the tab that the user is in. A failure where nothing was kept. */
  'capture.start': z.object({
    tabId: z.number(),
    clipPage: z.boolean(),
    privateAnswer: z.exactOptional(PrivateAnswerSchema),
  }),
  /**
   * A picture of what the tab shows, for this clip of its page, or, where none is named, for a
   * clip of the page that is made with it.
   */
  'capture.screenshot': z.object({
    tabId: z.number(),
    clipId: z.nullable(idSchema<'clip'>()),
    privateAnswer: z.exactOptional(PrivateAnswerSchema),
  }),
  /** Whether something waits for an answer in this tab's private window whose page can't ask. */
  'capture.waiting': z.object({ tabId: z.number() }),
  /** It is to be kept. */
  'capture.keepWaiting': z.object({ tabId: z.number(), privateAnswer: PrivateAnswerSchema }),
  /** What was clipped in this tab's private window, and not kept yet, is not to be kept. */
  'capture.drop': z.object({ tabId: z.number() }),
  /** Judge every saved quote of the page that this tab shows. */
  'capture.checkPage': z.object({
    tabId: z.number(),
    privateAnswer: z.exactOptional(PrivateAnswerSchema),
  }),
  /** The clips that the highlighter of a tab was told of, and which of them it found. */
  'highlights.ofTab': z.object({ tabId: z.number() }),
  'report.create': z.object({
    id: idSchema<'report'>(),
    title: short(1_000),
    language: short(100),
  }),
  /** A Yjs update of one report's document. */
  'report.update': z.object({ reportId: idSchema<'report'>(), update: Base64 }),
  'bin.purge': z.object({
    reportId: idSchema<'report'>(),
    clipIds: z.array(idSchema<'clip'>()),
  }),
  /** A reviewer pins a clip anew, at a place in the text that a check of it read. */
  /** Destroy one image or screenshot of a clip. */
  'image.delete': z.object({ clipId: idSchema<'clip'>(), id: idSchema<'attachment'>() }),
  /** One that was deleted, back under an id of its own. */
  'image.restore': z.object({
    id: idSchema<'attachment'>(),
    clipId: idSchema<'clip'>(),
    kind: z.enum(['image', 'screenshot']),
    takenAt: z.iso.datetime(),
    url: z.nullable(z.string()),
    alt: z.string(),
    caption: z.string(),
    width: z.number(),
    height: z.number(),
    copy: z.enum(['file', 'shown']),
    bytes: short(MAX_IMAGE_URL),
  }),
  'pin.add': z.object({
    pinId: idSchema<'pin'>(),
    clipId: idSchema<'clip'>(),
    /** The run of that check. */
    runId: idSchema<'run'>(),
    /** The pin that it follows. */
    basedOn: idSchema<'pin'>(),
    /** UTF-16 units of the text of the check's snapshot. */
    position: TextPositionSelectorSchema,
    /** The words recorded before, or those that stand there now. */
    wording: z.enum(['kept', 'page']),
  }),
  'run.start': z.object({
    runId: idSchema<'run'>(),
    reportId: idSchema<'report'>(),
    /** Null: every clip of the report that is not in the bin. */
    clipIds: z.nullable(z.array(idSchema<'clip'>())),
  }),
  'run.cancel': z.object({ runId: idSchema<'run'>() }),
  /** Lets a run rest, also over a restart of the browser, or go on. */
  'run.pause': z.object({ runId: idSchema<'run'>(), paused: z.boolean() }),
  /** For a page that opens while a run is under way: how far the report's latest one is. */
  'run.progress': z.object({ reportId: idSchema<'report'>() }),
  /** Makes ready to write a report's bundle without its notes. */
  'bundle.prepare': z.object({ reportId: idSchema<'report'>() }),
  /** Takes into the search what it lacks, as far as it comes in about two seconds. */
  'search.settle': Empty,
  /** A word for what the library holds now, for `library.erase`. */
  'library.mark': Empty,
  /** Destroys everything, unless something came or went since the mark. */
  'library.erase': z.object({ mark: short(4_000) }),
  'restore.begin': Empty,
  'restore.chunk': z.object({ restoreId: short(100), index: z.number(), bytes: Base64 }),
  'restore.commit': z.object({ restoreId: short(100) }),
  'restore.abort': z.object({ restoreId: short(100) }),
} as const;

export interface PageReplies {
  'capture.start': ClippedPassages;
  /** Null where it went to the clip that was named. */
  'capture.screenshot': { readonly clipped: ClippedPassages | null };
  'capture.waiting': { readonly waits: boolean };
  'capture.keepWaiting': ClippedPassages;
  'capture.drop': Nothing;
  'capture.checkPage': PageCheckSummary;
  /** Null where no highlighter runs: the user did not ask for it, or it has not told yet. */
  'highlights.ofTab': { readonly page: TabClips | null };
  'report.create': Nothing;
  'report.update': Nothing;
  'bin.purge': Nothing;
  'image.delete': Nothing;
  'image.restore': Nothing;
  /** Why the new pin has no link; null where it has one. */
  'pin.add': { readonly noDirectiveReason: NoDirectiveReason | null };
  'run.start': { readonly pages: number; readonly clips: number };
  'run.cancel': Nothing;
  'run.pause': Nothing;
  'run.progress': { readonly progress: RunProgress | null };
  'search.settle': { readonly left: boolean };
  'library.mark': { readonly mark: string };
  'library.erase': Nothing;
  'restore.begin': { readonly restoreId: string };
  'restore.chunk': Nothing;
  'restore.commit': {
    readonly records: number;
    readonly reports: number;
    readonly added: number;
    /** Statements that were changed here and in the file at once. */
    readonly readAgain: number;
  };
  /** Whether the report's document had to be changed for it. */
  'bundle.prepare': { readonly changed: boolean };
  'restore.abort': Nothing;
}

/** From the injected clipper, which shares a process with a hostile page, to the background. */
export const clipperRequests = {
  'clip.save': ClipDraftSchema,
  'clip.undo': z.object({ clipId: idSchema<'clip'>() }),
  'clip.redo': z.object({ clipId: idSchema<'clip'>() }),
  'clip.note': z.object({ clipId: idSchema<'clip'>(), note: short(20_000) }),
  'clip.tags': z.object({
    clipId: idSchema<'clip'>(),
    tags: z.array(short(200)).check(z.maxLength(50)),
  }),
  /** Where it may rather belong. */
  'clip.sections': z.object({ clipId: idSchema<'clip'>() }),
  /** Null: the inbox. */
  'clip.move': z.object({
    clipId: idSchema<'clip'>(),
    sectionId: z.nullable(idSchema<'section'>()),
  }),
} as const;

export interface ClipperReplies {
  'clip.save': SavedClip;
  'clip.undo': Nothing;
  'clip.redo': Nothing;
  'clip.note': Nothing;
  'clip.tags': Nothing;
  /** The sections used last first, then in the order of the report; a handful. */
  'clip.sections': {
    readonly sections: readonly { readonly id: SectionId; readonly title: string }[];
  };
  'clip.move': Nothing;
}

/** From the highlighter, which shares a process with a hostile page, to the background. */
export const highlighterRequests = {
  /** Which clips the page in this frame has. */
  'highlights.list': z.object({ url: short(65_536) }),
  /** What was made of clips of that page that the user points at. */
  'highlights.notes': z.object({
    url: short(65_536),
    clipIds: z.array(idSchema<'clip'>()).check(z.maxLength(10)),
  }),
  /** Which of them it found, and shows. */
  'highlights.shown': z.object({
    url: short(65_536),
    found: z.array(idSchema<'clip'>()).check(z.maxLength(10_000)),
  }),
} as const;

export interface PageHighlight {
  readonly clipId: ClipId;
  readonly quote: TextQuoteSelector;
  readonly position: TextPositionSelector | null;
}

/** What a report makes of a clip, for the eye. */
export interface ClipNote {
  /** Plain text; '' where there is none. */
  readonly note: string;
  readonly tags: readonly string[];
  /** The report, and the section or the inbox. */
  readonly place: string;
}

export interface HighlighterReplies {
  /** Not allowed: the user does not want clips shown on this site. */
  'highlights.list': { readonly allowed: boolean; readonly clips: readonly PageHighlight[] };
  /** Of those that are clips of that page, in the order asked for. */
  'highlights.notes': { readonly notes: readonly ClipNote[] };
  'highlights.shown': Nothing;
}

/** From the background to the clipper in a tab. */
export const tabRequests = {
  clip: z.object({
    origin: ClipOriginSchema,
    clipPage: z.boolean(),
    /** The address of an image that the user pointed at. */
    image: z.exactOptional(short(MAX_IMAGE_URL)),
    privateAnswer: z.exactOptional(PrivateAnswerSchema),
  }),
  /** Forget what waits for an answer. */
  drop: Empty,
} as const;

export interface TabReplies {
  /** What the act clipped, all of it; where anything was refused, that refusal comes instead. */
  clip: readonly [SavedClip, ...SavedClip[]];
  drop: Nothing;
}

/**
 * `PageFacts` without the text, which travels in the TextModel. The lists are bounded: they
 * come from a page.
 */
export const PageFactsSchema = z.object({
  requestedUrl: short(65_536),
  finalUrl: short(65_536),
  status: z.nullable(z.number()),
  contentType: z.nullable(short(200)),
  headers: z.record(short(100), short(8_000)),
  title: short(2_000),
  headings: z.array(short(2_000)).check(z.maxLength(1_000)),
  counts: z.object({
    forms: z.number(),
    passwordInputs: z.number(),
    emailInputs: z.number(),
    textInputs: z.number(),
    buttons: z.number(),
    links: z.number(),
    scripts: z.number(),
    images: z.number(),
    emptyMounts: z.number(),
  }),
  noscriptLength: z.number(),
  embeds: z.array(short(8_000)).check(z.maxLength(1_000)),
  robots: short(2_000),
  refresh: z.nullable(short(8_000)),
  accessibleForFree: z.nullable(z.boolean()),
  gateMarkers: z.number(),
  consentLength: z.number(),
  snapshotLength: z.nullable(z.number()),
});

/** What checking a page needs of it: its text and the facts that tell a wall from an article. */
export const PageReadingSchema = z.object({
  /** The page's address, fragment included: to some pages it is the page. */
  url: short(65_536),
  page: PlainTextSchema,
  facts: PageFactsSchema,
});
export interface PageReading {
  readonly url: string;
  readonly page: PlainText;
  readonly facts: Omit<PageFacts, 'text'>;
}

/** A quote to be judged on a page. */
const QuoteToCheckSchema = z.object({
  clipId: idSchema<'clip'>(),
  pin: z.pick(PinSchema, {
    quote: true,
    selectors: true,
    marks: true,
    directive: true,
    directiveAsWritten: true,
  }),
});

/** From the background to the document that has a DOM: read one address, judge its quotes. */
export const offscreenRequests = {
  'page.read': z.object({
    /** The address to contact now. */
    url: short(65_536),
    /** The address that the clips name. */
    requestedUrl: short(65_536),
    snapshotLength: z.nullable(z.number()),
    quotes: z.array(QuoteToCheckSchema),
    /** Of an archive: the time whose copy is wanted, as the header has it. */
    acceptDatetime: z.exactOptional(short(40)),
  }),
  /** The whole library as a file, for as long as the document is open. */
  'backup.make': z.object({ createdAt: z.iso.datetime() }),
} as const;

/** A file that the browser's downloads can read by this address. */
export interface BackupFile {
  readonly url: string;
  readonly bytes: number;
}

export type PageToRead = z.infer<(typeof offscreenRequests)['page.read']>;

export interface OffscreenReplies {
  'page.read': HopAnswer<PageRead>;
  /** Null: there is no library yet. */
  'backup.make': BackupFile | null;
}

/** What reading a page gave. */
export interface PageRead {
  readonly text: string;
  /** Nothing is behind this text that a window would show: it is a PDF's. */
  readonly complete: boolean;
  readonly status: number;
  /** The Retry-After header as it came. */
  readonly retryAfter: string | null;
  /** The Memento-Datetime header as it came: an archive's word for when its copy was taken. */
  readonly mementoDatetime: string | null;
  readonly judgements: readonly (Judgement & { readonly clipId: ClipId })[];
}

/** Something in the library changed; broadcast to every open page after it is durable. */
export type Change =
  | { readonly kind: 'report-update'; readonly reportId: ReportId; readonly update: Uint8Array }
  | { readonly kind: 'evidence'; readonly reportId: ReportId; readonly clipIds: readonly ClipId[] }
  | { readonly kind: 'reports' }
  | {
      readonly kind: 'run';
      readonly reportId: ReportId;
      readonly progress: RunProgress;
      readonly checks: readonly Check[];
    }
  | { readonly kind: 'library' };

export interface RunProgress {
  readonly runId: string;
  readonly state: 'running' | 'paused' | 'finished' | 'cancelled';
  readonly pages: number;
  readonly pagesDone: number;
  readonly clips: number;
  readonly clipsDone: number;
  /** How many checks came to each verdict so far. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** The page being read, for the eye. */
  readonly reading: string | null;
  /** Milliseconds, from the pace so far; null before that can be known. */
  readonly timeLeft: number | null;
}

export type CallName<Requests> = Extract<keyof Requests, string>;
export type RequestOf<Requests, Name extends keyof Requests> = Requests[Name] extends z.ZodMiniType
  ? z.infer<Requests[Name]>
  : never;
export type Reply<T> = Result<T, Failure>;

export const EnvelopeSchema = z.object({
  to: z.enum(['background', 'clipper', 'highlighter', 'offscreen']),
  call: short(100),
  payload: z.unknown(),
});
export type Envelope = z.infer<typeof EnvelopeSchema>;
