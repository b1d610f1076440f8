import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { newId, type ReportId, type SectionId, type StatementId } from '../../../utils/model/ids';
import { createSection } from '../../../utils/model/section-operations';
import { createStatement, editStatement } from '../../../utils/model/statement-operations';
import { broadcastUpdates } from '../../../utils/platform/changes';
import { startBackground, type TestActs, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byLabel, byText, drawn, expectAccessible, show } from './stage';

let background: TestBackground;
let acts: TestActs;
const CAUSES: SectionId = newId<'section'>();
const OUTLOOK: SectionId = newId<'section'>();
const CLAIM: StatementId = newId<'statement'>();
const QUOTES = ['One quote.', 'Two quote.', 'Three quote.'];

/** Causes: a statement; Outlook: nothing; the inbox: three clips. */
beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.library.editReport(REPORT, (doc) => {
    const at = '2026-05-02T10:00:00Z';
    createSection(doc, { id: CAUSES, parentId: null, title: 'Causes', at });
    createSection(doc, { id: OUTLOOK, parentId: null, title: 'Outlook', at });
    createStatement(doc, { id: CLAIM, text: 'Snow held it.', position: { sectionId: CAUSES } });
  });
  for (const [at, quote] of QUOTES.entries()) {
    await background.save(sampleRecords({ quote, title: `Page ${at.toString()}` }));
  }
  acts = testActs();
  show(<SidePanel acts={acts} />);
  await vi.waitFor(() => expect(outline()).toBe(START));
});

afterEach(() => {
  document.documentElement.dir = '';
  return background.library.close();
});

const START = '# Causes | Snow held it. | # Outlook | # Inbox | One | Two | Three';

/** What the panel shows, from top to bottom. */
const outline = () =>
  [...document.querySelectorAll('.panel-main .section-head bdi, .panel-main [data-item]')]
    .map((shown) => {
      if (shown.localName === 'bdi') return `# ${shown.textContent}`;
      const quote = shown.querySelector('.quote');
      return quote === null
        ? (shown.querySelector('.statement-text')?.textContent ?? '')
        : (quote.textContent.split(' ')[0] ?? '');
    })
    .join(' | ');
const card = (words: string) =>
  [...document.querySelectorAll<HTMLElement>('[data-item]')].find((each) =>
    each.textContent.includes(words),
  )!;
const check = (words: string) => card(words).querySelector<HTMLInputElement>('[data-check]')!;
const grip = (words: string) => card(words).querySelector<HTMLElement>('.grip')!;
const gripKey = (words: string) => card(words).querySelector<HTMLElement>('[data-grip]')!;
const head = (id: string) => document.querySelector<HTMLElement>(`[data-section="${id}"]`)!;
const said = () => document.querySelector('.snackbar-place')?.textContent ?? '';
const told = () => document.querySelector('[aria-live=assertive]')?.textContent ?? '';
const selected = () =>
  [...document.querySelectorAll<HTMLInputElement>('[data-check]')]
    .filter((box) => box.checked)
    .map((box) => box.closest('[data-item]')?.querySelector('.quote')?.textContent.split(' ')[0]);
const tagButton = (words: string) =>
  card(words).querySelector<HTMLElement>('[aria-label="Add a tag"]')!;
const bar = () => document.querySelector<HTMLElement>('.selection-bar');

