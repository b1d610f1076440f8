import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { newId } from '@/utils/model/ids';
import { asClaim } from './labelled';

/** Returns the words that the cited page does not say about what the claim is about. */
function hinted(claim: string, pageText: string): string[] {
  const page = {
    clipId: newId<'clip'>(),
    quote: null,
    pageText,
    verdict: null,
    language: 'en',
  } as const;
  return checkClaim(asClaim(claim), [page], { language: 'en' })
    .filter(({ found }) => found === 'not-on-page')
    .map(({ words }) => words);
}

/** A page with a table, of which each cell is a line. Empty cells show nothing. */
const tablePage = (rows: readonly (readonly string[])[]): string =>
  [
    'Shore power in the harbours of the strait',
    'Many ferries stay at the quay for an hour. Each call with a cable saves fuel.',
    ...rows.flat().filter((cell) => cell !== ''),
    'Ports report each call within a day. A call without a cable is counted too.',
  ].join('\n');

const HEAD = ['Line', 'Calls', 'Plugged in'];
const PLAIN = [
  HEAD,
  ['Sund–Vik', '124', '61'],
  ['Tarn–Osby', '80', '26'],
  ['Varnholt–Eskil', '208', '181'],
  ['Varnholt–Osby', '93', '44'],
];

describe('of a page with a table, a figure', () => {
  test.each<{ name: string; page?: string; claim: string; expected: string[] }>([
    {
      name: 'in the row of the claim has no hint',
      claim: 'Varnholt–Eskil\t181 of 208 calls',
      expected: [],
    },
    {
      name: 'in the row of the claim has no hint, cell by cell',
      claim: 'Varnholt–Eskil\t208\t181',
      expected: [],
    },
    {
      name: 'in the row of the claim has no hint in a sentence',
      claim: 'On the Varnholt–Eskil line, 181 of 208 calls were plugged in',
      expected: [],
    },
    { name: 'of another row has a hint', claim: 'Tarn–Osby\t80 calls\t61', expected: ['61'] },
    { name: 'of the row above has a hint', claim: 'Tarn–Osby\t124\t61', expected: ['124', '61'] },
    {
      name: 'of the row below has a hint',
      claim: 'Tarn–Osby\t208\t181',
      expected: ['208', '181'],
    },
    {
      name: 'of a row that shares a part of the name has a hint',
      claim: 'Varnholt–Eskil\t208\t44',
      expected: ['44'],
    },
    {
      name: 'of two rows that the claim names has no hint',
      claim: 'Varnholt–Eskil has 208 calls, Tarn–Osby has 26 with a cable',
      expected: [],
    },
    {
      name: 'of a row that the claim does not name has a hint beside two others',
      claim: 'Varnholt–Eskil has 208 calls, Tarn–Osby has 61 with a cable',
      expected: ['61'],
    },
    {
      name: 'has a hint if the claim names no row',
      claim: 'On the line of the harbours, 181 of 208 calls were plugged in',
      expected: ['181', '208'],
    },
    {
      name: 'in the row of the claim has no hint beside the number of the row',
      page: tablePage([
        ['No.', ...HEAD],
        ...PLAIN.slice(1).map((row, at) => [`${at + 1}`, ...row]),
      ]),
      claim: 'Varnholt–Eskil\t208\t181',
      expected: [],
    },
    {
      name: 'before the name of the next row has a hint',
      page: tablePage([
        ['Calls', 'Line', 'Plugged in'],
        ['124', 'Sund–Vik', '61'],
        ['83', 'Tarn–Osby', '26'],
        ['208', 'Varnholt–Eskil', '181'],
      ]),
      claim: 'Tarn–Osby\t208\t61',
      expected: ['208', '61'],
    },
    {
      name: 'has no hint in a row with an empty cell, below an empty row',
      page: tablePage([
        HEAD,
        ['Sund–Vik', '124', '61'],
        ['Harl–Moss', '', ''],
        ['Tarn–Osby', '83', ''],
        ['Varnholt–Eskil', '208', '181'],
      ]),
      claim: 'Tarn–Osby has 83 calls, Varnholt–Eskil 181 with a cable',
      expected: [],
    },
    {
      name: 'of the row below has a hint for an empty row',
      page: tablePage([
        HEAD,
        ['Sund–Vik', '124', '61'],
        ['Harl–Moss', '', ''],
        ['Tarn–Osby', '83', '26'],
        ['Varnholt–Eskil', '208', '181'],
      ]),
      claim: 'Harl–Moss\t83\t61',
      expected: ['83', '61'],
    },
    {
      name: 'has no hint beside dashes and units',
      page: tablePage([
        [...HEAD, 'Share', 'Length'],
        ['Sund–Vik', '124', '–', '–', '12.5 km'],
        ['Varnholt–Eskil', '208', '181', '87 %', '43.5 km'],
      ]),
      claim: 'Varnholt–Eskil\t208\t181\t87 %\t43.5 km',
      expected: [],
    },
    {
      name: 'of another row has a hint beside dashes and units',
      page: tablePage([
        [...HEAD, 'Share', 'Length'],
        ['Sund–Vik', '124', '–', '–', '12.5 km'],
        ['Varnholt–Eskil', '208', '181', '87 %', '43.5 km'],
      ]),
      claim: 'Sund–Vik\t124\t181\t87 %\t43.5 km',
      expected: ['181', '87 %', '43.5 km'],
    },
    {
      name: 'in the row of the claim has no hint behind a second cell with words',
      page: tablePage([
        ['Line', 'Owner', 'Calls', 'Plugged in'],
        ['Tarn–Osby', 'Nordferge', '83', '26'],
        ['Varnholt–Eskil', 'Nordferge', '208', '181'],
      ]),
      claim: 'Varnholt–Eskil\t208\t181',
      expected: [],
    },
    {
      name: 'of the row above has a hint behind a second cell with words',
      page: tablePage([
        ['Line', 'Owner', 'Calls', 'Plugged in'],
        ['Tarn–Osby', 'Nordferge', '83', '26'],
        ['Varnholt–Eskil', 'Nordferge', '208', '181'],
      ]),
      claim: 'Varnholt–Eskil\t83\t26',
      expected: ['83', '26'],
    },
    {
      name: 'has a hint if only another row has a part of the name',
      claim: 'Varnholt–Osby\t208\t181',
      page: tablePage([HEAD, ['Tarn–Osby', '124', '61'], ['Varnholt–Eskil', '208', '181']]),
      expected: ['208', '181'],
    },
    {
      name: 'has a hint if several rows have the name and other words',
      page: tablePage([
        HEAD,
        ['Varnholt–Eskil by day', '124', '61'],
        ['Varnholt–Eskil by night', '84', '23'],
      ]),
      claim: 'Varnholt–Eskil\t124\t61',
      expected: ['124', '61'],
    },
    {
      name: 'of another year has a hint',
      page: tablePage([
        ['Year', 'Calls', 'Plugged in'],
        ['2019', '124', '61'],
        ['2020', '208', '181'],
      ]),
      claim: 'In 2019, 208 calls were counted, of which 181 were plugged in',
      expected: ['208', '181'],
    },
  ])('$name', ({ page = tablePage(PLAIN), claim, expected }) => {
    expect(hinted(claim, page)).toEqual(expected);
  });
});

