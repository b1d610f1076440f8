import { describe, expect, test } from 'vitest';
import { joinRows } from '@/utils/text/table-rows';

/** Cells are divided by `/`, and lines that must not be joined by `//`. */
const cells = (rows: string) => rows.replaceAll(/ ?\/\/ ?/gu, '\n').replaceAll(/ ?\/ ?/gu, '\n');
const joined = (rows: string) => rows.replaceAll(/ ?\/\/ ?/gu, '\n').replaceAll(/ ?\/ ?/gu, ' ');

describe('the cells of a row are one line', () => {
  test.each([
    ['rows alone', 'North / 6.2 / 6.6 // South / 5.1 / 4.9'],
    ['one row', 'Germany / 439,500 / 226,800'],
    ['a header', 'Region / Q3 2025 / Q2 2026 // North / 6.2 / 6.6 // South / 5.1 / 4.9'],
    ['a header above one row', 'Region / Q3 2025 / Q2 2026 // North / 6.2 / 6.6'],
    [
      'a header with an empty corner',
      'Q3 2025 / Q2 2026 // North / 6.2 / 6.6 // South / 5.1 / 4.9',
    ],
    ['years above', 'Year / 2023 / 2024 // North / 6.2 / 6.6 // South / 5.1 / 4.9'],
    [
      'a caption',
      'Unemployment by region, per cent // Region / Q3 / Q2 // North / 6.2 / 6.6 // South / 5.1 / 4.9',
    ],
    ['labels of two cells', 'Paris / France / 2.1 / 3 // Rome / Italy / 2.7 / 4'],
    ['an empty cell', 'North / 6.2 / 6.6 // South / 5.1 // East / 4.9 / 5'],
    ['a dash', 'North / – / 6.6 // South / 5.1 / –'],
    ['a label behind it', 'North / 6.2 / 6.6 // South / 5.1 / 4.9 // Source: National Statistics'],
    [
      'a sentence before and behind',
      'The rates rose. // North / 6.2 // South / 5.1 // They fall again now.',
    ],
  ])('%s', (_name, rows) => {
    expect(joinRows(cells(rows))).toBe(joined(rows));
  });
});

describe('other lines stay', () => {
  test.each([
    'One line of 24 words and 3 figures.',
    'A heading\nA short line\nAnother one',
    'Chapter\n3\nThe lake',
    '2024\n1 100\n2025\n1 200',
    'The lake rose.\nIt fell by 3 m in 2024.',
    '',
  ])('%j', (text) => {
    expect(joinRows(text)).toBe(text);
  });
});
