import { findOutside, normalLines, unescapeCss, withoutComments } from './css-text';

/** At-rules whose content is read as rules for elements, whatever their condition is. */
const GROUPS = new Set(['container', 'layer', 'scope', 'starting-style', 'supports']);
const MAX_DEPTH = 32;
/**
 * Maximum length of one selector that contains the selectors around it, and of all such selectors
 * of a style sheet together, in UTF-16 units.
 */
const MAX_SELECTOR = 100_000;
const MAX_SELECTORS = 8_000_000;

/** Ends the reading of style rules that exceed a limit of time or size. */
export class TooManyRules extends Error {
  override readonly name = 'TooManyRules';
}

/** Matches media conditions that are false for a wide screen with a mouse and default settings. */
const ELSEWHERE =
  /\b(?:print|speech|max-(?:device-)?width\s*:|max-(?:device-)?height\s*:|width\s*<|height\s*<|prefers-color-scheme\s*:\s*dark|prefers-reduced-motion\s*:\s*reduce|prefers-contrast\s*:\s*(?:more|less|custom)|forced-colors\s*:\s*active|hover\s*:\s*none|any-hover\s*:\s*none|pointer\s*:\s*(?:coarse|none)|orientation\s*:\s*portrait|scripting\s*:\s*none|display-mode\s*:(?!\s*browser))/u;

/**
 * Returns whether a list of media queries may apply to a reader with a wide screen. Queries for
 * narrow windows or printers do not apply to that reader.
 */
export function isForScreen(media: string): boolean {
  return unescapeCss(withoutComments(media))
    .toLowerCase()
    .split(',')
    .some((query) => /\b(?:not|or)\b/u.test(query) || isWide(query) || !ELSEWHERE.test(query));
}

const LIMIT = /\b(?:max-(?:device-)?(?:width|height)\s*:|(?:width|height)\s*<=?)\s*([^\s)<]*)/gu;

/**
 * Returns whether a query only limits the width to at least 1,280 CSS pixels, and the height to at
 * least 480. The windows of many screens are not higher.
 */
function isWide(query: string): boolean {
  const limits = [...query.matchAll(LIMIT)];
  if (limits.length === 0 || ELSEWHERE.test(query.replace(LIMIT, ''))) return false;
  return limits.every(([query, limit = '']) => {
    const [, amount, unit] = /^([\d.]+(?:e\+?\d+)?)(px|r?em)$/u.exec(limit) ?? [];
    // A limit in another unit is not computed and counts as wide, but not a number without a unit.
    if (amount === undefined) return limit !== '' && !/^[\d.]+$/u.test(limit);
    return Number(amount) * (unit === 'px' ? 1 : 16) >= (query.includes('height') ? 480 : 1_280);
  });
}

/** A rule of a style sheet: the selector of its elements, and its declarations. */
export interface StyleRule {
  /**
   * The selector with those of the rules around it. For a key frame: its position, such as `100%`.
   * For a declared custom property: `@property` and its name.
   */
  readonly selector: string;
  readonly declarations: string;
  /** The name of the animation when the rule is a key frame. */
  readonly animation: string | null;
}

interface OpenBlock {
  readonly kind: 'group' | 'style' | 'frames';
  /** For a style rule: its selector. For a group: the selector of the rule or scope around it. */
  readonly around: string | null;
  /** Whether a selector without `&` applies to the descendants of `around`. */
  readonly nests: boolean;
  readonly animation: string | null;
  declarations: string;
}

const TOP: Omit<OpenBlock, 'declarations'> = {
  kind: 'group',
  around: null,
  nests: false,
  animation: null,
};

/**
 * Reads the rules of a style sheet that may apply on a wide screen, with nested rules and key
 * frames. Linear in the length of the sheet and of the resolved selectors.
 * https://drafts.csswg.org/css-syntax/#parsing
 * @throws {TooManyRules} when the rules are nested too deeply, or their selectors are too long.
 */
export function* styleRulesIn(sheet: string): Generator<StyleRule> {
  const css = normalLines(sheet);
  const open: OpenBlock[] = [];
  let length = 0;
  for (let at = skipSpace(css, 0); at < css.length; at = skipSpace(css, at)) {
    const block = open.at(-1) ?? { ...TOP, declarations: '' };
    const isTop = open.length === 0;
    if (css[at] === '}' && !isTop) {
      open.pop();
      at += 1;
      if (block.declarations !== '') yield ruleOf(block);
      continue;
    }
    if (css[at] === ';' && !isTop) {
      at += 1;
      continue;
    }
    const isAtRule = css[at] === '@';
    const end = findOutside(css, at, stopsIn(block, isTop, isAtRule));
    const prelude = withoutComments(css.slice(at, end)).trim();
    if (css[end] !== '{') {
      if (block.kind === 'style' && !isAtRule) block.declarations += `${prelude};`;
      at = css[end] === '}' ? end : end + 1;
      continue;
    }
    if (block.kind === 'style' && prelude.startsWith('--')) {
      const close = findOutside(css, closeOf(css, end), ';}');
      block.declarations += `${css.slice(at, close)};`;
      at = close;
      continue;
    }
    const inner = isAtRule ? blockOfAtRule(prelude, block) : blockOfRule(prelude, block);
    length += inner?.around?.length ?? 0;
    checkLength(inner?.around?.length ?? 0);
    if (length > MAX_SELECTORS) throw new TooManyRules();
    if (inner !== null) open.push({ ...inner, declarations: '' });
    if (open.length > MAX_DEPTH) throw new TooManyRules();
    at = inner === null ? closeOf(css, end) : end + 1;
  }
  // The end of the style sheet closes all open blocks.
  for (const block of open) if (block.declarations !== '') yield ruleOf(block);
}

