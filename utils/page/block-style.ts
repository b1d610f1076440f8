import { findOutside, normalLines, splitValue, unescapeCss, withoutComments } from './css-text';

/**
 * Returns the value of a property in a style, in lower case, or '' when the style does not set it.
 */
export type ReadProperty = (name: string) => string;

/** Values of custom properties, by name. */
export type CustomValues = ReadonlyMap<string, ReadonlySet<string>>;

const NO_CUSTOM: CustomValues = new Map();

/** Maximum length of a value in UTF-16 units. A longer value counts as unknown. */
const MAX_VALUE = 1_000;
/** Maximum number of declarations of the properties in `AS_WRITTEN`, for one block. */
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
    // Browsers ignore invalid values. This code does not check the values of the properties in
    // `AS_WRITTEN`, so it keeps all values.
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

  /** Returns whether the value of a property that can hide an element is unknown. */
  isUnknown(): boolean {
    return this.#hasUnknown && this.some(isUnknown);
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
  /** All values that the block declares for a property in `AS_WRITTEN`. Otherwise empty. */
  readonly others: Set<string>;
}

interface Declaration {
  readonly property: string;
  readonly value: string;
  readonly important: boolean;
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

/** Maps a property to the property as which this code reads it. Both hide text in the same way. */
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
  grid: 'grid-template-rows',
  'grid-template': 'grid-template-rows',
  mask: 'mask-image',
  offset: 'offset-path',
  'list-style': 'list-style-type',
};

/** Caches the results of `propertyNamed` by the name that the style sheet contains. */
const known = new Map<string, string>();
/** Maximum number of cached names. Browsers know fewer than 1,000 properties. */
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

/** Returns the values that a value with `var()` may have, given the values of the variables. */
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

const WIDE = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer']);
/** Matches functions that browsers replace with a value when they apply a style to an element. */
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
/** Properties whose values this code keeps without a check of their syntax. */
const AS_WRITTEN = words(
  'color -webkit-text-fill-color background-color background-clip z-index zoom contain grid-template-rows grid-template-columns mask-image mask-border mask-border-source mask-box-image mask-box-image-source mix-blend-mode offset-path -webkit-text-security text-stroke text-stroke-width filter content unicode-bidi transform scale translate rotate line-height letter-spacing word-spacing font-size-adjust left top right bottom text-indent margin-left margin-right margin-top margin-bottom block-size max-block-size inline-size max-inline-size list-style-type quotes animation animation-name animation-duration animation-delay animation-direction animation-play-state animation-iteration-count animation-fill-mode animation-timeline clip clip-path white-space',
);
const ALL = [
  ...Object.keys(KEYWORDS),
  ...AS_WRITTEN,
  ...'display opacity font-size height max-height width max-width'.split(' '),
];
/** Replaces a value that this code cannot find out. */
const UNKNOWN = 'unknown()';
/** Matches functions whose result depends on the tree of the page or on chance, and `UNKNOWN`. */
const OPAQUE = /(?:^|[^\w-])(?:attr|if|inherit|random|random-item|--[\w-]+)\(|^unknown\(\)$/u;
/** Properties that may hide an element when their value is unknown. */
const LISTED = ALL.filter((name) => !/^(?:animation|content|quotes|list-style)/u.test(name));

/** Returns whether the value of a property that can hide an element is unknown. */
export function isUnknown(of: ReadProperty): boolean {
  return LISTED.some((name) => of(name) === UNKNOWN);
}

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
/** Returns whether `longhandsOf` reads a property. */
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

/**
 * Returns a length as browsers serialise it, or null when the value is not a length. A length needs
 * no unit in quirks mode.
 */
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

/**
 * Returns the font size in a value of the property `font`, or null when the value is not valid.
 * https://drafts.csswg.org/css-fonts/#font-prop
 */
function sizeOfFont(value: string): string | null {
  if (SYSTEM_FONTS.has(value)) return 'medium';
  const parts = splitValue(value.replace(/ ?\/ ?/gu, '/'));
  for (const [at, part] of parts.entries()) {
    const written = part.replace(/\/[^()/]*$/u, '');
    const found = FONT_SIZES.has(written) ? written : size(written, false);
    if (found === null) continue;
    return at + 1 < parts.length ? found : null;
  }
  return null;
}
