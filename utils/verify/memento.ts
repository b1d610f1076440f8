import { withoutFragment } from '@/utils/model/url';
import { parseLinkHeader } from './link-header';

/* How RFC 7089 asks an archive for a page as it was: https://www.rfc-editor.org/rfc/rfc7089 */

/**
 * Returns an HTTP date for an ISO 8601 time. https://www.rfc-editor.org/rfc/rfc7089#section-2.1.1
 */
export function acceptDatetimeOf(time: string): string {
  return new Date(time).toUTCString();
}

const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Returns a Memento-Datetime header as ISO 8601 UTC; null for anything but its single valid form.
 */
export function parseMementoDatetime(value: string): string | null {
  const text = value.trim();
  const at = IMF_FIXDATE.test(text) ? new Date(text) : null;
  if (at === null || Number.isNaN(at.getTime())) return null;
  // The platform reads "31 Feb" as a day in March, so the date is invalid.
  return at.toUTCString().slice(5) === text.slice(5) ? at.toISOString() : null;
}

/** Returns the address of the archived page: `original` in the Link header; null without one. */
export function originalOf(linkHeader: string): string | null {
  const link = parseLinkHeader(linkHeader).find(({ rel }) => rel.includes('original'));
  return link !== undefined && URL.canParse(link.target) ? new URL(link.target).href : null;
}

/**
 * Returns the address of the page that an archived copy shows. The facts of the copy are judged as
 * facts of that page, not of the archive.
 */
export function archivedUrl(
  requestedUrl: string,
  headers: Readonly<Record<string, string>>,
): string {
  return originalOf(headers['link'] ?? '') ?? requestedUrl;
}

/** Returns the address of a page at a TimeGate: in place of `{url}`, or appended. */
export function archiveUrl(timeGate: string, url: string): string {
  const bare = withoutFragment(url);
  // After a `?`, the page's own query would become the archive's.
  if (timeGate.includes('{url}')) {
    const inQuery = timeGate.slice(0, timeGate.indexOf('{url}')).includes('?');
    return timeGate.replace('{url}', () => (inQuery ? encodeURIComponent(bare) : bare));
  }
  return timeGate + bare;
}

/**
 * Returns the address of a memento's original bytes, without the banner that the archive adds:
 * `…/20260503040506/http://…` has them at `…/20260503040506id_/http://…`, at the Wayback Machine
 * and similar archives. Returns null for an address of another form, or of original bytes already.
 */
export function rawMementoUrl(url: string): string | null {
  const match = /^(https?:\/\/[^/?#]+(?:\/[^/?#]+)*?\/\d{14})(?:[a-z]{2}_)?(\/https?:.*)$/is.exec(
    url,
  );
  if (match === null) return null;
  const raw = `${match[1] ?? ''}id_${match[2] ?? ''}`;
  return raw === url ? null : raw;
}
