import { isVerified, type Standing } from '@/utils/model/project-reviews';

/** A name is cut after so many characters. */
const NAME_LENGTH = 80;
/** Of decisions and sign-offs that are not verified so many are shown: a file may hold thousands. */
const UNVERIFIED = 10;

/**
 * A name that somebody claims, on one line: without characters that turn the direction of what
 * follows or can't be seen, and cut where it is long.
 */
export function shownName(claimed: string): string {
  const name = claimed.slice(0, 1_000).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  const characters = [...name.trim()];
  if (characters.length <= NAME_LENGTH) return characters.join('');
  return `${characters.slice(0, NAME_LENGTH).join('')}…`;
}

/** All that is verified, and the first others, in their order; and how many are left out. */
export function shownOf<Item extends { readonly standing: Standing }>(
  items: readonly Item[],
): { readonly shown: readonly Item[]; readonly hidden: number } {
  let others = 0;
  const shown = items.filter(({ standing }) => {
    if (isVerified(standing)) return true;
    others += 1;
    return others <= UNVERIFIED;
  });
  return { shown, hidden: items.length - shown.length };
}
