/** The positions in a part of a text where a pattern ends with the fewest edits. */
export interface ClosestEnds {
  readonly distance: number;
  /** UTF-16 units of the text: exclusive ends, or starts if scanned backward. */
  readonly at: readonly number[];
}

/** Scans parts of one text for one pattern; its tables are made once. */
export interface EditScanner {
  /**
   * Returns the ends of the places with the fewest edits, at most `budget`, among those that start
   * from `from` to `to` inclusive; null if there is none.
   */
  ends(from: number, to: number, budget: number): ClosestEnds | null;
}

const WORD = 32;
/** Characters with a lower code are looked up in an array. */
const COMMON = 0x250;

/**
 * Myers' bit-vector algorithm: blocks of 32 rows, but only those that can still lead to a place
 * within the budget. The tables are made once for many parts, because that is most of the work for
 * short parts, and a part is left as soon as nothing that starts in it can become a place. Costs
 * about budget / 32 for each unit of the part, and as much for up to pattern + budget units after
 * it.
 *
 * Backward, it scans from `from` down to `to` for the reversed pattern: places end there, and it
 * returns their starts, the furthest last.
 *
 * https://doi.org/10.1145/316542.316550
 */
export function createEditScanner(
  text: string,
  pattern: string,
  direction: 'forwards' | 'backwards',
): EditScanner {
  const length = pattern.length;
  const blocks = Math.ceil(length / WORD);
  const lastRow = (length - 1) % WORD;
  const forwards = direction === 'forwards';
  const unitAt = (row: number) => pattern.charCodeAt(forwards ? row : length - 1 - row);

  // Row 0 of `equal` is for characters that the pattern does not contain.
  const rowOfCommon = new Int32Array(COMMON);
  const rowOfOther = new Map<number, number>();
  const equal = new Int32Array((length + 1) * blocks);
  let rows = 1;
  const rowOf = (unit: number) =>
    unit < COMMON ? (rowOfCommon[unit] ?? 0) : (rowOfOther.get(unit) ?? 0);
  for (let at = 0; at < length; at++) {
    const unit = unitAt(at);
    let row = rowOf(unit);
    if (row === 0) {
      row = rows++;
      if (unit < COMMON) rowOfCommon[unit] = row;
      else rowOfOther.set(unit, row);
    }
    const cell = row * blocks + Math.floor(at / WORD);
    equal[cell] = (equal[cell] ?? 0) | (1 << (at % WORD));
  }
  const plus = new Int32Array(blocks);
  const minus = new Int32Array(blocks);
  const scores = new Int32Array(blocks);

  /**
   * Computes one block of a column. Takes the change of the score at its top and returns that at
   * its bottom.
   */
  const advance = (block: number, cell: number, step: number): number => {
    const equals = equal[cell] ?? 0;
    const p = plus[block] ?? 0;
    const m = minus[block] ?? 0;
    const falls = step >>> 31;
    const reached = equals | falls;
    const level = (((reached & p) + p) ^ p) | reached;
    const rising = m | ~(level | p);
    const falling = p & level;
    const row = block === blocks - 1 ? lastRow : WORD - 1;
    const shifted = (rising << 1) | (step > 0 ? 1 : 0);
    const vertical = equals | m;
    plus[block] = (falling << 1) | falls | ~(vertical | shifted);
    minus[block] = shifted & vertical;
    return ((rising >>> row) & 1) - ((falling >>> row) & 1);
  };

  const rowsOf = (block: number) => (block === blocks - 1 ? lastRow + 1 : WORD);

  return {
    ends(from, to, budget) {
      let best = Math.min(budget, length);
      let found: number[] = [];
      let last = Math.max(0, Math.ceil(best / WORD) - 1);
      for (let block = 0; block <= last; block++) {
        plus[block] = -1;
        minus[block] = 0;
        scores[block] = Math.min(length, (block + 1) * WORD);
      }
      const starts = Math.abs(to - from);
      const room = forwards ? text.length - from : from;
      const columns = Math.min(room, starts + length + best);
      for (let column = 1; column <= columns; column++) {
        const at = forwards ? from + column : from - column;
        const row = rowOf(text.charCodeAt(forwards ? at - 1 : at)) * blocks;
        // Where no place may start any more, the text before it costs edits.
        let step = column > starts ? 1 : 0;
        for (let block = 0; block <= last; block++) {
          step = advance(block, row + block, step);
          scores[block] = (scores[block] ?? 0) + step;
        }
        const before = (scores[last] ?? 0) - step;
        const opens = last < blocks - 1 && before <= best;
        if (opens && (step < 0 || ((equal[row + last + 1] ?? 0) & 1) === 1)) {
          last++;
          plus[last] = -1;
          minus[last] = 0;
          scores[last] = before + rowsOf(last) + advance(last, row + last, step);
        } else {
          while (last > 0 && (scores[last] ?? 0) >= best + WORD) last--;
        }
        const score = scores[last] ?? 0;
        if (last === 0 && score >= best + rowsOf(0) && column - starts > best) break;
        if (last < blocks - 1 || score > best) continue;
        if (score < best) {
          best = score;
          found = [];
        }
        found.push(at);
      }
      return found.length === 0 ? null : { distance: best, at: found };
    },
  };
}
