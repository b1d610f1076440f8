import './catalogue';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import type { RunProgress } from '../../../utils/messaging/protocol/run-calls';
import { binClip, moveClip } from '../../../utils/model/clip-operations';
import type { Verdict } from '../../../utils/model/evidence';
import { newId, type RunId, type SectionId } from '../../../utils/model/ids';
import { createSection } from '../../../utils/model/section-operations';
import { createStatement, insertCitation } from '../../../utils/model/statement-operations';
import { startBackground, type TestActs, type TestBackground, testActs } from './background';
import { REPORT, renewReport, type SampleRecords, sampleRecords } from './samples';
import { axeFindings, byLabel, byText, drawn, expectAccessible, seen, show } from './stage';

let background: TestBackground;
let acts: TestActs;
let clips: SampleRecords[];
const SECTION: SectionId = newId<'section'>();

const QUOTES = ['First quote of the bulletin.', 'Second quote of the status page.', 'Third one.'];

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.library.editReport(REPORT, (doc) =>
    createSection(doc, {
      id: SECTION,
      parentId: null,
      title: 'Causes',
      at: '2026-05-02T10:00:00Z',
    }),
  );
  clips = QUOTES.map((quote, at) =>
    sampleRecords({
      quote,
      title: `Page ${at.toString()}`,
      url: `https://site${(at % 2).toString()}.example/${at.toString()}`,
    }),
  );
  for (const records of clips) await background.save(records);
  acts = testActs();
  show(<SidePanel acts={acts} />);
  await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
});

afterEach(() => background.library.close());

const quotes = () =>
  [...document.querySelectorAll('.panel-main blockquote')].map((quote) => quote.textContent);
const card = (at: number) => document.querySelectorAll<HTMLElement>('[data-item]')[at]!;
const cardOf = (quote: string) =>
  [...document.querySelectorAll<HTMLElement>('[data-item]')].find((element) =>
    element.textContent.includes(quote),
  )!;
const said = () => document.querySelector('.snackbar-place')?.textContent ?? '';
const openMenu = (element: HTMLElement) =>
  userEvent.click(element.querySelector<HTMLElement>('[aria-haspopup=menu]')!);
const choose = (words: string) =>
  userEvent.click(
    [...document.querySelectorAll<HTMLElement>('.menu:popover-open .menu-item')].find(
      (item) => item.textContent.trim() === words,
    )!,
  );

describe('order', () => {
  test('all sections are folded and unfolded together', async () => {
    const menu = document.querySelector<HTMLElement>('[data-focus=report-menu]')!;
    const states = () =>
      [...document.querySelectorAll('.section-head .disclosure')].map((each) =>
        each.getAttribute('aria-expanded'),
      );
    const inner = { id: newId<'section'>(), parentId: SECTION, title: 'Snow' };
    const edited = await background.library.editReport(REPORT, (doc) =>
      createSection(doc, { ...inner, at: '2026-05-02T10:00:00Z' }),
    );
    if (!edited.ok) throw new Error('Nothing was stored.');
    background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
    await vi.waitFor(() => expect(states()).toEqual(['true', 'true', 'true']));
    await userEvent.click(menu);
    await choose('Fold all sections');
    await vi.waitFor(() => expect(states()).toEqual(['false', 'false']));
    expect(quotes()).toEqual([]);
    // Inside, an unfolded section shows its outline.
    await userEvent.click(document.querySelector('.section-head .disclosure')!);
    await vi.waitFor(() => expect(states()).toEqual(['true', 'false', 'false']));
    await userEvent.click(document.querySelector('.section-head .disclosure')!);
    await userEvent.click(menu);
    await choose('Unfold all sections');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    // The open inner section is out of sight, so the user sees nothing to fold.
    for (const at of [2, 0]) {
      await userEvent.click(document.querySelectorAll('.section-head .disclosure')[at]!);
    }
    await vi.waitFor(() => expect(states()).toEqual(['false', 'false']));
    await userEvent.click(menu);
    await choose('Unfold all sections');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
  });

  test('S asks for the name of a new section, and then the new section has the focus', async () => {
    await userEvent.keyboard('s');
    await vi.waitFor(() => expect(document.querySelector('dialog input')).not.toBeNull());
    await userEvent.keyboard('Outlook{Enter}');
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Outlook'));
  });

  test('from nothing, the arrow keys go to the first card and to the last', async () => {
    (document.activeElement as HTMLElement | null)?.blur();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(card(0));
    card(0).blur();
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(card(2));
  });

  test('from the search field, the arrow down goes to the first card that was found', async () => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]')!;
    field.focus();
    await userEvent.keyboard(QUOTES[1]!);
    await vi.waitFor(() => expect(document.querySelectorAll('[data-item]')).toHaveLength(1));
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(field);
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(card(0));
  });

  test('Alt+ArrowDown moves a clip, announces that, and keeps the focus on it', async () => {
    card(0).focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1], QUOTES[0], QUOTES[2]]));
    await vi.waitFor(() => expect(said()).toContain('Moved down.'));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[0]!)));
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1], QUOTES[2], QUOTES[0]]));
  });

  test('Alt with an arrow says why nothing moves at an end', async () => {
    card(2).focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await vi.waitFor(() => expect(said()).toContain('Already the last one here.'));
    card(0).focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await vi.waitFor(() => expect(said()).toContain('Already the first one here.'));
    expect(quotes()).toEqual(QUOTES);
  });

  test('Ctrl+Z undoes a move, Ctrl+Y redoes it', async () => {
    card(2).focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    const moved = [QUOTES[0], QUOTES[2], QUOTES[1]];
    await vi.waitFor(() => expect(quotes()).toEqual(moved));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    await userEvent.keyboard('{Control>}y{/Control}');
    await vi.waitFor(() => expect(quotes()).toEqual(moved));
  });

  test('"Move to…" puts a clip into a section', async () => {
    await openMenu(card(1));
    await choose('Move to…');
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Causes');
    await userEvent.click(byText('Move'));
    await vi.waitFor(() => {
      const section = document.querySelector(`#body-${SECTION}`)!;
      expect(section.textContent).toContain(QUOTES[1]);
    });
    await vi.waitFor(() => expect(said()).toContain('moved to “Causes”.'));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
  });

  test('"Move to…" offers another place first, and Enter in its list moves there', async () => {
    const select = () => document.querySelector<HTMLSelectElement>('dialog select')!;
    const offered = () => select().selectedOptions[0]?.textContent;
    cardOf(QUOTES[1]!).focus();
    await userEvent.keyboard('m');
    expect(offered()).toBe('Causes');
    expect([...select().options].map(({ label }) => label)).toContain('Inbox (here now)');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(said()).toContain(' moved to “Causes”.'));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
    await userEvent.keyboard('m');
    expect(offered()).toBe('Inbox');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(said()).toContain(' moved to “Inbox”.'));
    // If the cards stand in several places, each of these places is offered.
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
    await userEvent.keyboard('m');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(said()).toContain(' moved to “Causes”.'));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}m');
    expect(document.querySelector('dialog')?.textContent).toContain('Move');
    expect(offered()).toBe('Causes');
  });

  test('"Move to…" puts a clip into a new section, and one undo takes both back', async () => {
    const titles = () =>
      [...document.querySelectorAll('.section-title')].map(({ textContent }) => textContent);
    expect(titles()).toEqual(['Causes', 'Inbox']);
    await openMenu(card(1));
    await choose('Move to…');
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'New section…');
    await userEvent.click(byText('Move'));
    // A section needs a name.
    expect(document.querySelector('dialog')).not.toBeNull();
    await userEvent.fill(document.querySelector('dialog input')!, 'Outlook');
    await userEvent.click(byText('Move'));
    await vi.waitFor(() => expect(said()).toContain('moved to “Outlook”.'));
    await vi.waitFor(() => expect(titles()).toEqual(['Causes', 'Outlook', 'Inbox']));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(titles()).toEqual(['Causes', 'Inbox']));
    expect(quotes()).toEqual(QUOTES);
    const both = 'adding 1 section, moving 1 item.';
    await vi.waitFor(() => expect(said()).toContain(`Undone: ${both}`));
    await userEvent.keyboard('{Control>}y{/Control}');
    await vi.waitFor(() => expect(said()).toContain(`Redone: ${both}`));
  });
});

