import { withoutFragment } from '@/utils/model/url';
import { parseLinkHeader } from './link-header';

/*
 * What RFC 7089 says of asking an archive for a page as it was: https://www.rfc-editor.org/rfc/rfc7089
 */

/** A date as HTTP has it, from ISO 8601. https://www.rfc-editor.org/rfc/rfc7089#section-2.1.1 */
export function acceptDatetimeOf(time: string): string {
  return new Date(time).toUTCString();
}

const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** A Memento-Datetime header as ISO 8601 UTC; null for anything but the one form it may have. */
export function parseMementoDatetime(value: string): string | null {
  const text = value.trim();
  const at = IMF_FIXDATE.test(text) ? new Date(text) : null;
  if (at === null || Number.isNaN(at.getTime())) return null;
  // "31 Feb" is read as March by the platform: a date that is none.
  return at.toUTCString().slice(5) === text.slice(5) ? at.toISOString() : null;
}

/** What the page was at the archive's source: the Link header's `original`; null without one. */
export function originalOf(linkHeader: string): string | null {
  const link = parseLinkHeader(linkHeader).find(({ rel }) => rel.includes('original'));
  return link !== undefined && URL.canParse(link.target) ? new URL(link.target).href : null;
}

/** The address of a page at a TimeGate: in place of `{url}`, or behind it, as archives have it. */
export function archiveUrl(timeGate: string, url: string): string {
  const bare = withoutFragment(url);
  // Behind a `?`, the page's own query would be taken for the archive's.
  if (timeGate.includes('{url}')) {
    const inQuery = timeGate.slice(0, timeGate.indexOf('{url}')).includes('?');
    return timeGate.replace('{url}', () => (inQuery ? encodeURIComponent(bare) : bare));
  }
  return timeGate + bare;
}

/**
 * The address of a memento's own bytes, without the banner that the archive puts into what it
 * shows: `…/20260503040506/http://…` has them at `…/20260503040506id_/http://…`, at the Wayback
 * Machine and all that run its like. Null where the address is of another form, or raw already.
 */
export function rawMementoUrl(url: string): string | null {
  const match = /^(https?:\/\/[^/?#]+(?:\/[^/?#]+)*?\/\d{14})(?:[a-z]{2}_)?(\/https?:.*)$/is.exec(
    url,
  );
  if (match === null) return null;
  const raw = `${match[1] ?? ''}id_${match[2] ?? ''}`;
  return raw === url ? null : raw;
}
