/**
 * Maximum UTF-16 units of a name or a title. Page metadata is never longer, but text in a file may
 * be.
 */
export const MAX_NAME = 1_000;

/**
 * Shortens text to one line of at most `length` UTF-16 units, and cuts between two words if
 * possible.
 */
export function shorten(words: string, length: number): string {
  if (words.length <= length) return words;
  const cut = words.lastIndexOf(' ', length);
  const end = cut > length / 2 ? cut : length;
  return `${words.slice(0, end).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
