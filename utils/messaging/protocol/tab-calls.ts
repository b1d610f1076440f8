import * as z from 'zod/mini';
import { MAX_IMAGE_TEXT, short } from './bounds';
import { ClipOriginSchema } from './clip-draft';
import type { SavedClip } from './clipped-passages';
import { Empty, type Nothing } from './envelope';

/** From the background to the clipper in a tab. */
export const tabRequests = {
  clip: z.object({
    /** The act's name, for each clip that it makes. */
    act: short(100),
    origin: ClipOriginSchema,
    clipPage: z.boolean(),
    /** The address of an image that the user pointed at. */
    image: z.exactOptional(short(MAX_IMAGE_TEXT)),
  }),
  /** Save what waited for the user's answer, which is yes. */
  keep: z.object({ act: short(100) }),
  /** How much waits for an answer. */
  waits: Empty,
  /** Forget what waits for an answer. */
  drop: Empty,
} as const;

export interface TabReplies {
  /** What the act clipped, all of it; where anything was refused, that refusal comes instead. */
  clip: readonly [SavedClip, ...SavedClip[]];
  /** What was kept of what had waited. */
  keep: readonly [SavedClip, ...SavedClip[]];
  waits: { readonly clips: number };
  drop: Nothing;
}
