/**
 * Elements whose text browsers show in part, in another order, or only after the reader does
 * something. Only its layout tells where the words of a drawing are, and whether they are painted.
 */
export const UNSURE = '[popover], bdo, svg, mphantom, maction, annotation-xml';

/**
 * Returns the value of a property in a style, in lower case, or '' when the style does not set it.
 */
export type ReadProperty = (name: string) => string;

/**
 * Limits for one distance: in CSS pixels, in `em`, and in percent of the window or the outer box.
 */
interface Distance {
  readonly px: number;
  readonly em: number;
  readonly part: number;
}

const DISTANCE =
  /(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?<unit>px|r?(?:em|ch|ex|lh|ic|cap)|pt|pc|cm|mm|in|q|%|(?:[sld]?v|cq)(?:w|h|i|b|min|max))?/gu;

/**
 * Returns whether a value contains a length of at least the given distance: `back` for a negative
 * length (left or up), `ahead` for a positive one (right or down).
 */
function isFar(value: string, back: Distance, ahead: Distance = back): boolean {
  if (value === '') return false;
  return [...value.matchAll(DISTANCE)].some(({ groups }) => {
    const amount = Number(groups?.['number']);
    const unit = groups?.['unit'] ?? 'px';
    const least = amount < 0 ? back : ahead;
    if (/%|v|cq/u.test(unit)) return Math.abs(amount) >= least.part;
    return Math.abs(amount) >= (/em|ch|ex|lh|ic|cap|pc|cm|in/u.test(unit) ? least.em : least.px);
  });
}

const OUT_OF_SIGHT: Distance = { px: 100, em: 10, part: 90 };
const BEYOND: Distance = { px: 2_000, em: 150, part: 100 };
const SHIFTED: Distance = { px: 1_000, em: 60, part: 100 };
const PULLED: Distance = { px: 500, em: 50, part: 150 };
const PUSHED: Distance = { px: 2_000, em: 150, part: 150 };
const SQUEEZED: Distance = { px: 4, em: 0.4, part: 40 };

const isSet = (value: string): boolean =>
  !/^(?:|none|normal|auto|initial|unset|inherit|revert|revert-layer)$/u.test(value);
const numbersIn = (value: string): number[] =>
  value === '' ? [] : (value.match(/[+-]?[\d.]+%?/gu) ?? []).map(toNumber);
/**
 * Returns whether a value contains a mathematical function. This code does not compute its result.
 */
const isMath = (value: string): boolean =>
  value !== '' &&
  /(?:^|[^\w-])(?:calc|min|max|clamp|round|mod|rem|sin|cos|tan|abs|sign|pow|exp|log|sqrt|hypot|progress|a(?:sin|cos|tan|tan2))\(/u.test(
    value,
  );
const toNumber = (text: string): number => Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1);

/** Returns whether a box of this size has no room for a line of text. */
function isNothing(size: string): boolean {
  if (size === '') return false;
  if (isMath(size)) return !/[\d.](?:%|[sld]?v|cq)/u.test(size) || isZeroed(size);
  return /^\+?(?:(?:[0-2]|[0-2]?\.\d+|[0-2]\.\d+)(?:px|pt)|(?:[01]|[01]?\.\d+)(?:[a-z]+|%)?)$/u.test(
    size,
  );
}

/**
 * Returns whether a function contains a zero, or a division by a number of three or more digits.
 */
const isZeroed = (value: string): boolean =>
  /(?:^|[^\w.])[+-]?0*\.?0+(?![\d.])/u.test(value) || /\/ ?\d{3}/u.test(value);

const isFlat = (lineHeight: string): boolean =>
  /^\+?(?:[0-2]?(?:\.\d+)?(?:px|pt)|0?(?:\.[0-4]\d*)?(?:[a-z]+)?|[0-4]?\d(?:\.\d+)?%)$/u.test(
    lineHeight,
  ) && /\d/u.test(lineHeight);

const SIDES = ['left', 'right', 'top', 'bottom'];
const LENGTHWAYS = ['height', 'max-height', 'width', 'max-width'].concat([
  'block-size',
  'max-block-size',
  'inline-size',
  'max-inline-size',
]);