describe('the keyboard', () => {
  test('grabs a clip, announces each position, and drops it on Enter', async () => {
    gripKey('One').focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(told()).toContain('Moving: One quote.'));
    expect(told()).toContain('“Inbox”, position 1 of 3');
    await userEvent.keyboard('{ArrowUp}');
    await vi.waitFor(() => expect(told()).toBe('“Outlook”, position 1 of 1'));
    await userEvent.keyboard('{ArrowUp}');
    await vi.waitFor(() => expect(told()).toBe('“Causes”, position 2 of 2'));
    const line = () => document.querySelector('.drop-line')!.getBoundingClientRect();
    const below = card('Snow').getBoundingClientRect().bottom;
    // On the edge between two rows.
    expect(line().top).toBeCloseTo(below - 1.5, 0);
    expect(line().bottom).toBeCloseTo(below + 1.5, 0);
    expect(line().width).toBe(card('Snow').getBoundingClientRect().width);
    expect(line().height).toBe(3);
    await userEvent.keyboard('{ArrowUp}{Enter}');
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | One | Snow held it. | # Outlook | # Inbox | Two | Three'),
    );
    await vi.waitFor(() => expect(said()).toContain('Moved to “Causes”.'));
    expect(document.querySelector('.drop-line')).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(gripKey('One')));
    await userEvent.click(document.querySelector('.snackbar .button')!);
    await vi.waitFor(() => expect(outline()).toBe(START));
  });

  test('a drop in the same list is told as a move up or down', async () => {
    gripKey('Three').focus();
    await userEvent.keyboard('{Enter}{ArrowUp}{Enter}');
    await vi.waitFor(() => expect(outline()).toContain('One | Three | Two'));
    await vi.waitFor(() => expect(said()).toContain('Moved up.'));
    await vi.waitFor(() => expect(document.activeElement).toBe(gripKey('Three')));
    // After a drop the focus returns, unless the user presses a key and moves it.
    await userEvent.keyboard('{Shift}');
    gripKey('One').focus();
    await userEvent.keyboard('{Enter}{ArrowDown}{ArrowDown}{Enter}');
    await vi.waitFor(() => expect(outline()).toContain('Three | Two | One'));
    await vi.waitFor(() => expect(said()).toContain('Moved down.'));
  });

  test('shows how to drop or cancel while an item is moved', async () => {
    const shown = () => document.querySelector<HTMLElement>('.moving-keys');
    gripKey('Two').focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(shown()?.textContent).toMatch(/Enter drops.* Escape cancels/));
    const { left, top, bottom } = shown()!.getBoundingClientRect();
    expect(document.elementFromPoint(left + 20, (top + bottom) / 2)).toBe(shown());
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(shown()).toBeNull());
  });

  test('Escape, another place for the focus, and a drop where it was change nothing', async () => {
    for (const end of ['{End}{Escape}', '{Enter}']) {
      gripKey('Two').focus();
      await userEvent.keyboard(`{Enter}${end}`);
      await vi.waitFor(() => expect(told()).toBe('Move cancelled.'));
      expect(document.querySelector('.drop-line')).toBeNull();
    }
    await userEvent.keyboard('{Enter}{End}');
    await vi.waitFor(() => expect(document.querySelector('.drop-line')).not.toBeNull());
    byText('Add a section').focus();
    await vi.waitFor(() => expect(document.querySelector('.drop-line')).toBeNull());
    expect(outline()).toBe(START);
  });

  test('grabs a section and puts it into another', async () => {
    head(OUTLOOK).querySelector<HTMLElement>('[data-grip]')!.focus();
    await userEvent.keyboard(' ');
    await vi.waitFor(() => expect(told()).toContain('Moving: Outlook.'));
    await userEvent.keyboard('{ArrowUp}');
    await vi.waitFor(() => expect(told()).toBe('“Causes”, position 1 of 1'));
    await userEvent.keyboard(' ');
    await vi.waitFor(() =>
      expect(head(OUTLOOK).closest('section section')?.contains(head(OUTLOOK))).toBe(true),
    );
    expect(head(CAUSES).closest('section')!.contains(head(OUTLOOK))).toBe(true);
    await vi.waitFor(() => expect(said()).toContain('Moved to “Causes”.'));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(outline()).toBe(START));
    await vi.waitFor(() => expect(said()).toContain('Undone: moving 1 section.'));
  });

  test('arrows go from card to card, with Shift they select, and Delete bins all at once', async () => {
    card('One').focus();
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    await vi.waitFor(() => expect(selected()).toEqual(['One', 'Two']));
    expect(bar()?.textContent).toContain('2 selected');
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowUp}{/Shift}');
    await vi.waitFor(() => expect(selected()).toEqual(['One', 'Two']));
    expect(document.activeElement).toBe(card('Two'));
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | Snow held it. | # Outlook | # Inbox | Three'),
    );
    await vi.waitFor(() => expect(said()).toContain('2 items moved to the bin.'));
    expect(bar()).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(card('Three')));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(outline()).toBe(START));
  });

  test('after a section is deleted, the heading of the next one has the focus, or of the one before', async () => {
    const heading = (id: string) => head(id).querySelector<HTMLElement>('.disclosure')!;
    const remove = async (id: string) => {
      await userEvent.click(head(id).querySelector('[aria-haspopup=menu]')!);
      const entries = [...document.querySelectorAll('.menu:popover-open .menu-item')];
      await userEvent.click(entries.find((each) => each.textContent.trim() === 'Delete')!);
    };
    await remove(CAUSES);
    await vi.waitFor(() => expect(outline()).toBe('# Outlook | # Inbox | One | Two | Three'));
    await vi.waitFor(() => expect(document.activeElement).toBe(heading(OUTLOOK)));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(outline()).toBe(START));
    await remove(OUTLOOK);
    await vi.waitFor(() => expect(outline()).not.toContain('# Outlook'));
    await vi.waitFor(() => expect(document.activeElement).toBe(heading(CAUSES)));
    await remove(CAUSES);
    await vi.waitFor(() => expect(outline()).toBe('# Inbox | One | Two | Three'));
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Add a section'));
  });

  test('from the heading of a section, the arrows go to the card below and above it', async () => {
    const heading = (id: string) => head(id).querySelector<HTMLElement>('.disclosure')!;
    heading(OUTLOOK).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(card('One'));
    heading(OUTLOOK).focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(card('Snow held it.'));
    heading(CAUSES).focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(heading(CAUSES));
  });

  test('Ctrl+A selects the section, then the whole report; Escape selects nothing', async () => {
    card('Two').focus();
    await userEvent.keyboard('{Control>}a{/Control}');
    await vi.waitFor(() => expect(bar()?.textContent).toContain('3 selected'));
    await userEvent.keyboard('{Control>}a{/Control}');
    await vi.waitFor(() => expect(bar()?.textContent).toContain('4 selected'));
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(bar()).toBeNull());
  });

  test('Alt with an arrow moves a selection together, and announces its position', async () => {
    check('Three').focus();
    await userEvent.keyboard(' ');
    check('One').focus();
    await userEvent.keyboard(' {Alt>}{ArrowDown}{/Alt}');
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | Snow held it. | # Outlook | # Inbox | Two | One | Three'),
    );
    expect(told()).toBe('“Inbox”, position 2 of 3');
    await vi.waitFor(() => expect(document.activeElement).toBe(check('One')));
    expect(selected()).toEqual(['One', 'Three']);
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | Snow held it. | # Outlook | # Inbox | One | Three | Two'),
    );
    expect(told()).toBe('“Inbox”, position 1 of 3');
    // The first card cannot move further up, and a card that is not selected moves alone.
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    card('Two').focus();
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | Snow held it. | # Outlook | # Inbox | One | Two | Three'),
    );
    await userEvent.keyboard('{Control>}z{/Control}'.repeat(3));
    await vi.waitFor(() => expect(outline()).toBe(START));
  });

  test('M moves a selection, in its order, as one step of undo', async () => {
    check('Three').focus();
    await userEvent.keyboard(' ');
    check('One').focus();
    await userEvent.keyboard(' m');
    await vi.waitFor(() => expect(document.querySelector('dialog select')).not.toBeNull());
    expect(document.querySelector('dialog')?.textContent).toContain(
      'This moves within this report.',
    );
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Outlook');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | Snow held it. | # Outlook | One | Three | # Inbox | Two'),
    );
    expect(selected()).toEqual(['One', 'Three']);
    await vi.waitFor(() => expect(said()).toContain('2 items moved to “Outlook”.'));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(outline()).toBe(START));
    await vi.waitFor(() => expect(said()).toContain('Undone: moving 2 items.'));
    await userEvent.keyboard('{Control>}y{/Control}');
    await vi.waitFor(() => expect(said()).toContain('Redone: moving 2 items.'));
  });

  test('M, Delete and T are for the selection, also on a card outside of it', async () => {
    const choose = async (words: string) => {
      card(words).focus();
      await userEvent.keyboard(' ');
    };
    await choose('Snow held it.');
    await choose('One');
    card('Two').focus();
    await userEvent.keyboard('t');
    await vi.waitFor(() =>
      expect(document.querySelector('dialog')?.textContent).toContain('1 clip'),
    );
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(card('Two')));
    await userEvent.keyboard('m');
    await vi.waitFor(() => expect(document.querySelector('dialog select')).not.toBeNull());
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Outlook');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | # Outlook | Snow held it. | One | # Inbox | Two | Three'),
    );
    await vi.waitFor(() => expect(said()).toContain('2 items moved to “Outlook”.'));
    // The move gives the focus to the first card that moved, two frames after its words.
    await vi.waitFor(() => expect(document.activeElement).toBe(card('Snow held it.')));
    card('Three').focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(outline()).toBe('# Causes | # Outlook | # Inbox | Two | Three'));
    await vi.waitFor(() => expect(said()).toContain('2 items moved to the bin.'));
    await drawn();
    expect(document.activeElement).toBe(card('Three'));
    // The notice names a single card, because the focus may be on another one.
    await choose('Three');
    card('Two').focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(said()).toContain('“Three quote.” moved to the bin.'));
    expect(outline()).toBe('# Causes | # Outlook | # Inbox | Two');
    await userEvent.keyboard('m');
    await vi.waitFor(() => expect(document.querySelector('dialog select')).not.toBeNull());
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Causes');
    await userEvent.click(byText('Move'));
    await vi.waitFor(() => expect(said()).toContain('“Two quote.” moved to “Causes”.'));
  });

  test('an undone move, and one that is done again, leave the focus on the card', async () => {
    check('One').focus();
    await userEvent.keyboard('m');
    await vi.waitFor(() => expect(document.querySelector('dialog select')).not.toBeNull());
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Outlook');
    await userEvent.click(byText('Move'));
    const onCard = () => document.activeElement?.closest('[data-item]')?.textContent ?? '';
    await vi.waitFor(() => expect(onCard()).toContain('One'));
    for (const key of ['z', 'y']) {
      await userEvent.keyboard(`{Control>}${key}{/Control}`);
      await vi.waitFor(() => expect(said()).toContain(key === 'z' ? 'Undone:' : 'Redone:'));
      await drawn();
      await vi.waitFor(() => expect(onCard()).toContain('One'));
    }
  });

  test('after an undo took away what had the focus, the arrows go to the cards again', async () => {
    const whole = document.querySelector<HTMLElement>('[data-focus="main"]')!;
    await userEvent.click(byText('Add a section'));
    await userEvent.keyboard('Levels{Enter}');
    await vi.waitFor(() => expect(outline()).toContain('# Levels'));
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Levels'));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(document.activeElement).toBe(whole));
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(card('Snow held it.'));
    whole.focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(card('Three'));
  });

  test('M moves a selection of clips to another report, as one step of undo', async () => {
    const rivers = newId<'report'>();
    await background.library.createReport({ id: rivers, title: 'Rivers', language: 'en' });
    background.tell({ kind: 'reports' });
    const there = async () => {
      const stored = await background.library.loadReport(rivers);
      return stored.ok ? stored.value.placements.filter(({ rank }) => rank !== null).length : null;
    };
    check('Three').focus();
    await userEvent.keyboard(' ');
    check('One').focus();
    await userEvent.keyboard(' m');
    await vi.waitFor(() =>
      expect(document.querySelector('dialog optgroup')?.getAttribute('label')).toBe(
        'Another report',
      ),
    );
    expect(document.querySelector('dialog')?.textContent).toContain('go to its inbox');
    await expectAccessible();
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Rivers');
    await userEvent.click(byText('Move'));
    const moved = '# Causes | Snow held it. | # Outlook | # Inbox | Two';
    await vi.waitFor(() => expect(outline()).toBe(moved));
    await vi.waitFor(() => expect(said()).toContain('Moved to “Rivers”.'));
    await vi.waitFor(() => expect(document.activeElement).toBe(card('Two')));
    expect(await there()).toBe(2);
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(outline()).toBe(START));
    await vi.waitFor(async () => expect(await there()).toBe(0));
    await userEvent.keyboard('{Control>}y{/Control}');
    await vi.waitFor(() => expect(outline()).toBe(moved));
    await vi.waitFor(async () => expect(await there()).toBe(2));
  });

  test('after a move its notice offers Undo, until something else is done', async () => {
    const move = async () => {
      check('One').focus();
      await userEvent.keyboard('m');
      await vi.waitFor(() => expect(document.querySelector('dialog select')).not.toBeNull());
      await userEvent.selectOptions(document.querySelector('dialog select')!, 'Outlook');
      await userEvent.click(byText('Move'));
      await vi.waitFor(() => expect(said()).toContain('moved to “Outlook”.'));
    };
    await move();
    await userEvent.click(document.querySelector('.snackbar .button')!);
    await vi.waitFor(() => expect(outline()).toBe(START));
    await vi.waitFor(() => expect(said()).toContain('Undone: moving 1 item.'));
    await move();
    await vi.waitFor(() => expect(document.activeElement).toBe(card('One')));
    card('Two').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await vi.waitFor(() => expect(outline()).toContain('# Inbox | Three | Two'));
    expect(said()).not.toContain('moved to “Outlook”.');
    await userEvent.keyboard('{Control>}z{/Control}');
    // Nobody can tell whether two items moved up or one moved down.
    await vi.waitFor(() => expect(said()).toContain('Undone: changing the order.'));
  });

  test('the name of a statement has no Markdown', async () => {
    const edited = await background.library.editReport(REPORT, (doc) =>
      editStatement(doc, { id: CLAIM, text: 'Snow **held** it.' }),
    );
    if (edited.ok) broadcastUpdates(REPORT, edited.value);
    await vi.waitFor(() => expect(card('Snow held').querySelector('strong')).not.toBeNull());
    expect(gripKey('Snow held').ariaLabel).toBe('Move: Snow held it.');
  });

  test('a statement has no tags, and the key says so', async () => {
    document.querySelector<HTMLElement>(`[data-focus="item-${CLAIM}"]`)!.focus();
    await userEvent.keyboard('t');
    await vi.waitFor(() => expect(said()).toContain('Only clips have tags.'));
    expect(document.querySelector('dialog')).toBeNull();
  });

  test('works wherever the focus is inside a card, but in no text field and no open menu', async () => {
    const noteButton = () => card('One').querySelector<HTMLElement>('[data-focus^=note-]')!;
    await userEvent.click(noteButton());
    await userEvent.keyboard('mt{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(noteButton()));
    expect(card('One').querySelector('.clip-note')?.textContent).toBe('mt');
    await userEvent.keyboard('t');
    await vi.waitFor(() => expect(document.querySelector('dialog .tag-input')).not.toBeNull());
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(noteButton()));
    await userEvent.keyboard('m');
    await vi.waitFor(() => expect(document.querySelector('dialog select')).not.toBeNull());
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    // The space bar presses the button and selects nothing.
    await userEvent.keyboard(' ');
    await vi.waitFor(() => expect(document.activeElement?.localName).toBe('textarea'));
    expect(selected()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(noteButton()));
    await userEvent.keyboard('{ArrowDown}');
    await vi.waitFor(() => expect(document.activeElement).toBe(card('Two')));
    const menu = card('Two').querySelector<HTMLElement>('[aria-haspopup=menu]')!;
    menu.focus();
    await userEvent.keyboard('{ArrowDown}');
    await vi.waitFor(() => expect(document.activeElement?.closest('[role=menu]')).not.toBeNull());
    await userEvent.keyboard('t{Delete}{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(menu));
    expect(document.querySelector('dialog')).toBeNull();
    expect(outline()).toBe(START);
  });

  test('the undo of a deletion of statements and clips names both', async () => {
    card('One').focus();
    await userEvent.keyboard(' {Shift>}{ArrowDown}{/Shift}');
    await userEvent.click(check('Snow'));
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(said()).toContain('3 items moved to the bin.'));
    for (const [key, words] of [
      ['z', 'Undone: removing 1 statement, removing 2 clips.'],
      ['y', 'Redone: removing 1 statement, removing 2 clips.'],
    ] as const) {
      await userEvent.keyboard(`{Control>}${key}{/Control}`);
      await vi.waitFor(() => expect(said()).toMatch(/(?:Undone|Redone): /));
      expect(said()).toContain(words);
    }
  });

  test('a deletion that is undone by its notice is said to be undone', async () => {
    card('One').focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(said()).toContain('bin'));
    await userEvent.click(document.querySelector('.snackbar .button')!);
    await vi.waitFor(() => expect(outline()).toBe(START));
    expect(said()).toBe('Undone: removing 1 clip.');
    expect(said()).not.toContain('bin');
  });
});

