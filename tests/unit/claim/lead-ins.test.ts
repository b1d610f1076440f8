import { describe, expect, test } from 'vitest';
import { measureGrowth, pumped } from '@/tests/unit/growth';
import { claimsOf, importedReport, readReport } from '@/tests/unit/report/read-back';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';

const LIST = '\n\n[1]: https://a.example/\n[2]: https://b.example/\n';
const AGENCY = '[the agency](https://a.example/)';
const TOWN = '[the town](https://b.example/)';

/** Returns the claims of a text, and behind a dash its sentences without a citation. */
function readClaims(text: string): string[] {
  const { statements } = deriveReportClaims(importedReport(readReport(text + LIST)).content);
  return [
    ...claimsOf(text + LIST),
    ...statements.flatMap(({ plain, uncited }) =>
      uncited.map(({ start, end }) => `- ${plain.slice(start, end)}`),
    ),
  ];
}

describe('words that lead to a source take the words behind its mark', () => {
  test.each([
    ['According to [1], the river rose by 2 metres.', 'According to, the river rose by 2 metres.'],
    ['Selon [1], le fleuve a monté de 2 mètres.', 'Selon, le fleuve a monté de 2 mètres.'],
    ['Laut [1] stieg der Fluss um 2 Meter.', 'Laut stieg der Fluss um 2 Meter.'],
    ['According to the report [1], the river rose.', 'According to the report, the river rose.'],
    [
      'According to the 2024 report of the agency ([1]), the river rose.',
      'According to the 2024 report of the agency, the river rose.',
    ],
    [
      'Selon une étude de la ville publiée en 2024 [1], le fleuve a monté.',
      'Selon une étude de la ville publiée en 2024, le fleuve a monté.',
    ],
    ['As [1] shows, the river rose.', 'As shows, the river rose.'],
    ['As the report [1] shows, the river rose.', 'As the report shows, the river rose.'],
    ['As reported by [1], the river rose.', 'As reported by, the river rose.'],
    ['Comme le montre [1], le fleuve a monté.', 'Comme le montre, le fleuve a monté.'],
    ['Wie [1] zeigt, stieg der Fluss.', 'Wie zeigt, stieg der Fluss.'],
    ['See [1] for the levels of the river.', 'See for the levels of the river.'],
    ['In [1], the authors state that it rose.', 'In, the authors state that it rose.'],
    ['In March [1], the river rose by 2 metres.', 'In March, the river rose by 2 metres.'],
    ['It was shown by [1] that the river rose.', 'It was shown by that the river rose.'],
    ['Data from [1] show that it rose.', 'Data from show that it rose.'],
    ['The report [1] found that the river rose.', 'The report found that the river rose.'],
    ['Smith et al. [1] found that it rose.', 'Smith et al. found that it rose.'],
    ['Smith (2024) [1] found that it rose.', 'Smith (2024) found that it rose.'],
    ['[1] found that the river rose.', 'found that the river rose.'],
    [`According to ${AGENCY}, the river rose.`, 'According to the agency, the river rose.'],
    [`In a report, ${AGENCY} says the river rose.`, 'In a report, the agency says the river rose.'],
    [
      'In its [report published in March](https://a.example/), the agency says it rose.',
      'In its report published in March, the agency says it rose.',
    ],
    [
      'According to the agency (Lee, [Report](https://a.example/), 2024), the river rose.',
      'According to the agency (Lee, Report, 2024), the river rose.',
    ],
  ])('%s', (text, claim) => {
    expect(readClaims(text)).toEqual([`${claim} <= a.example/`]);
    expect(readClaims(`It froze. ${text} It fell.`)).toEqual([
      `${claim} <= a.example/`,
      '- It froze.',
      '- It fell.',
    ]);
  });

  test.each([
    [
      'up to the next mark, which stands behind the same words',
      'According to [1], the river rose by 2 metres [2]. It fell.',
      ['According to, the river rose by 2 metres <= a.example/ b.example/', '- It fell.'],
    ],
    [
      'with a second source beside the first',
      'In [1] and [2], the authors agree that it rose.',
      ['In and, the authors agree that it rose. <= a.example/ b.example/'],
    ],
    [
      'up to the next words that lead to a source',
      'According to [1], the river rose, and according to [2], the town flooded.',
      [
        'According to, the river rose <= a.example/',
        'and according to, the town flooded. <= b.example/',
      ],
    ],
    [
      'up to the next link',
      `According to ${AGENCY}, the river rose, and according to ${TOWN}, it fell.`,
      [
        'According to the agency, the river rose <= a.example/',
        'and according to the town, it fell. <= b.example/',
      ],
    ],
    [
      'behind a clause with a mark of its own',
      'Prices rose [1], and according to [2], wages fell.',
      ['Prices rose <= a.example/', 'and according to, wages fell. <= b.example/'],
    ],
    [
      'behind marks of the sentence before',
      'Prices rose. [1] [2] found that wages fell [2]. It froze [1] [2].',
      [
        'found that wages fell <= a.example/ b.example/ b.example/',
        'It froze <= a.example/ b.example/',
        '- Prices rose.',
      ],
    ],
    [
      'behind a sentence with a mark of its own',
      'Prices rose [1]. [2] found that wages fell.',
      ['Prices rose <= a.example/', 'found that wages fell. <= b.example/'],
    ],
  ])('%s', (_name, text, claims) => {
    expect(readClaims(text)).toEqual(claims);
  });
});

