import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { newId, type SectionId, type StatementId } from '../../../utils/model/ids';
import { markReadAgain, statementsToReadAgain } from '../../../utils/model/read-again';
import { loadReportDocument } from '../../../utils/model/report-document';
import { createSection } from '../../../utils/model/section-operations';
import { createStatement } from '../../../utils/model/statement-operations';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport } from './samples';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;
const SECTION: SectionId = newId<'section'>();
const BOTH: StatementId = newId<'statement'>();

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.library.editReport(REPORT, (doc) => {
    const at = '2026-05-02T10:00:00Z';
    createSection(doc, { id: SECTION, parentId: null, title: 'Causes', at });
    const position = { sectionId: SECTION };
    createStatement(doc, { id: newId<'statement'>(), text: 'Rain was scarce.', position });
    createStatement(doc, { id: BOTH, text: 'Snow held back, held up the melt.', position });
    markReadAgain(doc, [BOTH]);
  });
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(document.querySelectorAll('.card')).toHaveLength(2));
});

afterEach(async () => {
  background.library.close();
  await page.viewport(414, 896);
});

const card = () => document.querySelector<HTMLElement>(`[data-item="${BOTH}"]`)!;

test('a statement that two people changed at once is marked, and the panel links to it', async () => {
  expect(card().textContent).toContain(
    'Two people changed this, each in their own copy, and Pincite joined both. Read it: words can be mixed.',
  );
  expect(document.querySelectorAll('.card .read-again')).toHaveLength(1);
  await userEvent.click(byText('Causes', 'button'));
  await vi.waitFor(() => expect(card()).toBeNull());
  await userEvent.click(byText('Show the next'));
  await vi.waitFor(() => expect(document.activeElement).toBe(card()));
  await expectAccessible();
});

test('in a panel of 240 pixels, as Firefox opens it, no word of the notices is broken', async () => {
  await page.viewport(240, 800);
  const notices = [...document.querySelectorAll('.read-again > p')];
  expect(notices).toHaveLength(2);
  for (const notice of notices) {
    expect(notice.getBoundingClientRect().width).toBeGreaterThanOrEqual(140);
  }
});

test('reading it clears the mark for everyone, and undo brings it back', async () => {
  await userEvent.click(byText('Mark as read'));
  await vi.waitFor(() => expect(document.querySelectorAll('.read-again')).toHaveLength(0));
  await vi.waitFor(() => expect(document.activeElement).toBe(card()));
  await vi.waitFor(async () => {
    const updates = await background.library.loadReportUpdates(REPORT);
    expect(updates.ok && [...statementsToReadAgain(loadReportDocument(updates.value))]).toEqual([]);
  });
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(() => expect(card().textContent).toContain('Two people changed this'));
});
