import * as z from 'zod/mini';
import { MAX_IMAGE_TEXT, short } from './bounds';
import { ClipOriginSchema } from './clip-draft';
import type { SavedClip } from './clipped-passages';
import { Empty, type Nothing } from './envelope';
import { PrivateAnswerSchema } from './private-answer';

/** From the background to the clipper in a tab. */
export const tabRequests = {
  clip: z.object({
    origin: ClipOriginSchema,
    clipPage: z.boolean(),
    /** The address of an image that the user pointed at. */
    image: z.exactOptional(short(MAX_IMAGE_TEXT)),
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