/** Returns whether letters of this colour cannot be seen on any background. */
function isClear(color: string): boolean {
  if (
    color === 'transparent' ||
    color === 'canvas' ||
    /^#(?:[\da-f]{3}0|[\da-f]{6}0[\da-f])$/u.test(color)
  )
    return true;
  const alpha =
    /^(?:rgb|hsl)a?\((?:[^,]*,){3}\s*([\d.]+%?)\s*\)$/u.exec(color) ??
    /\/\s*([\d.]+%?)\s*\)$/u.exec(color);
  return alpha?.[1] !== undefined && toNumber(alpha[1]) < 0.1;
}

const NAMED: Readonly<Record<string, string>> = {
  white: 'rgb(255, 255, 255)',
  '#fff': 'rgb(255, 255, 255)',
  '#ffffff': 'rgb(255, 255, 255)',
  black: 'rgb(0, 0, 0)',
  '#000': 'rgb(0, 0, 0)',
  '#000000': 'rgb(0, 0, 0)',
};

function hidesByColor(of: ReadProperty): boolean {
  const inks = [of('color'), of('-webkit-text-fill-color')].filter((ink) => ink !== '');
  const behind = of('background-color');
  // The letters are filled with the background, so the reader sees them.
  if (/\btext\b/u.test(`${of('background-clip')} ${behind}`)) return false;
  const backgrounds = splitValue(behind).map((color) => NAMED[color] ?? color);
  return inks.some((ink) => isClear(ink) || backgrounds.includes(NAMED[ink] ?? ink));
}

function hidesByTransform(of: ReadProperty): boolean {
  const transform = of('transform');
  const scales = [...transform.matchAll(/scale(?:x|y|z|3d)?\(([^)]*)\)/gu)].map(
    ([, by]) => by ?? '',
  );
  if ([...scales, of('scale')].some((by) => numbersIn(by).some((n) => Math.abs(n) < 0.1)))
    return true;
  if ([...scales, of('scale')].some(isMath)) return true;
  if (/matrix(?:3d)?\(|rotate(?:x|y|3d)\((?!0(?:deg)?\))/u.test(transform)) return true;
  if (/skew[xy]?\([^)]*(?:[89]\d|\d{3}|rad|turn|calc)/u.test(transform)) return true;
  const turn = of('rotate').trim().split(/\s+/u);
  if (turn.includes('x') || turn.includes('y') || turn.length > 3) return true;
  const moves = [...transform.matchAll(/translate(?:x|y|z|3d)?\(([^)]*)\)/gu)].map(
    ([, by]) => by ?? '',
  );
  return [...moves, of('translate')].some((by) => isFar(by, SHIFTED));
}

function hidesByPlace(of: ReadProperty): boolean {
  // Another rule may position the box, so the offsets count here without a `position` too.
  const back = isSet(of('position')) && of('position') !== 'static' ? OUT_OF_SIGHT : SHIFTED;
  if (SIDES.some((side) => isFar(of(side), back, BEYOND))) return true;
  if (SIDES.some((side) => isFar(of(`margin-${side}`), PULLED, PUSHED))) return true;
  if (['letter-spacing', 'word-spacing'].some((name) => isFar(of(name), SQUEEZED, SHIFTED))) {
    return true;
  }
  return isFar(of('text-indent'), OUT_OF_SIGHT, BEYOND) || Number.parseFloat(of('z-index')) < 0;
}

/** Returns whether letters of this size are too small to read. */
function isTiny(size: string): boolean {
  if (isMath(size)) return isZeroed(size);
  const [, amount, unit = 'px'] = /^\+?([\d.]+(?:e[+-]?\d+)?)([a-z]+|%)?$/u.exec(size) ?? [];
  if (amount === undefined) return false;
  const least = { px: 3, pt: 3, q: 3, '%': 20 }[unit] ?? 0.2;
  return Number(amount) < least;
}

