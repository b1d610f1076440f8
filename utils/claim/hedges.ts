import type { Quantity } from './quantity';

const NEAR =
  /(?:près d[eu']|environ|autour de|quelque|presque|[~≈±]|about|around|nearly|almost|roughly|some|approximately|approx\.|circa|près des) ?$/u;
const ABOVE =
  /(?:plus d[e']|au moins|more than|over|at least|above|exceeding|dépasse|supérieur[es]* à|passe|passed) ?$/u;
const BELOW = /(?:moins d[e']|less than|fewer than|under|below|jusqu'à|up to|inférieur[es]* à) ?$/u;

/** Returns how the words before a number qualify it. `lower` is the text in lower case. */
export function hedgeBefore(lower: string, start: number): Quantity['about'] {
  const before = lower.slice(Math.max(0, start - 20), start);
  if (NEAR.test(before)) return 'near';
  if (ABOVE.test(before)) return 'above';
  return BELOW.test(before) ? 'below' : 'exactly';
}
