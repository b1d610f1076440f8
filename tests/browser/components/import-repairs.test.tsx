import './catalogue';
import { useEffect, useState } from 'preact/hooks';
import { beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { exportFacts } from '../../../components/export/export-facts';
import { RepairsSheet } from '../../../components/import/RepairsSheet';
import { newId, type StatementId } from '../../../utils/model/ids';
import type { RepairPlan } from '../../../utils/model/repair';
import { applyDamageRepairs } from '../../../utils/model/repair-operations';
import { createReportReplica, type ReportReplica } from '../../../utils/model/report-replica';
import { arrangeReport } from '../../../utils/model/report-tree';
import { createStatement, editStatement } from '../../../utils/model/statement-operations';
import { DEFAULT_EXPORT_OPTIONS, type ExportFormat } from '../../../utils/report/export-options';
import { REPORT } from './samples';
import { byLabel, byText, drawn, expectAccessible, show } from './stage';

const READ = 'The lake rose in Februar0】 and fell in March】.';
const MENDED = 'The lake rose in Februar and fell in March.';
let replica: ReportReplica;
let statement: StatementId;
let closed: number;

function plan(original: string, part: Partial<RepairPlan>): RepairPlan {
  const start = READ.indexOf(original);
  return {
    id: newId<'repair'>(),
    kind: 'leftover-marker',
    statementId: statement,
    citationId: null,
    reason: null,
    line: 3,
    start,
    original,
    mended: '',
    before: READ.slice(0, start).replace('0】', ''),
    after: READ.slice(start + original.length),
    cutAt: null,
    missing: null,
    completions: [],
    isLikely: false,
    ...part,
  };
}

/** Draws the sheet like the panel does, and again after every change. */
function Panel() {
  const [content, setContent] = useState(replica.content());
  useEffect(() => replica.subscribe(() => setContent(replica.content())), []);
  return <RepairsSheet replica={replica} content={content} onClose={() => (closed += 1)} />;
}

beforeEach(() => {
  closed = 0;
  statement = newId<'statement'>();
  replica = createReportReplica({
    reportId: REPORT,
    updates: [],
    send: async () => true,
    wait: async () => undefined,
  });
  replica.doc.transact(() => {
    const position = { sectionId: null, before: null, content: [] };
    createStatement(replica.doc, { id: statement, text: READ, position });
    applyDamageRepairs(replica.doc, [
      plan('0】', { cutAt: READ.indexOf('0】'), missing: 2, completions: ['y,', 's '] }),
      plan('】.', { original: '】', line: 5, start: READ.lastIndexOf('】') }),
    ]);
  });
  show(<Panel />);
});

/** Adds a statement with two cut words, each with one candidate. */
async function addCutWords() {
  const [id, read] = [newId<'statement'>(), 'It fell in Mar9】 and Apr7】.'];
  const cut = (original: string, completion: string) => {
    const start = read.indexOf(original);
    const before = read.slice(0, start).replace('9】', '');
    const after = read.slice(start + original.length);
    const what = { original, start, before, after, cutAt: start, completions: [completion] };
    const where = { statementId: id, line: 8, missing: completion.length };
    return plan(original, { ...what, ...where, isLikely: true });
  };
  // The panel follows the replica only after its effects have run.
  await drawn();
  replica.edit((doc) => {
    const position = { sectionId: null, before: null, content: [] };
    createStatement(doc, { id, text: read, position });
    applyDamageRepairs(doc, [cut('9】', 'ch'), cut('7】', 'il')]);
  });
  const textOf = () => replica.content().statements.find((each) => each.id === id)?.text;
  return { id, textOf };
}

const text = () => replica.content().statements.find(({ id }) => id === statement)?.text;
const summary = () => document.querySelector('[role=status]')?.textContent;

test('a repair can be undone and redone, each as one step', async () => {
  expect(text()).toBe(MENDED);
  await userEvent.click(byLabel('Keep the original: line 3, “The lake rose in Februar”'));
  expect(text()).toBe('The lake rose in Februar0】 and fell in March.');
  await vi.waitFor(() => expect(summary()).toBe('1 marker removed · 1 place kept as written'));
  await userEvent.click(byLabel('Remove the marker: line 3, “The lake rose in Februar”'));
  expect(text()).toBe(MENDED);
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(text()).toBe('The lake rose in Februar0】 and fell in March.');
  await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
  expect(text()).toBe(MENDED);
  await userEvent.click(byLabel('Undo'));
  await userEvent.click(byLabel('Undo'));
  expect(text()).toBe(MENDED);
  expect(replica.canUndo()).toBe(false);
});

test('a cut word is completed, completed otherwise, and left cut again', async () => {
  await userEvent.click(byLabel('Complete as “February,”: line 3, “The lake rose in Februar”'));
  expect(text()).toBe('The lake rose in February, and fell in March.');
  await userEvent.click(byLabel('Complete as “Februars”: line 3, “The lake rose in Februar”'));
  expect(text()).toBe('The lake rose in Februars  and fell in March.');
  await vi.waitFor(() => expect(document.querySelector('[aria-pressed=true]')).not.toBeNull());
  await userEvent.click(document.querySelector<HTMLElement>('[aria-pressed=true]')!);
  expect(text()).toBe(MENDED);
});

test('an export counts the words that are still cut, in the formats that have them', async () => {
  const cutIn = (format: ExportFormat) => {
    const tree = arrangeReport(replica.content(), []);
    return exportFacts({ tree, views: new Map() }, null, { ...DEFAULT_EXPORT_OPTIONS, format })
      .cutWords;
  };
  expect(cutIn('markdown')).toBe(1);
  expect(cutIn('bibtex')).toBe(0);
  await userEvent.click(byLabel('Complete as “February,”: line 3, “The lake rose in Februar”'));
  expect(cutIn('markdown')).toBe(0);
});

test('a weak directive is shown in words that people can read', async () => {
  const words = 'text=d%C3%A9but,of';
  await drawn();
  replica.edit((doc) => {
    const weak = { kind: 'weak-directive', original: words, mended: words, start: 0 };
    applyDamageRepairs(doc, [plan('The', { ...weak, reason: 'short-term' })]);
  });
  const shown = () => document.querySelector('.damage-directive')?.textContent.trim();
  await vi.waitFor(() => expect(shown()).toBe('text=début,of'));
});

test('completions are taken together and taken back together, each as one step', async () => {
  const { textOf } = await addCutWords();
  expect(textOf()).toBe('It fell in Mar and Apr.');
  const complete = 'Complete 2 words that have one likely candidate';
  await userEvent.click(await vi.waitFor(() => byText(complete)));
  expect(textOf()).toBe('It fell in March and April.');
  const takeBack = await vi.waitFor(() => byText('Take back all 2 completions'));
  await userEvent.click(takeBack);
  expect(textOf()).toBe('It fell in Mar and Apr.');
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(textOf()).toBe('It fell in March and April.');
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(textOf()).toBe('It fell in Mar and Apr.');
});

test('a word that its editor ended is neither called cut nor completed again', async () => {
  await drawn();
  replica.edit((doc) =>
    editStatement(doc, { id: statement, text: MENDED.replace('Februar', 'February') }),
  );
  await vi.waitFor(() =>
    expect(summary()).toBe('1 marker removed · 1 marker removed, its word edited in the report'),
  );
  const place = byLabel('Keep the original: line 3, “The lake rose in Februar”').closest('li');
  expect(place?.textContent).toContain('Marker removed, word edited in the report');
  expect(document.querySelector('.damage-completion')).toBeNull();
  expect(text()).toBe(MENDED.replace('Februar', 'February'));
});

test('words that their editor ended are not completed with the others', async () => {
  const { id, textOf } = await addCutWords();
  replica.edit((doc) => editStatement(doc, { id, text: 'It fell in March and Apr.' }));
  const all = () => document.querySelector<HTMLElement>('[data-focus^=complete-all]');
  await vi.waitFor(() => expect(all()?.textContent).toContain(' one likely candidate'));
  await userEvent.click(all()!);
  expect(textOf()).toBe('It fell in March and April.');
  expect(summary()).toContain('1 marker removed, its word edited in the report');
});

test('completes a word in the repaired text after its repair was undone', async () => {
  await userEvent.click(byLabel('Keep the original: line 3, “The lake rose in Februar”'));
  await userEvent.click(byLabel('Complete as “February,”: line 3, “The lake rose in Februar”'));
  expect(text()).toBe('The lake rose in February, and fell in March.');
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(text()).toBe('The lake rose in Februar0】 and fell in March.');
});

test('undoes all repairs of a kind in one step, back to the original text', async () => {
  await userEvent.click(byText('Keep all originals'));
  expect(text()).toBe(READ);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Remove all markers'));
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(text()).toBe(MENDED);
});

test('a repair whose text was rewritten is left alone, with a message', async () => {
  replica.edit((doc) => editStatement(doc, { id: statement, text: 'Something else.' }));
  const keep = [...document.querySelectorAll<HTMLElement>('.damage-place button')].find((button) =>
    /^(Keep|Remove)/.test(button.textContent),
  );
  await userEvent.click(keep!);
  expect(text()).toBe('Something else.');
  await vi.waitFor(() =>
    expect(document.querySelector('.sheet-foot [role=status]')?.textContent).toContain(
      'rewritten since',
    ),
  );
});

test('it is accessible, and Escape closes it', async () => {
  await expectAccessible();
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{Escape}');
  expect(closed).toBe(2);
});
