/** The parts of a date that a text gives. */
export interface CalendarDate {
  readonly year?: number;
  /** 1–12. */
  readonly month?: number;
  readonly day?: number;
  readonly part?: 'early' | 'mid' | 'late';
  readonly quarter?: number;
  readonly half?: number;
  readonly season?: Season;
  /** 1990 for the nineties. */
  readonly decade?: number;
  /** 20 for 1901 to 2000, which many texts count from 1900 on. */
  readonly century?: number;
  /** 1 for Monday. */
  readonly weekday?: number;
  /** Whether the text counts from its own day: "last March". */
  readonly relative?: true;
}
export type Season = 'spring' | 'summer' | 'autumn' | 'winter';

const MONTH_NAMES: readonly (readonly string[])[] = [
  ['january', 'jan', 'janvier', 'janv'],
  ['february', 'feb', 'février', 'fevrier', 'févr', 'fév'],
  ['march', 'mar', 'mars'],
  ['april', 'apr', 'avril', 'avr'],
  ['may', 'mai'],
  ['june', 'jun', 'juin'],
  ['july', 'jul', 'juillet', 'juil'],
  ['august', 'aug', 'août', 'aout'],
  ['september', 'sept', 'sep', 'septembre'],
  ['october', 'oct', 'octobre'],
  ['november', 'nov', 'novembre'],
  ['december', 'dec', 'décembre', 'decembre', 'déc'],
];
export const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);
/** Month names that have no other meaning, even without a day or a year. */
export const FULL_MONTHS: ReadonlySet<string> = new Set(
  [...MONTHS.keys()].filter(
    (name) =>
      name.length > 4 ||
      name === 'juin' ||
      name === 'août' ||
      name === 'mars' ||
      name === 'mai' ||
      name === 'june' ||
      name === 'july',
  ),
);
/** Month names that are other words in lower case. */
export const CAPITAL_MONTHS: ReadonlySet<string> = new Set([
  'march',
  'may',
  'mar',
  'jan',
  'dec',
  'sep',
  'jun',
  'jul',
  'aug',
  'apr',
  'feb',
]);

