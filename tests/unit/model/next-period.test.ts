import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPeriodTitle } from '@/utils/model/next-period';

describe('the title of the next issue', () => {
  test.each([
    ['names the next month', 'Watch, March 2025', 'en', 'Watch, April 2025'],
    ['begins a new year after December', 'Watch – December 2025', 'en', 'Watch – January 2026'],
    ['keeps small letters', 'Veille IA, décembre 2025', 'fr', 'Veille IA, janvier 2026'],
    ['keeps capitals', 'VEILLE MARS 2025', 'fr', 'VEILLE AVRIL 2025'],
    ['keeps a first capital', 'Août 2025 : veille', 'fr', 'Septembre 2025 : veille'],
    ['counts in figures', 'veille-ia-2025-03', 'fr', 'veille-ia-2025-04'],
    ['counts in figures over a year', '2025-12 Watch', 'en', '2026-01 Watch'],
    ['is in the language of the report', 'Bericht März 2025', 'de', 'Bericht April 2025'],
    ['may be in English in any report', 'Watch, May 2025', 'fr', 'Watch, June 2025'],
    ['knows Spanish with its de', 'Informe, enero de 2025', 'es', 'Informe, febrero de 2025'],
    ['takes the last month of several', 'May 2024 to June 2025', 'en', 'May 2024 to July 2025'],
    ['works where the language is none', 'Watch, May 2025', 'no such tag', 'Watch, June 2025'],
  ])('%s', (_name, title, language, next) => {
    expect(nextPeriodTitle(title, language)).toBe(next);
  });

  test.each([
    ['names no period', 'Lakes in spring', 'en'],
    ['names a year alone', 'Watch 2025', 'en'],
    ['names a day', 'Notes of 2025-03-14', 'en'],
    ['has a month that is part of a word', 'Dismay 2025', 'en'],
    ['is empty', '', 'en'],
  ])('is unknown where the title %s', (_name, title, language) => {
    expect(nextPeriodTitle(title, language)).toBeNull();
  });

  test('comes round to the same month after twelve issues', () => {
    const names = fc.record({ year: fc.integer({ min: 1000, max: 9000 }), month: fc.nat(11) });
    fc.assert(
      fc.property(names, fc.constantFrom('en', 'fr', 'de', 'it'), ({ year, month }, language) => {
        const words = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
        const name = words.format(Date.UTC(2025, month, 15));
        let title: string | null = `Watch, ${name} ${year.toString()}`;
        for (let issue = 0; issue < 12; issue += 1) title = nextPeriodTitle(title ?? '', language);
        expect(title).toBe(`Watch, ${name} ${(year + 1).toString()}`);
      }),
    );
  });
});
