import { type Meaning, makeQuantity, type Quantity } from './quantity';
import type { Tail } from './read-tail';
import { type Blotter, quick } from './scan-text';
import { UNITS } from './units';

/** Matches a time of day in digits: "10:30 p.m.", "4 a.m.", "18:00". */
const CLOCK = quick(
  /(?<hours>[01]?\d|2[0-4])(?:(?::(?<minutes>[0-5]\d))? ?(?<half>[ap])\.?m(?:\.|(?!\p{L}))|:(?<later>[0-5]\d)(?![\d:]))/gu,
);
const CLOCK_SIGN = /\d(?::\d| ?[ap]\.?m)/;
/** A character before a time that makes it part of a longer word or number. */
const JOINED = /[\p{L}\p{N}:.]/u;
const HOURS = UNITS.get('h') ?? null;

/** Finds the times of day in digits, as hours since midnight. */
export function findClock(blotter: Blotter, text: string): Quantity[] {
  const found: Quantity[] = [];
  if (!CLOCK_SIGN.test(text)) return found;
  for (const match of text.matchAll(CLOCK)) {
    const { hours, minutes, later, half } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    if (JOINED.test(text.charAt(start - 1))) continue;
    const twelve = Number(hours) % 12;
    const hour = half === undefined ? Number(hours) : twelve + (half === 'p' ? 12 : 0);
    const value = hour + Number(minutes ?? later ?? 0) / 60;
    const meanings = [value, ...(half === undefined ? [] : [Number(hours)])].map((each) => ({
      value: each,
      unit: HOURS,
      step: 0,
      coarse: 0,
    }));
    found.push(makeQuantity({ start, end }, meanings));
    blotter.take(start, end);
  }
  return found;
}

/** "Six in the evening", "6 o'clock", "six heures du soir": what stands behind the hour. */
const PART_OF_DAY = quick(
  /^(?: o'clock)?(?: in the (?<later>afternoon|evening)| at (?<night>night)| in the morning| du matin| de l'(?<apres>après-midi)| du (?<soir>soir))(?!\p{L})|^ o'clock(?!\p{L})/u,
);

/** Returns the hours since midnight that a number can mean if a part of the day follows it. */
export function hoursOfDay(value: number, { end, unit }: Tail, text: string): Meaning[] {
  if (value < 1 || value > 12 || (unit !== null && unit !== HOURS)) return [];
  const groups = PART_OF_DAY.exec(text.slice(end, end + 32))?.groups;
  if (groups === undefined) return [];
  const { later, night, apres, soir } = groups;
  const isLate = (later ?? night ?? apres ?? soir) !== undefined;
  return [{ value: isLate ? (value % 12) + 12 : value, unit: HOURS, step: 0, coarse: 0 }];
}