describe('the bin', () => {
  test('a deleted clip is gone, the focus is on the next one, and Undo brings it back', async () => {
    await openMenu(card(1));
    await choose('Delete');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[0], QUOTES[2]]));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[2]!)));
    await userEvent.click(byText('Undo'));
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
  });

  /** Deletes something after a clip was deleted. Undo in its notice must bring back only this. */
  const DELETIONS: Readonly<Record<string, () => Promise<void>>> = {
    'a clip': async () => {
      await openMenu(card(0));
      await choose('Delete');
    },
    'several cards': async () => {
      card(0).focus();
      await userEvent.keyboard(' ');
      card(1).focus();
      await userEvent.keyboard(' {Delete}');
    },
    'a section': async () => {
      await userEvent.click(byLabel('Actions on “Causes”'));
      await choose('Delete');
    },
  };

  test.for(Object.entries(DELETIONS))(
    'after the notice brought back %s, Ctrl+Z undoes the step before, and Ctrl+Y goes forward again',
    async ([, remove]) => {
      const text = () => document.querySelector('main')!.textContent;
      await openMenu(card(0));
      await choose('Delete');
      await vi.waitFor(() => expect(quotes()).toEqual(QUOTES.slice(1)));
      const before = text();
      await remove();
      await vi.waitFor(() => expect(text()).not.toBe(before));
      const after = text();
      const steps = [
        [() => userEvent.click(byText('Undo', '.snackbar button')), before],
        [() => userEvent.keyboard('{Control>}z{/Control}'), null],
        [() => userEvent.keyboard('{Control>}y{/Control}'), before],
        [() => userEvent.keyboard('{Control>}y{/Control}'), after],
      ] as const;
      for (const [step, shown] of steps) {
        await step();
        if (shown === null) await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
        else await vi.waitFor(() => expect(text()).toBe(shown));
      }
    },
  );

  const isFolded = () =>
    document.querySelector('.section-head .disclosure')?.getAttribute('aria-expanded') === 'false';
  const focused = () => document.activeElement?.textContent ?? '';

  test('Ctrl+Z after a deletion moves the focus from the next card to the restored one', async () => {
    card(1).focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[2]!)));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
    // A repeated deletion is undone in the same way.
    await userEvent.keyboard('{Control>}y{/Control}');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[0], QUOTES[2]]));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
  });

  test('Ctrl+Z after several cards were deleted moves the focus to the first of them', async () => {
    card(0).focus();
    await userEvent.keyboard(' ');
    card(1).focus();
    await userEvent.keyboard(' {Delete}');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[2]]));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[2]!)));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[0]!)));
  });

  test('Ctrl+Z after the deletion of a section moves the focus to the section', async () => {
    await userEvent.click(byLabel('Actions on “Causes”'));
    await choose('Delete');
    await vi.waitFor(() => expect(focused()).toBe('Add a section'));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(focused()).toBe('Causes'));
  });

  test('Ctrl+Z after a deletion moves the focus to the card if its section was folded since', async () => {
    await openMenu(card(0));
    await choose('Move to…');
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Causes');
    await userEvent.click(byText('Move'));
    await openMenu(cardOf(QUOTES[0]!));
    await choose('Delete');
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[1]!)));
    await userEvent.click(document.querySelector('.section-head .disclosure')!);
    await vi.waitFor(() => expect(isFolded()).toBe(true));
    cardOf(QUOTES[2]!).focus();
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(focused()).toContain(QUOTES[0]));
  });

  test('the button Undo keeps the focus, so that it can be pressed again', async () => {
    for (const quote of [QUOTES[0]!, QUOTES[1]!]) {
      await openMenu(cardOf(quote));
      await choose('Delete');
      await vi.waitFor(() => expect(quotes()).not.toContain(quote));
    }
    // The deletion gives the focus to the next card, after the card is gone.
    await vi.waitFor(() => expect(document.activeElement).toBe(card(0)));
    const undo = byLabel('Undo');
    undo.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(quotes()).toHaveLength(2));
    await drawn();
    expect(document.activeElement).toBe(undo);
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
  });

  test('its content is restored from it, or destroyed after a question', async () => {
    for (const _ of [1, 2]) {
      const before = quotes().length;
      await openMenu(card(0));
      await choose('Delete');
      await vi.waitFor(() => expect(quotes()).toHaveLength(before - 1));
    }
    await userEvent.click(byLabel('Report actions'));
    await choose('Bin (2)');
    expect(document.querySelectorAll('.bin-row')).toHaveLength(2);
    await expectAccessible();
    await userEvent.click(byLabel(`Restore: ${QUOTES[0]!}`));
    await vi.waitFor(() => expect(document.querySelectorAll('.bin-row')).toHaveLength(1));
    await userEvent.click(byText('Empty the bin'));
    await userEvent.click(byText('Delete permanently'));
    await vi.waitFor(() => expect(said()).toContain('The bin is empty.'));
    await userEvent.click(byLabel('Back'));
    await vi.waitFor(() => expect(quotes().toSorted()).toEqual([QUOTES[0], QUOTES[2]]));
    const left = await background.library.loadEvidence(REPORT);
    expect(left.ok && left.value.clips.map(({ id }) => id)).toEqual([
      clips[0]!.clip.id,
      clips[2]!.clip.id,
    ]);
  });

  test('Enter restores one item after the other, and leaves the bin only when it is empty', async () => {
    const focus = () => document.activeElement?.getAttribute('aria-label');
    for (const { clip } of clips) {
      const edited = await background.library.editReport(REPORT, (doc) =>
        binClip(doc, { clipId: clip.id, at: '2026-05-02T10:00:00Z' }),
      );
      if (!edited.ok) throw new Error('Nothing was stored.');
      background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
    }
    await vi.waitFor(() => expect(quotes()).toEqual([]));
    await userEvent.click(byLabel('Report actions'));
    await choose('Bin (3)');
    const rows = () => [...document.querySelectorAll('.bin-row button')];
    const names = rows().map((button) => button.getAttribute('aria-label'));
    // The focus goes to the next item, and from the last one to the previous one.
    (rows()[1] as HTMLElement).focus();
    for (const next of [names[2], names[0], 'Back']) {
      const left = rows().length - 1;
      await userEvent.keyboard('{Enter}');
      await vi.waitFor(() => expect(rows()).toHaveLength(left));
      await vi.waitFor(() => expect(focus()).toBe(next));
    }
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(quotes().toSorted()).toEqual(QUOTES.toSorted()));
  });

  test('says how many statements still cite a deleted clip', async () => {
    const clipId = clips[1]!.clip.id;
    const edited = await background.library.editReport(REPORT, (doc) => {
      for (const text of ['Rain.', 'More rain.']) {
        const statementId = newId<'statement'>();
        createStatement(doc, { id: statementId, text, position: { sectionId: SECTION } });
        const citation = { id: newId<'citation'>(), statementId, clipId, label: '' };
        insertCitation(doc, { ...citation, offset: 4 });
      }
    });
    if (!edited.ok) throw new Error('Nothing was stored.');
    background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
    const card = () => document.querySelector<HTMLElement>(`[data-item="${clipId}"]`);
    await vi.waitFor(() => expect(document.querySelectorAll('button.cite').length).toBe(2));
    card()?.focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(said()).toContain('moved to the bin.'));
    expect(said()).toContain('2 statements still cite it.');
  });

  describe('with a clip that a statement still cites', () => {
    beforeEach(async () => {
      const edited = await background.library.editReport(REPORT, (doc) => {
        const statementId = newId<'statement'>();
        const clipId = clips[1]!.clip.id;
        createStatement(doc, { id: statementId, text: 'Rain.', position: { sectionId: SECTION } });
        const citation = { id: newId<'citation'>(), statementId, clipId, label: '' };
        insertCitation(doc, { ...citation, offset: 4 });
        binClip(doc, { clipId, at: '2026-05-02T10:00:00Z' });
      });
      if (!edited.ok) throw new Error('Nothing was stored.');
      background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
      await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[0], QUOTES[2]]));
    });

    test('leads from the citation to the clip', async () => {
      await userEvent.click(document.querySelector('[data-statement] button.cite')!);
      await vi.waitFor(() =>
        expect(document.activeElement?.closest('.bin-row')?.textContent).toContain(QUOTES[1]),
      );
      expect(said()).toContain('The cited clip is in the bin.');
    });

    test('counts the clip, and asks for its site to verify it', async () => {
      expect(document.querySelector('.verdict-legend')?.textContent).toContain('3 clips');
      await userEvent.click(byText('Verify 3 clips'));
      expect(document.querySelectorAll('dialog .pick-list input')).toHaveLength(2);
    });

    test('says that the clip stays when it is emptied, and offers that only if others go', async () => {
      await userEvent.click(byLabel('Report actions'));
      await choose('Bin (1)');
      const rows = () => [...document.querySelectorAll('.bin-row')].map((row) => row.textContent);
      expect(rows()).toEqual([expect.stringContaining('still cited')]);
      expect(document.body.textContent).not.toContain('Empty the bin');
      await userEvent.click(byLabel('Back'));
      await openMenu(cardOf(QUOTES[0]!));
      await choose('Delete');
      await userEvent.click(byLabel('Report actions'));
      await choose('Bin (2)');
      await userEvent.click(byText('Empty the bin'));
      const question = document.querySelector('dialog')!;
      expect(question.textContent).toContain('1 item will be deleted permanently.');
      expect(question.textContent).toContain('1 clip stays in the bin');
      await expectAccessible();
      await userEvent.click(byText('Delete permanently'));
      await vi.waitFor(() => expect(said()).toContain('1 clip stays in the bin'));
      await vi.waitFor(() => expect(rows()).toEqual([expect.stringContaining('still cited')]));
      await vi.waitFor(() =>
        expect(document.activeElement?.closest('.bin-row')?.textContent).toContain('still cited'),
      );
    });
  });

  test('a section is deleted and restored with its clips', async () => {
    await openMenu(card(0));
    await choose('Move to…');
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Causes');
    await userEvent.click(byText('Move'));
    await userEvent.click(byLabel('Actions on “Causes”'));
    await choose('Delete');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1], QUOTES[2]]));
    await vi.waitFor(() => expect(said()).toContain('Section “Causes” moved to the bin.'));
    await userEvent.click(byText('Undo'));
    await vi.waitFor(() => expect(quotes()).toHaveLength(3));
    await vi.waitFor(() => expect(focused()).toBe('Causes'));
  });

  test('a deleted report disappears, and can be restored from the bin', async () => {
    await userEvent.click(byLabel('Report actions'));
    await choose('Delete report');
    await vi.waitFor(() => byText('New report…', '.empty button'));
    expect(document.querySelector('.report-switch-title')?.textContent).toBe('Reports');
    await userEvent.click(byText('Undo'));
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    await vi.waitFor(() =>
      expect(document.activeElement?.getAttribute('data-focus')).toBe('report-switch'),
    );
  });
});