const OTHER_SHAPES: readonly (readonly [string, (row: readonly string[]) => string])[] = [
  ['a tab between the cells', (row) => row.join('\t')],
  ['a bar between the cells', (row) => row.join(' | ')],
  ['a colon behind the name', ([name, ...figures]) => `${name}: ${figures.join(' / ')}`],
  ['the figures below the name', ([name, ...figures]) => `${name}\n${figures.join(' / ')}`],
];

describe.each(OTHER_SHAPES)('of rows with %s, a figure', (_shape, lineOf) => {
  const page = tablePage(PLAIN.slice(1).map((row) => [lineOf(row)]));

  test('in the row of the claim has no hint', () => {
    expect(hinted('Varnholt–Eskil\t181 of 208 calls', page)).toEqual([]);
    expect(hinted('On the Tarn–Osby line, 26 of 80 calls were plugged in', page)).toEqual([]);
  });

  test('of a row beside it has a hint', () => {
    expect(hinted('Tarn–Osby\t80\t61', page)).toEqual(['61']);
    expect(hinted('Varnholt–Eskil\t208\t26', page)).toEqual(['26']);
    expect(hinted('Varnholt–Eskil\t93\t44', page)).toEqual(['93', '44']);
  });
});

describe('of a page whose names stand below their figures, a figure', () => {
  const cards = ['The strait in figures', '208', 'Varnholt–Eskil', '83', 'Tarn–Osby', '124'];

  test.each([
    ['at the end of the text', [...cards, 'Sund–Vik']],
    ['before a button', [...cards, 'Sund–Vik', 'Read more']],
    ['before another table', [...cards, 'Sund–Vik', ...HEAD, ...PLAIN.slice(-1).flat()]],
    ['below the names of the columns', ['Calls', 'Line', ...cards.slice(1), 'Sund–Vik']],
    [
      'with a second figure below a heading and the names of the columns',
      ['Calls of last year', 'Calls', 'Plugged in', 'Line', '208', '181', 'Varnholt–Eskil']
        .concat(['83', '26', 'Tarn–Osby', '124', '61', 'Sund–Vik'])
        .concat(['How the harbours count']),
    ],
  ])('of the next name has a hint, %s', (_where, lines) => {
    expect(hinted('Varnholt–Eskil\t83 calls', lines.join('\n'))).toEqual(['83']);
    expect(hinted('Tarn–Osby\t124 calls', lines.join('\n'))).toEqual(['124']);
  });
});

