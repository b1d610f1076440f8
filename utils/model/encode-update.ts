/*
 * The parts of Yjs's update format (version 1) that are written by hand here: numbers, and what
 * was deleted. An update is its authors' changes, then what was deleted.
 */

interface Range {
  readonly clock: number;
  readonly len: number;
}

/** The number of authors, and for each its id and its ranges. */
export function encodeDeletions(
  clients: ReadonlyMap<number, readonly Range[]>,
  without: ReadonlySet<number> = new Set(),
): number[] {
  const bytes: number[] = [];
  const entries = [...clients].filter(([author]) => !without.has(author));
  writeNumber(bytes, entries.length);
  // Yjs writes the greatest id first.
  for (const [author, ranges] of entries.sort(([a], [b]) => b - a)) {
    writeNumber(bytes, author);
    writeNumber(bytes, ranges.length);
    for (const { clock, len } of ranges) {
      writeNumber(bytes, clock);
      writeNumber(bytes, len);
    }
  }
  return bytes;
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
export function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push(128 | (rest % 128));
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
