import * as z from 'zod/mini';
import { idSchema, type SectionId } from '@/utils/model/ids';
import { short } from './bounds';
import { ClipDraftSchema } from './clip-draft';
import type { SavedClip } from './clipped-passages';
import type { Nothing } from './envelope';

/**
 * Calls from the injected clipper, which shares a process with a hostile page, to the background.
 */
export const clipperRequests = {
  'clip.save': ClipDraftSchema,
  'clip.undo': z.object({ clipId: idSchema<'clip'>() }),
  'clip.redo': z.object({ clipId: idSchema<'clip'>() }),
  'clip.note': z.object({ clipId: idSchema<'clip'>(), note: short(20_000) }),
  'clip.tags': z.object({
    clipId: idSchema<'clip'>(),
    tags: z.array(short(200)).check(z.maxLength(50)),
  }),
  /** The sections that the clip can be moved to. */
  'clip.sections': z.object({ clipId: idSchema<'clip'>() }),
  /** Null for the inbox. */
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
  /** A few sections: the recently used ones first, then in the order of the report. */
  'clip.sections': {
    readonly sections: readonly { readonly id: SectionId; readonly title: string }[];
  };
  'clip.move': Nothing;
}