describe('the pointer', () => {
  test('drags a clip above another, and into an empty section', async () => {
    await userEvent.dragAndDrop(grip('Three'), card('One'), { targetPosition: { x: 60, y: 6 } });
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | Snow held it. | # Outlook | # Inbox | Three | One | Two'),
    );
    await userEvent.dragAndDrop(grip('Two'), head(OUTLOOK));
    await vi.waitFor(() =>
      expect(outline()).toBe('# Causes | Snow held it. | # Outlook | Two | # Inbox | Three | One'),
    );
    await vi.waitFor(() => expect(said()).toContain('Moved to “Outlook”.'));
  });

  test('drags a whole selection', async () => {
    await userEvent.click(check('One'));
    await userEvent.click(check('Three'), { modifiers: ['Shift'] } as object);
    await vi.waitFor(() => expect(selected().length).toBeGreaterThan(1));
    await userEvent.dragAndDrop(grip('One'), head(CAUSES));
    await vi.waitFor(() =>
      expect(outline()).toMatch(/^# Causes \| One \| .*Three \| Snow held it\./),
    );
  });

  test('drags a section before another', async () => {
    await userEvent.dragAndDrop(head(OUTLOOK).querySelector<HTMLElement>('.grip')!, head(CAUSES), {
      targetPosition: { x: 60, y: 2 },
    });
    await vi.waitFor(() =>
      expect(outline()).toBe('# Outlook | # Causes | Snow held it. | # Inbox | One | Two | Three'),
    );
  });

  test('drops a section on a card of another section: before that section, or after it in its lower half', async () => {
    const outlook = () => head(OUTLOOK).querySelector<HTMLElement>('.grip')!;
    await userEvent.dragAndDrop(outlook(), card('Snow'), { targetPosition: { x: 60, y: 4 } });
    await vi.waitFor(() =>
      expect(outline()).toBe('# Outlook | # Causes | Snow held it. | # Inbox | One | Two | Three'),
    );
    const { height } = card('Snow').getBoundingClientRect();
    await userEvent.dragAndDrop(outlook(), card('Snow'), {
      targetPosition: { x: 60, y: height - 4 },
    });
    await vi.waitFor(() => expect(outline()).toBe(START));
    // Its own cards and those of the inbox, which stays last, are no place for it.
    const causes = head(CAUSES).querySelector<HTMLElement>('.grip')!;
    await userEvent.dragAndDrop(causes, card('Snow'));
    await userEvent.dragAndDrop(outlook(), card('Two'));
    expect(document.querySelector('.drop-line')).toBeNull();
    expect(outline()).toBe(START);
  });

  test('a statement can’t be dropped into the inbox', async () => {
    await userEvent.dragAndDrop(grip('Snow'), card('Two'));
    expect(document.querySelector('.drop-line')).toBeNull();
    expect(outline()).toBe(START);
  });
});

