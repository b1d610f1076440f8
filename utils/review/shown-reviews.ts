import { isVerified, type Standing } from '@/utils/model/project-reviews';

/** Maximum number of characters of a displayed name. */
const NAME_LENGTH = 80;
/**
 * Maximum number of unverified decisions and sign-offs that are displayed. A file may contain
 * thousands.
 */
const UNVERIFIED = 10;

/**
 * Returns a claimed name for display on one line: removes invisible characters and characters that
 * change the text direction, and shortens a long name.
 */
export function shownName(claimed: string): string {
  const name = claimed.slice(0, 1_000).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  const characters = [...name.trim()];
  if (characters.length <= NAME_LENGTH) return characters.join('');
  return `${characters.slice(0, NAME_LENGTH).join('')}…`;
}

/**
 * Returns all verified items and the first unverified items in their order, and the number of
 * omitted items.
 */
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
