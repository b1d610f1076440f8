import type { PageServer } from '@/scripts/serve-pages.mjs';
import { serializeLinkHeader } from '@/utils/verify/link-header';

export const ARCHIVE = 'http://archive.example';
/** Prefix for the address of a page. */
export const TIMEGATE = `${ARCHIVE}/timegate/`;

export interface Copy {
  /** The address of the archived page. */
  readonly url: string;
  readonly html: string;
  /** The time of the copy: fourteen digits, and in HTTP form. */
  readonly at: string;
  readonly datetime: string;
}

/**
 * An archive as in RFC 7089, pattern 2.1. The TimeGate redirects to a memento, which has a banner.
 * The archived bytes are at the address of the memento with `id_`.
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

/** Returns the address of a copy's own bytes. */
export function rawOf({ url, at }: Pick<Copy, 'url' | 'at'>): string {
  return `${ARCHIVE}/web/${at}id_/${url}`;
}
