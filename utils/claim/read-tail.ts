import { quick, type ScanText } from './scan-text';
import {
  CURRENCY_MARKS,
  MAGNITUDE_WORDS,
  MAGNITUDES,
  NTH,
  SECOND_UNITS,
  SHORT_MAGNITUDES,
  UNIT_SIGNS,
  UNITS,
  type Unit,
  unitWordAt,
} from './units';

/** What follows a number and belongs to it. */
export interface Tail {
  readonly end: number;
  readonly magnitude: number;
  readonly unit: Unit | null;
  /**
   * Other meanings of the same letters: "8m" is eight metres or eight million, "44 pounds" a sum or
   * a weight.
   */
  readonly others: readonly { readonly magnitude: number; readonly unit: Unit | null }[];
  /** Whether the number is a part of a name, like "3D" and "4o". */
  readonly isName: boolean;
}

const MAGNITUDE = quick(new RegExp(`[ \\n-]?(${MAGNITUDE_WORDS})(?![\\p{L}\\p{N}])`, 'uy'));
const MONEY_AHEAD = `(?= ?(?:(?:de |d'|of )?(?:${CURRENCY_MARKS}|euros?|dollars?|yens?|yuans?)))`;
const SHORT = quick(
  new RegExp(
    `(?:(k|m|b|md|mds|mrd|bn|mn|tn)(?![\\p{L}\\p{N}'])| ?(k|m|b|g|t|md|mds|mrd|bn|mn)${MONEY_AHEAD})`,
    'uy',
  ),
);
/** "4,5 MdE" and "45 ME": French papers also write the euro as a letter. */
const LETTER_EURO = quick(/ ?(k|m|md|mds)(?:e|eur)(?![\p{L}\p{N}])/uy);
const SIGN = quick(
  new RegExp(`[ \\n]?(?:de |d'|of )?(${UNIT_SIGNS}|${CURRENCY_MARKS})(?!\\p{L})`, 'uy'),
);
/** "The next five years" and "les cinq prochaines années" have the same unit. */
const BEFORE_WORD =
  /[ \n-]?(?:de |d'|of )?(?:(?:prochaine?s|derni[eè]re?s|premi[eè]re?s|last|next|past|more|additional|further|full|consecutive|straight|long) )?/uy;
const ONE_OF_TIME =
  / (?:last|next|past) (?:second|minute|hour|day|week|month|year|decade|century)$/u;
const NTH_ENDING = quick(/(?:er|ère|re|ere|e|è|ème|eme|ième|nd|nde|st|rd|th|ᵉ)(?![\p{L}\p{N}])/uy);
/** The 20th anniversary is after twenty years. */
const ANNIVERSARY = /^ (?:anniversa|birthday)/u;
/** "11 M d'habitants" */
const MILLIONS = / m(?= d['e])/uy;
const AND_A_HALF = quick(/ et demie?(?!\p{L})| and a half(?!\p{L})/uy);
const PART_BEFORE = quick(/ and a half(?= \p{L})| ?([½¼¾])/uy);
const PARTS: ReadonlyMap<string, number> = new Map([
  ['½', 0.5],
  ['¼', 0.25],
  ['¾', 0.75],
]);
/** "$100 Australian" */
const DOLLARS_OF = quick(/ (australian|canadian)(?!\p{L})/uy);
const MINUTES = quick(
  / ?(\d{2})(?!\d|[.,]\d)(?: ?min(?:utes?)?)?(?!\p{L})|,? (?:and |et )?(\d{1,2}) ?min(?:utes?)?(?!\p{L})/uy,
);
/** Common words in French or English that are units only with a capital. */
const NEEDS_CAPITAL = new Set(['go', 'to', 'mo', 'ko', 'mt']);

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function unitAt(
  scan: ScanText,
  at: number,
): { readonly unit: Unit; readonly end: number; readonly name: string } | null {
  const sign = take(SIGN, scan.lower, at);
  const lead = sign === null ? (take(BEFORE_WORD, scan.lower, at)?.[0].length ?? 0) : 0;
  const name = sign?.[1]?.replaceAll('\n', ' ') ?? unitWordAt(scan.lower, at + lead);
  const unit = name === null ? undefined : UNITS.get(name);
  if (name === null || unit === undefined) return null;
  const end = at + (sign?.[0].length ?? lead + name.length);
  const start = end - name.length;
  // In "a $3 offer" and "two $20 notes", the sign belongs to the number behind it.
  if (sign !== null && start > at && /^[$€£¥]$/u.test(name) && /\d/u.test(scan.lower.charAt(end)))
    return null;
  // "3 of an article" has the English article, and no French year.
  if (name === 'an' && /(?:^|[ \n-])of $/u.test(scan.lower.slice(at, start))) return null;
  // "75 last year" counts no years.
  if (ONE_OF_TIME.test(scan.lower.slice(at, end))) return null;
  if (NEEDS_CAPITAL.has(name) && !/\p{Lu}/u.test(scan.plain.charAt(start))) return null;
  // "3 x 4" and "3x4" multiply; "3x" is three times.
  if (/^[x×]$/u.test(name) && (start !== at || /\d/u.test(scan.lower.charAt(at + 1)))) return null;
  return { unit, end, name };
}

/**
 * Reads what follows a number that ends at `at`: magnitudes, a percent sign, a currency, a unit,
 * the ending of an ordinal. `minutes` is the second part of "1 h 30" and of "un an et demi", in the unit.
 */
export function readTail(
  scan: ScanText,
  at: number,
  isDigits: boolean,
  hasCurrency: boolean,
): Tail & { readonly minutes: number } {
  const { lower } = scan;
  const none = { minutes: 0, others: [], isName: false, magnitude: 1 };
  if (isDigits) {
    const nth = take(NTH_ENDING, lower, at);
    if (nth !== null) {
      const end = at + nth[0].length;
      const years = UNITS.get('years') ?? null;
      const isAnniversary = ANNIVERSARY.test(lower.slice(end, end + 14));
      return {
        ...none,
        end,
        unit: NTH,
        others: isAnniversary ? [{ magnitude: 1, unit: years }] : [],
      };
    }
  }
  // "Two and a half years", and "deux ans et demi" below.
  const part = take(PART_BEFORE, lower, at);
  let end = at + (part?.[0].length ?? 0);
  let minutes = part === null ? 0 : (PARTS.get(part[1] ?? '') ?? 0.5);
  let magnitude = 1;
  for (let step = 0; step < 2; step++) {
    const match = take(MAGNITUDE, lower, end);
    if (match === null) break;
    magnitude *= MAGNITUDES.get(match[1] ?? '') ?? 1;
    end += match[0].length;
  }
  // "Un million et demi d'euros"
  const more = magnitude > 1 ? take(AND_A_HALF, lower, end) : null;
  if (more !== null) {
    minutes += 0.5;
    end += more[0].length;
  }
  const others: { magnitude: number; unit: Unit | null }[] = [];
  const euro = magnitude === 1 && isDigits ? take(LETTER_EURO, lower, end) : null;
  if (euro !== null && /\p{Lu}$/u.test(scan.plain.slice(end, end + euro[0].length))) {
    end += euro[0].length;
    magnitude = SHORT_MAGNITUDES.get(euro[1] ?? '') ?? 1;
    return { ...none, end, magnitude, unit: UNITS.get('€') ?? null };
  }
  const millions = magnitude === 1 && isDigits ? take(MILLIONS, lower, end) : null;
  if (millions !== null && scan.plain.charAt(end + 1) === 'M') {
    return { ...none, end: end + millions[0].length, magnitude: 1e6, unit: null };
  }
  const short = magnitude === 1 && isDigits ? take(SHORT, lower, end) : null;
  if (short !== null) {
    const name = short[1] ?? short[2] ?? '';
    const letter = scan.plain.charAt(end + short[0].length - name.length);
    magnitude = SHORT_MAGNITUDES.get(name) ?? 1;
    if (name === 'm' && letter === 'm' && !hasCurrency && short[1] !== undefined) {
      others.push({ magnitude: 1, unit: UNITS.get('m') ?? null });
    }
    end += short[0].length;
  }
  const found = unitAt(scan, end);
  if (found !== null) {
    end = found.end;
    const second = SECOND_UNITS.get(found.name);
    others.splice(0, others.length, ...(second === undefined ? [] : [{ magnitude, unit: second }]));
  }
  const isProduct = /^[x×]\d/u.test(lower.slice(end, end + 2));
  if (
    found === null &&
    short === null &&
    isDigits &&
    !isProduct &&
    /[\p{L}]/u.test(lower.charAt(end))
  ) {
    return { ...none, end, unit: null, isName: true };
  }
  if (found?.unit.factor === 3600 && found.unit.dimension === 'time') {
    const match = take(MINUTES, lower, end);
    if (match !== null) {
      minutes = Number(match[1] ?? match[2] ?? 0) / 60;
      end += match[0].length;
    }
  }
  const dollars = hasCurrency && found === null ? take(DOLLARS_OF, lower, end) : null;
  if (dollars !== null) {
    const unit = UNITS.get(dollars[1] === 'australian' ? 'aud' : 'cad') ?? null;
    return { ...none, end: end + dollars[0].length, magnitude, unit };
  }
  const half = found === null ? null : take(AND_A_HALF, lower, end);
  if (half !== null) {
    end += half[0].length;
    minutes += 0.5;
  }
  return { end, magnitude, unit: found?.unit ?? null, others, isName: false, minutes };
}
