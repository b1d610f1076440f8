import type { OverviewNumber, OverviewRow } from './overview';

export type OverviewColumn = 'name' | 'oldest' | OverviewNumber;

/** The column that a table is sorted by; null for the order of the text. */
export interface OverviewOrder {
  readonly column: OverviewColumn;
  readonly direction: 'ascending' | 'descending';
}

/**
 * Sorts rows. `nameOf` returns the name of a row, `collator` compares names. Equal rows keep their
 * order. Rows that were never checked come last in both directions.
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
 * Returns the order after a click on a column heading: the highest number, the first name or the
 * first date first. A second click reverses it, a third restores the order of the text.
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