describe('of a table that a heading follows, a figure', () => {
  const page = tablePage([...PLAIN, ['How the harbours count']]);

  test('in the row of the claim has no hint', () => {
    expect(hinted('Varnholt–Eskil\t208\t181', page)).toEqual([]);
  });

  test('of another row has a hint', () => {
    expect(hinted('Varnholt–Eskil\t208\t61', page)).toEqual(['61']);
  });
});

describe('of the facts about one thing, a figure', () => {
  const facts = tablePage([
    ['Calls', '208'],
    ['Plugged in', '181'],
    ['Ferries', '17'],
  ]);

  test('has no hint if the claim has the words of its label', () => {
    expect(hinted('of 208 calls, 181 were plugged in', facts)).toEqual([]);
  });

  test('has a hint if its label says something else', () => {
    expect(hinted('of 208 calls, 17 were plugged in', facts)).toEqual(['17']);
  });

  test('has a hint if several things have such a fact', () => {
    const both = tablePage([
      ['Tarn–Osby'],
      ['Calls', '83'],
      ['Plugged in', '26'],
      ['Varnholt–Eskil'],
      ['Calls', '208'],
      ['Plugged in', '181'],
    ]);
    expect(hinted('Tarn–Osby\t208 calls, 181 plugged in', both)).toEqual(['208', '181']);
  });
});

/** Ways to write the same date. The page of the test has the first one. */
const PERIODS: readonly (readonly string[])[] = [
  ['2024'],
  ['2025', '2025*'],
  ['March 2026', 'mars 2026', '03/2026'],
  ['summer 2026', 'été 2026'],
  ['H1 2026', 'S1 2026', 'the first half of 2026', '1er semestre 2026'],
  ['Q2 2026', 'T2 2026', 'the 2nd quarter of 2026', '2e trimestre 2026', '2026 Q2'],
  ['31 December 2026', '31/12/2026', '2026-12-31'],
];
const HOMES = ['310', '475', '1,140', '1,201', '1,260', '1,322', '1,408'];

const COLUMNS: readonly (readonly [string, (period: string, at: number) => string])[] = [
  ['in the first column', (period, at) => `${period}\n${HOMES[at]}`],
  ['between two columns', (period, at) => `${at + 1}\n${period}\n${HOMES[at]}`],
  ['behind the figure', (period, at) => `${HOMES[at]}\n${period}`],
  ['with a tab behind it', (period, at) => `${period}\t${HOMES[at]}`],
  ['with a bar behind it', (period, at) => `${period} | ${HOMES[at]}`],
  ['with a colon behind it', (period, at) => `${period}: ${HOMES[at]}`],
];

describe.each(COLUMNS)('of rows with a time %s, a figure', (_where, rowOf) => {
  const pageWith = (names: (at: number) => string): string =>
    [
      'Homes connected',
      'The company counts the connected homes at the end of each period.',
      'Period',
      'Homes',
      ...PERIODS.map((_, at) => rowOf(names(at), at)),
      'The next report is in the autumn.',
    ].join('\n');
  const page = pageWith((at) => PERIODS[at]?.[0] ?? '');

  test.each(PERIODS.map((names, at) => [names[0] ?? '', names, at] as const))(
    'in the row of %s has no hint, and one of another row has',
    (period, names, at) => {
      const own = HOMES[at] ?? '';
      const other = HOMES[(at + 1) % HOMES.length] ?? '';
      for (const name of names) {
        expect(hinted(`${name}\t${own}`, page)).toEqual([]);
        expect(hinted(`${name}, ${own} homes were connected.`, page)).toEqual([]);
        expect(hinted(`${name}\t${other}`, page)).toEqual([other]);
        expect(hinted(`${name}, ${other} homes were connected.`, page)).toEqual([other]);
        const alike = pageWith((row) => (row === at ? name : (PERIODS[row]?.[0] ?? '')));
        expect(hinted(`${period}\t${own}`, alike)).toEqual([]);
        expect(hinted(`${period}\t${other}`, alike)).toEqual([other]);
      }
    },
  );
});

