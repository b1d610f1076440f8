import { expect, test } from 'vitest';
import { dateInLine } from '@/utils/text/date-in-words';

test.each([
  ['By Ann Field, 14 September 2026', '2026-09-14'],
  ['14th of May', null],
  ['September 3rd, 2026 · News', '2026-09-03'],
  ['Publié le 1er août 2026 à 10:00', '2026-08-01'],
  ['4. März 2026', '2026-03-04'],
  ['14 de septiembre de 2026', '2026-09-14'],
  ['Updated 2026-09-14', '2026-09-14'],
  ['Karl Lind, 14 September', ''],
  ['14 September 2026.', '2026-09-14'],
  ['It rose on 14 September 2026.', null],
  ['12 marches', null],
  ['45 May 2026', null],
  [`${'Long words '.repeat(12)}14 September 2026`, null],
  ['', null],
])('the day that %j names is %j', (line, day) => {
  expect(dateInLine(line)).toBe(day);
});
