import type { Pin } from '@/utils/model/evidence';
import type { PinId } from '@/utils/model/ids';
import { compare } from './load-of';

/** The pin that a report chose, else the latest. */
export function pinThatHolds(pins: readonly Pin[], chosen: PinId | null): Pin | null {
  return pins.find(({ id }) => id === chosen) ?? pins.toSorted(comparePins).at(-1) ?? null;
}

/** The latest last. */
export function comparePins(a: Pin, b: Pin): number {
  return compare(a.madeAt, b.madeAt) || compare(a.id, b.id);
}
