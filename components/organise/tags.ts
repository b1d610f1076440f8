import type { ClipView } from '@/components/clip/clip-view';

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

/** Every tag of these clips, once, in the order of the alphabet. */
export function tagNames(views: Iterable<ClipView>): string[] {
  const names = new Set<string>();
  for (const { tags } of views) for (const tag of tags) names.add(tag);
  return [...names].sort((a, b) => a.localeCompare(b));
}

/** Those that every one of these clips has. */
export function commonTags(views: readonly ClipView[]): string[] {
  const [first, ...rest] = views;
  return (first?.tags ?? []).filter((tag) => rest.every(({ tags }) => tags.includes(tag)));
}
