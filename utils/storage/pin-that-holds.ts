import type { Pin } from '@/utils/model/evidence';
import type { PinId } from '@/utils/model/ids';
import { compare } from './load-of';

/** The pin that a report chose, else the first that this library stored. */
export function pinThatHolds(pins: readonly Pin[], chosen: PinId | null): Pin | null {
  return pins.find(({ id }) => id === chosen) ?? pins.toSorted(comparePins)[0] ?? null;
}

/** The latest last. */
export function comparePins(a: Pin, b: Pin): number {
  return orderOfPin(a) - orderOfPin(b) || compare(a.id, b.id);
}

/** A clip's first pin was stored with it and has no order. */
export function orderOfPin({ order = 0 }: Pin): number {
  return order;
}
