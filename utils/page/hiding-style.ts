/** Reads a property of a style; '' where the style does not set the property. */
type StyleValue = (property: string) => string;

const FAR_AWAY = /^-\d{3,}/u;
const isNothing = (length: string) =>
  /^[01]?(?:\.\d+)?(?:px|em|rem|%)?$/u.test(length) && length !== '';

/** Whether a style hides its element. Values are serialised as browsers serialise them. */
export function hidesElement(of: StyleValue): boolean {
  if (of('display') === 'none' || /^(?:hidden|collapse)$/u.test(of('visibility'))) return true;
  if (/^0(?:\.0*)?%?$/u.test(of('opacity')) || of('content-visibility') === 'hidden') return true;
  if (/^rect\((?:[01](?:px)?[,\s]*){4}\)$/u.test(of('clip'))) return true;
  if (/^(?:inset\((?:50|100)%\)|circle\(0)/u.test(of('clip-path'))) return true;
  if (/^0(?:px|em|rem|%)?$/u.test(of('font-size')) || FAR_AWAY.test(of('text-indent'))) return true;
  if (/^(?:absolute|fixed)$/u.test(of('position'))) {
    if (['left', 'top', 'right'].some((side) => FAR_AWAY.test(of(side)))) return true;
  }
  const clips = /hidden|clip/u.test(`${of('overflow')} ${of('overflow-x')} ${of('overflow-y')}`);
  return (
    clips && ['height', 'max-height', 'width', 'max-width'].some((side) => isNothing(of(side)))
  );
}

/** Without one of these words, no style hides anything. */
const MAY_HIDE = /none|hidden|collapse|opacity|clip|font|indent|absolute|fixed|\\/iu;

/** Whether declarations (the content of a rule or of a `style` attribute) hide their element. */
export function declarationsHide(declarations: string, quirks = false): boolean {
  if (!MAY_HIDE.test(declarations)) return false;
  const style = readDeclarations(declarations, quirks);
  return hidesElement((property) => style.get(property)?.value ?? '');
}

interface Declared {
  readonly value: string;
  readonly important: boolean;
}

/**
 * Reads the values of the properties that can hide an element, as browsers serialise them. A
 * declaration that a browser would ignore is ignored. Nested rules are ignored.
 * https://drafts.csswg.org/css-syntax/#consume-block-contents
 */
function readDeclarations(text: string, quirks: boolean): ReadonlyMap<string, Declared> {
  const style = new Map<string, Declared>();
  for (const declaration of splitDeclarations(text)) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const written = declaration.slice(colon + 1).trim();
    const value = written.replace(/(?<!\s)\s*!\s*important$/iu, '');
    const important = value.length < written.length;
    for (const [name, serialised] of longhandsOf(property, lowerCase(value), quirks)) {
      if (style.get(name)?.important === true && !important) continue;
      style.set(name, { value: serialised, important });
    }
  }
  return style;
}

/** Lower case, with single spaces. */
function lowerCase(value: string): string {
  return value.trim().toLowerCase().replace(/\s+/gu, ' ');
}

const SPECIAL = /["'(){}[\];\\]|\/\*/gu;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Returns the position of the next character of `stops` that is outside of strings, comments and
 * brackets, or the length of the text. Linear.
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

/** Where a string ends: behind its quote, or at a line end. */
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

/** An address without quotes contains everything up to its bracket. */
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

/** The declarations of a block, without comments. */
function* splitDeclarations(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = findOutside(text, at, ';{');
    if (text[end] === '{') {
      const custom = /^\s*--/u.test(text.slice(at, end));
      const close = findOutside(text, end + 1, '}');
      at = custom ? findOutside(text, close + 1, ';') + 1 : close + 1;
      continue;
    }
    const declaration = withoutComments(text.slice(at, end));
    if (!declaration.trimStart().startsWith('@')) yield declaration;
    at = end + 1;
  }
}

export function withoutComments(css: string): string {
  return css.includes('/*') ? css.replace(/\/\*[\s\S]*?(?:\*\/|$)/gu, ' ') : css;
}

