/**
 * Returns whether two addresses belong to the same site, so that a script at one may act for the
 * other. Each address with an opaque origin (a file) is a site of its own.
 */
export function sameSite(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || !URL.canParse(a) || !URL.canParse(b)) return false;
  const [first, second] = [new URL(a), new URL(b)];
  if (first.origin !== 'null' || second.origin !== 'null') return first.origin === second.origin;
  first.hash = '';
  second.hash = '';
  return first.href === second.href;
}
