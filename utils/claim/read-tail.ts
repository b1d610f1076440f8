import type { ScanText } from './scan-text';
import {
  CURRENCY_MARKS,
  MAGNITUDE_WORDS,
  MAGNITUDES,
  NTH,
  SHORT_MAGNITUDES,
  UNIT_SIGNS,
  UNIT_WORDS,
  UNITS,
  type Unit,
} from './units';

/** What follows a number and belongs to it. */
export interface Tail {
  readonly end: number;
  readonly magnitude: number;
  readonly unit: Unit | null;
  /** Another meaning of the same letters: "8m" is eight metres or eight million. */
  readonly other: { readonly magnitude: number; readonly unit: Unit | null } | null;
  /** Whether the number is a part of a name, like "3D" and "4o". */
  readonly isName: boolean;
}

const MAGNITUDE = new RegExp(`[ \\n-]?(${MAGNITUDE_WORDS})(?![\\p{L}\\p{N}])`, 'uy');
const MONEY_AHEAD = `(?= ?(?:(?:de |d'|of )?(?:${CURRENCY_MARKS}|euros?|dollars?|yens?|yuans?)))`;
const SHORT = new RegExp(
  `(?:(k|m|b|md|mds|mrd|bn|mn|tn)(?![\\p{L}\\p{N}'])| ?(k|m|b|g|t|md|mds|mrd|bn|mn)${MONEY_AHEAD})`,
  'uy',
);
const SIGN = new RegExp(`[ \\n]?(?:de |d'|of )?(${UNIT_SIGNS}|${CURRENCY_MARKS})(?!\\p{L})`, 'uy');
const WORD = new RegExp(`[ \\n-]?(?:de |d'|of )?(${UNIT_WORDS})(?![\\p{L}\\p{N}'])`, 'uy');
const NTH_ENDING = /(?:er|ère|re|ere|e|è|ème|eme|ième|nd|nde|st|rd|th|ᵉ)(?![\p{L}\p{N}])/uy;
const MINUTES =
  / ?(\d{2})(?!\d|[.,]\d)(?: ?min(?:utes?)?)?(?!\p{L})|,? (?:and |et )?(\d{1,2}) ?min(?:utes?)?(?!\p{L})/uy;
/** Common words in French or English that are units only with a capital. */
const NEEDS_CAPITAL = new Set(['go', 'to', 'mo', 'ko']);

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function unitAt(
  scan: ScanText,
  at: number,
): { readonly unit: Unit; readonly end: number; readonly name: string } | null {
  const match = take(SIGN, scan.lower, at) ?? take(WORD, scan.lower, at);
  const name = match?.[1]?.replaceAll('\n', ' ');
  const unit = name === undefined ? undefined : UNITS.get(name);
  if (match === null || name === undefined || unit === undefined) return null;
  const start = at + match[0].length - name.length;
  if (NEEDS_CAPITAL.has(name) && !/\p{Lu}/u.test(scan.plain.charAt(start))) return null;
  // "3 x 4" multiplies; "3x" is three times.
  if (name === 'x' && start !== at) return null;
  return { unit, end: at + match[0].length, name };
}

/**
 * Reads what follows a number that ends at `at`: magnitudes, a percent sign, a currency, a unit,
 * the ending of an ordinal. `minutes` is the second part of "1 h 30", in hours.
 */
export function readTail(
  scan: ScanText,
  at: number,
  isDigits: boolean,
  hasCurrency: boolean,
): Tail & { readonly minutes: number } {
  const { lower } = scan;
  const none = { minutes: 0, other: null, isName: false, magnitude: 1 };
  if (isDigits) {
    const nth = take(NTH_ENDING, lower, at);
    if (nth !== null) return { ...none, end: at + nth[0].length, unit: NTH };
  }
  let end = at;
  let magnitude = 1;
  for (let step = 0; step < 2; step++) {
    const match = take(MAGNITUDE, lower, end);
    if (match === null) break;
    magnitude *= MAGNITUDES.get(match[1] ?? '') ?? 1;
    end += match[0].length;
  }
  let other: Tail['other'] = null;
  const short = magnitude === 1 && isDigits ? take(SHORT, lower, end) : null;
  if (short !== null) {
    const name = short[1] ?? short[2] ?? '';
    const letter = scan.plain.charAt(end + short[0].length - name.length);
    magnitude = SHORT_MAGNITUDES.get(name) ?? 1;
    if (name === 'm' && letter === 'm' && !hasCurrency && short[1] !== undefined) {
      other = { magnitude: 1, unit: UNITS.get('m') ?? null };
    }
    end += short[0].length;
  }
  const found = unitAt(scan, end);
  if (found !== null) {
    end = found.end;
    other = null;
  }
  if (found === null && short === null && isDigits && /[\p{L}]/u.test(lower.charAt(end))) {
    return { ...none, end, unit: null, isName: true };
  }
  let minutes = 0;
  if (found?.unit.factor === 3600 && found.unit.dimension === 'time') {
    const match = take(MINUTES, lower, end);
    if (match !== null) {
      minutes = Number(match[1] ?? match[2] ?? 0) / 60;
      end += match[0].length;
    }
  }
  return { end, magnitude, unit: found?.unit ?? null, other, isName: false, minutes };
}
