/** Mathematical functions whose result this code computes. */
const KNOWN = /^(?:calc|min|max|clamp|)$/u;
const NAME =
  'calc-size|calc|min|max|clamp|round|mod|rem|sin|cos|tan|abs|sign|pow|exp|log|sqrt|hypot|progress|asin|acos|atan|atan2';
const MATH = new RegExp(`(?:^|[^\\w-])(?:${NAME})\\(`, 'u');

/** Returns whether a value contains a mathematical function. */
export function isMath(value: string): boolean {
  return value !== '' && MATH.test(value);
}

/** What a percentage refers to, in CSS pixels, where the style does not say it. */
interface Bases {
  readonly width: number;
  readonly height: number;
  readonly whole: number;
}

const ABSOLUTE: Readonly<Record<string, number>> = {
  '': 1,
  ...{ px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 37.8, mm: 3.78, q: 0.945 },
  ...{ em: 16, rem: 16, ic: 16, ric: 16, lh: 20, rlh: 20, cap: 11, rcap: 11 },
  ...{ ex: 8, rex: 8, ch: 8, rch: 8 },
};

function pixelsOf(unit: string, { width, height, whole }: Bases): number {
  const absolute = ABSOLUTE[unit];
  if (absolute !== undefined) return absolute;
  if (unit === '%') return whole / 100;
  const [, side] = /^(?:[sld]?v|cq)(w|h|i|b|min|max)$/u.exec(unit) ?? [];
  if (side === undefined) return Number.NaN;
  return (/^(?:h|b|min)$/u.test(side) ? Math.min(width, height) : width) / 100;
}

const TOKEN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?<unit>[a-z]+|%)?|(?<name>[a-z-]*)\(|(?<mark>[-+*/),]))/uy;

/** Computes the value of one mathematical function. NaN for anything that it does not know. */
function compute(value: string, bases: Bases): number {
  let at = 0;
  const next = () => {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(value)?.groups;
    return groups === undefined ? null : { groups, end: TOKEN.lastIndex };
  };
  /** Takes one of these marks, if it is the next token. */
  const take = (marks: string): string | null => {
    const mark = next()?.groups['mark'];
    if (mark === undefined || !marks.includes(mark)) return null;
    at = TOKEN.lastIndex;
    return mark;
  };
  const factor = (): number => {
    const sign = take('+-');
    if (sign !== null) return sign === '-' ? -factor() : factor();
    const token = next();
    if (token === null) return Number.NaN;
    at = token.end;
    const { number, unit = '', name } = token.groups;
    if (number !== undefined) return Number(number) * pixelsOf(unit, bases);
    if (name === undefined) return Number.NaN;
    const values = [sum()];
    while (take(',') !== null) values.push(sum());
    // A function without its end is complete at the end of the style.
    if (take(')') === null && value.slice(at).trim() !== '') return Number.NaN;
    const [first = Number.NaN, middle = Number.NaN, last = Number.NaN] = values;
    if (!KNOWN.test(name) || values.includes(Number.NaN)) return Number.NaN;
    if (name === 'min') return Math.min(...values);
    if (name === 'max') return Math.max(...values);
    return name === 'clamp' ? Math.max(first, Math.min(middle, last)) : first;
  };
  const product = (): number => {
    let result = factor();
    for (let mark = take('*/'); mark !== null; mark = take('*/')) {
      result = mark === '*' ? result * factor() : result / factor();
    }
    return result;
  };
  const sum = (): number => {
    let result = product();
    for (let mark = take('+-'); mark !== null; mark = take('+-')) {
      result = mark === '+' ? result + product() : result - product();
    }
    return result;
  };
  const result = sum();
  return value.slice(at).trim() === '' ? result : Number.NaN;
}

const WINDOWS = [
  { width: 1_280, height: 640 },
  { width: 1_920, height: 950 },
];

/**
 * Computes a value with mathematical functions in windows of usual sizes, in CSS pixels or as plain
 * numbers. A letter is 16 pixels high. NaN stands for a result that this code does not know.
 * @param whole What a percentage refers to.
 */
export function computeMath(value: string, whole: number): readonly number[] {
  return WINDOWS.map((size) => compute(value, { ...size, whole }));
}
