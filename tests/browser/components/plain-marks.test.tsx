import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Desk } from '@/components/desk/Desk';
import { SidePanel } from '@/components/panel/SidePanel';
import { type ClipId, newId, type StatementId } from '../../../utils/model/ids';
import { createStatement, insertCitation } from '../../../utils/model/statement-operations';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { seen, show } from './stage';

let background: TestBackground;
let clipId: ClipId;
const STATEMENT: StatementId = newId<'statement'>();

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  const records = sampleRecords();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.library.editReport(REPORT, (doc) => {
    const position = { sectionId: null };
    const text = 'The basin stood high, and fell.';
    createStatement(doc, { id: STATEMENT, text, position });
    insertCitation(doc, {
      ...{ id: newId(), statementId: STATEMENT, clipId: records.clip.id, label: 'Levels' },
      ...{ style: 'numbered', raw: '[2, 5]', href: 'https://lake.example/levels' },
      offset: 'The basin stood high'.length,
    });
    createStatement(doc, {
      ...{ id: newId<'statement'>(), kind: 'sources', position },
      text: '5. Talk with Ms Petit, 12 May',
    });
  });
  await background.save(records);
  clipId = records.clip.id;
});

afterEach(() => background.library.close());

const shown = () => document.querySelector(`[data-statement="${STATEMENT}"]`)?.textContent ?? '';

test('the panel shows the numbers of a mark that have no link', async () => {
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(shown()).toContain('The basin stood highA [5], and fell.'));
});

test('so does the desk', async () => {
  show(<Desk acts={testActs()} reportId={REPORT} onReport={() => undefined} />);
  await vi.waitFor(() => expect(shown()).toContain('The basin stood high [5], and fell.'));
});

describe('the editor of a statement', () => {
  const editor = () =>
    document.querySelector<HTMLElement>(`[data-statement="${STATEMENT}"] [contenteditable]`);

  beforeEach(async () => {
    show(<SidePanel acts={testActs()} />);
    await vi.waitFor(() => expect(shown()).toContain('highA [5]'));
    document.querySelector<HTMLElement>(`[data-focus="edit-${STATEMENT}"]`)?.click();
    await vi.waitFor(() => expect(editor()).not.toBeNull());
  });

  test('shows a number without a link as text', () => {
    expect(seen(editor())).toBe('The basin stood highA [5], and fell.');
  });

  test('keeps a number without a link when the citation beside it is removed', async () => {
    document.querySelector<HTMLElement>('.cited button')?.click();
    await vi.waitFor(() => expect(seen(editor())).toBe('The basin stood high [5], and fell.'));
  });

  test('deletes a number without a link by itself', async () => {
    const box = editor();
    const text = box?.lastChild as Text;
    text.data = text.data.replace(' [5]', '');
    box?.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await vi.waitFor(() =>
      expect(seen(document.querySelector('.statement-input'))).toBe(
        'The basin stood highA, and fell.',
      ),
    );
    document
      .querySelector<HTMLElement>(`[data-statement="${STATEMENT}"] .card-foot .button:last-child`)
      ?.click();
    await vi.waitFor(() => expect(editor()).toBeNull());
    expect(shown()).toContain('The basin stood highA, and fell.');
  });
});

describe('marks with words', () => {
  const told = newId<'statement'>();

  beforeEach(() =>
    background.library.editReport(REPORT, (doc) => {
      const position = { sectionId: null };
      createStatement(doc, { id: told, text: 'The lake fell, and rose, and froze.', position });
      const marks: [string, string][] = [
        ['The lake fell, and rose, and froze', ''],
        ['The lake fell, and rose, and froze', '[see 1, 2, p. 3]'],
        ['The lake fell, and rose', '[4]'],
        ['The lake fell', '[1, p. 2]'],
      ];
      for (const [before, raw] of marks) {
        insertCitation(doc, {
          ...{ id: newId(), statementId: told, clipId, label: 'Levels', style: 'numbered', raw },
          ...{ href: 'https://lake.example/levels', offset: before.length },
        });
      }
    }),
  );

  const textOf = (place: string) => document.querySelector(place)?.textContent ?? '';

  test('keep them in the panel, in the text and in the editor', async () => {
    show(<SidePanel acts={testActs()} />);
    const card = `[data-statement="${told}"]`;
    const chips = () =>
      [...document.querySelectorAll(`${card} .cite`)].map((one) => one.textContent);
    await vi.waitFor(() => expect(chips()).toEqual(['A, p. 2', 'B', 'see C', 'D, p. 3']));
    document.querySelector<HTMLElement>(`[data-focus="edit-${told}"]`)?.click();
    await vi.waitFor(() =>
      expect(document.querySelector(`${card} [contenteditable]`)).not.toBeNull(),
    );
    const edited = `${card} [contenteditable] .cite`;
    expect([...document.querySelectorAll(edited)].map(seen)).toEqual([
      'A, p. 2',
      'B',
      'see C',
      'D, p. 3',
    ]);
  });

  test('are shown at the desk', async () => {
    show(<Desk acts={testActs()} reportId={REPORT} onReport={() => undefined} />);
    const expected = 'The lake fell [1, p. 2], and rose, and froze [see 1, 2, p. 3].';
    await vi.waitFor(() => expect(textOf(`[data-statement="${told}"]`)).toContain(expected));
    document.querySelector<HTMLElement>(`[data-statement="${told}"] [data-claim]`)?.click();
    await vi.waitFor(() => expect(textOf('.claim-sentence')).toBe(expected));
  });
});

test('the desk names a source that has more words beside it in its parentheses', async () => {
  const told = newId<'statement'>();
  await background.library.editReport(REPORT, (doc) => {
    const position = { sectionId: null };
    createStatement(doc, { id: told, text: 'The lake fell (, 12 May).', position });
    insertCitation(doc, {
      ...{ id: newId(), statementId: told, clipId, label: 'Trial results', style: 'inline' },
      ...{ raw: '[Trial results](https://lake.example/a)', href: 'https://lake.example/a' },
      offset: 'The lake fell ('.length,
    });
  });
  show(<Desk acts={testActs()} reportId={REPORT} onReport={() => undefined} />);
  const textOf = (place: string) => document.querySelector(place)?.textContent ?? '';
  await vi.waitFor(() =>
    expect(textOf(`[data-statement="${told}"]`)).toContain(
      'The lake fell (Trial results, 12 May).',
    ),
  );
  document.querySelector<HTMLElement>(`[data-statement="${told}"] [data-claim]`)?.click();
  await vi.waitFor(() =>
    expect(textOf('.claim-sentence')).toBe('The lake fell (Trial results, 12 May).'),
  );
});
