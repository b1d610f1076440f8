import type { OverviewNumber, OverviewRow } from './overview';

export type OverviewColumn = 'name' | 'oldest' | OverviewNumber;

/** What a table is sorted by; null: as its rows come, in the order of the text. */
export interface OverviewOrder {
  readonly column: OverviewColumn;
  readonly direction: 'ascending' | 'descending';
}

/**
 * Rows in an order. `nameOf` gives what a row is called, `collator` says how names follow each
 * other. Of equal rows the one that came first stays first; what was never checked comes last,
 * whichever the direction.
 */
export function sortOverview<Id>(
  rows: readonly OverviewRow<Id>[],
  order: OverviewOrder | null,
  nameOf: (id: Id) => string,
  collator: Intl.Collator,
): readonly OverviewRow<Id>[] {
  if (order === null) return rows;
  const { column } = order;
  const sign = order.direction === 'ascending' ? 1 : -1;
  const compare = (a: OverviewRow<Id>, b: OverviewRow<Id>): number => {
    if (column === 'name') return sign * collator.compare(nameOf(a.id), nameOf(b.id));
    if (column !== 'oldest') return sign * (a[column] - b[column]);
    if (a.oldest === null || b.oldest === null) {
      return Number(a.oldest === null) - Number(b.oldest === null);
    }
    if (a.oldest === b.oldest) return 0;
    return a.oldest < b.oldest ? -sign : sign;
  };
  return [...rows].sort(compare);
}

/**
 * The order after a click on a column's heading: numbers most first, names and dates from the
 * first; a second click turns it round, a third gives the order of the text back.
 */
export function nextOrder(
  order: OverviewOrder | null,
  column: OverviewColumn,
): OverviewOrder | null {
  const first = column === 'name' || column === 'oldest' ? 'ascending' : 'descending';
  if (order?.column !== column) return { column, direction: first };
  if (order.direction !== first) return null;
  return { column, direction: first === 'ascending' ? 'descending' : 'ascending' };
}
