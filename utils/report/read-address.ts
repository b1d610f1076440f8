import { fragmentDirectiveOf } from '@/utils/fragment/text-directive';

/** Query parameters that say where a reader came from, never which page it is. */
const TRACKING =
  /^(?:utm_[a-z_]+|gclid|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|oly_anon_id|oly_enc_id|vero_id|srsltid|xtor|at_medium|at_campaign)$/iu;

/**
 * One spelling for the addresses of one page: scheme and host in lower case, default port, empty
 * query and tracking parameters left out; and the fragment, unless it is a route of its own
 * (`#/…`, `#!…`). A path's last slash, the order of the query and `http` against `https` may
 * make a difference to a server: they stay. Only for comparing, never written anywhere. `href`
 * is an http(s) address.
 * https://url.spec.whatwg.org/#url-serializing
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

/** An address with its fragment directive, in one spelling. */
export function addressKey(href: string): string {
  return sharing(href, new URL(href).href);
}

/** Returns the fragment directive as written if it contains a text directive, or else null. */
export function textDirectiveOf(href: string): string | null {
  const directive = fragmentDirectiveOf(href);
  const isText = directive?.split('&').some((part) => part.startsWith('text=')) === true;
  return isText ? directive : null;
}

/** The key as a part of the address where it is one: of 100,000 keys none then takes memory of its own. */
function sharing(href: string, key: string): string {
  return href.startsWith(key) ? href.slice(0, key.length) : key;
}
