/**
 * Whether two addresses are of one site, so that a script standing at one may act for the other.
 * Addresses of an opaque origin (files) are each a site of their own.
 */
export function sameSite(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || !URL.canParse(a) || !URL.canParse(b)) return false;
  const [first, second] = [new URL(a), new URL(b)];
  if (first.origin !== 'null' || second.origin !== 'null') return first.origin === second.origin;
  first.hash = '';
  second.hash = '';
  return first.href === second.href;
}