describe('tags', () => {
  const tags = (words: string) =>
    [...card(words).querySelectorAll('.tag bdi')].map((tag) => tag.textContent);

  test('can be added, completed and removed on a clip', async () => {
    await userEvent.click(tagButton('One'));
    await userEvent.keyboard('river levels,snow{Enter}{Escape}');
    await vi.waitFor(() => expect(tags('One')).toEqual(['river levels', 'snow']));
    await vi.waitFor(() => expect(document.activeElement).toBe(tagButton('One')));
    await userEvent.click(tagButton('Two'));
    const offered = [...card('Two').querySelectorAll('datalist option')];
    expect(offered.map((option) => option.getAttribute('value'))).toEqual(['river levels', 'snow']);
    await userEvent.keyboard('SNOW{Enter}{Enter}');
    await vi.waitFor(() => expect(tags('Two')).toEqual(['snow']));
    await userEvent.click(byLabel('Remove the tag “river levels”'));
    await vi.waitFor(() => expect(tags('One')).toEqual(['snow']));
    await vi.waitFor(async () => {
      const stored = await background.library.loadReport(REPORT);
      expect(stored.ok && stored.value.placements.flatMap((each) => each.tags)).toEqual([
        'snow',
        'snow',
      ]);
    });
    await expectAccessible();
  });

  test('a click elsewhere keeps the typed tag, and the focus stays where the user clicked', async () => {
    await userEvent.click(tagButton('One'));
    await userEvent.keyboard('river levels,northern basin,snow');
    const noteButton = [...card('One').querySelectorAll('button')].find(
      (each) => each.textContent === 'Note',
    )!;
    const { top } = noteButton.getBoundingClientRect();
    let pressedAt = 0;
    noteButton.addEventListener('mouseup', () => {
      pressedAt = noteButton.getBoundingClientRect().top;
    });
    await userEvent.click(noteButton);
    expect(pressedAt).toBe(top);
    await userEvent.keyboard('a note of two words{Escape}');
    await vi.waitFor(() =>
      expect(card('One').querySelector('.clip-note')?.textContent).toBe('a note of two words'),
    );
    expect(tags('One')).toEqual(['northern basin', 'river levels', 'snow']);
  });

  test('are saved with Ctrl+Enter, in the field of a card and in the dialog', async () => {
    await userEvent.click(tagButton('One'));
    await userEvent.keyboard('river{Control>}{Enter}{/Control}');
    await vi.waitFor(() => expect(tags('One')).toEqual(['river']));
    await vi.waitFor(() => expect(document.activeElement).toBe(tagButton('One')));
    card('One').focus();
    await userEvent.keyboard('{Control>}a{/Control}t');
    await vi.waitFor(() => expect(document.querySelector('dialog .tag-input')).not.toBeNull());
    await userEvent.keyboard('snow,spring{Control>}{Enter}{/Control}');
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    await vi.waitFor(() => expect(tags('Two')).toEqual(['snow', 'spring']));
    expect(tags('One')).toEqual(['river', 'snow', 'spring']);
  });

  test('can be added to a selection in one undo step', async () => {
    card('One').focus();
    await userEvent.keyboard('{Control>}a{/Control}t');
    await vi.waitFor(() => expect(document.querySelector('dialog .tag-input')).not.toBeNull());
    expect(document.querySelector('dialog')?.textContent).toContain('Tags of 3 clips');
    await userEvent.keyboard('spring{Enter}');
    await expectAccessible();
    await userEvent.click(byText('Save'));
    await vi.waitFor(() => expect(document.querySelectorAll('[data-item] .tag')).toHaveLength(3));
    await vi.waitFor(() => expect(said()).toContain('The tags of 3 clips were changed.'));
    await userEvent.keyboard('{Control>}z{/Control}');
    await vi.waitFor(() => expect(document.querySelectorAll('[data-item] .tag')).toHaveLength(0));
  });

  test.each<[string, () => Promise<void>]>([
    ['a click', () => userEvent.click(byText('Save'))],
    ['keys', () => userEvent.keyboard('{Tab}{Tab}{Enter}')],
  ])('that are still in the field of a selection are saved by %s', async (_by, save) => {
    card('One').focus();
    await userEvent.keyboard('{Control>}a{/Control}t');
    await vi.waitFor(() => expect(document.querySelector('dialog .tag-input')).not.toBeNull());
    await userEvent.keyboard('spring{Enter}snow, ice');
    await save();
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    await drawn();
    expect(tags('One')).toEqual(['ice', 'snow', 'spring']);
  });

  test('that are added to several cards leave the focus where it was', async () => {
    const tagAll = async (word: string, open: () => Promise<void>) => {
      await open();
      await vi.waitFor(() => expect(document.querySelector('dialog .tag-input')).not.toBeNull());
      await userEvent.keyboard(`${word}{Enter}`);
      await userEvent.click(byText('Save'));
      await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
      await vi.waitFor(() => expect(card('Three').textContent).toContain(word));
      await drawn();
      await drawn();
    };
    card('One').focus();
    await userEvent.keyboard('{Control>}a{/Control}');
    card('Three').focus();
    await tagAll('spring', () => userEvent.keyboard('t'));
    expect(document.activeElement).toBe(card('Three'));
    const button = byLabel('Tags…');
    await tagAll('snow', () => userEvent.click(button));
    expect(document.activeElement).toBe(button);
  });

  test('Escape keeps what was typed for a selection, and closes the dialog when pressed again', async () => {
    card('One').focus();
    await userEvent.keyboard('{Control>}a{/Control}t');
    await vi.waitFor(() => expect(document.querySelector('dialog .tag-input')).not.toBeNull());
    await userEvent.keyboard('spring{Escape}');
    await vi.waitFor(() =>
      expect(document.querySelector('dialog .tag bdi')?.textContent).toBe('spring'),
    );
    // An Escape that the browser handles moves the focus from Chrome's side panel to the page.
    const isHandled = new Promise((resolve) =>
      addEventListener('keydown', (event) => resolve(event.defaultPrevented), { once: true }),
    );
    await userEvent.keyboard('{Escape}');
    expect(await isHandled).toBe(true);
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
  });
});

