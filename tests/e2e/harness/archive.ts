import type { PageServer } from '@/scripts/serve-pages.mjs';
import { serializeLinkHeader } from '@/utils/verify/link-header';

export const ARCHIVE = 'http://archive.example';
/** Behind which a page's address is put. */
export const TIMEGATE = `${ARCHIVE}/timegate/`;

export interface Copy {
  /** The page that it is of. */
  readonly url: string;
  readonly html: string;
  /** When the archive took it: fourteen digits, and as HTTP has it. */
  readonly at: string;
  readonly datetime: string;
}

/**
 * An archive as RFC 7089 has it, pattern 2.1: the TimeGate sends to a memento, which is shown
 * with a banner; the bytes that were archived are at the memento's address with `id_`.
 */
export function archiveCopy(pages: PageServer, { url, html, at, datetime }: Copy): void {
  const memento = `${ARCHIVE}/web/${at}/${url}`;
  const links = serializeLinkHeader([
    { target: url, rel: ['original'], params: {} },
    { target: TIMEGATE + url, rel: ['timegate'], params: {} },
    { target: memento, rel: ['memento'], params: { datetime } },
  ]);
  pages.replace(TIMEGATE + url, {
    redirectTo: memento,
    headers: { vary: 'accept-datetime', link: links },
  });
  const headers = { 'memento-datetime': datetime, link: links };
  pages.replace(memento, { body: `<!doctype html><p>This is a copy of ${url}.</p>`, headers });
  pages.replace(rawOf({ url, at }), { body: html, headers });
}

/** Where the archive has a copy's own bytes. */
export function rawOf({ url, at }: Pick<Copy, 'url' | 'at'>): string {
  return `${ARCHIVE}/web/${at}id_/${url}`;
}