describe('of a page with rows of a time, a figure', () => {
  const months = tablePage([
    ['Month', 'Calls'],
    ['April 2026', '520'],
    ['March 2026', '475'],
    ['March 2025', '310'],
    ['February 2025', '280'],
  ]);

  test('of the same month of another year has a hint', () => {
    expect(hinted('In March 2026, 475 calls were counted', months)).toEqual([]);
    expect(hinted('In March 2026, 310 calls were counted', months)).toEqual(['310']);
    expect(hinted('In April 2025, 520 calls were counted', months)).toContain('520');
  });

  test('has no hint if only the claim or only the page names the year', () => {
    expect(hinted('In April, 520 calls were counted', months)).toEqual([]);
    const quarters = tablePage([['In 2026'], HEAD, ['Q1', '310', '61'], ['Q2', '475', '26']]);
    expect(hinted('In Q2 2026, 26 of 475 calls were plugged in', quarters)).toEqual([]);
    expect(hinted('In Q2, 26 of 475 calls were plugged in', quarters)).toEqual([]);
    expect(hinted('In Q2 2026, 61 of 475 calls were plugged in', quarters)).toContain('61');
  });

  test('of the end of a year stands in the row of the year', () => {
    const years = tablePage([
      ['Year', 'Calls'],
      ['2024', '310'],
      ['2025', '475'],
    ]);
    expect(hinted('At the end of 2025, 475 calls were counted', years)).not.toContain('475');
    expect(hinted('At the end of 2025, 310 calls were counted', years)).toContain('310');
  });

  test('is found with the name and the time of its row', () => {
    const both = tablePage([
      ['Line', 'Quarter', 'Calls'],
      ['Tarn–Osby', 'Q1 2026', '124'],
      ['Tarn–Osby', 'Q2 2026', '80'],
      ['Sund–Vik', 'Q2 2026', '93'],
      ['Sund–Vik', 'Q1 2026', '208'],
    ]);
    expect(hinted('In Q2 2026, the line Tarn–Osby had 80 calls', both)).toEqual([]);
    expect(hinted('In Q2 2026, the line Tarn–Osby had 124 calls', both)).toEqual(['124']);
    expect(hinted('In Q2 2026, the line Tarn–Osby had 93 calls', both)).toEqual(['93']);
  });

  test('stays with its name where the year is a figure', () => {
    const founded = tablePage([
      ['Line', 'Since', 'Calls'],
      ['Tarn–Osby', '1998', '124'],
      ['Sund–Vik', '2004', '208'],
    ]);
    expect(hinted('Tarn–Osby\t1998\t124', founded)).toEqual([]);
    expect(hinted('Tarn–Osby\t1998\t208', founded)).toEqual(['208']);
  });

  test('without a time has no hint in a claim with one', () => {
    const facts = tablePage([
      ['Calls', '208'],
      ['Plugged in', '181'],
      ['Ferries are counted in January.'],
      ['Year', 'Ferries'],
      ['2024', '17'],
      ['2025', '19'],
    ]);
    expect(hinted('In 2025, 181 of 208 calls were plugged in', facts)).toEqual([]);
    expect(hinted('In 2025, 17 ferries were counted', facts)).toEqual(['17']);
  });
});

describe('of a table whose columns are years and that another table follows, a figure', () => {
  const SALES = [
    ['Germany', '236', '356', '193', '−46%'],
    ['France', '346', '238', '181', '−24%'],
    ['United Kingdom', '60', '60', '98', '+63%'],
  ];
  const SHARES = [
    ['Stock and penetration'],
    ['Country', 'Per 1,000 households', 'Share of new buildings'],
    ['Norway', '635', '94%'],
    ['Germany', '47', '69.4%'],
  ];
  const YEARS = ['Country', '2022', '2023', '2024'];
  const pages = [
    ['and its last column a change', [[...YEARS, 'Change 2023–2024'], ...SALES]],
    ['only', [YEARS, ...SALES.map((row) => row.slice(0, 4))]],
  ] as const;

  test.each(pages)('%s, has a hint only in another row', (_, rows) => {
    const page = tablePage([['Heat pump sales (thousand units)'], ...rows, ...SHARES]);
    expect(hinted('Germany\t356\t193', page)).toEqual([]);
    expect(hinted('United Kingdom\t60\t98', page)).toEqual([]);
    expect(hinted('Germany\t47\t69.4%', page)).toEqual([]);
    expect(hinted('Germany\t365\t193', page)).toEqual(['365']);
    expect(hinted('Germany\t238\t181', page)).toEqual(['238', '181']);
    expect(hinted('France\t356\t193', page)).toEqual(['356', '193']);
  });

  test('belongs to no row if the years are not those of all columns', () => {
    const page = tablePage([['Country', '2022', '2023'], ...SALES, ...SHARES]);
    expect(hinted('France\t236\t356', page)).toEqual(['236', '356']);
    expect(hinted('Germany\t238\t181', page)).toEqual(['238', '181']);
  });
});
