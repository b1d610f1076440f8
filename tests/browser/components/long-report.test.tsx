import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { newId } from '../../../utils/model/ids';
import { createSection } from '../../../utils/model/section-operations';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byText, show } from './stage';

let background: TestBackground;
const COUNT = 300;

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  for (let at = 0; at < COUNT; at += 1) {
    const { clip, source, pin } = sampleRecords({
      quote: `Sentence ${at.toString()} of the bulletin.`,
      url: `https://site.example/${at.toString()}`,
    });
    const saved = await background.library.saveCapture({ clip, source, pin, snapshot: null });
    expect(saved.ok).toBe(true);
  }
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(items()).toHaveLength(COUNT));
});

afterEach(() => background.library.close());

const items = () => [...document.querySelectorAll<HTMLElement>('[data-item]')];
const drawn = () => document.querySelectorAll('[data-item] blockquote').length;
const holding = (at: number) =>
  items().find((item) => item.textContent.includes(`Sentence ${at.toString()} of`))!;

test('of a long report the cards in sight are drawn, and the words of all can be found', async () => {
  await vi.waitFor(() => expect(drawn()).toBeGreaterThan(3));
  expect(drawn()).toBeLessThan(60);
  expect(items().map((item) => /Sentence \d+/.exec(item.textContent)?.[0])).toEqual(
    Array.from({ length: COUNT }, (_, at) => `Sentence ${at.toString()}`),
  );
  const places = [...document.querySelectorAll('.slot-list > li')];
  expect(places.map((each) => each.getAttribute('aria-posinset'))).toEqual(
    Array.from({ length: COUNT }, (_, at) => (at + 1).toString()),
  );
  expect(places.at(-1)?.getAttribute('aria-setsize')).toBe(COUNT.toString());
});

/** Whether an element is between the panel's header and its footer. */
const inView = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  const header = document.querySelector('.panel-header')!.getBoundingClientRect().bottom;
  const footer = document.querySelector('.panel-footer')!.getBoundingClientRect().top;
  return top >= header && bottom <= footer;
};
test('what gets the focus by key is never under the header or the footer', async () => {
  const bottomOf = (name: string) => document.querySelector(name)!.getBoundingClientRect().bottom;
  document.querySelector<HTMLElement>('.panel-header input')!.focus();
  scrollTo(0, bottomOf('[data-section=inbox]') - bottomOf('.panel-header'));
  await userEvent.keyboard('{Tab}');
  const focused = () => document.activeElement!;
  expect(focused().closest('[data-section=inbox]')).not.toBeNull();
  expect(inView(focused())).toBe(true);

  holding(7).focus();
  scrollBy(0, holding(6).getBoundingClientRect().bottom - bottomOf('.panel-header') - 1);
  await userEvent.keyboard('{ArrowUp}');
  await vi.waitFor(() => expect(focused()).toBe(holding(6)));
  expect(inView(holding(6))).toBe(true);

  const footer = document.querySelector('.panel-footer')!.getBoundingClientRect().top;
  scrollBy(0, holding(7).getBoundingClientRect().top - footer + 1);
  await userEvent.keyboard('{ArrowDown}');
  await vi.waitFor(() => expect(focused()).toBe(holding(7)));
  expect(inView(holding(7))).toBe(true);
});

const said = () => document.querySelector('.snackbar-place')?.textContent ?? '';

test('a new clip, a new section and a restored clip come into view, marked for a second', async () => {
  const marked: string[] = [];
  const watch = new MutationObserver((changes) => {
    for (const { target } of changes) {
      if ((target as Element).matches('[data-arrived]')) marked.push(target.textContent ?? '');
    }
  });
  watch.observe(document.body, { subtree: true, attributeFilter: ['data-arrived'] });
  const waitForMark = (words: string) =>
    vi.waitFor(() => expect(marked.some((text) => text.includes(words))).toBe(true));

  scrollTo(0, 0);
  await background.save(sampleRecords({ quote: 'Sentence 999 of the bulletin.' }));
  await vi.waitFor(() => expect(inView(holding(999))).toBe(true));
  await waitForMark('Sentence 999 of');

  byText('Add a section').click();
  await vi.waitFor(() => expect(document.querySelector('dialog input')).not.toBeNull());
  document.querySelector<HTMLElement>('dialog input')!.focus();
  await userEvent.keyboard('Levels{Enter}');
  const head = () => document.querySelector('[data-section]:not([data-section=inbox])')!;
  await vi.waitFor(() => expect(head()).not.toBeNull());
  await vi.waitFor(() => expect(inView(head())).toBe(true));
  await waitForMark('Levels');
  // The next keys act on the new section.
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Levels'));
  expect(document.activeElement?.closest('[data-section]')).toBe(head());

  holding(0).focus();
  await userEvent.keyboard('{Delete}');
  await vi.waitFor(() => expect(items()).toHaveLength(COUNT));
  await vi.waitFor(() => expect(document.activeElement).toBe(holding(1)));
  marked.length = 0;
  scrollTo(0, document.documentElement.scrollHeight);
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(() => expect(items()).toHaveLength(COUNT + 1));
  await vi.waitFor(() => expect(inView(holding(0))).toBe(true));
  await waitForMark('Sentence 0 of');
  await vi.waitFor(() => expect(said()).toContain('Undone: removing 1 clip.'));
  await vi.waitFor(() => expect(document.querySelector('[data-arrived]')).toBeNull());
  watch.disconnect();
});

