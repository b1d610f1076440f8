/** UTF-16 units of a name, as a title. A page's metadata is no longer; what a file says may be. */
export const MAX_NAME = 1_000;

/** At most `length` UTF-16 units of words on one line, cut between two of them where that may be. */
export function shorten(words: string, length: number): string {
  if (words.length <= length) return words;
  const cut = words.lastIndexOf(' ', length);
  const end = cut > length / 2 ? cut : length;
  return `${words.slice(0, end).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
