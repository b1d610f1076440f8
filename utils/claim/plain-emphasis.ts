/** What a line may hold beside emphasis and still be its own words. */
const OTHER_MARKDOWN = /[\\`_[\]<|@\p{Cc}]|~[^~]*~|&[#\p{L}]|:\/\/|www\./iu;
/** A block of another kind than a paragraph, or one with blanks to be taken off. */
const OTHER_BLOCK = /^(?:\s|[#>+=-]|\d+[.)])/u;
const RUN = /\*+/gu;
const SPACE = /\s/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/**
 * A paragraph without its emphasis, as a Markdown parser reads it, where emphasis is all the
 * Markdown that one line has and none lies in another: most statements of most reports. Null
 * where a parser has to be asked. Linear, and some fifty times as fast as parsing.
 *
 * https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
 */
export function withoutEmphasis(markdown: string): string | null {
  if (OTHER_MARKDOWN.test(markdown) || OTHER_BLOCK.test(markdown)) return null;
  let words = '';
  let from = 0;
  /** How many stars opened the emphasis that is not closed yet. */
  let open = 0;
  for (const { 0: run, index } of markdown.matchAll(RUN)) {
    const end = index + run.length;
    const before = kindOf(markdown.charAt(index - 1));
    const after = kindOf(markdown.charAt(end));
    const opens = after !== 'space' && (after === 'letter' || before !== 'letter');
    const closes = before !== 'space' && (before === 'letter' || after !== 'letter');
    if (run.length > 2 || opens === closes) return null;
    if (opens !== (open === 0) || (closes && run.length !== open)) return null;
    open = opens ? run.length : 0;
    words += markdown.slice(from, index);
    from = end;
  }
  return open === 0 ? words + markdown.slice(from) : null;
}

function kindOf(char: string): 'space' | 'punctuation' | 'letter' {
  if (char === '' || SPACE.test(char)) return 'space';
  return PUNCTUATION.test(char) ? 'punctuation' : 'letter';
}