describe('sections and statements', () => {
  test('a section is made, renamed and moved by keyboard', async () => {
    await userEvent.click(byText('Add a section'));
    await userEvent.keyboard('Outlook{Enter}');
    const titles = () =>
      [...document.querySelectorAll('.section-title')].map((title) => title.textContent);
    await vi.waitFor(() => expect(titles()).toEqual(['Causes', 'Outlook', 'Inbox']));
    document.querySelectorAll<HTMLElement>('.section-title .disclosure')[1]!.focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await vi.waitFor(() => expect(titles()).toEqual(['Outlook', 'Causes', 'Inbox']));
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Outlook'));
    await userEvent.click(byLabel('Actions on “Outlook”'));
    await choose('Rename…');
    await userEvent.fill(document.querySelector('dialog input')!, 'What comes');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(titles()).toEqual(['What comes', 'Causes', 'Inbox']));
  });

  test('the question for a subsection says so', async () => {
    await userEvent.click(byLabel('Actions on “Causes”'));
    await choose('Add a subsection');
    expect(document.querySelector('dialog h2')?.textContent).toBe('New subsection');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(byText('Add a section'));
    expect(document.querySelector('dialog h2')?.textContent).toBe('New section');
  });

  test('a statement without words is no statement, and Enter on a card edits it', async () => {
    const statements = () => document.querySelectorAll<HTMLElement>('[data-statement]');
    await userEvent.click(byLabel('Write a statement – Causes'));
    await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(statements()).toHaveLength(0));
    await vi.waitFor(() => expect(said()).toContain('The empty statement is deleted.'));
    await userEvent.click(byLabel('Write a statement – Causes'));
    await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
    await userEvent.keyboard('Snow held.{Escape}');
    await vi.waitFor(() => expect(statements()).toHaveLength(1));
    statements()[0]!.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
    expect(document.activeElement?.textContent).toBe('Snow held.');
    // The bin shows what somebody may want back.
    await userEvent.keyboard('{Escape}');
    await userEvent.click(byLabel('Report actions'));
    expect(byText('Bin (0)')).toBeTruthy();
  });

  describe('Enter in a statement', () => {
    const inputs = () => [...document.querySelectorAll('.statement-input')].map(seen);
    /** The statements in their order, the one that is edited with a caret. */
    const written = () =>
      [...document.querySelectorAll('[data-statement]')].map((each) => {
        const text = each.querySelector('.statement-text, .statement-input, .statement-empty');
        return `${text?.matches('.statement-input') ? '|' : ''}${seen(text)}`;
      });
    const isWriting = () =>
      vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
    beforeEach(async () => {
      await userEvent.click(byLabel('Write a statement – Causes'));
      await isWriting();
    });

    test('goes on writing: the next words are the next statement, and no key is a command', async () => {
      await userEvent.keyboard('Snow held.{Enter}Very little melted.{Enter}{Enter}Rain came.');
      expect(written()).toEqual(['Snow held.', 'Very little melted.', '|Rain came.']);
      expect(document.querySelector('dialog')).toBeNull();
      await userEvent.keyboard('{Enter}{Escape}');
      await vi.waitFor(() =>
        expect(written()).toEqual(['Snow held.', 'Very little melted.', 'Rain came.']),
      );
      const focused = () => document.activeElement?.closest('[data-statement]')?.textContent;
      await vi.waitFor(() => expect(focused()).toContain('Rain came.'));
    });

    test('is one undo step, and so is what is written next', async () => {
      await userEvent.keyboard('Snow held.{Enter}Rain came.');
      await userEvent.keyboard('{Control>}z{/Control}');
      await vi.waitFor(() => expect(written()).toEqual(['Snow held.', '|']));
      await userEvent.keyboard('{Control>}z{/Control}');
      await vi.waitFor(() => expect(written()).toEqual(['Snow held.']));
    });

    test('within it, splits it with its citations, and the caret stays at the next words', async () => {
      await userEvent.keyboard('The snow held. The rain came.{Control>}k{/Control}');
      const boxes = () => document.querySelectorAll<HTMLElement>('dialog input[type=checkbox]');
      await vi.waitFor(() => expect(boxes()).toHaveLength(3));
      await userEvent.click(boxes()[0]!);
      await userEvent.click(byText('Cite 1 clip'));
      await vi.waitFor(() => expect(inputs()).toEqual(['The snow held. The rain came. A']));
      await isWriting();
      await userEvent.keyboard('{Home}');
      for (const _ of 'The snow held.') await userEvent.keyboard('{ArrowRight}');
      await userEvent.keyboard('{Shift>}{Enter}{/Shift}Then ');
      expect(written()).toEqual(['The snow held.', '|Then The rain came. A']);
      await userEvent.keyboard('{Control>}zz{/Control}');
      await vi.waitFor(() => expect(written()).toEqual(['|The snow held. The rain came. A']));
    });

    test('Backspace at the start and Delete at the end join again what Enter broke', async () => {
      const cites = () => document.querySelectorAll('.statement-input .cite').length;
      await userEvent.keyboard('{Backspace}The snow held {Control>}k{/Control}');
      await vi.waitFor(() => expect(document.querySelector('dialog input')).not.toBeNull());
      await userEvent.click(document.querySelector('dialog input[type=checkbox]')!);
      await userEvent.click(byText('Cite 1 clip'));
      await vi.waitFor(() => expect(cites()).toBe(1));
      await isWriting();
      await userEvent.keyboard('{Enter}Rain came.{Home}{Backspace}Then ');
      expect(written()).toEqual(['|The snow held A Then Rain came.']);
      expect(cites()).toBe(1);
      await userEvent.keyboard('{Control>}zz{/Control}');
      await vi.waitFor(() => expect(written()).toEqual(['The snow held A', '|Rain came.']));
      // Delete at the end of the statement above does the same.
      await userEvent.click(document.querySelector('[data-focus^=edit-]')!);
      await vi.waitFor(() => expect(written()).toEqual(['|The snow held A', 'Rain came.']));
      await isWriting();
      await userEvent.keyboard('{End}{Delete},');
      await vi.waitFor(() => expect(written()).toEqual(['|The snow held A, Rain came.']));
      expect(cites()).toBe(1);
      await userEvent.keyboard('{Home}{Backspace}{End}{Delete}');
      expect(written()).toEqual(['|The snow held A, Rain came.']);
    });

    test('before its first word, opens an empty one above it', async () => {
      await userEvent.keyboard('Rain came.{Home}{Enter}Snow held.');
      expect(written()).toEqual(['|Snow held.', 'Rain came.']);
    });

    test('an empty one is gone when another is edited', async () => {
      await userEvent.keyboard('Snow held.{Enter}');
      await vi.waitFor(() => expect(written()).toEqual(['Snow held.', '|']));
      await userEvent.click(document.querySelector('[data-focus^=edit-]')!);
      await vi.waitFor(() => expect(written()).toEqual(['|Snow held.']));
    });
  });

  const edit = () => document.querySelector('[data-focus^=edit-]')!;

  /** Writes a statement, and then deletes another card. */
  async function writeAndDelete(): Promise<void> {
    await userEvent.click(byLabel('Write a statement – Causes'));
    await userEvent.keyboard('Snow held.{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(edit()));
    cardOf(QUOTES[2]!).focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES.slice(0, 2)));
  }

  test('Ctrl+Z in a statement undoes what was written in it since it was opened, and no more', async () => {
    const back = () => userEvent.keyboard('{Control>}z{/Control}');
    const input = () => document.querySelector('.statement-input');
    await writeAndDelete();
    await userEvent.click(edit());
    await vi.waitFor(() => expect(document.activeElement).toBe(input()));
    await userEvent.keyboard(' Rain came.');
    await back();
    await vi.waitFor(() => expect(input()?.textContent).toBe('Snow held.'));
    for (const _ of [1, 2]) {
      await back();
      await vi.waitFor(() =>
        expect(said()).toBe('There is nothing more to undo in this statement. Escape leaves it.'),
      );
      expect(document.activeElement).toBe(input());
    }
    expect(quotes()).toEqual(QUOTES.slice(0, 2));
    // Ctrl+Z in the statement does not undo an act on another card, although that came later.
    await userEvent.keyboard(' Wind.');
    cardOf(QUOTES[1]!).focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES.slice(0, 1)));
    (input() as HTMLElement).focus();
    await back();
    await vi.waitFor(() => expect(said()).toContain('nothing more to undo in this statement'));
    expect(input()?.textContent).toBe('Snow held. Wind.');
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(input()).toBeNull());
    await back();
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES.slice(0, 2)));
  });

  test.each([
    ['an arrow key', () => userEvent.keyboard('{ArrowLeft}{ArrowLeft}')],
    ['a click', () => userEvent.click(document.querySelector('.statement-input')!)],
  ])('after %s moved the caret, Ctrl+Z undoes only what was written there', async (_how, move) => {
    const back = () => userEvent.keyboard('{Control>}z{/Control}');
    const written = () => document.querySelector('.statement-input')?.textContent;
    await userEvent.click(byLabel('Write a statement – Causes'));
    await userEvent.keyboard('Snow held in 2017.');
    await move();
    await userEvent.keyboard('X');
    await vi.waitFor(() => expect(written()).toHaveLength(19));
    await back();
    await vi.waitFor(() => expect(written()).toBe('Snow held in 2017.'));
    await back();
    await vi.waitFor(() => expect(written()).toBe(''));
  });

  test('Ctrl+Y in a statement repeats what was undone in it, and nothing elsewhere', async () => {
    const press = (key: string) => userEvent.keyboard(`{Control>}${key}{/Control}`);
    const input = () => document.querySelector('.statement-input');
    await writeAndDelete();
    await press('z');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    await userEvent.click(edit());
    await vi.waitFor(() => expect(document.activeElement).toBe(input()));
    await press('y');
    const nothing = 'There is nothing to redo in this statement. Escape leaves it.';
    await vi.waitFor(() => expect(said()).toBe(nothing));
    expect(quotes()).toEqual(QUOTES);
    expect(document.activeElement).toBe(input());
    await userEvent.keyboard(' Rain came.');
    await press('z');
    await vi.waitFor(() => expect(input()?.textContent).toBe('Snow held.'));
    await press('y');
    await vi.waitFor(() => expect(input()?.textContent).toBe('Snow held. Rain came.'));
    await press('y');
    await vi.waitFor(() => expect(said()).toBe(nothing));
  });

  test('says that a clip is quoted by itself when its only citation is removed, and deletes it', async () => {
    await userEvent.click(byLabel('Write a statement – Causes'));
    await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
    const boxes = () => document.querySelectorAll<HTMLElement>('dialog input[type=checkbox]');
    const cites = () => document.querySelectorAll('.statement-input .cite').length;
    // The second citation is of the same clip, which is still cited after the first removal.
    for (const count of [1, 2]) {
      await userEvent.keyboard('Snow held it.{Control>}k{/Control}');
      await vi.waitFor(() => expect(boxes()).toHaveLength(3));
      await userEvent.click(boxes()[0]!);
      await userEvent.click(byText('Cite 1 clip'));
      await vi.waitFor(() => expect(cites()).toBe(count));
    }
    const before = quotes().length;
    await userEvent.click(byLabel('Remove citation B'));
    await vi.waitFor(() => expect(cites()).toBe(1));
    expect(said()).not.toContain('No statement cites this clip');
    await userEvent.click(byLabel('Remove citation A'));
    await vi.waitFor(() => expect(said()).toContain('No statement cites this clip any more'));
    await expectAccessible();
    await userEvent.click(byText('Delete the clip'));
    await vi.waitFor(() => expect(said()).toContain('Clip moved to the bin.'));
    expect(quotes()).toHaveLength(before - 1);
  });

  test('offers to delete the clip of an imported page when its last citation is removed', async () => {
    const { clip, ...records } = sampleRecords({ quote: null, title: 'A page' });
    await background.save({ ...records, clip: { ...clip, origin: 'import' } });
    const edited = await background.library.editReport(REPORT, (doc) => {
      const statementId = newId<'statement'>();
      createStatement(doc, { id: statementId, text: 'Rain.', position: { sectionId: SECTION } });
      const citation = { id: newId<'citation'>(), statementId, clipId: clip.id, label: '' };
      insertCitation(doc, { ...citation, offset: 4 });
    });
    if (!edited.ok) throw new Error('Nothing was stored.');
    background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
    const text = () => document.querySelector<HTMLElement>('.statement-text');
    await vi.waitFor(() => expect(text()?.querySelector('.cite')).toBeTruthy());
    text()!.closest<HTMLElement>('[data-item]')!.focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
    await userEvent.click(byLabel('Remove citation A'));
    await vi.waitFor(() => expect(said()).toContain('No statement cites this clip any more.'));
    expect(said()).not.toContain('quote');
    await userEvent.click(byText('Delete the clip'));
    await vi.waitFor(() => expect(said()).toContain('Clip moved to the bin.'));
  });

  test('a statement is written and cites two clips in a row', async () => {
    await userEvent.click(byLabel('Write a statement – Causes'));
    await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
    await userEvent.keyboard('Snow held back the melt.');
    await userEvent.keyboard('{ArrowLeft}{Control>}k{/Control}');
    const boxes = () => document.querySelectorAll<HTMLElement>('dialog input[type=checkbox]');
    await vi.waitFor(() => expect(boxes()).toHaveLength(3));
    await userEvent.click(boxes()[0]!);
    await userEvent.click(boxes()[2]!);
    await userEvent.click(byText('Cite 2 clips'));
    await vi.waitFor(() =>
      expect(document.querySelectorAll('.statement-input .cite')).toHaveLength(2),
    );
    expect(seen(document.querySelector('.statement-input'))).toBe('Snow held back the melt A B.');
    await userEvent.click(byText('Done'));
    await vi.waitFor(() =>
      expect(document.querySelector('.statement-text')?.textContent).toBe(
        'Snow held back the melt A B.',
      ),
    );
    await expectAccessible();
    await userEvent.click(byText('Export'));
    await choose('Copy Markdown');
    // The Worker that writes it starts first.
    await vi.waitFor(() => expect(acts.flavours).toHaveLength(1));
    const copied = acts.flavours[0]?.['text/plain'];
    expect(copied).toContain('## Causes');
    expect(copied).toMatch(
      /Snow held back the melt \(\[Page 0\]\(https:\/\/site0\.example\/0#:~:text=[^)]+\)\) \(\[Page 2\]/,
    );
  });

  test('a note is kept in the document', async () => {
    await userEvent.click(
      [...card(0).querySelectorAll('button')].find((b) => b.textContent === 'Note')!,
    );
    await userEvent.keyboard('for the summary{Escape}');
    await vi.waitFor(() =>
      expect(card(0).querySelector('.clip-note')?.textContent).toBe('for the summary'),
    );
    await vi.waitFor(async () => {
      const stored = await background.library.loadReport(REPORT);
      expect(stored.ok && stored.value.placements.map(({ note }) => note)).toEqual([
        'for the summary',
      ]);
    });
  });
});

