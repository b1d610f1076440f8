import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { isBetween } from '@/utils/claim/claim';
import { newId } from '@/utils/model/ids';
import { measureGrowth } from '../growth';
import { asClaim } from './labelled';

/** A table: its head, and its rows. */
type Cells = readonly (readonly string[])[];

const byTab = (table: Cells): string => table.map((row) => row.join('\t')).join('\n');
const byLine = (table: Cells): string => table.flat().join('\n');
const SHAPES = [
  ['a tab between the cells', byTab],
  ['each cell on a line', byLine],
] as const;

/** Returns the figures with a hint, each with what the passage says in its place. */
function hinted(claim: string, quote: string | null, pageText: string | null = null): string[] {
  const passage = {
    clipId: newId<'clip'>(),
    quote,
    pageText,
    verdict: 'verbatim',
    language: 'en',
  } as const;
  return checkClaim(asClaim(claim), [passage], { language: 'en' })
    .filter(isBetween)
    .map(({ words, against }) => `${words} – ${against}`);
}

const HEAD = ['Town', '2022', '2023'];
const LUND = ['Lund', '41', '47'];
const VIK = ['Vik', '30', '22'];

describe.each(SHAPES)('a figure of a row with %s', (_name, shape) => {
  const alone = shape([HEAD, LUND]);
  const page = ['They are counted at the gate.', shape([HEAD, LUND, VIK]), 'That is all.'].join(
    '\n',
  );

  test.each([
    ['Lund had 41 visitors in 2023', ['41 – 2023: 47']],
    ['In 2022, Lund had 47 visitors', ['47 – 2022: 41']],
    ['Lund a compté 41 visiteurs en 2023', ['41 – 2023: 47']],
    ['Lund went from 47 in 2022 to 41 in 2023', ['47 – 2022: 41']],
    ['Lund est passée de 47 en 2022 à 41 en 2023', ['47 – 2022: 41']],
    ['Lund had 47 visitors in 2023', []],
    ['In 2022, Lund had 41 visitors', []],
    ['Lund went from 41 in 2022 to 47 in 2023', []],
    ['Lund grew from 41 to 47 in 2023', []],
    ['Lund had more than 41 visitors in 2023', []],
    ['In 2023, Lund beat its 41 visitors', []],
    ['Between 2022 and 2023, Lund went from 41 to 47', []],
    ['Lund had 41 visitors in 2021', []],
    ['Lund had 41 visitors', []],
    ['Osby had 41 visitors in 2023', []],
  ])('of %s has the hints %j', (claim, expected) => {
    expect(hinted(claim, alone)).toEqual(expected);
    expect(hinted(claim, shape([LUND]), page)).toEqual(expected);
    expect(hinted(claim, null, page)).toEqual(expected);
  });

  test('a figure gets no hint if both columns have it', () => {
    const even = shape([HEAD, ['Lund', '41', '41']]);
    expect(hinted('Lund had 41 visitors in 2023', even)).toEqual([]);
  });

  test('a figure gets no hint if the claim names two rows', () => {
    expect(hinted('Lund had 41 visitors in 2023, Vik fewer', null, page)).toEqual([]);
  });

  test('a figure gets no hint if a second table has a row of the same name', () => {
    const second = [page, shape([HEAD, ['Lund', '47', '41'], VIK])].join('\n');
    expect(hinted('Lund had 41 visitors in 2023', shape([LUND]), second)).toEqual([]);
  });

  test('a figure gets no hint if the head of the table has fewer cells than its row', () => {
    const merged = shape([HEAD, ['Lund', '41', '47', '52'], ['Vik', '30', '22', '24']]);
    expect(
      hinted('Lund had 41 visitors in 2023', shape([['Lund', '41', '47', '52']]), merged),
    ).toEqual([]);
  });

  test('a figure gets no hint if two columns have the same year', () => {
    const twice = shape([
      ['Town', '2022', '2023', '2022', '2023'],
      ['Lund', '41', '47', '12', '13'],
    ]);
    expect(hinted('Lund had 41 visitors in 2023', twice)).toEqual([]);
  });

  test('a figure of another column gets a hint if the claim names its column by one word', () => {
    const words = shape([['Town', 'Visits', 'Calls'], LUND]);
    expect(hinted('Lund had 41 calls', words)).toEqual(['41 – Calls: 47']);
    expect(hinted('Lund had 47 calls', words)).toEqual([]);
    expect(hinted('Of the calls in Lund, 41 were answered', words)).toEqual([]);
  });

  test('in random tables, a figure gets a hint only if it stands in another column', () => {
    let seed = 7;
    const below = (limit: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % limit;
    };
    const towns = ['Lund', 'Vik', 'Osby', 'Tarn', 'Harl', 'Moss', 'Sund'];
    const figure = (): string => {
      const value = 3 + below(below(2) === 0 ? 60 : 4000);
      return value > 999 ? value.toLocaleString('en') : String(value);
    };
    let missed = 0;
    for (let made = 0; made < 100; made++) {
      const width = 2 + below(4);
      const from = 1990 + below(30);
      const years = Array.from({ length: width }, (_, at) => String(from + at));
      if (below(3) === 0) years.reverse();
      const rows = towns
        .slice(below(4))
        .map((town) => [town, ...Array.from({ length: width }, figure)]);
      const row = rows[below(rows.length)] ?? [];
      const [town = ''] = row;
      const [one, two] = [1 + below(width), 1 + below(width)];
      const [year, other] = [years[one - 1] ?? '', years[two - 1] ?? ''];
      const text = ['They are counted at the gate.', shape([['Town', ...years], ...rows])].join(
        '\n',
      );
      const says = (a = '', b = ''): string[] => [
        `${town} had ${a} visitors in ${year}`,
        `In ${year}, ${a} people came to ${town}`,
        ...(one === two
          ? []
          : [
              `${town} went from ${a} in ${year} to ${b} in ${other}`,
              `In ${year} ${town} had ${a} visitors, in ${other} it had ${b}`,
            ]),
      ];
      for (const quote of [shape([row]), null]) {
        const isTrue = [
          ...says(row[one], row[two]),
          `${town} went from ${row[one]} to ${row[two]} between ${year} and ${other}`,
          `In ${other}, ${town} had more or fewer than ${row[one]} visitors`,
        ];
        for (const claim of isTrue) expect([claim, ...hinted(claim, quote, text)]).toEqual([claim]);
        // "790" can be a rounding of 788.
        const [mine, theirs] = [one, two].map((at) => Number(row[at]?.replace(',', '')));
        if (Math.abs((mine ?? 0) / (theirs ?? 1) - 1) < 0.15) continue;
        for (const claim of says(row[two], row[one]))
          if (hinted(claim, quote, text).length === 0) missed++;
      }
    }
    expect(missed).toBe(0);
  });
});

test('the columns of a table are compared in linear time, however many it has', () => {
  const letters = (at: number): string =>
    at.toString(26).replace(/./gu, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  const wide = (columns: number): string => {
    const cells = Array.from({ length: columns }, (_, at) => at);
    const head = ['Town', ...cells.map((at) => `q${letters(at)}x`)];
    return byTab([head, ['Lund', ...cells.map((at) => String(at + 300))]]);
  };
  const growth = measureGrowth((quote) => hinted('Lund had 301 in qax', quote), wide, 1_000);
  expect(growth).toMatchObject({ isLinear: true });
});
