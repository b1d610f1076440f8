import * as z from 'zod/mini';
import { type NoDirectiveReason, TextPositionSelectorSchema } from '@/utils/model/evidence';
import { idSchema } from '@/utils/model/ids';
import { Base64, MAX_IMAGE_TEXT, short } from './bounds';
import type { Nothing } from './envelope';

/** What the extension's own pages have written of one report and its clips. */
export const reportRequests = {
  'report.create': z.object({
    id: idSchema<'report'>(),
    title: short(1_000),
    language: short(100),
  }),
  /** A Yjs update of one report's document. */
  'report.update': z.object({ reportId: idSchema<'report'>(), update: Base64 }),
  'bin.purge': z.object({
    reportId: idSchema<'report'>(),
    clipIds: z.array(idSchema<'clip'>()),
  }),
  /**
   * Adds a new pin to a clip, at a position in the text that a check has read. The pin becomes the
   * current pin of the clip in this report.
   */
  'pin.add': z.object({
    reportId: idSchema<'report'>(),
    pinId: idSchema<'pin'>(),
    clipId: idSchema<'clip'>(),
    /** The run of that check. */
    runId: idSchema<'run'>(),
    /** The pin that it follows. */
    basedOn: idSchema<'pin'>(),
    /** UTF-16 units of the text of the check's snapshot. */
    position: TextPositionSelectorSchema,
    /** The words recorded before, or those that stand there now. */
    wording: z.enum(['kept', 'page']),
  }),
  /** Destroy one image or screenshot of a clip. */
  'image.delete': z.object({ clipId: idSchema<'clip'>(), id: idSchema<'attachment'>() }),
  /** One that was deleted, back under an id of its own. */
  'image.restore': z.object({
    id: idSchema<'attachment'>(),
    clipId: idSchema<'clip'>(),
    kind: z.enum(['image', 'screenshot']),
    takenAt: z.iso.datetime(),
    url: z.nullable(z.string()),
    alt: z.string(),
    caption: z.string(),
    width: z.number(),
    height: z.number(),
    copy: z.enum(['file', 'shown']),
    bytes: short(MAX_IMAGE_TEXT),
  }),
  'merge.undo': z.object({ reportId: idSchema<'report'>() }),
  /** Makes ready to write a report's bundle without its notes. */
  'bundle.prepare': z.object({ reportId: idSchema<'report'>() }),
} as const;

export interface ReportReplies {
  'report.create': Nothing;
  'report.update': Nothing;
  'bin.purge': Nothing;
  /** Why the new pin has no link; null where it has one. */
  'pin.add': { readonly noDirectiveReason: NoDirectiveReason | null };
  'image.delete': Nothing;
  'image.restore': Nothing;
  /** Number of items that changed again after the merge, and that the undo does not restore. */
  'merge.undo': { readonly kept: number };
  /** Whether the report's document had to be changed for it. */
  'bundle.prepare': { readonly changed: boolean };
}