const WIDE = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer']);
/** Functions whose value is known only where the style is used. */
const SUBSTITUTED = /(?:^|[^\w-])(?:var|env|attr|if|inherit|random-item|-internal-[\w-]+)\(/u;
const COMPUTED = /^[a-z-]+\(.*\)$/u;

const words = (list: string) => new Set(list.split(' '));
const DISPLAYS = words(
  'none contents block inline flow flow-root table flex grid ruby ruby-text list-item inline-block inline-table inline-flex inline-grid -webkit-box -webkit-inline-box -webkit-flex -webkit-inline-flex table-row-group table-header-group table-footer-group table-row table-cell table-column-group table-column table-caption math grid-lanes inline-grid-lanes',
);
const DISPLAY_PART = words('block inline flow flow-root table flex grid ruby list-item math');
const OVERFLOWS = words('visible hidden clip scroll auto overlay');
const SIZES = words(
  'auto none min-content max-content fit-content stretch -webkit-fill-available -webkit-min-content -webkit-max-content -webkit-fit-content intrinsic min-intrinsic',
);
const FONT_SIZES = words(
  'xx-small x-small small medium large x-large xx-large xxx-large smaller larger -webkit-xxx-large math',
);
const SYSTEM_FONTS = words('caption icon menu message-box small-caption status-bar');

const KEYWORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  visibility: words('visible hidden collapse'),
  'content-visibility': words('visible auto hidden'),
  position: words('static relative absolute fixed sticky -webkit-sticky'),
  'overflow-x': OVERFLOWS,
  'overflow-y': OVERFLOWS,
};
const ALL = [
  ...Object.keys(KEYWORDS),
  ...'display opacity clip clip-path font-size text-indent left top right height max-height width max-width'.split(
    ' ',
  ),
];

/** The properties that a declaration sets and that can hide, with their values. */
function* longhandsOf(
  property: string,
  value: string,
  quirks: boolean,
): Generator<readonly [string, string]> {
  const names = SHORTHANDS[property] ?? [property === '-webkit-clip-path' ? 'clip-path' : property];
  if (value === '') return;
  if (WIDE.has(value) || SUBSTITUTED.test(value)) {
    for (const name of names) yield [name, WIDE.has(value) ? value : 'var()'];
    return;
  }
  switch (property) {
    case 'all':
      return;
    case 'overflow': {
      const [x = '', y = x, ...rest] = value.split(' ');
      if (rest.length > 0 || !OVERFLOWS.has(x) || !OVERFLOWS.has(y)) return;
      yield ['overflow-x', x];
      yield ['overflow-y', y];
      return;
    }
    case 'inset': {
      const sides = splitValue(value).map((side) => offset(side, quirks));
      const [top = null, right = top, , left = right] = sides;
      if (sides.length > 4 || sides.includes(null) || top === null) return;
      yield ['top', top];
      if (right !== null) yield ['right', right];
      if (left !== null) yield ['left', left];
      return;
    }
    case 'font': {
      const size = sizeOfFont(value);
      if (size !== null) yield ['font-size', size];
      return;
    }
    default: {
      const [name = property] = names;
      const serialised = serialise(name, value, quirks);
      if (serialised !== null) yield [name, serialised];
    }
  }
}

const SHORTHANDS: Readonly<Record<string, readonly string[]>> = {
  all: ALL,
  overflow: ['overflow-x', 'overflow-y'],
  inset: ['top', 'right', 'left'],
  font: ['font-size'],
};

