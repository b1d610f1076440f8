import * as z from 'zod/mini';
import { MAX_IMAGE_TEXT, short } from './bounds';
import { ClipOriginSchema } from './clip-draft';
import type { SavedClip } from './clipped-passages';
import { Empty, type Nothing } from './envelope';

/** Calls from the background to the clipper in a tab. */
export const tabRequests = {
  clip: z.object({
    /** Id of the act. Every clip of the act carries it. */
    act: short(100),
    origin: ClipOriginSchema,
    clipPage: z.boolean(),
    /** The address of an image that the user pointed at. */
    image: z.exactOptional(short(MAX_IMAGE_TEXT)),
  }),
  /** Saves the clips that waited for the user's answer, after the user agreed. */
  keep: z.object({ act: short(100) }),
  /** Asks how many clips wait for an answer. */
  waits: Empty,
  /** Discards what waits for an answer. */
  drop: Empty,
} as const;

export interface TabReplies {
  /** All clips of the act. If anything was refused, the reply is that refusal instead. */
  clip: readonly [SavedClip, ...SavedClip[]];
  /** The clips that had waited and are saved now. */
  keep: readonly [SavedClip, ...SavedClip[]];
  waits: { readonly clips: number };
  drop: Nothing;
}