test('a selection is copied as Markdown with its citations', async () => {
  card('One').focus();
  await userEvent.keyboard('{Control>}aa{/Control}');
  await vi.waitFor(() => expect(bar()?.textContent).toContain('4 selected'));
  await userEvent.click(byLabel('Copy Markdown'));
  await vi.waitFor(() => expect(said()).toContain('4 items were copied as Markdown.'));
  const blocks = acts.copied.at(-1)?.split('\n\n') ?? [];
  expect(blocks[0]).toBe('Snow held it.');
  expect(blocks[1]).toMatch(
    /^> “One quote\.” \(\[Page 0\]\(https:\/\/hydrology\.example\/bulletin#:~:text=/,
  );
  expect(blocks).toHaveLength(4);
});

test('a selection is verified after the question which sites may be read', async () => {
  card('One').focus();
  await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
  await vi.waitFor(() => expect(bar()?.textContent).toContain('2 selected'));
  await userEvent.click(bar()!.querySelector<HTMLElement>('[aria-label=Verify]')!);
  await userEvent.click(byText('Allow and verify'));
  await vi.waitFor(() => expect(background.calls.at(-1)?.name).toBe('run.start'));
  const { clipIds } = background.calls.at(-1)!.payload as { clipIds: string[] };
  expect(clipIds).toEqual(['One', 'Two'].map((words) => card(words).dataset['item']));
});

test('a note’s Markdown is drawn', async () => {
  await userEvent.click(
    [...card('One').querySelectorAll('button')].find((each) => each.textContent === 'Note')!,
  );
  await userEvent.keyboard('ask **the keeper**{Escape}');
  await vi.waitFor(() =>
    expect(card('One').querySelector('.clip-note strong')?.textContent).toBe('the keeper'),
  );
});

test('keys right after the first rendering of a report are handled, and their selection stays', async () => {
  show(null);
  const firstDrawn = new Promise<void>((resolve) => {
    // Runs right after the drawing, before the browser paints.
    const observer = new MutationObserver(() => {
      if (outline() !== START) return;
      observer.disconnect();
      card('One').focus();
      const key = { key: 'a', ctrlKey: true, bubbles: true, cancelable: true };
      card('One').dispatchEvent(new KeyboardEvent('keydown', key));
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  show(<SidePanel acts={acts} />);
  await firstDrawn;
  await vi.waitFor(() => expect(bar()?.textContent).toContain('3 selected'));
  await drawn();
  expect(selected()).toHaveLength(3);
});

test('nothing is wrong with a selection, in either direction of writing', async () => {
  card('One').focus();
  await userEvent.keyboard('{Control>}a{/Control}');
  await vi.waitFor(() => expect(bar()).not.toBeNull());
  await expectAccessible();
  document.documentElement.dir = 'rtl';
  const { scrollWidth, clientWidth } = document.documentElement;
  expect(scrollWidth).toBe(clientWidth);
  const [box, edge] = [check('One'), card('One')].map((each) => each.getBoundingClientRect());
  expect(edge!.right - box!.right).toBeLessThan(20);
  const [tool, whole] = [bar()!.querySelector('button')!, bar()!].map((each) =>
    each.getBoundingClientRect(),
  );
  expect(tool!.left).toBeLessThan(whole!.left + whole!.width / 2);
  // Otherwise the drag would take the whole selection.
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(selected()).toEqual([]));
  await userEvent.dragAndDrop(grip('Three'), card('One'), { targetPosition: { x: 60, y: 6 } });
  await vi.waitFor(() =>
    expect(outline()).toBe('# Causes | Snow held it. | # Outlook | # Inbox | Three | One | Two'),
  );
});

test('a double click on a statement opens it for editing', async () => {
  await userEvent.dblClick(card('Snow').querySelector('.statement-text')!);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Snow held it.'));
  await userEvent.keyboard(' Rain followed.{Escape}');
  await vi.waitFor(() => expect(outline()).toContain('Snow held it. Rain followed.'));
});

test('a statement cites a clip of another report, found by its words', async () => {
  const other: ReportId = newId<'report'>();
  await background.library.createReport({ id: other, title: 'Snow', language: 'en' });
  const far = sampleRecords({ quote: 'Late snow held the melt back.', title: 'Snow survey' });
  const filedUnder = { reportId: other, sectionId: null };
  await background.save({ ...far, clip: { ...far.clip, filedUnder } });
  background.tell({ kind: 'library' });
  await userEvent.click(
    [...card('Snow').querySelectorAll('button')].find((each) => each.textContent === 'Edit')!,
  );
  await userEvent.keyboard('{Control>}k{/Control}');
  await vi.waitFor(() => expect(document.querySelector('dialog')).not.toBeNull());
  expect(document.querySelector('dialog .cite-claim')?.textContent).toBe('Snow held it.');
  await userEvent.keyboard('melt');
  await vi.waitFor(() => expect(document.querySelectorAll('dialog .pick input')).toHaveLength(1));
  expect(document.querySelector('dialog .pick-head')?.textContent).toBe('In other reports');
  await expectAccessible();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(document.querySelector('.cited-quote')?.textContent).toBe(
      'Late snow held the melt back.',
    ),
  );
  // Only its own report contains it.
  expect(outline()).toBe(START.replace('Snow held it.', ''));
  await userEvent.keyboard('{Escape}');
  await userEvent.click(card('Snow').querySelector('button.cite')!);
  await vi.waitFor(() => expect(said()).toContain('The cited clip is in the report “Snow”.'));
  await userEvent.keyboard('{Escape}{Alt>}{Shift>}e{/Shift}{/Alt}');
  await vi.waitFor(() => expect(acts.flavours).toHaveLength(1));
  expect(acts.flavours[0]?.['text/plain']).toMatch(
    /Snow held it\. \(\[Snow survey\]\(https:\/\/hydrology\.example\/bulletin#:~:text=/,
  );
});
