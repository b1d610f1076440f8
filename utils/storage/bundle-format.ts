import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';

/*
 * A bundle has the format of a backup (backup-format.ts): gzipped NDJSON with the sum on each line.
 * It contains one report, or sections of one, with its evidence. Its header says what was left out.
 * Each record names only records before it.
 */

export const BUNDLE_FORMAT = 'pincite-bundle';
/**
 * Version of the bundle format. Version 2 added images, or a note that the writer left them out.
 * Version 3 added reviews. Version 4 gave notes a document of their own. Version 5 added the parts of
 * sign-offs.
 */
export const BUNDLE_VERSION = 5;

/** The parts of a bundle that are included only on request. */
export const BUNDLE_PARTS = ['snapshots', 'notes', 'signedInText', 'checks', 'images'] as const;
export type BundlePart = (typeof BUNDLE_PARTS)[number];

/** Maximum length of a name, in UTF-16 units. */
export const MOST_OF_NAME = 200;

export const BundleHeaderSchema = z.object({
  format: z.literal(BUNDLE_FORMAT),
  version: z.number(),
  createdAt: z.iso.datetime(),
  /**
   * `report`: the documents with their whole history, to be merged with other copies. `section`:
   * sections as plain values, to be inserted into any report. `import`: made by a page for its own
   * library; it may name records of the library.
   */
  kind: z.enum(['report', 'section', 'import']),
  reportId: idSchema<'report'>(),
  /** The title of the report, or of the section. */
  title: z.string(),
  /** BCP 47. */
  language: z.string(),
  leftOut: z.array(z.enum(BUNDLE_PARTS)),
  counts: z.record(z.string(), z.number()),
  /**
   * Name of the person who made the checks in the bundle, as this person entered it. The name is
   * not verified.
   */
  by: z.exactOptional(z.nullable(z.string().check(z.maxLength(MOST_OF_NAME)))),
  /** Clips that the report names and the file lacks. The file is complete all the same. */
  absent: z.array(idSchema<'clip'>()),
});
export type BundleHeader = z.infer<typeof BundleHeaderSchema>;