function hidesBySize(of: ReadProperty): boolean {
  if (isTiny(of('font-size')) || numbersIn(of('font-size-adjust')).some((by) => by < 0.1)) {
    return true;
  }
  if (numbersIn(of('zoom')).some((by) => by < 0.2) || isMath(of('zoom'))) return true;
  if (/(?:^|\s)(?:size|strict)(?:\s|$)/u.test(of('contain'))) return true;
  if (
    /(?:^|\s)0(?:fr|px)(?:\s|$)/u.test(`${of('grid-template-rows')} ${of('grid-template-columns')}`)
  ) {
    return true;
  }
  const overflow = `${of('overflow')} ${of('overflow-x')} ${of('overflow-y')}`;
  const clips =
    /hidden|clip|auto|scroll|overlay/u.test(overflow) || /paint|content/u.test(of('contain'));
  return clips && (LENGTHWAYS.some((name) => isNothing(of(name))) || isFlat(of('line-height')));
}

const PAINTING =
  'clip clip-path mask-image mask-border mask-border-source mask-box-image mask-box-image-source mix-blend-mode offset-path -webkit-text-security'.split(
    ' ',
  );

function hidesByPaint(of: ReadProperty): boolean {
  const opacity = of('opacity');
  if (isMath(opacity) || (/^[\d.]+%?$/u.test(opacity) && toNumber(opacity) < 0.1)) return true;
  if (opacity.startsWith('-') || PAINTING.some((name) => isSet(of(name)))) return true;
  return /opacity\((?:0|\.|\d%)|blur\((?!0)|(?:contrast|brightness)\(0?\.?0*%?\)|url\(|calc\(/u.test(
    of('filter'),
  );
}

function hidesAsBox(of: ReadProperty): boolean {
  const shown = ['display', 'visibility', 'content-visibility', 'opacity'].map(of);
  if (shown.some((value) => /^(?:none|hidden|collapse)$|var\(/u.test(value))) return true;
  // Here the element shows something other than its words, or its letters in another order.
  return isSet(of('content')) || /override/u.test(of('unicode-bidi'));
}

const isUnknown = (of: ReadProperty): boolean => LISTED.some((name) => of(name) === UNKNOWN);

interface Way {
  readonly hides: (of: ReadProperty) => boolean;
  /** Without one of these properties, a style does not hide an element in this way. */
  readonly needs: ReadonlySet<string>;
}

const setOf = (...lists: readonly string[]) => new Set(lists.join(' ').split(' '));
const WAYS: readonly Way[] = [
  {
    hides: hidesAsBox,
    needs: setOf('display visibility content-visibility opacity content unicode-bidi'),
  },
  { hides: hidesByColor, needs: setOf('color -webkit-text-fill-color') },
  { hides: hidesByPaint, needs: setOf('opacity filter', ...PAINTING) },
  {
    hides: hidesBySize,
    needs: setOf(
      'font-size font-size-adjust zoom contain grid-template-rows grid-template-columns',
      'overflow overflow-x overflow-y',
    ),
  },
  {
    hides: hidesByPlace,
    needs: setOf(
      'left right top bottom margin-left margin-right margin-top margin-bottom',
      'letter-spacing word-spacing text-indent z-index',
    ),
  },
  { hides: hidesByTransform, needs: setOf('transform scale rotate translate') },
];

/**
 * Returns whether a style may hide the words of its element, or change what a reader sees of them.
 * The result is a doubt, not a proof: another rule may show the words. A value that depends on
 * variables counts as hiding when the property can hide an element.
 */
export function hidesElement(of: ReadProperty): boolean {
  return isUnknown(of) || WAYS.some(({ hides }) => hides(of));
}

/** Values of custom properties, by name. */
export type CustomValues = ReadonlyMap<string, ReadonlySet<string>>;

const NO_CUSTOM: CustomValues = new Map();

/** Maximum length of a value in UTF-16 units. A longer value is not read, and counts as hiding. */
const MAX_VALUE = 1_000;
/** Maximum number of declarations of a block whose values are compared as they are written. */
const MAX_OTHERS = 64;

/** The values that one block of declarations gives to the properties that can hide an element. */
export class BlockStyle {
  readonly #style = new Map<string, Declared>();
  #others = 0;
  #hasUnknown = false;
  /** Whether the block exceeds a limit. */
  isTooMuch = false;

  constructor(declarations: string, quirks = false, custom: CustomValues = NO_CUSTOM) {
    for (const { property, value, important } of declarationsIn(declarations, isRead)) {
      for (const expanded of expand(value, custom)) {
        for (const [name, serialised] of longhandsOf(property, lowerCase(expanded), quirks)) {
          this.#set(name, serialised, important);
        }
      }
    }
  }

  #set(name: string, value: string, important: boolean): void {
    const before = this.#style.get(name);
    const others = before?.others ?? new Set<string>();
    const read = value.length > MAX_VALUE ? UNKNOWN : value;
    if (read === UNKNOWN) this.#hasUnknown = true;
    const isLower = before?.important === true && !important;
    // Browsers ignore invalid values. This code does not check these values, so it keeps them all.
    if (AS_WRITTEN.has(name)) {
      others.add(read);
      this.#others += 1;
      if (this.#others > MAX_OTHERS) this.isTooMuch = true;
    }
    if (!isLower) this.#style.set(name, { value: read, important, others });
  }

  readonly read: ReadProperty = (name) => this.#style.get(name)?.value ?? '';

  /** Returns whether the block sets one of these properties, or exceeds a limit. */
  sets(properties: ReadonlySet<string>): boolean {
    if (this.isTooMuch) return true;
    for (const name of this.#style.keys()) if (properties.has(name)) return true;
    return false;
  }

  /** Returns whether the block may hide an element: see `hidesElement`. */
  hides(): boolean {
    if (this.#hasUnknown && this.some(isUnknown)) return true;
    return WAYS.some(({ hides, needs }) => this.sets(needs) && this.some(hides));
  }

  isImportant(name: string): boolean {
    return this.#style.get(name)?.important === true;
  }

  /**
   * Returns whether a test accepts the style, or the style with one property set to another value
   * that the block declares.
   */
  some(test: (of: ReadProperty) => boolean): boolean {
    if (this.isTooMuch || test(this.read)) return true;
    for (const [name, { value, others }] of this.#style) {
      for (const other of others) {
        if (other !== value && test((each) => (each === name ? other : this.read(each))))
          return true;
      }
    }
    return false;
  }
}

interface Declared {
  readonly value: string;
  readonly important: boolean;
  /** For a property whose values are not checked: all values that the block declares. */
  readonly others: Set<string>;
}

interface Declaration {
  readonly property: string;
  readonly value: string;
  readonly important: boolean;
}

/**
 * Returns whether declarations (the content of a rule or a `style` attribute) may hide an element.
 */
export function declarationsHide(
  declarations: string,
  quirks = false,
  custom: CustomValues = NO_CUSTOM,
): boolean {
  return new BlockStyle(declarations, quirks, custom).hides();
}

/**
 * Reads the declarations of the properties that `isWanted` accepts. Nested rules are ignored.
 * https://drafts.csswg.org/css-syntax/#consume-block-contents
 */
export function* declarationsIn(
  text: string,
  isWanted: (property: string) => boolean,
): Generator<Declaration> {
  for (const declaration of splitDeclarations(normalLines(text))) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = propertyNamed(declaration.slice(0, colon).trim());
    if (!isWanted(property)) continue;
    const raw = declaration.slice(colon + 1).trim();
    const written = property === 'content' ? raw : unescapeCss(raw);
    const value = written.replace(/(?<!\s)\s*!\s*important$/iu, '');
    yield { property, value, important: value.length < written.length };
  }
}

/** https://drafts.csswg.org/css-syntax/#input-preprocessing */
export function normalLines(css: string): string {
  return /[\r\f]/u.test(css) ? css.replace(/\r\n?|\f/gu, '\n') : css;
}

/** https://drafts.csswg.org/css-syntax/#consume-escaped-code-point */
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

/** Property names, each with the name of the property as which it is read. */
const ALIASES: Readonly<Record<string, string>> = {
  'inset-inline': 'left',
  'inset-inline-start': 'left',
  'inset-inline-end': 'right',
  'inset-block': 'top',
  'inset-block-start': 'top',
  'inset-block-end': 'bottom',
  'margin-inline': 'margin-left',
  'margin-inline-start': 'margin-left',
  'margin-inline-end': 'margin-right',
  'margin-block': 'margin-top',
  'margin-block-start': 'margin-top',
  'margin-block-end': 'margin-bottom',
  'overflow-inline': 'overflow-x',
  'overflow-block': 'overflow-y',
  background: 'background-color',
  mask: 'mask-image',
  offset: 'offset-path',
  'list-style': 'list-style-type',
};

/** Names as style sheets write them, each with the name of the property as which it is read. */
const known = new Map<string, string>();
/** Maximum number of names that are remembered. Browsers know fewer than 1,000 properties. */
const MAX_KNOWN = 2_000;

function propertyNamed(written: string): string {
  let property = known.get(written);
  if (property === undefined) {
    const name = unescapeCss(written);
    property = name.startsWith('--') ? name : plainName(name.toLowerCase());
    if (known.size < MAX_KNOWN) known.set(written, property);
  }
  return property;
}

function plainName(name: string): string {
  const plain = /^-(?:webkit|moz)-(?!text-(?:fill|security))/u.test(name)
    ? name.replace(/^-\w+-/u, '')
    : name;
  return ALIASES[plain] ?? plain;
}

const VARIABLE = /var\(\s*(--[^\s,()]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)/iu;
/** Maximum number of values of a custom property, or of a value with variables. */
export const MAX_EXPANDED = 20;

/** Returns the values that a value with variables may have according to the page's own styles. */
function expand(value: string, custom: CustomValues): string[] {
  if (!/var\(/iu.test(value) || value.length > MAX_VALUE) return [value];
  let values = new Set([value]);
  for (let depth = 0; depth < 4; depth++) {
    const next = new Set<string>();
    for (const each of values) {
      const found = VARIABLE.exec(each);
      const known = found === null ? null : [...(custom.get(found[1] ?? '') ?? [])];
      const fallback = found?.[2];
      if (fallback !== undefined) known?.push(fallback);
      if (found === null || known === null || known.length === 0) next.add(each);
      else {
        for (const one of known) {
          next.add(each.slice(0, found.index) + one + each.slice(found.index + found[0].length));
        }
      }
      if (next.size > MAX_EXPANDED) return [UNKNOWN];
    }
    values = next;
  }
  return [...values];
}

/** Converts a value to lower case with single spaces. */
function lowerCase(value: string): string {
  return value.trim().toLowerCase().replace(/\s+/gu, ' ');
}

const SPECIAL = /["'(){}[\];\\]|\/\*/gu;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Returns the position of the next character of `stops` outside strings, comments and brackets, or
 * the length of the text. Linear in the length of the text.
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

/** Returns the end of a string: the position after its closing quote, or of a line break. */
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

/** Returns the position after a `url(…)`. An address without quotes ends at the next `)`. */
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

/** Yields the declarations of a block without comments, nested rules and at-rules. */
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
/** Matches functions whose value is known only when the style is applied to an element. */
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
/** Properties whose values are kept as written, without a check of their syntax. */
const AS_WRITTEN = words(
  'color -webkit-text-fill-color background-color background-clip z-index zoom contain grid-template-rows grid-template-columns mask-image mask-border mask-border-source mask-box-image mask-box-image-source mix-blend-mode offset-path -webkit-text-security filter content unicode-bidi transform scale translate rotate line-height letter-spacing word-spacing font-size-adjust left top right bottom text-indent margin-left margin-right margin-top margin-bottom block-size max-block-size inline-size max-inline-size list-style-type quotes animation animation-name animation-duration animation-delay animation-direction animation-play-state animation-iteration-count animation-fill-mode animation-timeline clip clip-path white-space',
);
const ALL = [
  ...Object.keys(KEYWORDS),
  ...AS_WRITTEN,
  ...'display opacity font-size height max-height width max-width'.split(' '),
];
/** Stands for a value that is not known. */
const UNKNOWN = 'unknown()';
const LISTED = ALL.filter((name) => !/^(?:animation|content|quotes|list-style)/u.test(name));
/** Matches functions whose value depends on the page's tree or on chance, and `UNKNOWN`. */
const OPAQUE = /(?:^|[^\w-])(?:attr|if|inherit|random|random-item|--[\w-]+)\(|^unknown\(\)$/u;

/**
 * Yields the properties that a declaration sets and that can hide an element, with their values.
 */
function* longhandsOf(
  property: string,
  value: string,
  quirks: boolean,
): Generator<readonly [string, string]> {
  const names = SHORTHANDS[property] ?? [property];
  if (value === '') return;
  if (OPAQUE.test(value) && property !== 'content') {
    for (const name of names) if (ALL.includes(name)) yield [name, UNKNOWN];
    return;
  }
  if (WIDE.has(value) || SUBSTITUTED.test(value)) {
    const read = WIDE.has(value) || property === 'content' ? value : 'var()';
    for (const name of names) yield [name, read];
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
    case 'margin': {
      const [top = '', right = top, bottom = top, left = right] = splitValue(value);
      yield ['margin-top', top];
      yield ['margin-right', right];
      yield ['margin-bottom', bottom];
      yield ['margin-left', left];
      return;
    }
    case 'inset': {
      const [top = '', right = top, bottom = top, left = right] = splitValue(value);
      yield ['top', top];
      yield ['right', right];
      yield ['bottom', bottom];
      yield ['left', left];
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
  inset: ['top', 'right', 'left', 'bottom'],
  margin: ['margin-top', 'margin-right', 'margin-bottom', 'margin-left'],
  font: ['font-size'],
};

const READ: ReadonlySet<string> = new Set([...ALL, ...Object.keys(SHORTHANDS)]);
/** Whether `longhandsOf` reads a property. */
const isRead = (property: string): boolean => READ.has(property);

/** Returns a value as browsers serialise it, or null when browsers ignore the declaration. */
function serialise(property: string, value: string, quirks: boolean): string | null {
  if (AS_WRITTEN.has(property)) return value;
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
    case 'font-size':
      return FONT_SIZES.has(value) ? value : size(value, quirks);
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

/** Serialises a length. In quirks mode, a length needs no unit. */
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

/** Splits a value at its spaces, except inside brackets. */
function splitValue(value: string): string[] {
  return value.match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/gu) ?? [];
}

/** Returns whether the `content` of a style generates words or figures. */
export function generatesWords(of: ReadProperty): boolean {
  const content = of('content');
  if (/attr\(|counters?\(|var\(|unknown\(/u.test(content)) return true;
  return hasWords(content);
}

/** Returns whether a style sets list markers or quotation marks that contain words. */
export function marksWithWords(of: ReadProperty): boolean {
  return hasWords(of('quotes')) || hasWords(of('list-style-type'));
}

/**
 * Returns whether a value contains a string with a letter or a digit. A string without a closing
 * quote ends at the end of the style. https://www.w3.org/TR/css-syntax-3/#consume-string-token
 */
function hasWords(value: string): boolean {
  if (value === '') return false;
  return [
    ...value.matchAll(/"((?:[^"\\]|\\[\s\S])*)(?:"|\\?$)|'((?:[^'\\]|\\[\s\S])*)(?:'|\\?$)/gu),
  ].some(([, double, single]) => /[\p{L}\p{N}]/u.test(unescapeCss(double ?? single ?? '')));
}

/** Returns whether a style may show an element that an attribute or the browser hides. */
export function mayShow(of: ReadProperty): boolean {
  return !/^(?:|none)$/u.test(of('display'));
}

/**
 * Returns whether the words may stay in the state of a key frame: `last` for the last key frame,
 * `any` for any key frame, or null. They stay when the animation does not end, keeps its last
 * state, is paused or lasts long.
 */
export function animationStays(of: ReadProperty): 'last' | 'any' | null {
  const text = ANIMATION.map(of).join(' ');
  const seconds = [...text.matchAll(/(?<![\d.])([\d.]+)(m?s)\b/gu)].map(
    ([, amount, unit]) => Number(amount) * (unit === 's' ? 1 : 0.001),
  );
  if (
    /\b(?:paused|reverse|scroll|view)\b|(?:^| )--/u.test(text) ||
    seconds.some((each) => each >= 30)
  )
    return 'any';
  return /infinite|forwards|both|alternate/u.test(text) ? 'last' : null;
}

export function animationNames(of: ReadProperty): string[] {
  return `${of('animation')} ${of('animation-name')}`.split(/[\s,]+/u);
}

const ANIMATION = [
  'animation',
  'animation-duration',
  'animation-delay',
  'animation-direction',
  'animation-play-state',
  'animation-iteration-count',
  'animation-fill-mode',
  'animation-timeline',
];