test('undo removes a clip that was captured in a page, before the edits that are older', async () => {
  byText('Add a section').click();
  await vi.waitFor(() => expect(document.querySelector('dialog input')).not.toBeNull());
  document.querySelector<HTMLElement>('dialog input')!.focus();
  await userEvent.keyboard('Levels{Enter}');
  const head = () => document.querySelector('[data-section]:not([data-section=inbox])');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Levels'));
  // The user is in the page.
  const away = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  await background.save(sampleRecords({ quote: 'Sentence 999 of the bulletin.' }));
  await vi.waitFor(() => expect(inView(holding(999))).toBe(true));
  away.mockRestore();
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(() => expect(said()).toContain('Undone: adding 1 clip.'));
  expect(items()).toHaveLength(COUNT);
  expect(head()).not.toBeNull();
  await userEvent.keyboard('{Control>}y{/Control}');
  await vi.waitFor(() => expect(said()).toContain('Redone: adding 1 clip.'));
  expect(items()).toHaveLength(COUNT + 1);
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(() => expect(items()).toHaveLength(COUNT));
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(() => expect(head()).toBeNull());
});

test('a search shows what it found from the first item on, however far the list is scrolled', async () => {
  scrollTo(0, document.documentElement.scrollHeight);
  await vi.waitFor(() => expect(inView(holding(COUNT - 1))).toBe(true));
  await userEvent.keyboard('/1');
  const found = items().length;
  expect(found).toBeLessThan(COUNT);
  await vi.waitFor(() => expect(inView(items()[0]!)).toBe(true));
  scrollTo(0, document.documentElement.scrollHeight);
  await vi.waitFor(() => expect(inView(items().at(-1)!)).toBe(true));
  await userEvent.keyboard('1');
  await vi.waitFor(() => expect(items().length).toBeLessThan(found));
  await vi.waitFor(() => expect(inView(items()[0]!)).toBe(true));
});

test('a chosen verdict shows its clips from the first on, however far the list is scrolled', async () => {
  scrollTo(0, document.documentElement.scrollHeight);
  await vi.waitFor(() => expect(inView(holding(COUNT - 1))).toBe(true));
  const group = [...document.querySelectorAll<HTMLElement>('.panel-header button')].find((each) =>
    each.textContent.includes('not checked'),
  );
  await userEvent.click(group!);
  await vi.waitFor(() => expect(inView(holding(0))).toBe(true));
});

describe('the list stays where it is', () => {
  let shown: readonly HTMLElement[];

  beforeEach(async () => {
    scrollTo(0, 4_000);
    shown = await vi.waitFor(() => {
      const found = items().filter(inView);
      expect(found.length).toBeGreaterThan(2);
      expect(found.every((each) => each.querySelector('blockquote') !== null)).toBe(true);
      return found;
    });
  });

  /** Presses a button by key, because a click by a test scrolls. */
  const press = async (button: HTMLElement) => {
    button.focus({ preventScroll: true });
    await userEvent.keyboard('{Enter}');
  };
  const isSame = async (focusKey: string) => {
    const focused = () => document.activeElement?.getAttribute('data-focus');
    await vi.waitFor(() => expect(focused()).toBe(focusKey));
    for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
    expect(shown.filter(inView).length).toBeGreaterThanOrEqual(shown.length - 1);
  };

  test('when a verification begins, and its button gets the focus', async () => {
    await press(byText(`Verify ${COUNT.toString()} clips`).closest('button')!);
    await press(byText('Allow and verify').closest('button')!);
    await isSame('run-pause');
  });

  test('when the search field gets the focus', async () => {
    await userEvent.keyboard('/');
    await isSame('search-report');
  });
});

