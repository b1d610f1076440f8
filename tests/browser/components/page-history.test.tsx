import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { type PageHistory, usePageHistory } from '@/components/state/use-page-history';
import type { ReportId } from '../../../utils/model/ids';
import { newId } from '../../../utils/model/ids';
import { setTitle } from '../../../utils/model/report-operations';
import { createReportReplica, type ReportReplica } from '../../../utils/model/report-replica';
import { createSection } from '../../../utils/model/section-operations';
import { createStatement } from '../../../utils/model/statement-operations';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byLabel, byText, show } from './stage';

describe('steps of a report and acts on reports, in one history', () => {
  let history: PageHistory;
  let log: string[] = [];
  const open = (reportId: ReportId = newId<'report'>()): ReportReplica =>
    createReportReplica({
      reportId,
      updates: [],
      send: async () => true,
      wait: async () => undefined,
    });
  function Page({ replica }: { replica: ReportReplica }) {
    history = usePageHistory(replica);
    return null;
  }
  const title = (replica: ReportReplica, to: string) =>
    replica.edit((doc) => setTitle(doc, { title: to }));
  const did = (name: string, within?: ReportReplica) =>
    history.did({
      ...(within === undefined ? {} : { within }),
      undo: () => log.push(`-${name}`),
      redo: () => log.push(`+${name}`),
    });
  const titleOf = (replica: ReportReplica) => replica.content().title;

  test('an import between two edits is undone and redone between them', () => {
    log = [];
    const replica = open();
    show(<Page replica={replica} />);
    title(replica, 'one');
    did('import');
    title(replica, 'two');
    history.undo();
    expect([titleOf(replica), log]).toEqual(['one', []]);
    history.undo();
    expect([titleOf(replica), log]).toEqual(['one', ['-import']]);
    history.undo();
    expect(titleOf(replica)).toBe('');
    show(<Page replica={replica} />);
    expect(history.canUndo).toBe(false);
    history.redo();
    expect([titleOf(replica), log]).toEqual(['one', ['-import']]);
    history.redo();
    expect(log).toEqual(['-import', '+import']);
    history.redo();
    expect(titleOf(replica)).toBe('two');
  });

  test('a report that was made is not undone from another one over the work in it', () => {
    log = [];
    const [before, made] = [open(), open()];
    show(<Page replica={before} />);
    did('make');
    show(<Page replica={made} />);
    title(made, 'an hour of work');
    show(<Page replica={made} />);
    show(<Page replica={before} />);
    expect(history.canUndo).toBe(false);
    history.undo();
    expect(log).toEqual([]);
  });

  test('a step from before those of another report is undone after them', () => {
    log = [];
    const before = open();
    show(<Page replica={before} />);
    title(before, 'kept');
    did('delete');
    const next = open();
    show(<Page replica={next} />);
    title(next, 'later');
    history.undo();
    expect([titleOf(next), log]).toEqual(['', []]);
    history.undo();
    expect(log).toEqual(['-delete']);
    expect(titleOf(before)).toBe('kept');
  });

  test('an act is undone before the earlier work in the report that is shown after it', () => {
    log = [];
    const [first, second] = [open(), open()];
    show(<Page replica={first} />);
    title(first, 'old work');
    show(<Page replica={first} />);
    show(<Page replica={second} />);
    did('delete');
    show(<Page replica={first} />);
    history.undo();
    expect([titleOf(first), log]).toEqual(['old work', ['-delete']]);
    history.redo();
    expect([titleOf(first), log]).toEqual(['old work', ['-delete', '+delete']]);
    history.undo();
    history.undo();
    expect(titleOf(first)).toBe('');
  });

  test('what an act changed in one report is undone and redone only while that is shown', () => {
    log = [];
    const [first, second] = [open(), open()];
    show(<Page replica={first} />);
    title(first, 'kept');
    did('image', first);
    show(<Page replica={second} />);
    expect(history.canUndo).toBe(false);
    history.undo();
    title(second, 'work');
    show(<Page replica={second} />);
    show(<Page replica={first} />);
    history.undo();
    expect([titleOf(first), titleOf(second), log]).toEqual(['kept', 'work', ['-image']]);
    show(<Page replica={second} />);
    expect(history.canRedo).toBe(false);
    history.redo();
    show(<Page replica={first} />);
    history.redo();
    expect(log).toEqual(['-image', '+image']);
  });

  test('an act that ends when another report is shown is a step of its own report', () => {
    log = [];
    const [first, second] = [open(), open()];
    show(<Page replica={first} />);
    show(<Page replica={second} />);
    did('image', first);
    expect(history.canUndo).toBe(false);
    show(<Page replica={first} />);
    history.undo();
    expect(log).toEqual(['-image']);
  });

  test('nothing from before the bin was emptied can be undone', () => {
    log = [];
    show(<Page replica={open()} />);
    did('create');
    history.clear();
    show(<Page replica={open()} />);
    expect(history.canUndo).toBe(false);
    history.undo();
    expect(log).toEqual([]);
  });

  test('an act that was undone in another way is no longer a step', () => {
    log = [];
    show(<Page replica={open()} />);
    const forget = did('delete');
    forget();
    show(<Page replica={open()} />);
    expect(history.canUndo).toBe(false);
    history.undo();
    expect(log).toEqual([]);
  });
});

