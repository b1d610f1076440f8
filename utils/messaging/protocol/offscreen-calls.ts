import * as z from 'zod/mini';
import { PinSchema } from '@/utils/model/evidence';
import { type ClipId, idSchema } from '@/utils/model/ids';
import type { HopAnswer } from '@/utils/verify/follow-hops';
import type { Judgement } from '@/utils/verify/judgement';
import { Address, short } from './bounds';

/** A quote to be judged on a page. */
const QuoteToCheckSchema = z.object({
  clipId: idSchema<'clip'>(),
  pin: z.pick(PinSchema, {
    quote: true,
    selectors: true,
    marks: true,
    directive: true,
    directiveAsWritten: true,
  }),
});

/**
 * Requests from the background to the document that starts Workers. The document reads one address
 * and judges the quotes of that page.
 */
export const offscreenRequests = {
  'page.read': z.object({
    /** The address to contact now. */
    url: Address,
    /** The address that the clips name. */
    requestedUrl: Address,
    snapshotLength: z.nullable(z.number()),
    quotes: z.array(QuoteToCheckSchema),
    /** Of an archive: the time whose copy is wanted, as the header has it. */
    acceptDatetime: z.exactOptional(short(40)),
  }),
  /** Checks that the document responds. */
  'reader.ping': z.object({}),
  /** The whole library as a file, for as long as the document is open. */
  'backup.make': z.object({ createdAt: z.iso.datetime() }),
} as const;

/** A file that the browser's downloads can read by this address. */
export interface BackupFile {
  readonly url: string;
  readonly bytes: number;
  /** Number of damaged records in the footer of the backup. */
  readonly setAside: number;
}

export type PageToRead = z.infer<(typeof offscreenRequests)['page.read']>;

export interface OffscreenReplies {
  'page.read': HopAnswer<PageRead>;
  'reader.ping': Record<never, never>;
  /** Null: there is no library yet. */
  'backup.make': BackupFile | null;
}

/** What reading a page gave. */
export interface PageRead {
  readonly text: string;
  /** Nothing is behind this text that a window would show: it is a PDF's. */
  readonly complete: boolean;
  readonly status: number;
  /** The Retry-After header as it came. */
  readonly retryAfter: string | null;
  /** The Memento-Datetime header as it came: an archive's word for when its copy was taken. */
  readonly mementoDatetime: string | null;
  readonly judgements: readonly (Judgement & { readonly clipId: ClipId })[];
}
