import * as z from 'zod/mini';
import { idSchema, type SectionId } from '@/utils/model/ids';
import { short } from './bounds';
import type { SavedClip } from './clipped-passages';
import type { Nothing, Reply } from './envelope';

/** In a private window, the clips of several acts may wait for the same answer. */
const ClipIds = z.array(idSchema<'clip'>()).check(z.maxLength(1_000));

/**
 * Calls from the injected clipper, which shares a process with a hostile page, to the background.
 */
export const clipperRequests = {
  /** The user wants second clips of passages that the library already has. */
  'clip.keepBoth': z.object({ clipIds: ClipIds }),
  /** Asks for the results of drafts if the background stopped before it sent them. */
  'clip.find': z.object({ clipIds: ClipIds }),
  'clip.undo': z.object({ clipId: idSchema<'clip'>() }),
  'clip.redo': z.object({ clipId: idSchema<'clip'>() }),
  /** Opens the panel beside the page (Chrome). */
  'clip.panel': z.object({ clipId: idSchema<'clip'>() }),
  'clip.note': z.object({ clipId: idSchema<'clip'>(), note: short(20_000) }),
  /** `typed`: the tags with commas or semicolons between them. */
  'clip.tags': z.object({ clipId: idSchema<'clip'>(), typed: short(500) }),
  /** The sections that the clip can be moved to. */
  'clip.sections': z.object({ clipId: idSchema<'clip'>() }),
  /** Null for the inbox. */
  'clip.move': z.object({
    clipId: idSchema<'clip'>(),
    sectionId: z.nullable(idSchema<'section'>()),
  }),
} as const;

export interface ClipperReplies {
  'clip.keepBoth': Nothing;
  /** Of each draft, in their order. */
  'clip.find': readonly Reply<SavedClip>[];
  'clip.undo': Nothing;
  'clip.redo': Nothing;
  'clip.panel': Nothing;
  'clip.note': Nothing;
  'clip.tags': Nothing;
  /** A few sections: the recently used ones first, then in the order of the report. */
  'clip.sections': {
    readonly sections: readonly { readonly id: SectionId; readonly title: string }[];
  };
  'clip.move': Nothing;
}
