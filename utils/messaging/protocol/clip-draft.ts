import * as z from 'zod/mini';
import {
  NO_DIRECTIVE_REASONS,
  QuoteMarkSchema,
  TextDirectiveSchema,
  TextPositionSelectorSchema,
  TextQuoteSelectorSchema,
} from '@/utils/model/evidence';
import { idSchema } from '@/utils/model/ids';
import { ImageDraftSchema } from '@/utils/model/image-draft';
import { Address, MAX_PAGE_TEXT, nullableShort, short } from './bounds';
import { PrivateAnswerSchema } from './private-answer';

/** What the clipper read about the page it stands in. */
const PageMetadataSchema = z.object({
  title: short(2_000),
  authors: z.array(short(500)).check(z.maxLength(100)),
  siteName: nullableShort(500),
  publishedAt: nullableShort(100),
  modifiedAt: nullableShort(100),
  language: nullableShort(100),
  canonicalUrl: nullableShort(8_000),
  doi: nullableShort(500),
});

export const ClipOriginSchema = z.enum(['shortcut', 'context-menu', 'popup']);
export type ClipOrigin = z.infer<typeof ClipOriginSchema>;

/** What the clipper sends of one passage, page or image. */
export const ClipDraftSchema = z.object({
  clipId: idSchema<'clip'>(),
  pinId: idSchema<'pin'>(),
  sourceId: idSchema<'source'>(),
  snapshotId: idSchema<'snapshot'>(),
  kind: z.enum(['quote', 'page', 'image']),
  origin: ClipOriginSchema,
  capturedAt: z.iso.datetime(),
  /** How many passages the user's act clips, this one among them; left out: one. */
  passages: z.exactOptional(z.number().check(z.int(), z.minimum(1), z.maximum(1_000))),
  /** The page's URL as it was open; the background removes the fragment directive. */
  url: Address,
  metadata: PageMetadataSchema,
  quote: z.nullable(short(MAX_PAGE_TEXT)),
  selectors: z.object({
    quote: z.nullable(TextQuoteSelectorSchema),
    position: z.nullable(TextPositionSelectorSchema),
  }),
  marks: z.exactOptional(z.array(QuoteMarkSchema)),
  directive: z.nullable(TextDirectiveSchema),
  noDirectiveReason: z.nullable(z.enum(NO_DIRECTIVE_REASONS)),
  /** The post of a feed, or the second of a recording, that the passage stands in. */
  locator: z.exactOptional(
    z.object({
      time: z.nullable(z.number().check(z.gte(0))),
      permalink: nullableShort(8_000),
    }),
  ),
  /** Of a clip of kind `image`. */
  image: z.exactOptional(ImageDraftSchema),
  /** The text of the whole TextModel. */
  pageText: short(MAX_PAGE_TEXT),
  /** The user wants a second clip of a passage that they have. */
  keepBoth: z.exactOptional(z.boolean()),
  privateAnswer: z.exactOptional(PrivateAnswerSchema),
});
export type ClipDraft = z.infer<typeof ClipDraftSchema>;
