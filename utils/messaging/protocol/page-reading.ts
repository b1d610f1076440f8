import * as z from 'zod/mini';
import type { PageFacts } from '@/utils/verify/page-facts';
import { Address, short } from './bounds';
import { type PlainText, PlainTextSchema } from './plain-text';

/**
 * `PageFacts` without the text, which travels in the TextModel. The lists are bounded: they
 * come from a page.
 */
const PageFactsSchema = z.object({
  requestedUrl: Address,
  finalUrl: Address,
  status: z.nullable(z.number()),
  contentType: z.nullable(short(200)),
  headers: z.record(short(100), short(8_000)),
  title: short(2_000),
  headings: z.array(short(2_000)).check(z.maxLength(1_000)),
  counts: z.object({
    forms: z.number(),
    passwordInputs: z.number(),
    emailInputs: z.number(),
    textInputs: z.number(),
    buttons: z.number(),
    links: z.number(),
    scripts: z.number(),
    images: z.number(),
    emptyMounts: z.number(),
  }),
  noscriptLength: z.number(),
  embeds: z.array(short(8_000)).check(z.maxLength(1_000)),
  robots: short(2_000),
  refresh: z.nullable(short(8_000)),
  accessibleForFree: z.nullable(z.boolean()),
  gateMarkers: z.number(),
  consentLength: z.number(),
  snapshotLength: z.nullable(z.number()),
});

/** The answer of a page that has too many elements to be read. */
export const TOO_COMPLEX = 'too-complex';

/** What checking a page needs of it: its text and the facts that tell a wall from an article. */
export const PageReadingSchema = z.object({
  /** The page's address, fragment included: to some pages it is the page. */
  url: Address,
  page: PlainTextSchema,
  facts: PageFactsSchema,
});
export interface PageReading {
  readonly url: string;
  readonly page: PlainText;
  readonly facts: Omit<PageFacts, 'text'>;
}
