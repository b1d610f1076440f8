/** What a bench prints: figures beside those of others, and whether they keep a promise. */

/** The value that `share` of the sorted values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

const collect: unknown = Reflect.get(globalThis, 'gc');

/**
 * Frees what is young and forgotten, so that its collection is not measured. Not more: a full
 * collection throws away optimised code as well, and would measure the engine's warming up.
 */
export function collectGarbage(): void {
  if (typeof collect === 'function') collect({ type: 'minor' });
}

/** Milliseconds that `work` takes, once, and what it gives. */
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

/** Milliseconds, with as many digits as they are worth. */
export function ms(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value.toFixed(value < 1 ? 3 : value < 100 ? 1 : 0);
}

export const summary = (values: readonly number[]): string =>
  `p50 ${ms(percentile(values, 0.5))}  p95 ${ms(percentile(values, 0.95))}  max ${ms(percentile(values, 1))}`;

/** A figure with its bar: `holds` at most `bar`. */
export function verdict(name: string, value: number, bar: number, unit: string): string {
  const shown = value.toFixed(value < 10 ? 2 : 0);
  return `${value <= bar ? 'ok    ' : 'MISSED'} ${name}: ${shown}${unit} (bar ${bar}${unit})`;
}

/** A table of cells, its columns aligned. */
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
