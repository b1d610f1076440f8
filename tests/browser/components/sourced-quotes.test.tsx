import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Desk } from '@/components/desk/Desk';
import { SidePanel } from '@/components/panel/SidePanel';
import { newId, type StatementId } from '../../../utils/model/ids';
import { createStatement, insertCitation } from '../../../utils/model/statement-operations';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { show } from './stage';

let background: TestBackground;
const QUOTE: StatementId = newId<'statement'>();
const SOURCE: StatementId = newId<'statement'>();

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  const records = sampleRecords();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.library.editReport(REPORT, (doc) => {
    const position = { sectionId: null };
    createStatement(doc, { id: QUOTE, kind: 'quote', text: '> The basin is full.', position });
    createStatement(doc, { id: SOURCE, text: '— Ann Lee, ', position });
    insertCitation(doc, {
      ...{ id: newId(), statementId: SOURCE, clipId: records.clip.id, label: 'Levels' },
      ...{ style: 'linked-words', raw: '[Levels](https://lake.example/levels)' },
      ...{ href: 'https://lake.example/levels', offset: '— Ann Lee, '.length },
    });
  });
  await background.save(records);
});

afterEach(() => background.library.close());

const shown = (id: StatementId) =>
  document.querySelector(`[data-statement="${id}"]`)?.textContent ?? '';

test('the panel says where the source of a quoted block is named', async () => {
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(shown(QUOTE)).toContain('Source in the next statement'));
  expect(shown(QUOTE)).not.toContain('No citation');
  expect(shown(SOURCE)).toContain('1 citation');
});

test('the desk asks about the quotation with its source, as one block', async () => {
  show(<Desk acts={testActs()} reportId={REPORT} onReport={() => undefined} />);
  const words = /^The basin is full\.\s*— Ann Lee, Levels$/u;
  await vi.waitFor(() => {
    expect(document.querySelector('.claim-sentence')?.textContent).toMatch(words);
  });
  expect(shown(SOURCE)).toMatch(words);
  expect(document.querySelector(`[data-statement="${QUOTE}"]`)).toBeNull();
  expect(document.querySelector('.uncited')).toBeNull();
});
