/** UTF-16 units. */
const LONGEST_TAG = 60;

/**
 * A tag as it is kept: one line without blanks at its ends. A tag that is there already but for
 * case or accents' spelling keeps the spelling it has. '' where nothing is left.
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

/** The tags that words separated by commas or semicolons stand for, each once. */
export function readTags(words: string, known: readonly string[]): string[] {
  const tags = words.split(/[,;\n]/u).map((part) => cleanTag(part, known));
  return [...new Set(tags.filter((tag) => tag !== ''))];
}
