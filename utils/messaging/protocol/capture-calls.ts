import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
import type { ClippedPassages } from './clipped-passages';
import type { Nothing } from './envelope';
import { PrivateAnswerSchema } from './private-answer';

/** What the extension's own pages ask about the page that a tab shows: clip it, check it. */
export const captureRequests = {
  /** Clip in the tab that the user is in. A failure where nothing was kept. */
  'capture.start': z.object({
    tabId: z.number(),
    clipPage: z.boolean(),
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
  /** Asks whether clips of this private tab wait for the user's answer. */
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
} as const;

export interface CaptureReplies {
  'capture.start': ClippedPassages;
  /** Null where it went to the clip that was named. */
  'capture.screenshot': { readonly clipped: ClippedPassages | null };
  'capture.waiting': { readonly waits: boolean };
  'capture.keepWaiting': ClippedPassages;
  'capture.drop': Nothing;
  'capture.checkPage': PageCheckSummary;
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
