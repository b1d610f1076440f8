import * as z from 'zod/mini';
import { NO_DIRECTIVE_REASONS } from '@/utils/model/evidence';
import { idSchema } from '@/utils/model/ids';
import { ImageDraftSchema } from '@/utils/model/image-draft';
import { RAW_METADATA, type RawMetadata } from '@/utils/model/raw-metadata';
import { TEXT_MARK_KINDS } from '@/utils/text/text-model';
import {
  Address,
  MAX_PAGE_TEXT,
  MAX_PARTS,
  MAX_TERM,
  nullableShort,
  Offset,
  short,
  Time,
} from './bounds';

const RawText = short(RAW_METADATA.text);

/** What the page says about itself. The background cleans it. */
export const RawMetadataSchema = z.object({
  metas: z
    .array(z.tuple([short(RAW_METADATA.metaName), RawText]))
    .check(z.maxLength(3 * RAW_METADATA.metas)),
  jsonLd: z.array(short(RAW_METADATA.script)).check(z.maxLength(RAW_METADATA.scripts)),
  titles: z.array(RawText).check(z.maxLength(2 * RAW_METADATA.texts)),
  bylines: z.array(z.array(RawText).check(z.maxLength(RAW_METADATA.texts))).check(z.maxLength(10)),
  dates: z.array(RawText).check(z.maxLength(RAW_METADATA.texts)),
  canonical: z.nullable(RawText),
  languages: z.array(RawText).check(z.maxLength(2)),
});

export const ClipOriginSchema = z.enum(['shortcut', 'context-menu', 'popup']);
export type ClipOrigin = z.infer<typeof ClipOriginSchema>;

const Term = short(MAX_TERM);

/** What the clipper sends for one passage, page or image. */
export const ClipDraftSchema = z.object({
  clipId: idSchema<'clip'>(),
  pinId: idSchema<'pin'>(),
  sourceId: idSchema<'source'>(),
  snapshotId: idSchema<'snapshot'>(),
  kind: z.enum(['quote', 'page', 'image']),
  origin: ClipOriginSchema,
  capturedAt: Time,
  /** The URL of the open page. The background removes its fragment directive. */
  url: Address,
  metadata: RawMetadataSchema,
  quote: z.nullable(short(MAX_PAGE_TEXT)),
  selectors: z.object({
    quote: z.nullable(z.object({ exact: short(MAX_PAGE_TEXT), prefix: Term, suffix: Term })),
    position: z.nullable(z.object({ start: Offset, end: Offset })),
  }),
  marks: z.exactOptional(
    z
      .array(z.object({ start: Offset, end: Offset, kind: z.enum(TEXT_MARK_KINDS) }))
      .check(z.maxLength(MAX_PARTS)),
  ),
  directive: z.nullable(
    z.object({
      prefix: z.optional(Term),
      start: Term,
      end: z.optional(Term),
      suffix: z.optional(Term),
    }),
  ),
  noDirectiveReason: z.nullable(z.enum(NO_DIRECTIVE_REASONS)),
  /** The post of a feed, or the second of a recording, that contains the passage. */
  locator: z.exactOptional(
    z.object({
      time: z.nullable(z.number().check(z.gte(0), z.lte(1_000_000_000))),
      permalink: nullableShort(8_000),
    }),
  ),
  /** For a clip of kind `image`. */
  image: z.exactOptional(ImageDraftSchema),
  /** The whole text of the TextModel. */
  pageText: short(MAX_PAGE_TEXT),
});
export interface ClipDraft extends Omit<z.infer<typeof ClipDraftSchema>, 'metadata'> {
  readonly metadata: RawMetadata;
}

/** A message of the clipper over its port: one draft, and the number of drafts. */
export const HandedInSchema = z.object({
  of: z.int().check(z.gte(1), z.lte(1_000)),
  draft: ClipDraftSchema,
});