test.each([
  ['Prices rose [1] and wages fell [2].', 'Prices rose', 'and wages fell'],
  ['As prices fell [1], wages rose [2].', 'As prices fell', 'wages rose'],
  ['In 2024 prices fell [1], wages rose [2].', 'In 2024 prices fell', 'wages rose'],
  ['In Vane 44 % [1], in Quill 12 % [2].', 'In Vane 44 %', 'in Quill 12 %'],
  ['The mayor said it rose [1] and fell [2].', 'The mayor said it rose', 'and fell'],
  ['It rose, according to [1], and it fell [2].', 'It rose, according to', 'and it fell'],
  ['The river [1] rose by two metres [2].', 'The river', 'rose by two metres'],
  [
    'According to the agency the river rose by 2 metres [1], and the town flooded [2].',
    'According to the agency the river rose by 2 metres',
    'and the town flooded',
  ],
])('claims on both sides of a mark stay two: %s', (text, first, second) => {
  expect(readClaims(text)).toEqual([`${first} <= a.example/`, `${second} <= b.example/`]);
});

describe('marks with only a joining word between them support the same words', () => {
  test.each([
    ['The river rose [1] and [2].', 'The river rose'],
    ['Le lac monte [1] ainsi que [2].', 'Le lac monte'],
    ['Der See steigt [1] sowie [2].', 'Der See steigt'],
    ['El lago sube [1] y [2].', 'El lago sube'],
    ['The river rose [1], as well as [2].', 'The river rose'],
    ['The river rose [1], see also [2].', 'The river rose'],
    ['Le lac monte [1], voir aussi [2].', 'Le lac monte'],
    ['Der See steigt [1]; vgl. auch [2].', 'Der See steigt'],
    ['The river rose [1]; cf. [2].', 'The river rose'],
    ['The river rose ([A, 2024](https://a.example/)) and [2].', 'The river rose'],
    ['The river rose [1].\nSee also [2].', 'The river rose'],
    ['The river rose. See [1] or [2].', 'The river rose.'],
    ['“The river rose” [1] and [2].', '“The river rose”'],
    ['> The river rose [1] and [2].', 'The river rose'],
  ])('%s', (text, claim) => {
    expect(readClaims(text)).toEqual([`${claim} <= a.example/ b.example/`]);
  });

  test('but not where the second one is the subject of a new clause', () => {
    expect(readClaims('The river rose [1], and [2] found that wages fell.')).toEqual([
      'The river rose <= a.example/',
      'and found that wages fell. <= b.example/',
    ]);
  });
});

test.each([
  ['The river rose. [1] The town flooded.', 'The river rose.'],
  ['The river rose. [1] the town flooded.', 'The river rose.'],
  ['The river rose. (dpa, [A](https://a.example/), 2025) says the town.', 'The river rose.'],
  ['“The river rose.” [1] said the mayor.', '“The river rose.”'],
  ['“The river rose” [1] said the mayor.', '“The river rose”'],
  ['« Le lac monte » [1] affirme la mairie.', '« Le lac monte »'],
  ['The dam gave in [1] when the river rose.', 'The dam gave in'],
  ['For the levels of the river, see [1].', 'For the levels of the river, see'],
])('words behind a mark that are no part of its claim stay outside: %s', (text, claim) => {
  expect(claimsOf(text + LIST)).toEqual([`${claim} <= a.example/`]);
});

test.each([
  'According to [1], it rose, and in [2] it fell. [1] found it. ',
  'In [1] and ',
  '[1] and ',
])('many marks behind %s are read in linear time', (pattern) => {
  const make = (length: number) => pumped(pattern)(length) + LIST;
  expect(measureGrowth(claimsOf, make, 800)).toMatchObject({ isLinear: true });
});
