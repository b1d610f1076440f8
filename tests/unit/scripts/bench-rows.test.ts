import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BenchRow,
  formatBenchRow,
  parseBenchRow,
  performancePage,
} from '@/scripts/bench-rows.mjs';

const ratio: BenchRow = {
  what: 'build p95 ÷ polyfill p95, saved pages',
  ours: '1.3 ms',
  peer: 'text-fragments-polyfill 242 ms',
  value: 0.0054,
  unit: '×',
  bar: 0.05,
  direction: 'most',
  met: true,
};
const figure: BenchRow = {
  what: 'recall: quotes, 99 of 100',
  ours: null,
  peer: null,
  value: 99,
  unit: '%',
  bar: 99.9,
  direction: 'least',
  met: false,
};

describe('a row of a bench', () => {
  test.each([ratio, figure])('reads $what back from its line', (row) => {
    expect(parseBenchRow(formatBenchRow(row))).toEqual(row);
  });

  test('refuses a row without a unit, which could not be read back', () => {
    expect(() => formatBenchRow({ ...figure, unit: '' })).toThrow('has no unit');
  });

  test('reads every row back', () => {
    const words = fc.stringMatching(/^[a-z0-9 ,.:÷→]{0,30}[a-z]$/);
    const figures = fc.option(
      fc.stringMatching(/^[a-z0-9 .]{0,15}[a-z]$/).map((text) => `x${text}`),
    );
    const row = fc.record({
      what: words.map((text) => `w${text}`),
      ours: figures,
      peer: figures,
      value: fc.integer({ min: 0, max: 100_000 }),
      unit: fc.constantFrom('×', 'ms', 'MB', '%'),
      bar: fc.integer({ min: 0, max: 1_000 }),
      direction: fc.constantFrom('most' as const, 'least' as const),
      met: fc.boolean(),
    });
    fc.assert(
      fc.property(row, (each) => {
        expect(parseBenchRow(formatBenchRow(each))).toEqual(each);
      }),
    );
  });

  test.each(['', 'ok', 'ok     a heading', 'a table  12  13', 'MISSED nothing: | bar ≤ 3 ms'])(
    'does not read “%s” as a row',
    (line) => {
      expect(parseBenchRow(line)).toBeNull();
    },
  );
});

test('the page counts the missed promises and shows figures, peers, ratios and bars', () => {
  const page = performancePage({
    fragment: {
      date: '2026-11-28T02:00:00.000Z',
      machine: '2 × a processor',
      load: 0.3,
      finished: true,
      rows: [ratio, figure],
    },
  });
  expect(page).toContain('2 promises are measured; 1 are met, 1 are missed.');
  expect(page).toContain('2026-11-28, 2 × a processor, load 0.3 before the run.');
  expect(page).toContain(
    '| build p95 ÷ polyfill p95, saved pages | 1.3 ms | text-fragments-polyfill 242 ms | 0.0054 × | ≤ 0.05 × | met |',
  );
  expect(page).toContain('| recall: quotes, 99 of 100 | 99.00 % | – | – | ≥ 99.9 % | **missed** |');
});