function checkLength(selector: number): void {
  if (selector > MAX_SELECTOR) throw new TooManyRules();
}

function stopsIn({ kind }: OpenBlock, isTop: boolean, isAtRule: boolean): string {
  if (isTop) return isAtRule ? ';{' : '{';
  return isAtRule || kind === 'style' ? ';{}' : '{}';
}

function ruleOf({ around, declarations, animation }: OpenBlock): StyleRule {
  return { selector: around ?? '', declarations, animation };
}

function blockOfAtRule(prelude: string, block: OpenBlock): Omit<OpenBlock, 'declarations'> | null {
  const [, written = '', condition = ''] =
    /^@((?:[\w-]|\\(?:[\da-f]{1,6}\s?|[\s\S]))+)([\s\S]*)$/iu.exec(prelude) ?? [];
  const name = unescapeCss(written).toLowerCase();
  if (/^(?:-\w+-)?keyframes$/u.test(name)) {
    const animation = unescapeCss(condition.trim().replace(/^["']|["']$/gu, '')).toLowerCase();
    return { ...TOP, kind: 'frames', animation };
  }
  if (name === 'scope') {
    const start = /^\s*\(/u.test(condition)
      ? condition.slice(
          condition.indexOf('(') + 1,
          findOutside(condition, condition.indexOf('(') + 1, ')'),
        )
      : '*';
    // The lower limit of a scope is ignored: its rules then apply to more elements, never to fewer.
    // In an `@scope` rule, declarations without a selector apply to the root of the scope.
    return { ...TOP, kind: 'style', around: start };
  }
  // A custom property that is declared with a value.
  if (name === 'property') {
    return { ...TOP, kind: 'style', around: `@property ${unescapeCss(condition.trim())}` };
  }
  const isRead = name === 'media' ? isForScreen(condition) : GROUPS.has(name);
  if (!isRead) return null;
  const { kind, around, nests, animation } = block;
  return { kind, around, nests, animation };
}

function blockOfRule(prelude: string, block: OpenBlock): Omit<OpenBlock, 'declarations'> {
  const { animation } = block;
  if (block.kind === 'frames') return { kind: 'style', around: prelude, nests: false, animation };
  return { kind: 'style', around: resolve(prelude, block), nests: true, animation };
}

/** https://drafts.csswg.org/css-nesting/#nest-selector */
function resolve(written: string, { around, nests }: OpenBlock): string {
  const selector = written.replace(/^(?:\s|<!--|-->)+/u, '');
  if (around === null) return withParent(selector, ':root');
  const parts = splitList(selector);
  checkLength(parts.length * around.length);
  return parts
    .map((part) => {
      const whole = withParent(part, `:is(${around})`);
      return whole === part && (nests || /^[>+~]/u.test(part)) ? `:is(${around}) ${part}` : whole;
    })
    .join(', ');
}

const PARENT = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\\[\s\S]|&|:scope\b/gu;

function withParent(selector: string, parent: string): string {
  if (!/&|:scope/u.test(selector)) return selector;
  checkLength(selector.split(/&|:scope/u).length * parent.length);
  return selector.replace(PARENT, (found) =>
    found === '&' || found === ':scope' ? parent : found,
  );
}

/** Splits a selector list at its commas. */
function splitList(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: found, index } of list.matchAll(
    /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\\[\s\S]|[()[\],]/gu,
  )) {
    if (found === '(' || found === '[') depth += 1;
    else if (found === ')' || found === ']') depth -= 1;
    else if (found === ',' && depth <= 0) {
      parts.push(list.slice(from, index).trim());
      from = index + 1;
    }
  }
  parts.push(list.slice(from).trim());
  return parts;
}

/** Returns the position after the end of the block that opens at `at`. */
function closeOf(css: string, at: number): number {
  return findOutside(css, at + 1, '}') + 1;
}

const SPACE = /(?:\s+|\/\*[\s\S]*?(?:\*\/|$)|<!--|-->)*/uy;

function skipSpace(css: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(css);
  return Math.max(from, SPACE.lastIndex);
}
