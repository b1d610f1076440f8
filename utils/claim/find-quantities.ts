import { findDigits } from './find-digits';
import { findFractions } from './find-fractions';
import { findNumberWords } from './find-number-words';
import { findOrdinals } from './find-ordinals';
import type { Quantity } from './quantity';
import type { Blotter, ScanText } from './scan-text';
import { shareUnits } from './share-units';

/**
 * Finds the numbers of a text in English or French, in order, outside of what `blotter` has as
 * taken, and marks what it reads. Linear.
 */
export function findQuantities(scan: ScanText, blotter: Blotter): Quantity[] {
  const found = [
    ...findFractions(blotter, blotter.over(scan.lower)),
    ...findDigits(scan, blotter, blotter.over(scan.lower)),
    ...findNumberWords(scan, blotter, blotter.over(scan.lower)),
    ...findOrdinals(blotter, blotter.over(scan.lower)),
  ].sort((a, b) => a.start - b.start);
  return shareUnits(scan.lower, found);
}
