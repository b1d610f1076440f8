import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';

/*
 * A bundle is written as a backup is (backup-format.ts): gzipped NDJSON, each line with the sum
 * up to it. It holds one report, or sections of one, and the evidence for it; its header says
 * what was left out. Every record names only records before it.
 */

export const BUNDLE_FORMAT = 'pincite-bundle';
/** 2: with images, or saying that they were left out. 3: with reviews. */
export const BUNDLE_VERSION = 3;

/** What goes into a bundle only when it is asked for. */
export const BUNDLE_PARTS = ['snapshots', 'notes', 'signedInText', 'checks', 'images'] as const;
export type BundlePart = (typeof BUNDLE_PARTS)[number];

/** UTF-16 units of a name. */
export const MOST_OF_NAME = 200;

export const BundleHeaderSchema = z.object({
  format: z.literal(BUNDLE_FORMAT),
  version: z.number(),
  createdAt: z.iso.datetime(),
  /**
   * `report`: the document with all its history, to be merged with other copies of it.
   * `section`: sections as plain values, to be inserted into any report. `import`: what a page
   * of this very library made; it may name records that the library has.
   */
  kind: z.enum(['report', 'section', 'import']),
  reportId: idSchema<'report'>(),
  /** Of the report, or of the section. */
  title: z.string(),
  /** BCP 47. */
  language: z.string(),
  leftOut: z.array(z.enum(BUNDLE_PARTS)),
  counts: z.record(z.string(), z.number()),
  /** Who made the checks in it, as they call themselves: nothing proves it. */
  by: z.exactOptional(z.nullable(z.string().check(z.maxLength(MOST_OF_NAME)))),
  /** Clips that the report names and the file lacks: it is whole all the same. */
  absent: z.array(idSchema<'clip'>()),
});
export type BundleHeader = z.infer<typeof BundleHeaderSchema>;
