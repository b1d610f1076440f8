import type { TextRange } from '@/utils/text/text-model';
import { type FoundDate, findDates } from './find-dates';
import { findQuantities } from './find-quantities';
import type { Quantity } from './quantity';
import { Blotter, type ScanText } from './scan-text';

/** The dates and the other numbers of a text, each in order. */
export interface Numbers {
  readonly dates: readonly FoundDate[];
  readonly quantities: readonly Quantity[];
}

/** Linear. */
export function readNumbers(scan: ScanText): Numbers {
  const blotter = new Blotter(scan.plain.length);
  const dates = findDates(scan, blotter);
  return { dates, quantities: findQuantities(scan, blotter) };
}

/** Returns the numbers of a part of a text, with their positions in that part. */
export function numbersWithin({ dates, quantities }: Numbers, part: TextRange): Numbers {
  return { dates: within(dates, part), quantities: within(quantities, part) };
}

/** Returns the ranges within a part of their text, with their positions in that part. */
export function within<T extends TextRange>(all: readonly T[], part: TextRange): T[] {
  const found: T[] = [];
  for (let at = firstFrom(all, part.start); at < all.length; at++) {
    const one = all[at];
    if (one === undefined || one.start >= part.end) break;
    if (one.end > part.end) continue;
    found.push({ ...one, start: one.start - part.start, end: one.end - part.start });
  }
  return found;
}

/** Returns the index of the first range that starts at `start` or later. */
function firstFrom(all: readonly TextRange[], start: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
