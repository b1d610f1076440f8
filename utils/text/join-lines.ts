/**
 * How a line of a PDF continues in the next:
 *
 * - `space`: as two words;
 * - `glued`: without a space: after a hyphen or a dash that belongs to the word or figure ("COVID-"
 *   "19", "1990–" "1995"), and in scripts without spaces;
 * - `broken`: a word broken at a hyphen that may or may not belong to the word ("exam-" "ple", but
 *   "well-" "known").
 */
export type LineJoin =
  | { readonly kind: 'space' | 'glued' }
  | { readonly kind: 'broken'; readonly left: string; readonly right: string };

const BROKEN_BEFORE = /(?<left>\p{L}[\p{L}\p{M}\p{N}'’-]*)[-\u00AD\u2010]$/u;
const BROKEN_AFTER = /^(?<right>\p{Ll}[\p{L}\p{M}]*)/u;
const ENDS_IN_DASH = /[^\s\-\u00AD\u2010-\u2015][-\u2010-\u2015/]$/u;
const STARTS_WITH_WORD = /^[\p{L}\p{N}]/u;
/** "pre- and post-war": the hyphen stands for a word, and the next word is a new one. */
const SUSPENDED =
  /^(?:and|or|nor|to|und|oder|bis|et|ou|à|y|e|o|en|of|och|og)(?![\p{L}\p{M}\p{N}])/iu;
const SPACELESS =
  '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\u3000-\\u303F\\u30FC\\uFF01-\\uFF60]';
const ENDS_SPACELESS = new RegExp(`${SPACELESS}$`, 'u');
const STARTS_SPACELESS = new RegExp(`^${SPACELESS}`, 'u');

/**
 * Returns how a line continues in the next, by the end of the first and the start of the second.
 */
export function joinLines(before: string, after: string): LineJoin {
  if (ENDS_SPACELESS.test(before) && STARTS_SPACELESS.test(after)) return { kind: 'glued' };
  const dashed = ENDS_IN_DASH.test(before) || before.endsWith('\u00AD');
  if (!dashed || !STARTS_WITH_WORD.test(after) || SUSPENDED.test(after)) return { kind: 'space' };
  const left = BROKEN_BEFORE.exec(before.slice(-80))?.groups?.['left'];
  const right = BROKEN_AFTER.exec(after.slice(0, 80))?.groups?.['right'];
  if (left === undefined || right === undefined) return { kind: 'glued' };
  return { kind: 'broken', left, right };
}
