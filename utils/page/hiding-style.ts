import { BlockStyle, isUnknown, type ReadProperty } from './block-style';
import { computeMath, isMath } from './css-math';
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
  if (
    splitValue(value).some(
      (part) => isMath(part) && computesFar(part.replace(/,$/u, ''), back, ahead),
    )
  )
    return true;
  return [...value.matchAll(DISTANCE)].some(({ groups }) => {
    const amount = Number(groups?.['number']);
    const unit = groups?.['unit'] ?? 'px';
    const least = amount < 0 ? back : ahead;
    // A box that is moved back by the width of the window is outside it.
    const part = amount < 0 && /v/u.test(unit) ? Math.min(least.part, 100) : least.part;
    if (/%|v|cq/u.test(unit)) return Math.abs(amount) >= part;
    return Math.abs(amount) >= (/em|ch|ex|lh|ic|cap|pc|cm|in/u.test(unit) ? least.em : least.px);
  });
}

function computesFar(value: string, back: Distance, ahead: Distance): boolean {
  return computeMath(value, 1_000).some(
    (amount) => !(amount < 0 ? -amount < back.px : amount < ahead.px),
  );
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
const toNumber = (text: string): number => Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1);

/** Returns whether a box of this size has no room for a line of text. */
function isNothing(size: string): boolean {
  if (size === '') return false;
  if (isMath(size)) {
    return !/[\d.](?:%|[sld]?v|cq)/u.test(size) || isZeroed(size) || computesLess(size, 3, 1_000);
  }
  return /^\+?(?:(?:[0-2]|[0-2]?\.\d+|[0-2]\.\d+)(?:px|pt)|(?:[01]|[01]?\.\d+)(?:[a-z]+|%)?)$/u.test(
    size,
  );
}

const computesLess = (value: string, least: number, whole: number): boolean =>
  computeMath(value, whole).some((amount) => !(amount >= least));

/**
 * Returns whether a function contains a zero, or a division by a number of three or more digits.
 */
const isZeroed = (value: string): boolean =>
  /(?:^|[^\w.])[+-]?0*\.?0+(?![\d.])/u.test(value) || /\/ ?\d{3}/u.test(value);

const isFlat = (lineHeight: string): boolean =>
  (isMath(lineHeight) &&
    computesLess(lineHeight, /\d(?:[a-z]|%)/u.test(lineHeight) ? 3 : 0.5, 16)) ||
  (/^\+?(?:[0-2]?(?:\.\d+)?(?:px|pt)|0?(?:\.[0-4]\d*)?(?:[a-z]+)?|[0-4]?\d(?:\.\d+)?%)$/u.test(
    lineHeight,
  ) &&
    /\d/u.test(lineHeight));

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
  const [, mixed] = /^(?:light-dark|color-mix)\((.*)\)$/u.exec(color) ?? [];
  if (mixed !== undefined) return isClearMix(color.startsWith('light-dark'), mixed);
  const [, alpha] =
    /^(?:rgb|hsl)a?\((?:[^,]*,){3}\s*(.*?)\s*\)$/u.exec(color) ??
    /^[a-z-]+\(.*\/\s*(.*?)\s*\)$/u.exec(color) ??
    [];
  // An alpha that is not a plain number, such as `none`, may be zero.
  return alpha !== undefined && !(toNumber(alpha) >= 0.1);
}

/** Returns whether one of two colours is shown that cannot be seen, or a mixture of such colours. */
function isClearMix(isEither: boolean, mixed: string): boolean {
  const parts = mixed.match(/(?:[^,()]|\((?:[^()]|\([^()]*\))*\))+/gu) ?? [];
  const colors = parts.map((each) => each.trim()).filter((each) => !/^in\s/u.test(each));
  const isFaint = (each: string) => {
    const share = /(?:^|\s)([\d.]+)%/u.exec(each)?.[1];
    return isClear(each.replace(/(?:^|\s)[\d.]+%/gu, '').trim()) || Number(share) < 10;
  };
  return isEither ? colors.some(isFaint) : colors.every(isFaint);
}