describe('in the panel', () => {
  let background: TestBackground;
  beforeEach(async () => {
    renewReport();
    background = await startBackground();
    await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
    show(<SidePanel acts={testActs()} />);
    await vi.waitFor(() => expect(shown()).toBe('Lake levels'));
  });
  afterEach(() => background.library.close());
  const shown = () => document.querySelector('.report-switch-title')?.textContent;
  const said = () => document.querySelector('.snackbar-place')?.textContent ?? '';

  const headings = () =>
    [...document.querySelectorAll('.section-head bdi')].map(({ textContent }) => textContent);
  const choose = async (entryName: string) => {
    await userEvent.click(document.querySelector('[data-focus=report-switch]')!);
    const entry = () =>
      [...document.querySelectorAll<HTMLElement>('.menu:popover-open .menu-item')].find(
        ({ textContent }) => textContent.trim() === entryName,
      );
    await vi.waitFor(() => expect(entry()).toBeDefined());
    await userEvent.click(entry()!);
  };
  const turnTo = async (title: string) => {
    await choose(title);
    await vi.waitFor(() => expect(shown()).toBe(title));
  };

  /** Makes a second report, “Rivers”, and a section in the one that is shown. */
  const beginWithSection = async () => {
    const rivers = newId<'report'>();
    await background.library.createReport({ id: rivers, title: 'Rivers', language: 'en' });
    background.tell({ kind: 'reports' });
    await userEvent.click(byText('Add a section'));
    await userEvent.keyboard('Levels{Enter}');
    await vi.waitFor(() => expect(headings()).toEqual(['Levels']));
  };

  test('what was done in a report is undone also after another report was shown', async () => {
    await beginWithSection();
    await turnTo('Rivers');
    await vi.waitFor(() => expect(headings()).toEqual([]));
    // Another page changes the first report meanwhile.
    const at = '2026-05-02T10:00:00Z';
    const edited = await background.library.editReport(REPORT, (doc) =>
      createSection(doc, { id: newId<'section'>(), parentId: null, title: 'Floods', at }),
    );
    if (!edited.ok) throw new Error('Nothing was stored.');
    background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
    await turnTo('Lake levels');
    await vi.waitFor(() => expect(headings()).toEqual(['Levels', 'Floods']));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(headings()).toEqual(['Floods']));
    await vi.waitFor(() => expect(said()).toContain('Undone: adding 1 section.'));
    await userEvent.keyboard('{Control>}y{/Control}');
    await vi.waitFor(() => expect(headings()).toEqual(['Levels', 'Floods']));
  });

  test('a notice with Undo goes with its report, in which Ctrl+Z still undoes', async () => {
    await beginWithSection();
    await userEvent.click(byLabel('Actions on “Levels”'));
    await userEvent.click(byText('Delete', '.menu:popover-open .menu-item'));
    await vi.waitFor(() => expect(said()).toContain('Section “Levels” moved to the bin.Undo'));
    await turnTo('Rivers');
    await vi.waitFor(() => expect(said()).toBe(''));
    await turnTo('Lake levels');
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(headings()).toEqual(['Levels']));
    // The notice about a whole report names it, and shows it again.
    await userEvent.click(byLabel('Report actions'));
    await userEvent.click(byText('Delete report', '.menu:popover-open .menu-item'));
    await vi.waitFor(() => expect(shown()).toBe('Rivers'));
    expect(said()).toContain('Report “Lake levels” moved to the bin.');
    await userEvent.click(byText('Undo'));
    await vi.waitFor(() => expect(shown()).toBe('Lake levels'));
  });

  test('a report that got a clip since it was made is not put into the bin from another report', async () => {
    await userEvent.click(byText('Add a section'));
    await userEvent.keyboard('Levels{Enter}');
    await vi.waitFor(() => expect(headings()).toEqual(['Levels']));
    await choose('New report…');
    await userEvent.keyboard('Rivers{Enter}');
    await vi.waitFor(() => expect(shown()).toBe('Rivers'));
    const reports = await background.library.listReports();
    const rivers = reports.ok && reports.value.find(({ title }) => title === 'Rivers');
    if (!rivers) throw new Error('No report was made.');
    const records = sampleRecords();
    const filedUnder = { reportId: rivers.id, sectionId: null };
    await background.save({ ...records, clip: { ...records.clip, filedUnder } });
    await turnTo('Lake levels');
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(said()).toContain('Undone: adding 1 section.'));
    expect(headings()).toEqual([]);
    expect(shown()).toBe('Lake levels');
    const after = await background.library.listReports();
    expect(after.ok && after.value.map(({ binnedAt }) => binnedAt)).toEqual([null, null]);
  });

  test('a report that is still empty is taken back with Ctrl+Z', async () => {
    await choose('New report…');
    await userEvent.keyboard('Rivers{Enter}');
    await vi.waitFor(() => expect(shown()).toBe('Rivers'));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(said()).toContain('Report “Rivers” moved to the bin.'));
    expect(shown()).toBe('Lake levels');
  });

  test('Ctrl+Z undoes an import and Ctrl+Y redoes it', async () => {
    const dataTransfer = new DataTransfer();
    const words = '# Rivers\n\nThey rose ([Survey](https://rivers.example/)).\n';
    dataTransfer.items.add(new File([words], 'rivers.md', { type: 'text/markdown' }));
    document.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
    );
    await vi.waitFor(() => byText('Import', 'dialog button'));
    await userEvent.click(byText('Import', 'dialog button'));
    await vi.waitFor(() => expect(shown()).toBe('Rivers'));
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(shown()).toBe('Lake levels'));
    await vi.waitFor(() => expect(said()).toContain('bin'));
    await userEvent.keyboard('{Control>}y{/Control}');
    await vi.waitFor(() => expect(shown()).toBe('Rivers'));
    await vi.waitFor(() => expect(document.body.textContent).toContain('They rose'));
  });

  describe('each time that a text is edited is one undo step', () => {
    const texts = () =>
      [...document.querySelectorAll('.statement-text')].map(({ textContent }) => textContent);
    const note = () => document.querySelector('.clip-note')?.textContent ?? '';
    const press = (keys: string) => userEvent.keyboard(keys);
    /** Stores a statement for each text, and shows them. */
    const beginWith = async (...words: string[]) => {
      const edited = await background.library.editReport(REPORT, (doc) => {
        for (const text of words) {
          createStatement(doc, { id: newId<'statement'>(), text, position: { sectionId: null } });
        }
      });
      if (!edited.ok) throw new Error('Nothing was stored.');
      background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
      await vi.waitFor(() => expect(texts()).toEqual(words));
    };
    /** Opens the statement with this index, types the keys, and closes it. */
    const edit = async (at: number, keys: string, finish = '{Control>}{Enter}{/Control}') => {
      const card = document.querySelectorAll('[data-statement]')[at];
      await userEvent.click(card?.querySelector('[data-focus^=edit-]') ?? document.body);
      await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
      await press(keys);
      if (finish === 'Done') await userEvent.click(byText('Done'));
      else await press(finish);
      await vi.waitFor(() => expect(document.querySelector('.statement-input')).toBeNull());
    };
    /** Undoes and redoes each step, and expects what is shown after it. */
    const expectSteps = async (read: () => unknown, ...states: unknown[]) => {
      await vi.waitFor(() => expect(read()).toEqual(states.at(-1)));
      for (const state of states.slice(0, -1).reverse()) {
        await press('{Control>}z{/Control}');
        await vi.waitFor(() => expect(read()).toEqual(state));
      }
      await press('{Control>}z{/Control}');
      await vi.waitFor(() => expect(said()).toContain('There is nothing to undo'));
      for (const state of states.slice(1)) {
        await press('{Control>}y{/Control}');
        await vi.waitFor(() => expect(read()).toEqual(state));
      }
    };

    test.each(['{Control>}{Enter}{/Control}', '{Escape}', 'Done'])(
      'in a statement that is edited again after %s',
      async (finish) => {
        await beginWith('It rose');
        await edit(0, ' fast', finish);
        await edit(0, ' twice', finish);
        await edit(0, '{Backspace}{Backspace}', finish);
        await expectSteps(
          texts,
          ...[['It rose'], ['It rose fast'], ['It rose fast twice'], ['It rose fast twi']],
        );
      },
    );

    test('in two statements', async () => {
      await beginWith('It rose', 'It fell');
      await edit(0, ' fast');
      await edit(1, ' slowly');
      await edit(1, ' then');
      await expectSteps(
        texts,
        ['It rose', 'It fell'],
        ['It rose fast', 'It fell'],
        ['It rose fast', 'It fell slowly'],
        ['It rose fast', 'It fell slowly then'],
      );
    });

    test('in a statement whose report was left meanwhile', async () => {
      await background.library.createReport({ id: newId(), title: 'Rivers', language: 'en' });
      background.tell({ kind: 'reports' });
      await beginWith('It rose');
      await edit(0, ' fast');
      await turnTo('Rivers');
      await turnTo('Lake levels');
      await vi.waitFor(() => expect(texts()).toEqual(['It rose fast']));
      await edit(0, ' twice');
      await expectSteps(texts, ['It rose'], ['It rose fast'], ['It rose fast twice']);
    });

    test('in a statement in which the editor stayed open while its report was left', async () => {
      await background.library.createReport({ id: newId(), title: 'Rivers', language: 'en' });
      background.tell({ kind: 'reports' });
      await beginWith('It rose');
      await userEvent.click(byText('Edit'));
      await press(' fast');
      await turnTo('Rivers');
      await turnTo('Lake levels');
      await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
      await press(' twice{Escape}');
      await expectSteps(texts, ['It rose'], ['It rose fast'], ['It rose fast twice']);
    });

    test('in a statement that got a citation', async () => {
      await background.save(sampleRecords());
      await beginWith('It rose');
      await userEvent.click(byText('Edit'));
      await press(' fast {Control>}k{/Control}');
      await vi.waitFor(() => expect(document.querySelector('dialog')).not.toBeNull());
      await press('{Enter}');
      await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
      await press(' twice{Escape}');
      await edit(0, ' over');
      await expectSteps(
        texts,
        ...[['It rose'], ['It rose fast '], ['It rose fast A'], ['It rose fast A twice']],
        ['It rose fast A twice over'],
      );
    });

    test('in the note of a clip', async () => {
      await background.save(sampleRecords());
      await vi.waitFor(() => expect(document.querySelector('[data-focus^=note-]')).not.toBeNull());
      for (const words of ['Check', ' the year']) {
        await userEvent.click(document.querySelector('[data-focus^=note-]')!);
        await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'));
        await press(`${words}{Control>}{Enter}{/Control}`);
        await vi.waitFor(() => expect(document.querySelector('textarea')).toBeNull());
      }
      await expectSteps(note, ...['', 'Check', 'Check the year']);
    });
  });
});
