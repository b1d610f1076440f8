import { formatBenchRow, meets } from '@/scripts/bench-rows.mjs';

/** The output of a bench: measured values, the values of peers, and whether a promise is kept. */

/** Returns the value that `share` of the sorted values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

const collect: unknown = Reflect.get(globalThis, 'gc');

/**
 * Frees young unused objects, so that their collection is not measured. A full collection would
 * also discard optimised code, so the bench would measure the warm-up of the engine.
 */
export function collectGarbage(): void {
  if (typeof collect === 'function') collect({ type: 'minor' });
}

/** Runs `work` once. Returns its result and time in milliseconds. */
export function timed<T>(work: () => T): { ms: number; value: T } {
  const start = performance.now();
  const value = work();
  return { ms: performance.now() - start, value };
}

export async function timedAsync<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

/** Formats milliseconds with a useful number of digits. */
export function ms(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value.toFixed(value < 1 ? 3 : value < 100 ? 1 : 0);
}

export const summary = (values: readonly number[]): string =>
  `p50 ${ms(percentile(values, 0.5))}  p95 ${ms(percentile(values, 0.95))}  max ${ms(percentile(values, 1))}`;

/** The two values of a ratio, with their unit. */
export interface Compared {
  readonly ours: number;
  /** The name of the peer or of the lower bound. */
  readonly peer: string;
  readonly theirs: number;
  readonly unit: string;
}

/**
 * The line with a figure and its bar, which `npm run bench` parses.
 * `bar` is the maximum of `value`, or the minimum if `direction` is `least`. Both use `unit`.
 */
export function verdict(
  what: string,
  value: number,
  bar: number,
  unit: string,
  compared: Compared | null = null,
  direction: 'most' | 'least' = 'most',
): string {
  const figure = (each: number) => `${ms(each)} ${compared?.unit ?? unit}`;
  return formatBenchRow({
    what,
    ours: compared === null ? null : figure(compared.ours),
    peer: compared === null ? null : `${compared.peer} ${figure(compared.theirs)}`,
    value,
    unit,
    bar,
    direction,
    met: meets(value, bar, direction),
  });
}

/** Returns a table of cells with aligned columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