describe('an empty report', () => {
  test('beside other reports, leads to the clips of the library', async () => {
    const second = newId<'report'>();
    await background.library.createReport({ id: second, title: 'Rivers', language: 'en' });
    background.tell({ kind: 'reports' });
    await openMenu(document.querySelector<HTMLElement>('.panel-title')!);
    await vi.waitFor(() => choose('Rivers'));
    await vi.waitFor(() => expect(document.body.textContent).toContain('No clips in this report'));
    expect(document.body.textContent).not.toContain('Nothing clipped yet');
    await expectAccessible();
    await userEvent.click(byText('Take clips from the library'));
    await vi.waitFor(() => expect(document.querySelectorAll('.found')).toHaveLength(3));
  });

  test('with one clip, Enter cites that clip', async () => {
    const second = newId<'report'>();
    await background.library.createReport({ id: second, title: 'Rivers', language: 'en' });
    const only = sampleRecords({ quote: 'The only quote.' });
    const filedUnder = { reportId: second, sectionId: null };
    await background.save({ ...only, clip: { ...only.clip, filedUnder } });
    background.tell({ kind: 'reports' });
    await openMenu(document.querySelector<HTMLElement>('.panel-title')!);
    await vi.waitFor(() => choose('Rivers'));
    await vi.waitFor(() => expect(quotes()).toEqual(['The only quote.']));
    await userEvent.click(byText('Write a statement'));
    await vi.waitFor(() => expect(document.activeElement?.className).toBe('statement-input'));
    await userEvent.keyboard('A river rose.{Control>}k{/Control}');
    await vi.waitFor(() => byText('Cite 1 clip'));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() =>
      expect(document.querySelectorAll('.statement-input .cite')).toHaveLength(1),
    );
    await userEvent.keyboard(' A lake rose.{Control>}k{/Control}');
    await vi.waitFor(() =>
      expect(document.querySelector('dialog .pick')?.textContent).toContain('Already cited'),
    );
  });
});

