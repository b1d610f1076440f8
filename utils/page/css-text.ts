/**
 * Replaces all kinds of line breaks with "\n".
 * https://drafts.csswg.org/css-syntax/#input-preprocessing
 */
export function normalLines(css: string): string {
  return /[\r\f]/u.test(css) ? css.replace(/\r\n?|\f/gu, '\n') : css;
}

/**
 * Replaces each escape with its character.
 * https://drafts.csswg.org/css-syntax/#consume-escaped-code-point
 */
export function unescapeCss(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:([\da-f]{1,6})\s?|\n|([\s\S]))/giu,
    (_all, code: string | undefined, character: string | undefined) => {
      if (code === undefined) return character ?? '';
      const point = Number.parseInt(code, 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
    },
  );
}

/** Replaces each comment with a space. */
export function withoutComments(css: string): string {
  return css.includes('/*') ? css.replace(/\/\*[\s\S]*?(?:\*\/|$)/gu, ' ') : css;
}

/** Splits a value at its spaces, except inside brackets. */
export function splitValue(value: string): string[] {
  return value.match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/gu) ?? [];
}

const SPECIAL = /["'(){}[\];\\]|\/\*/gu;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Returns the position of the next character that is in `stops` and outside strings, comments and
 * brackets, or the length of the text when there is no such character. Linear in the length of the
 * text.
 */
export function findOutside(css: string, from: number, stops: string): number {
  const open: string[] = [];
  SPECIAL.lastIndex = from;
  for (;;) {
    const match = SPECIAL.exec(css);
    if (match === null) return css.length;
    const [found] = match;
    if (open.length === 0 && stops.includes(found)) return match.index;
    const closing = CLOSING[found];
    if (found === '/*') {
      const end = css.indexOf('*/', SPECIAL.lastIndex);
      if (end < 0) return css.length;
      SPECIAL.lastIndex = end + 2;
    } else if (found === '\\') SPECIAL.lastIndex += 1;
    else if (found === '"' || found === "'") SPECIAL.lastIndex = endOfString(css, match.index);
    else if (found === '(' && /url$/iu.test(css.slice(Math.max(0, match.index - 3), match.index))) {
      SPECIAL.lastIndex = endOfUrl(css, SPECIAL.lastIndex);
    } else if (closing !== undefined) open.push(closing);
    else if (found === open.at(-1)) open.pop();
  }
}

const QUOTE_END = { '"': /["\n\\]/gu, "'": /['\n\\]/gu } as const;

/**
 * Returns the end of the string that starts at `at`: the position after its closing quote, or the
 * position of the first line break in the string.
 */
function endOfString(css: string, at: number): number {
  const end = css[at] === '"' ? QUOTE_END['"'] : QUOTE_END["'"];
  end.lastIndex = at + 1;
  for (;;) {
    const match = end.exec(css);
    if (match === null) return css.length;
    if (match[0] === '\\') end.lastIndex += 1;
    else return match[0] === '\n' ? match.index : end.lastIndex;
  }
}

/**
 * Returns the position after the `url(…)` whose content starts at `from`. An address without quotes
 * ends at the next `)`, and may contain other special characters.
 */
function endOfUrl(css: string, from: number): number {
  const start = /\s*/uy;
  start.lastIndex = from;
  start.test(css);
  const at = start.lastIndex;
  if (css[at] === '"' || css[at] === "'") {
    const end = css.indexOf(')', endOfString(css, at));
    return end < 0 ? css.length : end + 1;
  }
  const end = /[)\\]/gu;
  end.lastIndex = at;
  for (;;) {
    const match = end.exec(css);
    if (match === null) return css.length;
    if (match[0] === ')') return end.lastIndex;
    end.lastIndex += 1;
  }
}

/** Converts only ASCII letters to lower case, as CSS does to compare names. */
export function lowerAscii(text: string): string {
  return /[^\0-\x7f]/u.test(text)
    ? text.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase())
    : text.toLowerCase();
}
