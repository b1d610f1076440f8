import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { Snackbar } from '@/components/ui/Snackbar';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byLabel, byText, drawn, show } from './stage';

/* The notice at the foot of the panel, in a low window. */

let background: TestBackground;
const COUNT = 8;

beforeEach(async () => {
  await page.viewport(640, 400);
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  for (let at = 0; at < COUNT; at += 1) {
    await background.save(sampleRecords({ quote: `Quote ${at.toString()}.` }));
  }
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(cards()).toHaveLength(COUNT));
});

afterEach(async () => {
  background.library.close();
  await page.viewport(414, 896);
});

const cards = () => [...document.querySelectorAll<HTMLElement>('[data-item]')];
const notice = () => document.querySelector<HTMLElement>('.snackbar');
const checked = () => document.querySelectorAll('[data-check]:checked').length;

async function deleteCard(at: number) {
  cards()[at]!.focus();
  await userEvent.keyboard('{Delete}');
  await vi.waitFor(() => expect(notice()?.textContent).toContain('bin'));
}

test('Escape closes a notice with Undo, wherever the focus is', async () => {
  await deleteCard(2);
  await vi.waitFor(() => expect(document.activeElement).toBe(cards()[2]));
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(notice()).toBeNull());
  expect(cards()).toHaveLength(COUNT - 1);
  await deleteCard(0);
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(notice()).toBeNull());
});

test('a selection, a dialog, a menu and a text field take Escape before the notice', async () => {
  await deleteCard(2);
  await vi.waitFor(() => expect(document.activeElement).toBe(cards()[2]));
  await userEvent.keyboard(' ');
  await vi.waitFor(() => expect(checked()).toBe(1));
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(checked()).toBe(0));
  await userEvent.keyboard('m');
  await vi.waitFor(() => expect(document.querySelector('dialog')).not.toBeNull());
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
  const menu = cards()[2]!.querySelector<HTMLElement>('[aria-haspopup]')!;
  menu.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.querySelector('[popover]:popover-open')).not.toBeNull());
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(document.querySelector('[popover]:popover-open')).toBeNull());
  byLabel('Search this report').focus();
  await userEvent.keyboard('{Escape}');
  expect(notice()?.textContent).toContain('bin');
});

test.each([0, 2, COUNT - 1])(
  'the card %i that has the focus is never under the notice',
  async (at) => {
    await deleteCard(at);
    const next = Math.min(at, COUNT - 2);
    await vi.waitFor(() => expect(document.activeElement).toBe(cards()[next]));
    const clear = () => {
      const card = document.activeElement!.getBoundingClientRect();
      expect(card.bottom).toBeLessThanOrEqual(notice()!.getBoundingClientRect().top);
      expect(card.top).toBeGreaterThanOrEqual(0);
    };
    await vi.waitFor(clear);
    for (const key of ['{ArrowUp}', '{ArrowDown}', '{ArrowDown}', '{ArrowDown}']) {
      await userEvent.keyboard(key);
      await vi.waitFor(clear);
    }
  },
);

test('a panel at 200 %, which is 180 pixels wide, stays in reach under a long notice', async () => {
  await page.viewport(180, 330);
  await deleteCard(2);
  const words = notice()!.querySelector('span')!.getBoundingClientRect();
  const whole = notice()!.getBoundingClientRect();
  expect(words.width).toBeGreaterThan(100);
  expect(whole.top).toBeGreaterThan(120);
  for (const name of ['Undo', 'Dismiss']) {
    const button = byLabel(name) ?? byText(name);
    const { left, right } = button.getBoundingClientRect();
    expect([left >= whole.left, right <= whole.right], name).toEqual([true, true]);
  }
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(180);
});

