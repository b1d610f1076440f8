import * as z from 'zod/mini';
import { PinSchema } from '@/utils/model/evidence';
import { type ClipId, idSchema } from '@/utils/model/ids';
import type { HopAnswer } from '@/utils/verify/follow-hops';
import type { Judgement } from '@/utils/verify/judgement';
import { Address, short } from './bounds';

/** A quote to judge on a page. */
const QuoteToCheckSchema = z.object({
  clipId: idSchema<'clip'>(),
  pin: z.pick(PinSchema, {
    quote: true,
    selectors: true,
    marks: true,
    directive: true,
    directiveAsWritten: true,
  }),
  /** The addresses of the clip's images. Absent if none was kept. */
  images: z.exactOptional(z.array(Address)),
});

/**
 * Requests from the background to the document that starts Workers. The document reads one address
 * and judges the quotes of that page.
 */
export const offscreenRequests = {
  'page.read': z.object({
    /** The address to request now. */
    url: Address,
    /** The address in the clips. */
    requestedUrl: Address,
    snapshotLength: z.nullable(z.number()),
    quotes: z.array(QuoteToCheckSchema),
    /** For an archive: the wanted time, as the value of the header. */
    acceptDatetime: z.exactOptional(short(40)),
  }),
  /** Checks that the document responds. */
  'reader.ping': z.object({}),
  /** Writes the whole library to a file that exists as long as the document is open. */
  'backup.make': z.object({ createdAt: z.iso.datetime() }),
} as const;

/** A file with an address that the browser can download. */
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
  /** Null if there is no library yet. */
  'backup.make': BackupFile | null;
}

/** The result of reading a page. */
export interface PageRead {
  readonly text: string;
  /** Whether a window would show nothing more than this text, because it is the text of a PDF. */
  readonly complete: boolean;
  readonly status: number;
  /** The value of the Retry-After header. */
  readonly retryAfter: string | null;
  /** The value of the Memento-Datetime header: when the archive took its copy. */
  readonly mementoDatetime: string | null;
  readonly judgements: readonly (Judgement & { readonly clipId: ClipId })[];
}
