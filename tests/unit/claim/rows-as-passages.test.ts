import { describe, expect, test } from 'vitest';
import { madePin } from '@/scripts/made-evidence';
import { citingClaims } from '@/utils/claim/citing-claims';
import { rowPassages } from '@/utils/claim/page-rows';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { newId } from '@/utils/model/ids';
import { rankCandidates } from '@/utils/quote/rank-candidates';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { judgeQuote } from '@/utils/verify/judge-quote';
import { pinPassage } from '@/utils/verify/pin-passage';
import { importedReport, readReport } from '../report/read-back';

const LEDGER = 'https://ledger.example/wind';

const NOW = '2026-05-09T08:00:00.000Z';

/** A page in which each cell is a line, as the text of a page has them. */
const PAGE = `Energy Ledger
Home
About the Energy Ledger
Heat pumps in the north
The Energy Ledger counted them in 2024, after 2022 and before 2026.
Country
2023
2024
France
61,200
58,100
Germany
439,500
226,800
Spain
102,300
99,000
Offshore wind
Year
Capacity (MW)
2022
700
2023
900
2024
1,100
More figures in the Energy Ledger.
© 2025 The Energy Ledger.`;

/** The passages for each claim of a report with these rows, the best first. */
function passages(page: string, rows: readonly string[], lastColumn = 'Source') {
  const head = (rows[0] ?? '')
    .replace(/[^|]+(?=\|)/gu, 'Column')
    .replace(/Column\|$/u, `${lastColumn}|`);
  const line = head.replace(/[^|]+/gu, '---');
  const { content } = importedReport(readReport([head, line, ...rows, ''].join('\n')));
  const { clipId } = content.citations[0]!;
  const model = createPlainTextModel(page);
  return citingClaims(content, clipId).map(({ sought, around }) =>
    rankCandidates(model, { claims: [sought], around }, { rows: rowPassages(page) }).map(
      ({ start, end }) => page.slice(start, end),
    ),
  );
}

describe('the passage for a row of a table', () => {
  test.each<readonly [string, string, string]>([
    [
      'that ends with a link on the source’s name',
      `| Germany | 439,500 | 226,800 | [Energy Ledger](${LEDGER}) |`,
      'Germany\n439,500\n226,800',
    ],
    [
      'with some of its figures',
      `| Germany | 226,800 | [Energy Ledger](${LEDGER}) |`,
      'Germany\n439,500\n226,800',
    ],
    ['that has a year as its name', `| 2022 | 700 [Ledger](${LEDGER}) |`, '2022\n700'],
    ['with a space in its figure', `| 2024 | 1 100 | [Energy Ledger](${LEDGER}) |`, '2024\n1,100'],
    [
      'with another figure is the row that it names',
      `| 2023 | 950 | [Energy Ledger](${LEDGER}) |`,
      '2023\n900',
    ],
  ])('%s is the whole row of the page', (_name, row, expected) => {
    expect(passages(PAGE, [row])[0]?.[0]).toBe(expected);
  });

  test('is neither a cell nor a line that only names the source', () => {
    const [found = []] = passages(PAGE, [
      `| Germany | 439,500 | 226,800 | [Energy Ledger](${LEDGER}) |`,
    ]);
    expect(found).toEqual(['Germany\n439,500\n226,800']);
  });

  test('comes first if the heading of the column does not say that it names sources', () => {
    const row = `| Germany | 439,500 | 226,800 | [Energy Ledger](${LEDGER}) |`;
    expect(passages(PAGE, [row], 'Read it here')[0]?.[0]).toBe('Germany\n439,500\n226,800');
  });

  test('is the only one for two links in the column of the sources', () => {
    const row = `| Germany | 439,500 | 226,800 | [Energy Ledger](${LEDGER}), [Ledger](${LEDGER}) |`;
    expect(passages(PAGE, [row])).toEqual([['Germany\n439,500\n226,800']]);
  });

  test('starts at the label that the claim names, behind a text of the row above', () => {
    const page = [
      'Country',
      'Units',
      'Trend',
      'France',
      '61,200',
      'rising',
      'Spain',
      '102,300',
      'falling',
    ];
    const text = [...page, 'That is all for now.'].join('\n');
    const [found = []] = passages(text, [`| Spain | 102,300 | [Energy Ledger](${LEDGER}) |`]);
    expect(found).toEqual(['Spain\n102,300']);
  });

  test('is a line with the source’s name if nothing else shares anything', () => {
    const [found = []] = passages(PAGE, [`| Norway | 12 | [Energy Ledger](${LEDGER}) |`]);
    expect(found).toContain('About the Energy Ledger');
  });

  test('is read as the claim says where figures stand above their labels', () => {
    const page = ['Our year', '75 %', 'of users', '12', 'countries', '3.4 M', 'visits'].join('\n');
    const rows = [
      `| countries | 12 [Ledger](${LEDGER}) |`,
      `| of users | 75 % [Ledger](${LEDGER}) |`,
    ];
    expect(passages(page, rows).map(([best]) => best)).toEqual(['12\ncountries', '75 %\nof users']);
  });

  test('is no row if only one cell shares and figures could belong to another label', () => {
    const page = ['Our year', '75 %', 'of users', '12', 'countries', '3.4 M', 'visits'].join('\n');
    const [found = []] = passages(page, [`| nations | 12 | [Ledger](${LEDGER}) |`]);
    expect(found).toEqual(['12']);
  });
});

test('a pinned row has a link that leads to it, and the judge finds it verbatim', () => {
  const model = createPlainTextModel(PAGE);
  const rows = rowPassages(PAGE);
  expect(rows.map(({ start, end }) => PAGE.slice(start, end))).toContain('2023\n900');
  for (const { start, end } of rows) {
    const pin = pinPassage(model, {
      basedOn: madePin({ id: newId<'pin'>(), clipId: newId<'clip'>(), madeAt: NOW, quote: null }),
      range: { start, end },
      wording: 'page',
      linked: true,
      id: newId<'pin'>(),
      madeAt: NOW,
    });
    if (!pin.ok || pin.value.directive === null) throw new Error('no link');
    expect(findTextDirective(model, pin.value.directive)).toEqual({ start, end });
    const { verdict } = judgeQuote(model, { pin: pin.value }, { reader: 'tab' });
    expect(verdict).toBe('verbatim');
  }
});
