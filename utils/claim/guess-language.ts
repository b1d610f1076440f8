const SMALL_WORDS: readonly (readonly [string, ReadonlySet<string>])[] = [
  [
    'fr',
    new Set(
      `le la les des du un une et est sont dans pour que qui sur pas par avec nous vous il elle ils
       elles au aux ce cette ces son sa ses nos notre leur leurs plus en ne se où mais être a été de
       à d l c qu n s`.split(/\s+/u),
    ),
  ],
  [
    'en',
    new Set(
      `the of and to in is are was were that for it with as on by this be at from or an we our you
       they their its his her not has have will would can but which who never more a`.split(/\s+/u),
    ),
  ],
];
/** The start of a page shows its language. In UTF-16 units. */
const REACH = 2000;

/** Recognises English or French by function words. Returns null if there is no sign. */
export function guessLanguage(text: string): string | null {
  const words =
    text
      .slice(0, REACH)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const counts = SMALL_WORDS.map(([language, small]) => ({
    language,
    count: words.filter((word) => small.has(word)).length,
  })).sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  if (first === undefined || second === undefined || first.count === second.count) return null;
  return first.language;
}

/** Returns `fr` for `fr-CA`. */
export function baseLanguage(tag: string): string {
  return (tag.split(/[-_]/u)[0] ?? '').toLowerCase();
}
