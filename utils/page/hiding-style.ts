import { BlockStyle, isUnknown, type ReadProperty } from './block-style';
import { splitValue, unescapeCss } from './css-text';

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
 * Returns whether a value contains a mathematical function. This code does not compute the results
 * of such functions.
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
  // The browser fills the letters with the background, so the reader sees them.
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
  // The offsets count even without a `position`, because another rule may set a `position`.
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
  // `content` may replace the words, and `unicode-bidi` may show the letters in another order.
  return isSet(of('content')) || /override/u.test(of('unicode-bidi'));
}

interface Way {
  readonly hides: (of: ReadProperty) => boolean;
  /** A style that sets none of these properties does not hide an element in this way. */
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
 * The result `true` is not a proof, because another rule may show the words. A property that can
 * hide an element counts as hiding when its value depends on variables.
 */
export function hidesElement(of: ReadProperty): boolean {
  return isUnknown(of) || WAYS.some(({ hides }) => hides(of));
}

/** Returns whether a block of declarations may hide an element: see `hidesElement`. */
export function blockHides(style: BlockStyle): boolean {
  return (
    style.isUnknown() || WAYS.some(({ hides, needs }) => style.sets(needs) && style.some(hides))
  );
}

/**
 * Returns whether declarations (the content of a rule or a `style` attribute) may hide an element.
 */
export function declarationsHide(declarations: string, quirks = false): boolean {
  return blockHides(new BlockStyle(declarations, quirks));
}

/** Returns whether the `content` of a style generates words or figures. */
export function generatesText(of: ReadProperty): boolean {
  const content = of('content');
  if (/attr\(|counters?\(|var\(|unknown\(/u.test(content)) return true;
  return hasWords(content);
}

/** Returns whether a style sets list markers or quotation marks that contain words. */
export function hasMarkerText(of: ReadProperty): boolean {
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
 * Returns whether an animation may leave an element in the state of a key frame: `last` for the
 * last key frame only, `any` for any key frame, or null. An animation does so when it does not end,
 * keeps its last state, is paused, or lasts for 30 seconds or longer.
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