describe('other windows', () => {
  test('edits in another window appear', async () => {
    const stored = await background.library.editReport(REPORT, (doc) =>
      createSection(doc, {
        id: newId(),
        parentId: null,
        title: 'From afar',
        at: '2026-05-03T10:00:00Z',
      }),
    );
    if (!stored.ok || stored.value.length === 0) throw new Error('not stored');
    background.tell({ kind: 'report-update', reportId: REPORT, updates: stored.value });
    await vi.waitFor(() => expect(document.body.textContent).toContain('From afar'));
  });

  test('a new clip appears', async () => {
    await background.save(sampleRecords({ quote: 'A late one.' }));
    await vi.waitFor(() => expect(quotes()).toContain('A late one.'));
  });
});

describe('search', () => {
  test('ignores accents and case, shows the number, and Escape shows all again', async () => {
    await userEvent.keyboard('/');
    expect(document.activeElement?.getAttribute('type')).toBe('search');
    await userEvent.keyboard('SÉCOND quote');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1]]));
    expect(document.querySelector('.panel-header [role=status]')?.textContent).toBe('1 item found');
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
  });

  const searchField = () => document.querySelector('input[type=search]');

  test.each(['/', '{Enter}'])(
    'in the library, %s on the button with the magnifier moves the focus to the search field',
    async (key) => {
      const button = document.querySelector<HTMLElement>('[data-focus="library-open"]')!;
      button.focus();
      await userEvent.keyboard('{Enter}');
      const field = () => document.querySelector('[data-focus="library-search"]');
      await vi.waitFor(() => expect(document.activeElement).toBe(field()));
      button.focus();
      await userEvent.keyboard(key);
      expect(document.activeElement).toBe(field());
    },
  );

  test('Escape in the empty field moves the focus to the first card, where letters are shortcuts', async () => {
    await userEvent.keyboard('/third');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[2]]));
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    expect(document.activeElement).toBe(searchField());
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(card(0));
  });

  test('no Escape is left to Chrome, which would move the focus to the page', async () => {
    const left: string[] = [];
    const hear = ({ key, defaultPrevented, target }: KeyboardEvent) => {
      if (key !== 'Escape' || defaultPrevented || !(target instanceof Element)) return;
      left.push(target.getAttribute('data-focus') ?? target.tagName);
    };
    window.addEventListener('keydown', hear);
    onTestFinished(() => window.removeEventListener('keydown', hear));
    await userEvent.keyboard('/nowhere');
    await vi.waitFor(() => expect(quotes()).toEqual([]));
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    for (const from of [searchField(), card(1), byLabel('Report actions'), byText('Export')]) {
      (from as HTMLElement).focus();
      await userEvent.keyboard('{Escape}');
    }
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{Escape}');
    expect(left).toEqual([]);
  });

  test('deleted by key, a found card leaves the focus to the next found one, then to the field', async () => {
    await userEvent.keyboard('/ir');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[0], QUOTES[2]]));
    await userEvent.keyboard('{ArrowDown}{Delete}');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[2]]));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[2]!)));
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(quotes()).toEqual([]));
    await vi.waitFor(() => expect(document.activeElement).toBe(searchField()));
  });

  test('deleted from its menu, too', async () => {
    await userEvent.keyboard('/ir');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[0], QUOTES[2]]));
    await openMenu(cardOf(QUOTES[2]!));
    await choose('Delete');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[0]]));
    await vi.waitFor(() => expect(document.activeElement).toBe(cardOf(QUOTES[0]!)));
    await openMenu(cardOf(QUOTES[0]!));
    await choose('Delete');
    await vi.waitFor(() => expect(quotes()).toEqual([]));
    await vi.waitFor(() => expect(document.activeElement).toBe(searchField()));
  });

  /** Stores these verdicts for the clips, in order. */
  const judge = async (...verdicts: readonly Verdict[]) => {
    const runId = newId<'run'>();
    const checks = verdicts.map((verdict, at) => ({
      ...sampleRecords({ verdict }).check!,
      ...{ runId, clipId: clips[at]!.clip.id, pinId: clips[at]!.pin.id },
      checkedAt: new Date().toISOString(),
    }));
    await background.finishRun(runId, checks);
  };
  const altered = () => document.querySelector<HTMLElement>('[data-focus=verdicts-altered]')!;
  const emptyTitle = () => document.querySelector('.empty-title')?.textContent;

  test('when a card gets another verdict than the chosen one, the next card has the focus, and after the last one the button that shows all', async () => {
    await judge('altered', 'verbatim', 'altered');
    await vi.waitFor(() => expect(altered()).not.toBeNull());
    await userEvent.click(altered());
    await vi.waitFor(() => expect(quotes()).toHaveLength(2));
    cardOf('First').querySelector<HTMLElement>('a')!.focus();
    await judge('verbatim', 'verbatim', 'altered');
    await vi.waitFor(() => expect(quotes()).toHaveLength(1));
    await vi.waitFor(() => expect(document.activeElement).toBe(card(0)));
    await judge('verbatim', 'verbatim', 'verbatim');
    await vi.waitFor(() => expect(quotes()).toEqual([]));
    expect(emptyTitle()).toBe('No clip has this verdict.');
    await vi.waitFor(() => expect(document.activeElement).toBe(byText('Show all again')));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    await vi.waitFor(() => expect(document.activeElement).toBe(searchField()));
  });

  test('after a check, says how many clips left the chosen group, and shows all', async () => {
    await judge('altered', 'verbatim', 'altered');
    await vi.waitFor(() => expect(altered()).not.toBeNull());
    await userEvent.click(altered());
    await vi.waitFor(() => expect(quotes()).toHaveLength(2));
    const left = () => document.querySelector('.panel-checked:has([role=status])')?.textContent;
    expect(left()).toBeUndefined();
    await judge('verbatim', 'altered', 'altered');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1], QUOTES[2]]));
    expect(left()).toBe('1 clip left this list: it has another verdict now.Show all again');
    await expectAccessible();
    await userEvent.click(byText('Show all again'));
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    expect(left()).toBeUndefined();
    await vi.waitFor(() => expect(document.activeElement).toBe(searchField()));
    // A deleted clip does not count as one with another verdict.
    await userEvent.click(altered());
    await vi.waitFor(() => expect(quotes()).toHaveLength(2));
    cardOf(QUOTES[1]!).focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[2]]));
    expect(left()).toBeUndefined();
  });

  test('if only clips with another verdict contain the words, the message does not deny it', async () => {
    await judge('altered', 'verbatim', 'verbatim');
    await vi.waitFor(() => expect(altered()).not.toBeNull());
    await userEvent.click(altered());
    await userEvent.keyboard('/second');
    await vi.waitFor(() => expect(quotes()).toEqual([]));
    expect(emptyTitle()).toBe('No clip with this verdict contains these words.');
  });

  test('a folded section shows how many of its clips failed their last check', async () => {
    await judge('altered', 'verbatim', 'missing');
    const failed = () => document.querySelector('.section-head .verdict')?.textContent;
    const heading = [...document.querySelectorAll<HTMLElement>('.disclosure')].find(
      ({ textContent }) => textContent === 'Inbox',
    )!;
    await vi.waitFor(() => expect(altered()).not.toBeNull());
    expect(failed()).toBeUndefined();
    await userEvent.click(heading);
    await vi.waitFor(() => expect(failed()).toContain('2 clips failed their last check'));
    await expectAccessible();
    await userEvent.click(heading);
    await vi.waitFor(() => expect(failed()).toBeUndefined());
  });

  describe('ends', () => {
    const focused = () => document.activeElement?.getAttribute('data-focus');
    const words = () =>
      [...document.querySelectorAll('.statement-text')].map((each) => each.textContent);

    beforeEach(async () => {
      const edited = await background.library.editReport(REPORT, (doc) => {
        const id = newId<'statement'>();
        createStatement(doc, { id, text: 'It rained.', position: { sectionId: SECTION } });
        insertCitation(doc, {
          ...{ id: newId<'citation'>(), statementId: id, clipId: clips[1]!.clip.id, label: '' },
          offset: 9,
        });
      });
      if (!edited.ok) throw new Error('Nothing was stored.');
      background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
      await vi.waitFor(() => expect(words()).toEqual(['It rainedA.']));
      await userEvent.keyboard('/rained');
      await vi.waitFor(() => expect(quotes()).toEqual([]));
      expect(words()).toEqual(['It rainedA.']);
    });

    test('when a section is made, which it would hide', async () => {
      await userEvent.keyboard('{ArrowDown}s');
      await vi.waitFor(() => expect(document.querySelector('dialog input')).not.toBeNull());
      await userEvent.keyboard('Outlook{Enter}');
      await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Outlook'));
      expect(quotes()).toHaveLength(QUOTES.length);
    });

    test('when a statement is added, which it would hide', async () => {
      await userEvent.click(byLabel('Write a statement – Causes'));
      await vi.waitFor(() =>
        expect(document.activeElement?.matches('[contenteditable]')).toBe(true),
      );
      await userEvent.keyboard('Snow fell.{Control>}{Enter}{/Control}');
      await vi.waitFor(() => expect(words()).toEqual(['It rainedA.', 'Snow fell.']));
    });

    test('not when the last section that it shows is deleted: its field gets the focus', async () => {
      await openMenu(document.querySelector<HTMLElement>('.section-head')!);
      await choose('Delete');
      await vi.waitFor(() => expect(words()).toEqual([]));
      await vi.waitFor(() => expect(document.activeElement).toBe(searchField()));
    });

    test('when a citation leads to a clip that it hides', async () => {
      await userEvent.click(document.querySelector('.statement-text button')!);
      await vi.waitFor(() => expect(focused()).toBe(`item-${clips[1]!.clip.id}`));
    });

    test('not while a statement is edited: it stays in the list, whatever its words are', async () => {
      await userEvent.click(document.querySelector('[data-focus^=edit-]')!);
      await vi.waitFor(() =>
        expect(document.activeElement?.matches('[contenteditable]')).toBe(true),
      );
      await userEvent.keyboard('{Control>}a{/Control}Snow fell.');
      await vi.waitFor(() =>
        expect(document.querySelector('[contenteditable]')?.textContent).toBe('Snow fell.'),
      );
      await userEvent.keyboard(' And hail.');
      expect(document.querySelector('[contenteditable]')?.textContent).toBe('Snow fell. And hail.');
    });
  });

  test('keeps a clip in the list while its note is edited, until the next search', async () => {
    const note = () =>
      [...card(0).querySelectorAll('button')].find(({ textContent }) => textContent === 'Note')!;
    await userEvent.click(note());
    await userEvent.keyboard('urgent{Escape}');
    await vi.waitFor(() => expect(card(0).querySelector('.clip-note')?.textContent).toBe('urgent'));
    await userEvent.keyboard('/urgent');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[0]]));
    await userEvent.click(note());
    await userEvent.keyboard('{Control>}a{/Control}done{Escape}');
    await vi.waitFor(() => expect(card(0)?.querySelector('.clip-note')?.textContent).toBe('done'));
    await userEvent.keyboard('/{Control>}a{/Control}second');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1]]));
  });

  test('belongs to the report: the bin does not show its field', async () => {
    await userEvent.keyboard('/second');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1]]));
    await userEvent.click(byLabel('Report actions'));
    await choose('Bin (0)');
    await vi.waitFor(() => expect(document.body.textContent).toContain('The bin is empty'));
    expect(searchField()).toBeNull();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1]]));
  });

  test('during a search, a heading does not fold its section', async () => {
    await userEvent.keyboard('/second');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1]]));
    const heading = byText('Inbox', '.section-title *');
    await userEvent.click(heading);
    await userEvent.keyboard('/{Escape}');
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
  });
});