test('the keys that end a move are not under a notice', async () => {
  await page.viewport(360, 800);
  await deleteCard(2);
  await vi.waitFor(() => expect(document.activeElement).toBe(cards()[2]));
  cards()[0]!.querySelector<HTMLElement>('[data-grip]')!.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.querySelector('.moving-keys')).not.toBeNull());
  const { left, right, top, bottom } = document
    .querySelector('.moving-keys')!
    .getBoundingClientRect();
  for (const x of [left + 20, (left + right) / 2, right - 20]) {
    for (const y of [top + 5, bottom - 5]) {
      const at = document.elementFromPoint(x, y);
      expect(at?.closest('.moving-keys, .snackbar')?.className).toBe('moving-keys');
    }
  }
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(document.querySelector('.moving-keys')).toBeNull());
  expect(getComputedStyle(notice()!).visibility).toBe('visible');
});

describe('the end of the list and the footer are clear of a notice', () => {
  /** Scrolls to the end, and returns the rows that a notice covers there, and those out of view. */
  function coveredAtEnd(): string[] {
    window.scrollTo(0, document.documentElement.scrollHeight);
    const { top, bottom } = notice()!.getBoundingClientRect();
    const parts = {
      'last card': cards().at(-1)!,
      footer: document.querySelector<HTMLElement>('.panel-footer')!,
    };
    return Object.entries(parts).flatMap(([name, part]) => {
      const box = part.getBoundingClientRect();
      const isCovered = box.bottom > top && box.top < bottom;
      return isCovered || box.bottom > window.innerHeight ? [name] : [];
    });
  }

  test.each([
    [200, 235],
    [290, 450],
    [320, 400],
    [400, 470],
    [400, 900],
    [960, 470],
  ])('in a window of %i by %i pixels', async (width, height) => {
    await page.viewport(width, height);
    await deleteCard(2);
    await vi.waitFor(() => expect(coveredAtEnd()).toEqual([]));
    await deleteCard(1);
    await vi.waitFor(() => expect(cards()).toHaveLength(COUNT - 2));
    await vi.waitFor(() => expect(coveredAtEnd()).toEqual([]));
  });

  test('after the window was made smaller', async () => {
    await page.viewport(960, 900);
    await deleteCard(2);
    for (const [width, height] of [
      [400, 470],
      [320, 400],
      [200, 235],
    ] as const) {
      await page.viewport(width, height);
      await vi.waitFor(() => expect(coveredAtEnd()).toEqual([]));
    }
  });

  test('after the footer grew under the notice', async () => {
    await page.viewport(320, 400);
    await deleteCard(2);
    const footer = document.querySelector<HTMLElement>('.panel-footer')!;
    footer.style.height = '110px';
    await vi.waitFor(() => expect(coveredAtEnd()).toEqual([]));
  });
});

test('a notice does not scroll a list that has the focus as a whole', async () => {
  await page.viewport(400, 470);
  const main = document.querySelector<HTMLElement>('.panel-main')!;
  window.scrollTo(0, 0);
  await deleteCard(0);
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(() => expect(notice()?.textContent).toContain('Undone'));
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(notice()).toBeNull());
  main.focus({ preventScroll: true });
  window.scrollTo(0, 20);
  // A redo of the deletion brings nothing back that would take the focus.
  await userEvent.keyboard('{Control>}y{/Control}');
  await vi.waitFor(() => expect(notice()).not.toBeNull());
  await drawn();
  expect(document.activeElement).toBe(main);
  expect(window.scrollY).toBe(20);
});

test('in a narrow panel, a long button stands below the words of a notice', async () => {
  await page.viewport(345, 700);
  const text =
    'Référence retirée. Plus aucun énoncé ne cite cet extrait : les exports le reprennent.';
  const next = { label: 'Supprimer l’extrait', run: () => undefined };
  for (const onUndo of [undefined, () => undefined]) {
    const notice = onUndo === undefined ? { text, next } : { text, next, onUndo };
    show(<Snackbar notice={notice} onDone={() => undefined} />);
    await vi.waitFor(() => byText(next.label));
    const box = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
    expect(box('.snackbar > .grow').width).toBeGreaterThan(260);
    expect(box('.snackbar').right).toBeLessThanOrEqual(345);
    expect(byText(next.label).getBoundingClientRect().top).toBeGreaterThanOrEqual(
      box('.snackbar > .grow').bottom,
    );
  }
});
