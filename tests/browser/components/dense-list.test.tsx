import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { setTags } from '../../../utils/model/clip-operations';
import { type ClipId, newId } from '../../../utils/model/ids';
import { createSection } from '../../../utils/model/section-operations';
import { pointAt } from '../point-at';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byText, expectAccessible, show } from './stage';

/* The panel as a list, with its real style sheets, measured. */

let background: TestBackground;
const COUNT = 12;
const QUOTE =
  'On 30 April the level at the northern gauge was 44 centimetres above the mean of it.';

beforeEach(async () => {
  await page.viewport(400, 900);
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  for (let at = 0; at < COUNT; at += 1) {
    await background.save(
      sampleRecords({
        quote: `${at.toString()} ${QUOTE}`,
        title: 'Monthly bulletin of the water authority of the upper valley, April 2026',
        url: `https://www.hydrology-of-the-valley.example/${at.toString()}`,
      }),
    );
  }
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(cards()).toHaveLength(COUNT));
});

afterEach(async () => {
  background.library.close();
  delete document.documentElement.dataset['density'];
  await page.viewport(414, 896);
});

const cards = () => [...document.querySelectorAll<HTMLElement>('[data-item]')];
const opacity = (element: Element) => Number(getComputedStyle(element).opacity);
const parts = (card: HTMLElement) =>
  ['.item-handle', '.card-actions'].map((part) => opacity(card.querySelector(part)!));

/** The cards that stand whole between the panel's header and its footer. */
function inView(): HTMLElement[] {
  const header = document.querySelector('.panel-header')!.getBoundingClientRect().bottom;
  const footer = document.querySelector('.panel-footer')!.getBoundingClientRect().top;
  return cards().filter((card) => {
    const { top, bottom } = card.getBoundingClientRect();
    return top >= header - 0.5 && bottom <= footer + 0.5;
  });
}

test('shows at least eight clips with two lines of quote at 400 × 900', async () => {
  const shown = inView();
  expect(shown.length).toBeGreaterThanOrEqual(8);
  for (const card of shown) {
    const quote = card.querySelector('.quote')!;
    const line = Number.parseFloat(getComputedStyle(quote).lineHeight);
    expect(Math.round(quote.clientHeight / line)).toBe(2);
  }
});

test('the check box and the actions of a clip show under the pointer and around the focus', async () => {
  const [first, second, third] = cards() as [HTMLElement, HTMLElement, HTMLElement];
  await pointAt(document.querySelector('.panel-header h1')!);
  expect([...parts(first), ...parts(second)]).toEqual([0, 0, 0, 0]);
  await pointAt(second);
  expect([...parts(first), ...parts(second)]).toEqual([0, 0, 1, 1]);
  third.focus();
  expect([...parts(first), ...parts(third)]).toEqual([0, 0, 1, 1]);
});

test('Tab leads from a clip through its check box and its actions, all of them visible', async () => {
  const [, second] = cards() as [HTMLElement, HTMLElement];
  second.focus();
  const reached: string[] = [];
  for (;;) {
    await userEvent.keyboard('{Tab}');
    const now = document.activeElement;
    if (now === null || !second.contains(now) || reached.length > 20) break;
    reached.push(now.getAttribute('aria-label') ?? now.textContent);
    expect(parts(second)).toEqual([1, 1]);
  }
  expect(reached.slice(0, 2)).toEqual([
    expect.stringContaining('Select'),
    expect.stringContaining('Move'),
  ]);
  expect(reached).toEqual(
    expect.arrayContaining([
      'Add a tag',
      'Note',
      'Verify',
      'Open at passage',
      'Actions on this clip',
    ]),
  );
});

test('a selected clip keeps its check box when the pointer and the focus are elsewhere', async () => {
  const [first, second] = cards() as [HTMLElement, HTMLElement];
  await userEvent.click(first.querySelector('[data-check]')!);
  await pointAt(second);
  second.focus();
  await vi.waitFor(() => expect(parts(first)).toEqual([1, 0]));
});

