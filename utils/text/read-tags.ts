/** In UTF-16 units. */
const LONGEST_TAG = 60;

/**
 * Returns a tag in its stored form: one line without spaces at its ends. A tag that is equal to a
 * known one apart from case or the spelling of accents gets the known spelling. '' if nothing is
 * left.
 */
export function cleanTag(words: string, known: readonly string[]): string {
  const tag = words
    .normalize('NFC')
    .replace(/[\s,;]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TAG)
    .trim();
  const folded = tag.toLocaleLowerCase();
  return known.find((each) => each.toLocaleLowerCase() === folded) ?? tag;
}

/** Returns the tags in a text with commas or semicolons between them, each once. */
export function readTags(words: string, known: readonly string[]): string[] {
  const tags = words.split(/[,;\n]/u).map((part) => cleanTag(part, known));
  return [...new Set(tags.filter((tag) => tag !== ''))];
}
