/**
 * The edits (one unit put in, taken out or replaced) between two texts, as a whole against a
 * whole. Infinity where it is more than `most`. Costs both lengths multiplied.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  let row = Int32Array.from({ length: b.length + 1 }, (_, at) => at);
  let next = new Int32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    const unit = a.charCodeAt(i - 1);
    next[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const kept = (row[j - 1] ?? 0) + (unit === b.charCodeAt(j - 1) ? 0 : 1);
      const edits = Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next[j] = edits;
      if (edits < least) least = edits;
    }
    if (least > most) return Number.POSITIVE_INFINITY;
    [row, next] = [next, row];
  }
  const edits = row[b.length] ?? 0;
  return edits > most ? Number.POSITIVE_INFINITY : edits;
}
