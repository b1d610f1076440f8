import { declarationsHide, findOutside, withoutComments } from './hiding-style';

/** Media that are certain to be the reader's screen. */
const SCREEN = /^(?:all|screen|only screen|)$/u;
/** At-rules whose content is rules for elements, whatever their condition. */
const GROUPS = new Set(['container', 'layer', 'scope', 'starting-style', 'supports']);

export function isForScreen(media: string): boolean {
  return SCREEN.test(media.trim().replace(/\s+/gu, ' ').toLowerCase());
}

/**
 * Returns the selectors of the rules in a style sheet that hide what they select and that hold on a
 * wide screen, in order. Nested rules are ignored. Linear in the length of the sheet.
 * https://drafts.csswg.org/css-syntax/#parsing
 */
export function* hidingSelectorsIn(css: string): Generator<string> {
  let at = 0;
  /** Number of open at-rules around the current position. */
  let open = 0;
  while (at < css.length) {
    at = skipSpace(css, at);
    if (css[at] === '}' && open > 0) {
      open -= 1;
      at += 1;
    } else if (css[at] === '@') {
      const end = findOutside(css, at, open > 0 ? ';{}' : ';{');
      const [, name = '', condition = ''] =
        /^@([\w-]+)([\s\S]*)$/u.exec(withoutComments(css.slice(at, end))) ?? [];
      const isGroup = isRead(name.toLowerCase(), condition);
      if (css[end] === '{' && isGroup) open += 1;
      if (css[end] === '}') at = end;
      else at = css[end] === '{' && !isGroup ? closeOf(css, end) : end + 1;
    } else {
      const start = findOutside(css, at, open > 0 ? '{}' : '{');
      if (css[start] === '}' || start === css.length) {
        at = start;
        continue;
      }
      const end = findOutside(css, start + 1, '}');
      const selector = withoutComments(css.slice(at, start))
        .replace(/^(?:\s|<!--|-->)+/u, '')
        .trim();
      if (declarationsHide(css.slice(start + 1, end))) yield selector;
      at = end + 1;
    }
  }
}

function isRead(name: string, condition: string): boolean {
  return name === 'media' ? isForScreen(condition) : GROUPS.has(name);
}

/** The position behind the block that opens at `at`. */
function closeOf(css: string, at: number): number {
  return findOutside(css, at + 1, '}') + 1;
}

const SPACE = /(?:\s+|\/\*[\s\S]*?(?:\*\/|$)|<!--|-->)*/uy;

function skipSpace(css: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(css);
  return Math.max(from, SPACE.lastIndex);
}