/** The value of a property as browsers serialise it; null where they ignore the declaration. */
function serialise(property: string, value: string, quirks: boolean): string | null {
  const keywords = KEYWORDS[property];
  if (keywords !== undefined) return keywords.has(value) ? value : null;
  switch (property) {
    case 'display': {
      const parts = value.split(' ');
      const known = parts.length === 1 ? DISPLAYS : DISPLAY_PART;
      return parts.length <= 3 && parts.every((part) => known.has(part)) ? value : null;
    }
    case 'opacity':
      return number(value) ?? percentage(value) ?? computed(value);
    case 'clip':
      return value === 'auto' ? value : clipRect(value);
    case 'clip-path':
      return clipPath(value);
    case 'font-size':
      return FONT_SIZES.has(value) ? value : size(value, quirks);
    case 'text-indent': {
      const [indent = ''] = splitValue(value).filter(
        (part) => !/^(?:hanging|each-line)$/u.test(part),
      );
      return length(indent, quirks);
    }
    case 'left':
    case 'top':
    case 'right':
      return offset(value, quirks);
    case 'height':
    case 'width':
    case 'max-height':
    case 'max-width':
      if (SIZES.has(value)) return value === 'none' && !property.startsWith('max') ? null : value;
      return size(value, quirks);
    default:
      return null;
  }
}

const NUMBER = '[+-]?(?:\\d*\\.)?\\d+(?:e[+-]?\\d+)?';
const PLAIN_NUMBER = new RegExp(`^${NUMBER}$`, 'u');
const PERCENTAGE = new RegExp(`^(${NUMBER})%$`, 'u');
const LENGTH = new RegExp(
  `^(${NUMBER})(px|r?em|r?ex|r?ch|r?ic|r?cap|r?lh|[sld]?v(?:w|h|i|b|min|max)|cq(?:w|h|i|b|min|max)|cm|mm|q|in|pt|pc|%)$`,
  'u',
);

function number(value: string): string | null {
  return PLAIN_NUMBER.test(value) ? String(Number(value)) : null;
}

function percentage(value: string): string | null {
  const amount = PERCENTAGE.exec(value)?.[1];
  return amount === undefined ? null : `${Number(amount)}%`;
}

function computed(value: string): string | null {
  return COMPUTED.test(value) ? value : null;
}

/** Pages without a document type may leave the unit out of a length. */
function length(value: string, quirks: boolean): string | null {
  const [, amount, unit] = LENGTH.exec(value) ?? [];
  if (amount !== undefined) return `${Number(amount)}${unit}`;
  const plain = number(value);
  if (plain !== null) return Number(plain) === 0 || quirks ? `${Number(plain)}px` : null;
  return computed(value);
}

function size(value: string, quirks: boolean): string | null {
  const serialised = length(value, quirks);
  return serialised?.startsWith('-') === true && LENGTH.test(serialised) ? null : serialised;
}

function offset(value: string, quirks: boolean): string | null {
  return value === 'auto' ? value : length(value, quirks);
}

function clipRect(value: string): string | null {
  const inside = /^rect\((.*)\)$/u.exec(value)?.[1];
  if (inside === undefined) return null;
  const sides = inside.split(/\s*,\s*|\s+/u).filter((side) => side !== '');
  const read = sides.map((side) => offset(side, false));
  return sides.length === 4 && !read.includes(null) ? `rect(${read.join(', ')})` : null;
}

function clipPath(value: string): string | null {
  if (value === 'none') return value;
  const inset = /^inset\(([^()]*)\)$/u.exec(
    value.replace(/ (?:border|padding|content|margin)-box$/u, ''),
  )?.[1];
  if (inset !== undefined) {
    const sides = inset
      .trim()
      .split(' ')
      .map((side) => length(side, false));
    if (sides.includes(null) || sides.length > 4) return value.includes('round') ? value : null;
    return new Set(sides).size === 1 ? `inset(${sides[0]})` : value;
  }
  return value.replace(/\( /gu, '(');
}

/** https://drafts.csswg.org/css-fonts/#font-prop */
function sizeOfFont(value: string): string | null {
  if (SYSTEM_FONTS.has(value)) return 'medium';
  const parts = value.replace(/ ?\/ ?/gu, '/').split(' ');
  for (const [at, part] of parts.entries()) {
    const [written = ''] = part.split('/');
    const found = FONT_SIZES.has(written) ? written : size(written, false);
    if (found === null) continue;
    return at + 1 < parts.length ? found : null;
  }
  return null;
}

/** The parts of a value; what is in brackets stays together. */
function splitValue(value: string): string[] {
  return value.match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/gu) ?? [];
}
