/** Where in a text a pattern that begins with it ends, and the edits up to there. */
export interface ClosestPrefix {
  readonly distance: number;
  /** UTF-16 units of the text; exclusive. */
  readonly end: number;
}

/** The last row of the edit distances between a pattern and each beginning of a text; null beyond `most`. */
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
 * The edits (one unit put in, taken out or replaced) between two texts, as a whole against a
 * whole. Infinity where it is more than `most`. Costs both lengths multiplied.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  const edits = lastRow(a, b, most)?.[b.length] ?? Number.POSITIVE_INFINITY;
  return edits > most ? Number.POSITIVE_INFINITY : edits;
}

/**
 * The beginning of a text that is closest to a pattern; the longest of equals, as a text goes on
 * in the pattern's last words rather than stop within them. Null beyond `most` edits.
 * Costs both lengths multiplied.
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
