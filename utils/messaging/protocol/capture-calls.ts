import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
import type { ClippedPassages } from './clipped-passages';
import type { Nothing } from './envelope';
import { PrivateAnswerSchema } from './private-answer';

/** What the extension's pages ask about the page in a tab: clip it, check it. */
export const captureRequests = {
  /** Clips in the user's current tab. Fails if nothing was kept. */
  'capture.start': z.object({
    tabId: z.number(),
    clipPage: z.boolean(),
  }),
  /**
   * Takes a screenshot of the tab for this clip of its page, or for a new clip of the page if none
   * is given.
   */
  'capture.screenshot': z.object({
    tabId: z.number(),
    clipId: z.nullable(idSchema<'clip'>()),
    privateAnswer: z.exactOptional(PrivateAnswerSchema),
  }),
  /** Asks whether clips of this private tab wait for the user's answer. */
  'capture.waiting': z.object({ tabId: z.number() }),
  /** The user agreed to keep it. */
  'capture.keepWaiting': z.object({ tabId: z.number(), privateAnswer: PrivateAnswerSchema }),
  /** The user declined to keep what was clipped in this private tab. */
  'capture.drop': z.object({ tabId: z.number() }),
  /** Judges all saved quotes of the page in this tab. */
  'capture.checkPage': z.object({
    tabId: z.number(),
    privateAnswer: z.exactOptional(PrivateAnswerSchema),
  }),
  /** Reads the article of the page in this tab, and opens the desk with it. Stores nothing. */
  'capture.readArticle': z.object({ tabId: z.number() }),
} as const;

export interface CaptureReplies {
  'capture.start': ClippedPassages;
  /** Null if the screenshot was added to the given clip. */
  'capture.screenshot': { readonly clipped: ClippedPassages | null };
  'capture.waiting': { readonly waits: boolean };
  'capture.keepWaiting': ClippedPassages;
  'capture.drop': Nothing;
  'capture.checkPage': PageCheckSummary;
  'capture.readArticle': Nothing;
}

/** The results of checking the page in the user's tab. */
export interface PageCheckSummary {
  readonly checked: number;
  readonly passed: number;
  readonly failed: number;
  /** Citations without a quote whose passages can now be pinned. */
  readonly toPin: number;
  /**
   * Whether the checks were stored. In a private window they are stored only if the user agreed.
   */
  readonly kept: boolean;
}
