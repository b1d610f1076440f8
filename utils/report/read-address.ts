import { fragmentDirectiveOf } from '@/utils/fragment/text-directive';

/** Query parameters that tell where a reader came from, and never select a page. */
const TRACKING =
  /^(?:utm_[a-z_]+|gclid|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|oly_anon_id|oly_enc_id|vero_id|srsltid|xtor|at_medium|at_campaign)$/iu;

/**
 * Returns a key that is the same for all addresses of one page: scheme and host in lower case,
 * without default port, empty query and tracking parameters, and without the fragment unless it is
 * a route (`#/…`, `#!…`). The last slash of a path, the order of the query, and `http` or `https`
 * can matter to a server, so they stay. Only for comparisons, never written. `href` is an http(s)
 * address. https://url.spec.whatwg.org/#url-serializing
 */
export function pageKey(href: string): string {
  const url = new URL(href);
  const route = /^#[/!]/u.test(url.hash) ? (url.hash.split(':~:')[0] ?? '') : '';
  const query = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !TRACKING.test(part.split('=')[0] ?? ''))
    .join('&');
  const search = query === '' ? '' : `?${query}`;
  return sharing(href, `${url.protocol}//${url.host}${url.pathname}${search}${route}`);
}

/** Returns the same for an address with its fragment directive. */
export function addressKey(href: string): string {
  return sharing(href, new URL(href).href);
}

/** Returns the page key of an address; of a text that is no address, the text itself. */
export function pageOf(href: string): string {
  return URL.canParse(href) ? pageKey(href) : href;
}

/** Returns the fragment directive as written if it contains a text directive, or else null. */
export function textDirectiveOf(href: string): string | null {
  const directive = fragmentDirectiveOf(href);
  const isText = directive?.split('&').some((part) => part.startsWith('text=')) === true;
  return isText ? directive : null;
}

/**
 * Returns the key as a part of the address if possible, so that 100,000 keys take no memory of
 * their own.
 */
function sharing(href: string, key: string): string {
  return href.startsWith(key) ? href.slice(0, key.length) : key;
}
