/** Where a pattern that starts at the beginning of a text ends, and the number of edits. */
export interface ClosestPrefix {
  readonly distance: number;
  /** UTF-16 units of the text; exclusive. */
  readonly end: number;
}

/**
 * Returns the last row of the edit distances between a pattern and each prefix of a text; null if
 * all are greater than `most`.
 */
function lastRow(pattern: string, text: string, most: number): Int32Array | null {
  let row = Int32Array.from({ length: text.length + 1 }, (_, at) => at);
  let next = new Int32Array(text.length + 1);
  for (let i = 1; i <= pattern.length; i++) {
    const unit = pattern.charCodeAt(i - 1);
    next[0] = i;
    let least = i;
    for (let j = 1; j <= text.length; j++) {
      const kept = (row[j - 1] ?? 0) + (unit === text.charCodeAt(j - 1) ? 0 : 1);
      const edits = Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next[j] = edits;
      if (edits < least) least = edits;
    }
    if (least > most) return null;
    [row, next] = [next, row];
  }
  return row;
}

/**
 * Returns the number of edits (one unit inserted, deleted or replaced) between two whole texts.
 * Infinity if it is greater than `most`. Costs the product of both lengths.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  const edits = lastRow(a, b, most)?.[b.length] ?? Number.POSITIVE_INFINITY;
  return edits > most ? Number.POSITIVE_INFINITY : edits;
}

/**
 * Returns the prefix of a text that is closest to a pattern; the longest of equal ones, because a
 * text that continues with the pattern's last words is better than one that stops within them. Null
 * if it needs more than `most` edits. Costs the product of both lengths.
 */
export function closestPrefix(pattern: string, text: string, most: number): ClosestPrefix | null {
  const row = lastRow(pattern, text, most);
  let best: ClosestPrefix | null = null;
  for (let end = 1; row !== null && end <= text.length; end++) {
    const distance = row[end] ?? 0;
    if (distance <= most && distance <= (best?.distance ?? most)) best = { distance, end };
  }
  return best;
}