test.each([400, 320, 200])(
  'the site stands before the title and is never cut: %i px',
  async (width) => {
    await page.viewport(width, 900);
    for (const card of cards().slice(0, 3)) {
      const site = card.querySelector<HTMLElement>('.source-site')!;
      const title = card.querySelector<HTMLElement>('.source-words')!;
      expect(site.textContent).toBe('hydrology-of-the-valley.example');
      expect(site.scrollWidth).toBeLessThanOrEqual(site.clientWidth || site.offsetWidth);
      const of = document.createRange();
      of.selectNodeContents(site);
      const text = of.getBoundingClientRect();
      const frame = card.getBoundingClientRect();
      expect(text.left).toBeGreaterThanOrEqual(frame.left);
      expect(text.right).toBeLessThanOrEqual(frame.right);
      expect(site.compareDocumentPosition(title)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    }
    const beyond = [
      ...document.querySelectorAll('.panel *:not(.source-words *, .visually-hidden)'),
    ].filter((each) => each.getBoundingClientRect().right > width + 0.5);
    expect(beyond.map((each) => each.outerHTML.slice(0, 80))).toEqual([]);
  },
);

test('is accessible, also where the actions show', async () => {
  cards()[1]!.focus();
  await expectAccessible();
});

test('a card with tags keeps no empty line for its actions, which cover no tag', async () => {
  await page.viewport(360, 900);
  const [first] = cards() as [HTMLElement];
  const clipId = first.dataset['item'] as ClipId;
  await background.library.editReport(REPORT, (doc) =>
    setTags(doc, { clipId, tags: ['water authority', 'northern gauge'] }),
  );
  background.tell({ kind: 'library' });
  await vi.waitFor(() => expect(first.querySelectorAll('.tag')).toHaveLength(2));
  first.focus();
  const box = (part: string) => first.querySelector(part)!.getBoundingClientRect();
  expect(first.getBoundingClientRect().bottom - box('.tag-list').bottom).toBeLessThan(12);
  expect(box('.card-actions').bottom).toBeLessThanOrEqual(box('.tag-list').top + 5);
  for (const button of first.querySelectorAll(
    '.tag-remove, .card-actions > :is(a, button), .verdict-fold',
  )) {
    const { left, top, width, height } = button.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    expect(button.contains(at), button.outerHTML).toBe(true);
  }
});

test('where nothing hovers, the check boxes, the icons and the actions always show', async () => {
  const session = cdp() as unknown as { send(call: string, of: object): Promise<unknown> };
  const touch = (enabled: boolean) =>
    session.send('Emulation.setTouchEmulationEnabled', { enabled });
  await touch(true);
  try {
    expect(matchMedia('(hover: none), (any-pointer: coarse)').matches).toBe(true);
    for (const card of cards().slice(0, 3)) {
      expect(parts(card)).toEqual([1, 1]);
      const box = (part: string) => card.querySelector(part)!.getBoundingClientRect();
      expect(box('.card-actions').top).toBeGreaterThanOrEqual(box('.quote').bottom);
      expect(box('.source-mark').left).toBeGreaterThanOrEqual(box('.item-check').right);
    }
  } finally {
    await touch(false);
  }
});

test('a comfortable list shows four lines, the whole note, and the actions in a place of their own', async () => {
  document.documentElement.dataset['density'] = 'comfortable';
  const [first] = cards() as [HTMLElement];
  expect(parts(first)).toEqual([1, 1]);
  const quote = first.querySelector('.quote')!.getBoundingClientRect();
  const foot = first.querySelector('.card-foot')!.getBoundingClientRect();
  expect(foot.top).toBeGreaterThanOrEqual(quote.bottom);
  expect(getComputedStyle(first.querySelector('.quote')!).webkitLineClamp).toBe('4');
  expect(byText('Open at passage').checkVisibility()).toBe(true);
  await expectAccessible();
});

test('the actions of a card that has the focus cover nothing of its note', async () => {
  const [first] = cards() as [HTMLElement];
  first.querySelector<HTMLElement>('[data-focus^=note-]')!.click();
  await vi.waitFor(() => expect(document.activeElement?.localName).toBe('textarea'));
  await userEvent.keyboard(
    'Ask the keeper of the gauge whether the mean is of all years. '.repeat(2),
  );
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(first.querySelector('.clip-note')).not.toBeNull());
  first.focus();
  const [note, actions] = ['.clip-note', '.card-actions'].map((part) =>
    first.querySelector(part)!.getBoundingClientRect(),
  );
  expect(actions!.top).toBeGreaterThanOrEqual(note!.bottom);
});

test('in the sidebar as Firefox opens it, a section has its grip and its number beside its title', async () => {
  await page.viewport(241, 900);
  await background.library.editReport(REPORT, (doc) =>
    createSection(doc, {
      id: newId<'section'>(),
      parentId: null,
      title: 'Lake levels in April',
      at: '2026-05-02T10:00:00Z',
    }),
  );
  background.tell({ kind: 'library' });
  await vi.waitFor(() => expect(document.querySelectorAll('.section-head')).toHaveLength(2));
  for (const head of document.querySelectorAll('.section-head')) {
    const { top, bottom } = head.querySelector('.section-title')!.getBoundingClientRect();
    for (const part of head.querySelectorAll('.grip, .count')) {
      const box = part.getBoundingClientRect();
      const middle = (box.top + box.bottom) / 2;
      expect(middle, part.className).toBeGreaterThan(top);
      expect(middle, part.className).toBeLessThan(bottom);
    }
  }
  expect(document.querySelectorAll('.section-head .grip')).toHaveLength(1);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(241);
});
