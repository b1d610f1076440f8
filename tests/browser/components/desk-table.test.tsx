import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Desk } from '@/components/desk/Desk';
import { newId, type StatementId } from '../../../utils/model/ids';
import { createStatement, insertCitation } from '../../../utils/model/statement-operations';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { expectAccessible, show } from './stage';

let background: TestBackground;
const TABLE: StatementId = newId<'statement'>();
const HEAD = '| Country | 2023 | 2024 |\n|---|---|---|\n';
const ROWS = '| Sweden | 215 | 16,9 |\n| Norway |  | 140 |\n';

beforeEach(async () => {
  await page.viewport(1280, 800);
  renewReport();
  background = await startBackground();
  const records = sampleRecords();
  await background.library.createReport({ id: REPORT, title: 'Heat pumps', language: 'en' });
  await background.library.editReport(REPORT, (doc) => {
    const position = { sectionId: null };
    createStatement(doc, { id: TABLE, kind: 'table', text: HEAD + ROWS, position });
    insertCitation(doc, {
      ...{ id: newId(), statementId: TABLE, clipId: records.clip.id, label: 'Levels' },
      ...{ style: 'numbered', raw: '[1]', href: 'https://lake.example/levels' },
      offset: HEAD.length + '| Sweden'.length,
    });
  });
  await background.save(records);
});

afterEach(() => background.library.close());

const cells = () =>
  [...document.querySelectorAll(`[data-statement="${TABLE}"] tr`)].map((row) =>
    [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent),
  );

test('the desk shows a table of the report as a table, with the marks of its claims', async () => {
  show(<Desk acts={testActs()} reportId={REPORT} onReport={() => undefined} />);
  await vi.waitFor(() =>
    expect(document.querySelector('.claim-words')?.textContent).toBe('Sweden · 215 · 16,9'),
  );
  const [head, row, other] = cells();
  expect(head).toEqual(['Country', '2023', '2024']);
  expect(row?.map((cell) => cell?.replace(/\s*\[?1\]?$/u, ''))).toEqual(['Sweden', '215', '16,9']);
  expect(other).toEqual(['Norway', '', '140']);
  const marks = [...document.querySelectorAll(`[data-statement="${TABLE}"] .claim`)];
  expect(marks.map(({ textContent }) => textContent)).toEqual(['Sweden', '215', '16,9']);
  expect(marks.map((mark) => mark.closest('td')?.cellIndex)).toEqual([0, 1, 2]);
  expect(document.querySelectorAll(`[data-statement="${TABLE}"] [data-claim]`)).toHaveLength(1);
  expect(marks.filter((mark) => mark.getAttribute('tabindex') === '0')).toHaveLength(1);
  expect(document.querySelectorAll('.uncited')).toHaveLength(2);
  await expectAccessible();

  await userEvent.keyboard('1');
  await vi.waitFor(() => {
    const decided = document.querySelectorAll(`[data-statement="${TABLE}"] .claim-state`);
    expect([...decided].map((state) => state.closest('td')?.cellIndex)).toEqual([2]);
  });
});
