import * as z from 'zod/mini';
import type { TextPositionSelector, TextQuoteSelector } from '@/utils/model/evidence';
import { type ClipId, idSchema, type ReportId } from '@/utils/model/ids';
import { Address } from './bounds';
import type { Nothing } from './envelope';

/** What the extension's pages ask about the clips that are highlighted in a tab. */
export const highlightRequests = {
  /** The clips of a tab's page, and which of them its highlighter found. */
  'highlights.ofTab': z.object({ tabId: z.number() }),
} as const;

export interface HighlightReplies {
  /** Null if no highlighter runs there, or if it has not reported yet. */
  'highlights.ofTab': { readonly page: TabClips | null };
}

/** The clips of the page in a tab. */
export interface TabClips {
  readonly url: string;
  readonly clips: readonly {
    readonly clipId: ClipId;
    readonly reportId: ReportId;
    readonly quote: string;
    /** Whether the page has the clip in the same words. */
    readonly found: boolean;
  }[];
}

/** Calls from the highlighter, which shares a process with a hostile page, to the background. */
export const highlighterRequests = {
  /** Asks for the clips of the page in this frame. */
  'highlights.list': z.object({ url: Address }),
  /** Asks for the notes on clips of that page that the user points at. */
  'highlights.notes': z.object({
    url: Address,
    clipIds: z.array(idSchema<'clip'>()).check(z.maxLength(10)),
  }),
  /** Opens the panel with a clip of that page, after the user's click on its note (Chrome). */
  'highlights.panel': z.object({ url: Address, clipId: idSchema<'clip'>() }),
  /** Reports which of them it found and highlighted. */
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

/** What a report says about a clip, to show to the user. */
export interface ClipNote {
  readonly clipId: ClipId;
  /** Plain text; '' if there is no note. */
  readonly note: string;
  readonly tags: readonly string[];
  /** The title of the report, and the section or the inbox. */
  readonly place: string;
  /** The label of the button that leads to the clip in the panel; in Firefox the panel's key, or ''. */
  readonly panel: string;
}

export interface HighlighterReplies {
  /** Not allowed: the user did not choose to see clips on this site. */
  'highlights.list': { readonly allowed: boolean; readonly clips: readonly PageHighlight[] };
  /** For the ids that are clips of that page, in the order of the request. */
  'highlights.notes': { readonly notes: readonly ClipNote[] };
  'highlights.panel': Nothing;
  'highlights.shown': Nothing;
}