export const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  [
    ['monday', 'lundi'],
    ['tuesday', 'mardi'],
    ['wednesday', 'mercredi'],
    ['thursday', 'jeudi'],
    ['friday', 'vendredi'],
    ['saturday', 'samedi'],
    ['sunday', 'dimanche'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);

export const SEASONS: ReadonlyMap<string, Season> = new Map([
  ['spring', 'spring'],
  ['printemps', 'spring'],
  ['summer', 'summer'],
  ['été', 'summer'],
  ['autumn', 'autumn'],
  ['fall', 'autumn'],
  ['automne', 'autumn'],
  ['winter', 'winter'],
  ['hiver', 'winter'],
]);

export const PARTS: ReadonlyMap<string, NonNullable<CalendarDate['part']>> = new Map([
  ['early', 'early'],
  ['first week', 'early'],
  ['first days', 'early'],
  ['première semaine', 'early'],
  ['premiers jours', 'early'],
  ['beginning', 'early'],
  ['start', 'early'],
  ['début', 'early'],
  ['debut', 'early'],
  ['mid', 'mid'],
  ['middle', 'mid'],
  ['mi', 'mid'],
  ['milieu', 'mid'],
  ['late', 'late'],
  ['last week', 'late'],
  ['last days', 'late'],
  ['dernière semaine', 'late'],
  ['derniers jours', 'late'],
  ['end', 'late'],
  ['fin', 'late'],
]);

const SEASON_MONTHS: Readonly<Record<Season, readonly number[]>> = {
  spring: [3, 4, 5, 6],
  summer: [6, 7, 8, 9],
  autumn: [9, 10, 11, 12],
  winter: [12, 1, 2, 3],
};

/** In which parts of a year a season is. Winter is at both ends. */
const SEASON_PARTS: Readonly<Record<Season, readonly CalendarDate['part'][]>> = {
  spring: ['early', 'mid'],
  summer: ['mid'],
  autumn: ['late'],
  winter: ['early', 'late'],
};

/** Whether a year is in the part of a longer time of `years` years. The parts overlap a little. */
function isInPart(part: CalendarDate['part'], year: number, years: number): boolean {
  const share = (year % years) / years;
  return part === 'early'
    ? share <= 0.4
    : part === 'mid'
      ? share >= 0.3 && share < 0.7
      : share >= 0.6;
}

function partHolds(part: CalendarDate['part'], asked: CalendarDate, found: CalendarDate): boolean {
  if (found.part !== undefined && sameGrain(asked, found)) return found.part === part;
  const { year } = found;
  if (asked.century !== undefined) return year === undefined || isInPart(part, year, 100);
  if (asked.decade !== undefined) return year === undefined || isInPart(part, year, 10);
  if (asked.month !== undefined) {
    const { day } = found;
    if (day === undefined) return false;
    return part === 'early' ? day <= 11 : part === 'mid' ? day >= 9 && day <= 21 : day >= 19;
  }
  const { month, quarter, season } = found;
  if (month === undefined) {
    if (season !== undefined) return SEASON_PARTS[season].includes(part);
    return (
      quarter !== undefined && (part === 'early' ? quarter === 1 : part === 'late' && quarter === 4)
    );
  }
  return part === 'early' ? month <= 4 : part === 'mid' ? month >= 5 && month <= 8 : month >= 9;
}

function sameGrain(a: CalendarDate, b: CalendarDate): boolean {
  return (
    (a.month === undefined) === (b.month === undefined) &&
    (a.decade === undefined) === (b.decade === undefined) &&
    (a.century === undefined) === (b.century === undefined)
  );
}

/** Whether `found` has all parts of `asked`, apart from the year. */
function hasAllButYear(asked: CalendarDate, found: CalendarDate): boolean {
  const quarterOf =
    found.quarter ?? (found.month === undefined ? undefined : Math.ceil(found.month / 3));
  const halfOf = found.half ?? (quarterOf === undefined ? undefined : Math.ceil(quarterOf / 2));
  if (asked.month !== undefined && found.month !== asked.month) return false;
  if (asked.day !== undefined && found.day !== asked.day) return false;
  if (asked.quarter !== undefined && quarterOf !== asked.quarter) return false;
  if (asked.half !== undefined && halfOf !== asked.half) return false;
  if (asked.season !== undefined && found.season !== asked.season) {
    if (found.month === undefined || !SEASON_MONTHS[asked.season].includes(found.month))
      return false;
  }
  if (asked.decade !== undefined && found.decade !== asked.decade) {
    // "The 1900s" can be a century.
    const isCentury = found.century !== undefined && asked.decade === (found.century - 1) * 100;
    const isInDecade =
      found.year !== undefined && Math.floor(found.year / 10) * 10 === asked.decade;
    if (!isCentury && !isInDecade) return false;
  }
  if (asked.century !== undefined && !isInCentury(asked.century, found)) return false;
  if (asked.weekday !== undefined && found.weekday !== asked.weekday) return false;
  return asked.part === undefined || partHolds(asked.part, asked, found);
}

/** "The 1800s" are the nineteenth century. The year 1800 can be of either. */
function isInCentury(century: number, { year, decade, century: told }: CalendarDate): boolean {
  if (told !== undefined) return told === century;
  if (year !== undefined && Math.ceil(year / 100) === century) return true;
  const from = year ?? decade;
  return from !== undefined && Math.floor(from / 100) + 1 === century;
}

/** Years between "last March" and the March that it can be: this year or the year before. */
const isRecent = (year: number, today: number | null): boolean =>
  today === null || (year <= today && year >= today - 1);

const isYearAlone = ({ year, ...rest }: CalendarDate): boolean =>
  year !== undefined && Object.keys(rest).length === 0;

/**
 * Returns whether the dates of a text say what `asked` says, possibly more exactly: "14 March 2025"
 * says "March 2025" and "early 2025". The year may stand apart from a date without one. `today` is the
 * year of the report, for "last March"; null if it is not known.
 */
export function datesHold(
  asked: CalendarDate,
  found: readonly CalendarDate[],
  today: number | null,
): boolean {
  const { year } = asked;
  // A text that names no day of the week may name the day in another way.
  if (asked.weekday !== undefined && found.every(({ weekday }) => weekday === undefined))
    return true;
  const beside = isYearAlone(asked) ? found : found.filter((date) => hasAllButYear(asked, date));
  if (year === undefined) {
    if (asked.relative === undefined || today === null) return beside.length > 0;
    return beside.some((date) => date.year === undefined || isRecent(date.year, today));
  }
  if (beside.some((date) => date.year === year)) return true;
  if (isYearAlone(asked)) return false;
  if (isRecent(year, today) && beside.some((date) => date.relative === true)) return true;
  return beside.some((date) => date.year === undefined) && found.some((date) => date.year === year);
}

/**
 * Returns whether one date of a text has every part of `asked`, so that its words stand there: those of
 * "March 2025" in "14 March 2025", but not those of "early 2025".
 */
export const isWrittenAmong = (asked: CalendarDate, found: readonly CalendarDate[]): boolean =>
  found.some((date) =>
    [...PARTS_OF_A_DATE, 'part' as const].every(
      (part) => asked[part] === undefined || asked[part] === date[part],
    ),
  );

/**
 * Returns whether a date gives another time than all possible meanings of `asked`: a part that both
 * give differs. A day of the week says nothing against a day of the month.
 */
export function contradicts(
  asked: readonly CalendarDate[],
  found: readonly CalendarDate[],
): boolean {
  return found.some((date) =>
    asked.every((one) =>
      PARTS_OF_A_DATE.some((part) => {
        const mine = one[part];
        const theirs = date[part];
        return mine !== undefined && theirs !== undefined && mine !== theirs;
      }),
    ),
  );
}

const PARTS_OF_A_DATE = [
  'year',
  'month',
  'day',
  'quarter',
  'half',
  'season',
  'decade',
  'century',
  'weekday',
] as const;
