import { describe, expect, test } from 'vitest';
import { checkClaim } from '@/utils/claim/check-claim';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { newId } from '@/utils/model/ids';
import { claimsOf, importedReport, readReport } from '../report/read-back';

const HEAD = '| Country | 2021 | 2022 | 2023 |\n|---|---|---|---|';
const EHA = '[EHA](http://eha.example/t)';
const SCB = '[SCB](https://www.scb.example/heat)';
/** Each cell is a line, as in the text of a page. */
const PAGE = [
  'Heat pumps sold',
  'The figures are in thousands.',
  ...['Country', '2021', '2022', '2023'],
  ...['Sweden', '215', '176', '140'],
  ...['France', '537', '621', '504'],
  'The figures are of 14 countries.',
].join('\n');

const table = (...rows: readonly string[]): string => [HEAD, ...rows, ''].join('\n');

/** Returns the words of each claim that its page does not say. */
function hintsOf(markdown: string): string[][] {
  const { claims } = deriveReportClaims(importedReport(readReport(markdown)).content);
  const page = { quote: null, pageText: PAGE, verdict: null, language: 'en' } as const;
  return claims.map((claim) =>
    checkClaim(claim, [{ ...page, clipId: newId<'clip'>() }], { language: 'en' }).map(
      ({ words }) => words,
    ),
  );
}

describe('the claim of a row', () => {
  test.each([
    [`Sweden ${EHA} | 215 | 167 | 140`, 'Sweden EHA\t215\t167\t140'],
    [`Sweden | 215 | 167 ${EHA} | 140`, 'Sweden\t215\t167 EHA\t140'],
    [`Sweden | 215 | 167 | 140 ${EHA}`, 'Sweden\t215\t167\t140 EHA'],
    [`Sweden (${EHA}) | 215 | 167 | 140`, 'Sweden\t215\t167\t140'],
    [`${EHA} | 215 | 167 | 140`, 'EHA\t215\t167\t140'],
    [`[Sweden](http://eha.example/t) | 215 | 167 | 140`, 'Sweden\t215\t167\t140'],
  ])('is the whole row, with its link in any cell: %s', (row, claim) => {
    expect(claimsOf(table(`| ${row} |`))).toEqual([`${claim} <= eha.example/t`]);
  });

  test.each(['Sweden [1] | 215 | 167 | 140', 'Sweden | 215 [1] | 167 | 140'])(
    'is the whole row, with its mark in any cell: %s',
    (row) => {
      const text = `${table(`| ${row} |`)}\n## Sources\n\n[1] http://eha.example/t\n`;
      expect(claimsOf(text)).toEqual(['Sweden\t215\t167\t140 <= eha.example/t']);
    },
  );

  test('a row with several links is divided, and its last link gets the rest', () => {
    expect(claimsOf(table(`| Sweden ${EHA} | 215 | 167 ${SCB} | 140 |`))).toEqual([
      'Sweden EHA <= eha.example/t',
      '215\t167 SCB\t140 <= www.scb.example/heat',
    ]);
    expect(claimsOf(table(`| Sweden ${EHA} ${SCB} | 215 | 167 | 140 |`))).toEqual([
      'Sweden EHA SCB\t215\t167\t140 <= eha.example/t www.scb.example/heat',
    ]);
  });

  test.each([
    `Sweden ${EHA} | 215 | 167 | 140`,
    `Sweden | 215 ${EHA} | 167 | 140`,
    `Sweden | 215 | 167 | 140 ${EHA}`,
    `Sweden (${EHA}) | 215 | 167 | 140`,
    `Sweden ${EHA}, ${SCB} | 215 | 167 | 140`,
    `Sweden [The Heat Blog](https://the-heat.example/) | 215 | 167 | 140`,
  ])('has a hint for a wrong figure only: %s', (row) => {
    const other = '| France [The Heat Blog](https://the-heat.example/) | 537 | 621 | 504 |';
    const rows = row.includes('Blog') ? [other] : [];
    expect(hintsOf(table(`| ${row} |`, ...rows))).toEqual([['167'], ...rows.map(() => [])]);
    expect(hintsOf(table(`| ${row.replace('167', '176')} |`, ...rows)).flat()).toEqual([]);
  });

  test('still looks for the words of a link that do not name a source', () => {
    const figure = '| Sweden | 215 | [167.0](http://eha.example/t) | 140 |';
    expect(hintsOf(table(figure))).toEqual([['167.0']]);
    const name = '| [Norway](http://norway.example/t) | 215 | 176 | 140 |';
    expect(hintsOf(table(name))[0]).toContain('Norway');
    const cell = '| Sweden | 215 | [Oslo Energy](http://eha.example/t) | 140 |';
    expect(hintsOf(table(cell))[0]).toContain('Oslo Energy');
  });
});

test.each([
  'Source du tableau : [1]',
  '*Source du tableau : [1].*',
  `Source of the table: ${EHA}, 2024`,
  `**Quelle der Daten:** ${EHA}`,
])('a line below a table that names its source is no claim: %s', (line) => {
  const rows = table('| Sweden | 215 | 176 | 140 |');
  const text = `${rows}\n${line}\n\nIt rose [1].\n\n## Sources\n\n[1] http://eha.example/t\n`;
  expect(claimsOf(text)).toEqual(['It rose <= eha.example/t']);
});