test('a refused permission is told in view, however far the list is scrolled', async () => {
  show(null);
  show(<SidePanel acts={testActs({ requestOrigins: async () => false })} />);
  await vi.waitFor(() => expect(items()).toHaveLength(COUNT));
  scrollTo(0, document.documentElement.scrollHeight);
  await vi.waitFor(() => expect(scrollY).toBeGreaterThan(10_000));
  await userEvent.click(byText(`Verify ${COUNT.toString()} clips`));
  await userEvent.click(byText('Allow and verify'));
  const alert = () => document.querySelector('[role=alert]');
  await vi.waitFor(() => expect(alert()?.textContent).toContain('Permission was refused'));
  expect(scrollY).toBeGreaterThan(10_000);
  const { top, bottom } = alert()!.getBoundingClientRect();
  const header = document.querySelector('.panel-header')!.getBoundingClientRect();
  expect(top).toBeGreaterThanOrEqual(header.bottom);
  expect(bottom).toBeLessThan(innerHeight);
  // Not at the end of the list: there it moves because it becomes shorter.
  scrollTo(0, 12_000);
  const shown = await vi.waitFor(() => {
    const found = items().filter(inView);
    expect(found.length).toBeGreaterThan(2);
    expect(found.every((each) => each.querySelector('blockquote') !== null)).toBe(true);
    return found;
  });
  await userEvent.click(alert()!.querySelector('[aria-label=Dismiss]')!);
  await vi.waitFor(() => expect(alert()).toBeNull());
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('data-focus')).toBe('main'));
  expect(shown.filter(inView).length).toBeGreaterThanOrEqual(shown.length - 1);
});

test('scrolling renders results that are near, and removes those far away', async () => {
  await vi.waitFor(() => expect(drawn()).toBeGreaterThan(3));
  expect(holding(200).querySelector('blockquote')).toBeNull();
  holding(200).scrollIntoView();
  await vi.waitFor(() => expect(holding(200).querySelector('blockquote')).not.toBeNull());
  await vi.waitFor(() => expect(holding(0).querySelector('blockquote')).toBeNull());
  expect(drawn()).toBeLessThan(90);
});

test('a card that gets the focus is drawn and keeps it', async () => {
  await vi.waitFor(() => expect(drawn()).toBeGreaterThan(3));
  holding(250).focus();
  await vi.waitFor(() => expect(holding(250).querySelector('blockquote')).not.toBeNull());
  await vi.waitFor(() => expect(document.activeElement).toBe(holding(250)));
  await userEvent.keyboard('{Delete}');
  await vi.waitFor(() => expect(items()).toHaveLength(COUNT - 1));
  await vi.waitFor(() => expect(document.activeElement).toBe(holding(251)));
});

test('a note that is being written stays, however far one scrolls', async () => {
  await vi.waitFor(() => expect(drawn()).toBeGreaterThan(3));
  const note = [...holding(2).querySelectorAll('button')].find(
    (button) => button.textContent.trim() === 'Note',
  )!;
  await userEvent.click(note);
  await userEvent.keyboard('not lost');
  holding(280).scrollIntoView();
  await vi.waitFor(() => expect(holding(280).querySelector('blockquote')).not.toBeNull());
  expect(document.querySelector('textarea')?.value).toBe('not lost');
});

test('of very many sections, the visible ones have their controls', async () => {
  const SECTIONS = 200;
  show(null);
  await background.library.editReport(REPORT, (doc) => {
    const at = '2026-05-02T10:00:00Z';
    for (let n = 0; n < SECTIONS; n += 1) {
      const title = `Section ${n.toString()}.`;
      createSection(doc, { id: newId<'section'>(), parentId: null, title, at });
    }
  });
  show(<SidePanel acts={testActs()} />);
  const heads = () => [...document.querySelectorAll<HTMLElement>('.section-head')];
  const head = (n: number) =>
    heads().find((each) => each.textContent.includes(`Section ${n.toString()}.`))!;
  const menu = (n: number) => head(n).querySelector<HTMLElement>('[aria-haspopup=menu]');
  await vi.waitFor(() => expect(heads()).toHaveLength(SECTIONS + 1));
  await vi.waitFor(() => expect(menu(0)).not.toBeNull());
  expect(menu(150)).toBeNull();
  expect(head(150).offsetHeight).toBe(head(0).offsetHeight);

  // Moves by keyboard to a distant card. It is rendered, and its controls are next.
  head(150).querySelector<HTMLElement>('.disclosure')!.focus();
  await vi.waitFor(() => expect(menu(150)).not.toBeNull());
  await vi.waitFor(() => expect(menu(0)).toBeNull());
  menu(150)!.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.querySelector('.menu:popover-open')).not.toBeNull());
  // An open card stays rendered, however far the user scrolls.
  window.scrollTo(0, 0);
  await vi.waitFor(() => expect(menu(0)).not.toBeNull());
  expect(document.querySelector('.menu:popover-open')).not.toBeNull();
});
