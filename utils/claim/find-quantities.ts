import { findDigits } from './find-digits';
import { findFractions } from './find-fractions';
import { findNumberWords } from './find-number-words';
import { findOrdinals } from './find-ordinals';
import type { Quantity } from './quantity';
import type { Blotter, ScanText } from './scan-text';
import { shareUnits } from './share-units';

/**
 * The numbers of a text in English or French, in its order, without what `blotter` has as read;
 * marks what it reads. Linear.
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
