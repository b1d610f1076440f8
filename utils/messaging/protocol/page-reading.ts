import * as z from 'zod/mini';
import type { RawMetadata } from '@/utils/model/raw-metadata';
import { TEXT_MARK_KINDS, type TextBlock, type TextMark } from '@/utils/text/text-model';
import type { PageFacts } from '@/utils/verify/page-facts';
import { Address, MAX_PAGE_TEXT, MAX_PARTS, Offset, short } from './bounds';
import { RawMetadataSchema } from './clip-draft';

/** A TextModel as plain values; `createPlainTextModel` converts it back. */
export const PlainTextSchema = z.object({
  text: short(MAX_PAGE_TEXT),
  blocks: z
    .array(
      z.object({
        start: Offset,
        end: Offset,
        language: short(100),
        passedOver: z.exactOptional(z.enum(['clipped', 'field'])),
        closed: z.exactOptional(Offset),
        barriers: z.exactOptional(z.array(Offset).check(z.maxLength(MAX_PARTS))),
      }),
    )
    .check(z.maxLength(MAX_PARTS)),
  marks: z.exactOptional(
    z
      .array(z.object({ start: Offset, end: Offset, kind: z.enum(TEXT_MARK_KINDS) }))
      .check(z.maxLength(MAX_PARTS)),
  ),
});
interface PlainText {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  readonly marks?: readonly TextMark[];
}

const Count = z.number().check(z.gte(0), z.lte(1_000_000_000));
/** Maximum number of response headers of a fetched page. A page in a tab has none. */
const MAX_HEADERS = 500;

/**
 * `PageFacts` without the text, which is in the TextModel. The lists have limits because they come
 * from a page.
 */
const PageFactsSchema = z.object({
  requestedUrl: Address,
  finalUrl: Address,
  status: z.nullable(Count),
  contentType: z.nullable(short(200)),
  headers: z
    .record(short(100), short(8_000))
    .check(z.refine((headers) => Object.keys(headers).length <= MAX_HEADERS)),
  title: short(2_000),
  headings: z.array(short(2_000)).check(z.maxLength(1_000)),
  counts: z.object({
    forms: Count,
    passwordInputs: Count,
    emailInputs: Count,
    textInputs: Count,
    buttons: Count,
    links: Count,
    scripts: Count,
    images: Count,
    emptyMounts: Count,
  }),
  noscriptLength: Count,
  embeds: z.array(short(8_000)).check(z.maxLength(1_000)),
  robots: short(2_000),
  refresh: z.nullable(short(8_000)),
  accessibleForFree: z.nullable(z.boolean()),
  gateMarkers: Count,
  consentLength: Count,
  snapshotLength: z.nullable(Count),
});

/**
 * What a check needs of a page: its text, the facts that distinguish a wall from an article, and what
 * the page says about itself, for its title.
 */
export const PageReadingSchema = z.object({
  /**
   * The address of the page with its fragment, because on some sites the fragment selects the page.
   */
  url: Address,
  page: PlainTextSchema,
  facts: PageFactsSchema,
  metadata: RawMetadataSchema,
});

const Ranges = z.array(z.object({ start: Offset, end: Offset })).check(z.maxLength(MAX_PARTS));
/** What nobody sees of the text of a page: see `find-unseen.ts`. */
export const UnseenSchema = z.object({ unseen: Ranges, mayBeHidden: Ranges });

export interface PageReading {
  readonly url: string;
  readonly page: PlainText;
  readonly facts: Omit<PageFacts, 'text'>;
  readonly metadata: RawMetadata;
}
