import * as z from 'zod/mini';
import type { TextPositionSelector, TextQuoteSelector } from '@/utils/model/evidence';
import { type ClipId, idSchema, type ReportId } from '@/utils/model/ids';
import { Address } from './bounds';
import type { Nothing } from './envelope';

/** What the extension's own pages ask about clips that are shown again in a tab. */
export const highlightRequests = {
  /** The clips that the highlighter of a tab was told of, and which of them it found. */
  'highlights.ofTab': z.object({ tabId: z.number() }),
} as const;

export interface HighlightReplies {
  /** Null where no highlighter runs: the user did not ask for it, or it has not told yet. */
  'highlights.ofTab': { readonly page: TabClips | null };
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

/** From the highlighter, which shares a process with a hostile page, to the background. */
export const highlighterRequests = {
  /** Which clips the page in this frame has. */
  'highlights.list': z.object({ url: Address }),
  /** What was made of clips of that page that the user points at. */
  'highlights.notes': z.object({
    url: Address,
    clipIds: z.array(idSchema<'clip'>()).check(z.maxLength(10)),
  }),
  /** Which of them it found, and shows. */
  'highlights.shown': z.object({
    url: Address,
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
