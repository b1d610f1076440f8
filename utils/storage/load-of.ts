export interface Rows<T> {
  getAll(query: IDBKeyRange | string): Promise<T[]>;
  count(query: IDBKeyRange): Promise<number>;
}

/**
 * Returns the rows of a store or an index with these keys, which must be sorted. Ids are ordered by
 * time, so those of a report are mostly adjacent. One range is read unless it has too many other
 * rows.
 */
export async function loadOf<T>(
  rows: Rows<T>,
  keys: readonly string[],
  keyOf: (row: T) => string,
): Promise<T[]> {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return [];
  const range = IDBKeyRange.bound(first, last);
  if ((await rows.count(range)) <= 4 * keys.length) {
    const wanted = new Set(keys);
    return (await rows.getAll(range)).filter((row) => wanted.has(keyOf(row)));
  }
  return (await Promise.all(keys.map((key) => rows.getAll(key)))).flat();
}

export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
