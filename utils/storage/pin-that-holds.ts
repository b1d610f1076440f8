import type { Pin } from '@/utils/model/evidence';
import type { PinId } from '@/utils/model/ids';
import { compare } from './load-of';

/** Returns the pin that the report chose, or else the first pin that this library stored. */
export function pinThatHolds(pins: readonly Pin[], chosen: PinId | null): Pin | null {
  return pins.find(({ id }) => id === chosen) ?? pins.toSorted(comparePins)[0] ?? null;
}

/** The latest last. */
export function comparePins(a: Pin, b: Pin): number {
  return orderOfPin(a) - orderOfPin(b) || compare(a.id, b.id);
}

/** Order number of a pin. The first pin of a clip is stored with the clip and has no number. */
export function orderOfPin({ order = 0 }: Pin): number {
  return order;
}