/** Writes white, black, and colours by their red, green and blue parts in one way. */
function plainColor(color: string): string {
  if (color === 'white') return '255,255,255';
  if (color === 'black') return '0,0,0';
  const [, hex] = /^#([\da-f]{3}|[\da-f]{6})(?:f{1,2})?$/u.exec(color) ?? [];
  if (hex !== undefined) {
    const parts = hex.length === 3 ? [...hex].map((each) => each + each) : hex.match(/../gu);
    return (parts ?? []).map((each) => Number.parseInt(each, 16)).join();
  }
  const [, parts] = /^rgba?\(\s*(\d+[\s,]+\d+[\s,]+\d+)\s*\)$/u.exec(color) ?? [];
  return parts?.split(/[\s,]+/u).join() ?? color;
}

function hidesByColor(of: ReadProperty): boolean {
  const inks = [of('color'), of('-webkit-text-fill-color')].filter((ink) => ink !== '');
  const behind = of('background-color');
  // The browser fills the letters with the background, so the reader sees them.
  if (/\btext\b/u.test(`${of('background-clip')} ${behind}`)) return false;
  const parts = splitValue(behind);
  const backgrounds = parts.map(plainColor);
  return inks.some(
    (ink) =>
      isClear(ink) ||
      backgrounds.includes(plainColor(ink)) ||
      parts.some(
        (part) => part === 'currentcolor' || (/gradient\(/u.test(part) && part.includes(ink)),
      ),
  );
}

function hidesByTransform(of: ReadProperty): boolean {
  const transform = of('transform');
  const scales = [...transform.matchAll(/scale(?:x|y|z|3d)?\(([^)]*)\)/gu)].map(
    ([, by]) => by ?? '',
  );
  if ([...scales, of('scale')].some((by) => numbersIn(by).some((n) => Math.abs(n) < 0.1)))
    return true;
  if ([...scales, of('scale')].some(isMath)) return true;
  if (/perspective\(/u.test(transform) && /translatez|3d\(/u.test(transform)) return true;
  if (/matrix(?:3d)?\(|rotate(?:x|y|3d)\((?!0(?:deg)?\))/u.test(transform)) return true;
  if (/skew[xy]?\([^)]*(?:[89]\d|\d{3}|rad|turn|calc)/u.test(transform)) return true;
  const turn = of('rotate').trim().split(/\s+/u);
  if (turn.includes('x') || turn.includes('y') || turn.length > 3) return true;
  const moves = [
    ...transform.matchAll(/translate(?:x|y|z|3d)?\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/gu),
  ].map(([, by]) => by ?? '');
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
  const layer = of('z-index');
  if (isMath(layer) ? computesLess(layer, 0, 0) : Number.parseFloat(layer) < 0) return true;
  return isFar(of('text-indent'), OUT_OF_SIGHT, BEYOND);
}

/** Returns whether letters of this size are too small to read. */
function isTiny(size: string): boolean {
  if (isMath(size)) return isZeroed(size) || computesLess(size, 3, 16);
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
  // A stroke covers the inside of the letters.
  const stroke = `${of('text-stroke')} ${of('text-stroke-width')}`;
  if (/(?:^|\s)(?:[2-9]|\d{2,})(?:\.\d+)?px|\d(?!px)[a-z]|calc/u.test(stroke)) return true;
  if (opacity.startsWith('-') || PAINTING.some((name) => isSet(of(name)))) return true;
  return /opacity\((?:0|\.|\d%)|blur\((?!0)|(?:contrast|brightness)\(0?\.?0*%?\)|invert\(|(?:contrast|brightness)\((?:[3-9]|\d{2}|\d{3,}%)|url\(|calc\(/u.test(
    of('filter'),
  );
}

function hidesAsBox(of: ReadProperty): boolean {
  const shown = ['display', 'visibility', 'content-visibility', 'opacity'].map(of);
  if (
    shown.some((value) => /^(?:none|hidden|collapse|table-column(?:-group)?)$|var\(/u.test(value))
  ) {
    return true;
  }
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
  {
    hides: hidesByPaint,
    needs: setOf('opacity filter text-stroke text-stroke-width', ...PAINTING),
  },
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
    /\b(?:paused|reverse|scroll|view|infinite)\b|(?:^| )--/u.test(text) ||
    seconds.some((each) => each >= 30)
  )
    return 'any';
  return /forwards|both|alternate/u.test(text) ? 'last' : null;
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