describe('the numbers of sections', () => {
  const counts = () =>
    [...document.querySelectorAll('.section-head .count')].map((count) => count.textContent);
  const inCauses = () =>
    background.library.editReport(REPORT, (doc) => {
      const [first] = clips;
      moveClip(doc, { clipId: first!.clip.id, position: { sectionId: SECTION } });
      createSection(doc, {
        id: newId<'section'>(),
        parentId: SECTION,
        title: 'Rain',
        at: '2026-05-02T11:00:00Z',
      });
    });

  test('say how many of their items the search shows', async () => {
    await inCauses();
    background.tell({ kind: 'library' });
    await vi.waitFor(() => expect(counts()).toEqual(['11 item', '00 items', '22 items']));
    await userEvent.keyboard('/second quote');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[1]]));
    expect(counts()).toEqual(['1 of 2Items shown: 1 of 2']);
    await userEvent.keyboard('{Control>}a{/Control}first');
    await vi.waitFor(() => expect(quotes()).toEqual([QUOTES[0]]));
    expect(counts()).toEqual(['1 of 1Items shown: 1 of 1']);
  });

  test('say how many of their items the chosen verdict shows', async () => {
    await inCauses();
    background.tell({ kind: 'library' });
    await vi.waitFor(() => expect(counts()).toHaveLength(3));
    await userEvent.click(document.querySelector('.verdict-bar button, .verdict-legend button')!);
    await vi.waitFor(() => expect(counts()[0]).toBe('1 of 1Items shown: 1 of 1'));
  });
});

