import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
import { MAX_IMAGE_TEXT, short } from './bounds';
import { ClipOriginSchema } from './clip-draft';
import type { SavedClip } from './clipped-passages';
import { Empty } from './envelope';

/** Calls from the background to the clipper in a tab. */
export const tabRequests = {
  /** Asks for drafts. They come over a port that the clipper opens under this name. */
  clip: z.object({
    port: short(100),
    wish: z.union([
      z.object({
        origin: ClipOriginSchema,
        clipPage: z.boolean(),
        /** The address of an image that the user pointed at. */
        image: z.exactOptional(short(MAX_IMAGE_TEXT)),
        /** Set if another frame may have the selection, so that no toast says that nothing has. */
        orElsewhere: z.exactOptional(z.literal(true)),
      }),
      /** The drafts that the clipper already sent under these ids. */
      z.object({ again: z.array(idSchema<'clip'>()) }),
    ]),
  }),
  /** Asks how many clips wait for an answer. */
  waits: Empty,
  /** Discards what waits for an answer. */
  drop: Empty,
  /** Asks to show the result of a check. */
  tell: z.object({ passed: z.boolean(), words: short(1_000) }),
} as const;

export interface TabReplies {
  /** Instead of drafts: the existing clips of the same passages. */
  clip: readonly SavedClip[];
  waits: { readonly clips: number };
  drop: { readonly clips: number };
  tell: { readonly clips: number };
}
