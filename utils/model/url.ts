/** Returns an address up to its first `#`. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? url : url.slice(0, hash);
}

/**
 * Whether an address from a page or a file may be made a link: only an address of the web, with
 * no name or password before its host.
 */
export function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/**
 * A host of the web, as `URL.hostname` spells it. A `*`, which addresses may have, would make the
 * match pattern one of many hosts.
 */
const NAMED_HOST = /^(?:[\w.-]{1,253}|\[[\da-f:]+\])$/;

/** Returns the match pattern of a web address's site, `https://example.org/*`; null if it has none. */
export function originPattern(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && NAMED_HOST.test(hostname) ? `${protocol}//${hostname}/*` : null;
}