describe('automatic checks', () => {
  const radio = (label: string) =>
    userEvent.click(byText(label, 'dialog label').querySelector('input')!);

  test('is turned on with a notice, kept, and turned off again', async () => {
    await userEvent.click(byLabel('Report actions'));
    await choose('Check regularly…');
    await vi.waitFor(() =>
      expect(document.querySelector('dialog')?.textContent).toContain('Never'),
    );
    const notice = byText('Tell me when a quote that stood no longer does', 'label').querySelector(
      'input',
    )!;
    expect(notice.disabled).toBe(true);
    await radio('Every week');
    expect(document.querySelector('dialog')?.textContent).toContain('Next check: ');
    await userEvent.click(notice);
    await expectAccessible();
    await userEvent.click(byText('Save'));
    await vi.waitFor(() => expect(said()).toContain('will now be checked regularly.'));
    expect(await acts.readRecheck(REPORT)).toMatchObject({ every: 'week', notify: true });
    await userEvent.click(byLabel('Report actions'));
    await choose('Check regularly…');
    await vi.waitFor(() =>
      expect(byText('Every week', 'label').querySelector('input')?.checked).toBe(true),
    );
    await radio('Never');
    await userEvent.click(byText('Save'));
    await vi.waitFor(() => expect(said()).toContain('will no longer be checked regularly.'));
    expect(await acts.readRecheck(REPORT)).toMatchObject({ every: 'off' });
    // The checks were off already, so no message says that they end.
    await userEvent.click(byLabel('Dismiss'));
    await userEvent.click(byLabel('Report actions'));
    await choose('Check regularly…');
    await vi.waitFor(() =>
      expect(byText('Never', 'label').querySelector('input')?.checked).toBe(true),
    );
    await userEvent.click(byText('Save'));
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    await drawn();
    expect(said()).toBe('');
  });

  test.each([
    ['Every week', 'off', true],
    ['Never', 'week', false],
  ] as const)('keeps “%s”, chosen before the stored period “%s” is read', async (...row) => {
    const [chosen, every, tells] = row;
    const stored = Promise.withResolvers<Awaited<ReturnType<typeof acts.readRecheck>>>();
    const slow = testActs({ readRecheck: () => stored.promise });
    show(null);
    show(<SidePanel acts={slow} />);
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    await userEvent.click(byLabel('Report actions'));
    await choose('Check regularly…');
    await vi.waitFor(() => byText(chosen, 'label'));
    await radio(chosen);
    stored.resolve({ every, notify: true, since: null });
    await vi.waitFor(() => expect(byText('Save').matches(':disabled')).toBe(false));
    const isChecked = (label: string) =>
      byText(label, 'label').querySelector('input')?.checked === true;
    expect(['Never', 'Every week', 'Every month'].filter(isChecked)).toEqual([chosen]);
    expect(isChecked('Tell me when a quote that stood no longer does')).toBe(tells);
  });

  test('a refused permission for notifications is reported, and the regular check is turned on', async () => {
    const refusing = testActs({ requestNotifications: async () => false });
    show(null);
    show(<SidePanel acts={refusing} />);
    await vi.waitFor(() => expect(quotes()).toEqual(QUOTES));
    await userEvent.click(byLabel('Report actions'));
    await choose('Check regularly…');
    await vi.waitFor(() => byText('Every month', 'label'));
    await radio('Every month');
    await userEvent.click(
      byText('Tell me when a quote that stood no longer does', 'label').querySelector('input')!,
    );
    await userEvent.click(byText('Save'));
    await vi.waitFor(() => expect(said()).toContain('did not allow notifications'));
    expect(await refusing.readRecheck(REPORT)).toMatchObject({ every: 'month', notify: false });
  });
});

