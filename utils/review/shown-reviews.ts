import { isVerified, type Standing } from '@/utils/model/project-reviews';

/** Maximum number of characters of a displayed name. */
const NAME_LENGTH = 80;
/**
 * Maximum number of unverified decisions and sign-offs that are displayed. A file may contain
 * thousands.
 */
export const UNVERIFIED = 10;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;
/** Removed from names, because a check mark makes a name look verified. */
const CHECK_MARKS = /[✓✔☑✅🗸]/gu;

/**
 * Returns a claimed name for display on one line. Removes invisible characters, check marks,
 * characters that change the text direction and every fourth or later stacked mark, and shortens a
 * long name.
 */
export function shownName(claimed: string): string {
  const name = claimed
    .slice(0, 1_000)
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(STACKED_MARKS, '$1')
    .replace(CHECK_MARKS, '');
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
  limit = UNVERIFIED,
): { readonly shown: readonly Item[]; readonly hidden: number } {
  let others = 0;
  const shown = items.filter(({ standing }) => {
    if (isVerified(standing)) return true;
    others += 1;
    return others <= limit;
  });
  return { shown, hidden: items.length - shown.length };
}
