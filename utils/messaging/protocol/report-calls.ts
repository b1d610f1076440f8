import * as z from 'zod/mini';
import { type NoDirectiveReason, TextPositionSelectorSchema } from '@/utils/model/evidence';
import { type ClipId, idSchema, type PinId } from '@/utils/model/ids';
import { Base64, MAX_IMAGE_TEXT, short } from './bounds';
import type { Nothing } from './envelope';

const PackedUpdateSchema = z.object({
  update: Base64,
  /** The update belongs to the document of the notes. */
  notes: z.exactOptional(z.literal(true)),
});
export type PackedUpdate = z.infer<typeof PackedUpdateSchema>;

/** At most one update of each of a report's two documents. */
export const PackedUpdatesSchema = z
  .array(PackedUpdateSchema)
  .check(z.minLength(1), z.maxLength(2));

/** The calls by which the extension's pages change one report and its clips. */
export const reportRequests = {
  'report.create': z.object({
    id: idSchema<'report'>(),
    title: short(1_000),
    language: short(100),
  }),
  /** Yjs updates of one report's documents. */
  'report.update': z.object({ reportId: idSchema<'report'>(), updates: PackedUpdatesSchema }),
  /** An update that a page kept before notes had a document of their own. */
  'report.oldUpdate': z.object({ reportId: idSchema<'report'>(), update: Base64 }),
  'bin.purge': z.object({
    reportId: idSchema<'report'>(),
    clipIds: z.array(idSchema<'clip'>()),
  }),
  /**
   * Adds a new pin to a clip, at a position in the text that a check has read. The pin becomes the
   * current pin of the clip in this report, or the first pin of a new clip.
   */
  'pin.add': z.object({
    reportId: idSchema<'report'>(),
    pinId: idSchema<'pin'>(),
    clipId: idSchema<'clip'>(),
    /** The run of that check. */
    runId: idSchema<'run'>(),
    /** The pin that the new one replaces. */
    basedOn: idSchema<'pin'>(),
    /** UTF-16 units in the text of the check's snapshot. */
    position: TextPositionSelectorSchema,
    /** Whether to keep the recorded words or to take those of the page. */
    wording: z.enum(['kept', 'page']),
    /**
     * A new clip of the same page, which gets the pin instead. The sender has put it into the bin,
     * and will cite it.
     */
    apart: z.exactOptional(
      z.object({ clipId: idSchema<'clip'>(), sectionId: z.nullable(idSchema<'section'>()) }),
    ),
  }),
  /** Adopts the passages that the links of clips find as their quotes, in one act. */
  'pin.adopt': z.object({
    reportId: idSchema<'report'>(),
    clips: z
      .array(
        z.object({
          clipId: idSchema<'clip'>(),
          /** The id of the new pin. */
          pinId: idSchema<'pin'>(),
          /** The run of the check that located the passage. */
          runId: idSchema<'run'>(),
          /** The pin that the new one replaces. */
          basedOn: idSchema<'pin'>(),
        }),
      )
      .check(z.maxLength(10_000)),
  }),
  /** Destroys one image or screenshot of a clip. */
  'image.delete': z.object({ clipId: idSchema<'clip'>(), id: idSchema<'attachment'>() }),
  /** Restores a deleted image under a new id. */
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
  /** Applies the last merge again after its undo. */
  'merge.redo': z.object({ reportId: idSchema<'report'>() }),
} as const;

/** The effect of undoing a merge, or of applying it again. */
export interface MergeUndone {
  /** Number of items that changed later. They stay as they are. */
  readonly kept: number;
  /** Number of items that the merge had added, and that are now in the bin. */
  readonly binned: number;
}

export interface ReportReplies {
  'report.create': Nothing;
  'report.update': Nothing;
  'report.oldUpdate': Nothing;
  /** The clips that were destroyed; the others stay in the bin. */
  'bin.purge': { readonly purged: readonly ClipId[] };
  /** Why the new pin has no link; null if it has one. */
  'pin.add': { readonly noDirectiveReason: NoDirectiveReason | null };
  /** The pins that were stored; the passages of the other clips are as they were. */
  'pin.adopt': { readonly adopted: readonly PinId[] };
  'image.delete': Nothing;
  'image.restore': Nothing;
  'merge.undo': MergeUndone;
  'merge.redo': MergeUndone;
}