describe('verification', () => {
  /** The run that the panel requested. The panel draws the run before the background has it. */
  const startedRun = () =>
    vi.waitFor(() => {
      const started = background.calls.find(({ name }) => name === 'run.start');
      if (started === undefined) throw new Error('No run was started.');
      return (started.payload as { readonly runId: RunId }).runId;
    });

  test('asks for the ticked origins during the click, and runs on their clips', async () => {
    await userEvent.click(byText('Verify 3 clips'));
    await expectAccessible();
    const boxes = document.querySelectorAll<HTMLInputElement>('dialog .pick-list input');
    expect(boxes).toHaveLength(2);
    await userEvent.click(boxes[1]!);
    byText('Allow and verify').click();
    expect(acts.asked).toEqual([['https://site0.example/*']]);
    await vi.waitFor(() => expect(background.calls.at(-1)?.name).toBe('run.start'));
    expect(background.calls.at(-1)?.payload).toMatchObject({
      reportId: REPORT,
      clipIds: [clips[0]!.clip.id, clips[2]!.clip.id],
    });
  });

  test('on the card of a clip whose page led to another site names that site first', async () => {
    await userEvent.click(byText('Verify 3 clips'));
    await userEvent.click(byText('Allow and verify'));
    const runId = await startedRun();
    const { check } = sampleRecords({ verdict: 'unchecked' });
    const led = clips.map(({ clip, pin }) => ({
      ...check!,
      ...{ runId, clipId: clip.id, pinId: pin.id, reader: 'none' as const },
      evidence: { ...check!.evidence, reason: 'redirects-to-ungranted' as const },
      finalUrl: 'https://new.example/0',
    }));
    await background.finishRun(runId, led.slice(0, 1));
    await vi.waitFor(() => expect(document.querySelectorAll('.card .verdict')).toHaveLength(1));
    await userEvent.click(card(0).querySelector('[data-focus^=verify-]')!);
    await vi.waitFor(() => byText('Allow and verify'));
    expect([...document.querySelectorAll('.pick-line')].map((row) => row.textContent)).toEqual([
      'new.examplesite0.example leads there',
      'site0.example1 page',
    ]);
    await userEvent.click(byText('Allow and verify'));
    expect(acts.asked.at(-1)).toEqual(['https://new.example/*', 'https://site0.example/*']);
    await userEvent.click(card(1).querySelector('[data-focus^=verify-]')!);
    await vi.waitFor(() => expect(acts.asked.at(-1)).toEqual(['https://site1.example/*']));
  });

  // The footer comes after every card, which is a long way by keyboard.
  test('begins from the report menu too, but not while it runs', async () => {
    const inMenu = () => byText('Verify…', '.menu-item');
    byLabel('Report actions').focus();
    await userEvent.keyboard('{Enter}');
    inMenu().focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() =>
      expect(document.querySelectorAll('dialog .pick-list input')).toHaveLength(2),
    );
    await userEvent.click(byText('Allow and verify'));
    await vi.waitFor(() => expect(document.querySelector('progress')).not.toBeNull());
    expect(inMenu().matches(':disabled, [aria-disabled=true]')).toBe(true);
  });

  test('shows progress, then verdicts, and announces the end', async () => {
    await userEvent.click(byText('Verify 3 clips'));
    await userEvent.click(byText('Allow and verify'));
    await vi.waitFor(() => expect(document.querySelector('progress')).not.toBeNull());
    const runId = await startedRun();
    const { check } = sampleRecords({ verdict: 'verbatim' });
    const checks = clips.map(({ clip, pin }) => ({
      ...check!,
      runId,
      clipId: clip.id,
      pinId: pin.id,
    }));
    await background.finishRun(runId, checks);
    await vi.waitFor(() => expect(document.querySelectorAll('.card .verdict')).toHaveLength(3));
    await vi.waitFor(() => expect(said()).toContain('Verification finished. 3 clips: 3 stand.'));
    await vi.waitFor(() => expect(document.querySelector('progress')).toBeNull());
    expect(document.querySelector('.verdict-legend')?.textContent).toBe('3 clips3 stand');
  });

  const RUN = newId<'run'>();
  const underWay = (change: Partial<RunProgress> = {}): RunProgress => ({
    runId: RUN,
    state: 'running',
    pages: 20,
    pagesDone: 5,
    clips: 40,
    clipsDone: 12,
    verdicts: { verbatim: 8, moved: 1, altered: 2, missing: 1 },
    reading: 'https://site0.example/a/long/path?page=2',
    timeLeft: 150_000,
    ...change,
  });
  const tellRun = (change: Partial<RunProgress>) =>
    background.tell({ kind: 'run', reportId: REPORT, progress: underWay(change), checks: [] });
  const runView = () => document.querySelector<HTMLElement>('.run')!;
  const spoken = () => runView().querySelector('[role=status]')!.textContent;

  test('a run shows its numbers, the time left and the current page, and reads the progress out in steps', async () => {
    tellRun({});
    await vi.waitFor(() => expect(runView()).not.toBeNull());
    expect(runView().textContent).toContain('12 of 40 clips checked · about 3 minutes left');
    expect(runView().querySelector('.verdict-legend')?.textContent).toBe(
      '9 stand2 altered1 missing',
    );
    expect(runView().querySelector('.run-reading')?.textContent).toBe(
      'site0.example/a/long/path?page=2',
    );
    expect(spoken()).toBe('');
    await expectAccessible();
    tellRun({ clipsDone: 19 });
    await vi.waitFor(() => expect(runView().textContent).toContain('19 of 40'));
    expect(spoken()).toBe('');
    tellRun({ clipsDone: 20, timeLeft: 20_000 });
    await vi.waitFor(() => expect(spoken()).toBe('50 per cent of the clips are checked.'));
    expect(runView().textContent).toContain('less than a minute left');
    tellRun({ clipsDone: 29, timeLeft: 4 * 3_600_000 });
    await vi.waitFor(() => expect(runView().textContent).toContain('about 4 hours left'));
    await vi.waitFor(() => expect(spoken()).toBe('50 per cent of the clips are checked.'));
  });

  test('a run is paused, resumed and cancelled with the keyboard, and keeps the focus', async () => {
    await userEvent.click(byText('Verify 3 clips'));
    await userEvent.click(byText('Allow and verify'));
    await vi.waitFor(() => expect(document.activeElement).toBe(byText('Pause')));
    const runId = await startedRun();
    tellRun({ runId });
    await vi.waitFor(() => expect(runView().textContent).toContain('12 of 40'));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() =>
      expect(background.calls.at(-1)).toEqual({
        name: 'run.pause',
        payload: { runId, paused: true },
      }),
    );
    tellRun({ runId, state: 'paused', reading: null, timeLeft: null });
    await vi.waitFor(() => expect(document.activeElement).toBe(byText('Resume')));
    expect(runView().textContent).toContain('Paused. 12 of 40 clips checked');
    await vi.waitFor(() => expect(spoken()).toBe('Verification paused.'));
    await expectAccessible();
    await userEvent.keyboard(' ');
    await vi.waitFor(() =>
      expect(background.calls.at(-1)).toEqual({
        name: 'run.pause',
        payload: { runId, paused: false },
      }),
    );
    tellRun({ runId });
    await vi.waitFor(() => expect(document.activeElement).toBe(byText('Pause')));
    await userEvent.keyboard('{Tab}{Enter}');
    await vi.waitFor(() => expect(background.calls.at(-1)?.name).toBe('run.cancel'));
    tellRun({ runId, state: 'cancelled' });
    await vi.waitFor(() => expect(document.activeElement).toBe(byText('Verify 3 clips')));
    expect(document.querySelector('.run')).toBeNull();
    await vi.waitFor(() =>
      expect(said()).toContain('Verification cancelled. Finished checks are kept.'),
    );
  });

  test('a run that a key starts leaves the focus and the place in the report', async () => {
    const title = document.querySelector<HTMLElement>('[data-focus=report-switch]')!;
    title.focus();
    await userEvent.keyboard('v');
    await vi.waitFor(() => byText('Allow and verify'));
    await userEvent.click(byText('Allow and verify'));
    await vi.waitFor(() => expect(runView()).not.toBeNull());
    await drawn();
    expect(document.activeElement).toBe(title);
  });

  test('a run that a key starts from nowhere does not scroll to its buttons', async () => {
    await page.viewport(180, 330);
    onTestFinished(() => page.viewport(414, 896));
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
    await userEvent.keyboard('v');
    // The button waits for the options of reading, and takes no click before.
    await vi.waitFor(() => expect(byText('Allow and verify').matches(':enabled')).toBe(true));
    byText('Allow and verify').click();
    await vi.waitFor(() => expect(document.activeElement).toBe(byText('Pause')));
    await drawn();
    expect(scrollY).toBe(0);
  });

  test('a run that rests since before the panel was opened is offered to be resumed', async () => {
    background.answer('run.progress', {
      progress: underWay({ state: 'paused', reading: null, timeLeft: null }),
    });
    show(null);
    show(<SidePanel acts={acts} />);
    await vi.waitFor(() => byText('Resume'));
    expect(runView().textContent).toContain('Paused. 12 of 40 clips checked');
    expect(document.activeElement).toBe(document.body);
    await userEvent.click(byText('Resume'));
    expect(background.calls.at(-1)).toEqual({
      name: 'run.pause',
      payload: { runId: RUN, paused: false },
    });
  });

  const ticks = () =>
    [...document.querySelectorAll<HTMLInputElement>('dialog .pick-list input')].map(
      ({ checked }) => checked,
    );

  test.each([
    ['a verification', true],
    ['a refused permission', false],
  ])('a site that was unticked stays so after %s', async (_name, isAllowed) => {
    show(null);
    show(<SidePanel acts={testActs({ requestOrigins: async () => isAllowed })} />);
    await vi.waitFor(() => byText('Verify 3 clips'));
    await userEvent.click(byText('Verify 3 clips'));
    await vi.waitFor(() => expect(ticks()).toEqual([true, true]));
    await userEvent.click(document.querySelectorAll('dialog .pick-list input')[1]!);
    await userEvent.click(byText('Allow and verify'));
    if (isAllowed) tellRun({ runId: await startedRun(), state: 'cancelled' });
    else await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    await vi.waitFor(() => byText('Verify 3 clips'));
    await userEvent.click(byText('Verify 3 clips'));
    await vi.waitFor(() => expect(ticks()).toEqual([true, false]));
  });

  test('a refused permission is reported, and nothing runs', async () => {
    show(<SidePanel acts={testActs({ requestOrigins: async () => false })} />);
    await vi.waitFor(() => byText('Verify 3 clips'));
    await userEvent.click(byText('Verify 3 clips'));
    await userEvent.click(byText('Allow and verify'));
    await vi.waitFor(() =>
      expect(document.querySelector('[role=alert]')?.textContent).toContain(
        'Permission was refused',
      ),
    );
    expect(background.calls.some(({ name }) => name === 'run.start')).toBe(false);
  });
});

test('axe finds nothing on the panel', async () => {
  expect(await axeFindings()).toEqual([]);
  await expectAccessible();
});
