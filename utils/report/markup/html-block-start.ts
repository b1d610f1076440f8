/**
 * HTML blocks that continue over blank lines until their own end. Starts and ends as in the
 * standard.
 */
const LONG_HTML: readonly (readonly [RegExp, RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:[\s>]|$)/iu, /<\/(?:script|pre|style|textarea)>/iu],
  [/^<!--/u, /-->/u],
  [/^<\?/u, /\?>/u],
  [/^<![a-z]/iu, />/u],
  [/^<!\[CDATA\[/u, /\]\]>/u],
];

/** HTML blocks that end at a blank line: a known element, or another tag alone on its line. */
const HTML_BLOCK =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s>]|\/>|$)/iu;
const LONE_TAG =
  /^<(?:[a-z][a-z\d-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?|\/[a-z][a-z\d-]*\s*)>\s*$/iu;
const MAX_TAG = 1000;

/**
 * A line that starts an HTML block, and what ends the block: this line, a blank line, or its own
 * end.
 */
export interface HtmlBlockStart {
  readonly ends: 'here' | 'at-blank' | RegExp;
}

/**
 * Reads a line without its indent; returns null if no HTML block starts.
 * https://spec.commonmark.org/0.31.2/#html-blocks
 */
export function htmlBlockStart(words: string, afterBlank: boolean): HtmlBlockStart | null {
  for (const [start, end] of LONG_HTML) {
    const opening = start.exec(words);
    if (opening === null) continue;
    return { ends: end.test(words.slice(opening[0].length)) ? 'here' : end };
  }
  const alone = afterBlank && words.length < MAX_TAG && LONE_TAG.test(words);
  return alone || HTML_BLOCK.test(words) ? { ends: 'at-blank' } : null;
}
