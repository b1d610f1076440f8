import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { Snackbar } from '@/components/ui/Snackbar';
import { VerifyDialog } from '@/components/verify/VerifyDialog';
import { NO_READING_OPTIONS } from '@/utils/verify/reading-options';
import { newId } from '../../../utils/model/ids';
import { createSection } from '../../../utils/model/section-operations';
import { startBackground, type TestBackground, testActs } from './background';
import { useLanguage } from './catalogue';
import { REPORT, renewReport, sampleRecords } from './samples';
import { brokenWords, drawn, show } from './stage';

/* The panel is 240 pixels wide in Firefox, before anybody draws its edge. */

let background: TestBackground;
const COUNT = 14;

afterEach(async () => {
  useLanguage('en');
  background.library.close();
  await page.viewport(414, 896);
});

const cards = () => [...document.querySelectorAll<HTMLElement>('[data-item]')];
const one = (selector: string) => document.querySelector<HTMLElement>(selector)!;
const item = (words: string) =>
  [...document.querySelectorAll<HTMLElement>('.menu:popover-open .menu-item')].find(
    (each) => each.textContent.trim() === words,
  )!;
const box = (element: Element) => element.getBoundingClientRect();

/** Returns the number of lines of a text. */
function linesOf(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}

describe.each(['en', 'fr'] as const)('in %s', (language) => {
  beforeEach(async () => {
    useLanguage(language);
    renewReport();
    background = await startBackground();
    await background.library.createReport({ id: REPORT, title: 'Lake levels', language });
    for (let at = 0; at < COUNT; at += 1) {
      await background.save(sampleRecords({ quote: `Quote ${at.toString()}.` }));
    }
  });

  test.each([240, 400])(
    'the focus ring of a section title is not cut by what is beside it, %i px wide',
    async (width) => {
      await page.viewport(width, 720);
      await background.library.editReport(REPORT, (doc) =>
        createSection(doc, {
          ...{ id: newId<'section'>(), parentId: null, title: 'Levels in spring and summer' },
          at: '2026-05-02T10:00:00Z',
        }),
      );
      show(<SidePanel acts={testActs()} />);
      await vi.waitFor(() => expect(document.querySelector('.section-head .grip')).not.toBeNull());
      const head = one('.section-head:has(.grip)');
      const title = head.querySelector<HTMLElement>('.disclosure')!;
      // With a key, so that the ring shows.
      title.focus();
      await userEvent.keyboard('{Shift}');
      expect(title.matches(':focus-visible')).toBe(true);
      const { outlineOffset, outlineWidth } = getComputedStyle(title);
      const reach = Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth);
      const { left, right, top, bottom } = box(title);
      expect(left - reach).toBeGreaterThanOrEqual(box(head.querySelector('.grip')!).right);
      expect(right + reach).toBeLessThanOrEqual(box(head.querySelector('.count')!).left);
      expect(top - reach).toBeGreaterThanOrEqual(box(head).top);
      expect(bottom + reach).toBeLessThanOrEqual(box(head).bottom);
    },
  );

  test.each([200, 240, 320, 400])(
    'the bar of a selection is low, and clear of a notice, %i px wide',
    async (width) => {
      await page.viewport(width, 720);
      show(<SidePanel acts={testActs()} />);
      await vi.waitFor(() => expect(cards()).toHaveLength(COUNT));
      cards()[0]!.focus();
      await userEvent.keyboard('{Delete}');
      await vi.waitFor(() => expect(document.querySelector('.snackbar')).not.toBeNull());
      await vi.waitFor(() => expect(document.activeElement).toBe(cards()[0]));
      await userEvent.keyboard('{Control>}a{/Control}');
      await vi.waitFor(() => expect(document.querySelector('.selection-bar')).not.toBeNull());
      await drawn();
      const bar = one('.selection-bar');
      const count = one('.selection-count');
      expect(count.textContent).toBe(language === 'en' ? '13 selected' : '13 sélectionnés');
      expect(linesOf(count)).toBe(1);
      expect(box(bar).height).toBeLessThan(width < 320 ? 76 : 68);
      const icons = [...bar.querySelectorAll('button')];
      expect(icons).toHaveLength(6);
      expect(new Set(icons.map((icon) => box(icon).top)).size).toBe(1);
      expect(box(icons[0]!).left).toBeGreaterThanOrEqual(0);
      expect(box(icons[5]!).right).toBeLessThanOrEqual(width);
      expect(box(one('.snackbar')).bottom).toBeLessThanOrEqual(box(bar).top);
      // Dragging the edge of the panel changes the lines of the bar.
      await page.viewport(600 - width, 720);
      await drawn();
      expect(box(one('.snackbar')).bottom).toBeLessThanOrEqual(box(bar).top);
    },
  );

  test('no title beside a button breaks within a word', async () => {
    await page.viewport(240, 720);
    show(<SidePanel acts={testActs()} />);
    await vi.waitFor(() => expect(cards()).toHaveLength(COUNT));
    cards()[0]!.focus();
    await userEvent.keyboard('{Delete}');
    await vi.waitFor(() => expect(cards()).toHaveLength(COUNT - 1));
    await userEvent.click(one('[data-focus=report-menu]'));
    await userEvent.click(item(language === 'en' ? 'Bin (1)' : 'Corbeille (1)'));
    await vi.waitFor(() => expect(document.querySelector('.bin-title')).not.toBeNull());
    await drawn();
    expect(brokenWords(one('.bin-title'))).toEqual([]);
    await userEvent.click(one('[data-focus=library-open]'));
    await vi.waitFor(() => expect(document.querySelector('.library-title')).not.toBeNull());
    await drawn();
    expect(brokenWords(one('.library-title'))).toEqual([]);
  });

  test('Undo and the cross of a notice are not side by side', async () => {
    for (const width of [200, 240, 320, 400]) {
      await page.viewport(width, 720);
      show(<Snackbar notice={{ text: 'Done.', onUndo: vi.fn() }} onDone={vi.fn()} />);
      await drawn();
      const [undo, cross] = [...document.querySelectorAll('.snackbar button')].map(box);
      expect(cross!.left - undo!.right, `${width.toString()} px`).toBeGreaterThanOrEqual(24);
      expect(Math.abs(cross!.top - undo!.top)).toBeLessThan(2);
      expect(cross!.right).toBeLessThanOrEqual(width);
    }
  });

  test('the field for a tag of a card is in the panel', async () => {
    await page.viewport(240, 720);
    show(<SidePanel acts={testActs()} />);
    await vi.waitFor(() => expect(cards()).toHaveLength(COUNT));
    await userEvent.click(cards()[0]!.querySelector('[data-focus^="tag-"]')!);
    await vi.waitFor(() => expect(document.querySelector('.tag-input')).not.toBeNull());
    expect(box(one('.tag-input')).width).toBeGreaterThanOrEqual(120);
    expect(box(one('.tag-input')).right).toBeLessThanOrEqual(240);
    expect(document.documentElement.scrollWidth).toBe(240);
  });

  test('below many sites, the words of the last option show', async () => {
    await page.viewport(240, 720);
    const sites = Array.from({ length: 30 }, (_, at) => ({
      host: `site${at.toString()}.example`,
      pattern: `https://site${at.toString()}.example/*`,
      pages: 1,
      clipIds: [],
      redirectedFrom: [],
      isPrivate: false,
    }));
    show(
      <VerifyDialog
        toRead={{ sites, unreadable: [] }}
        readOptions={() => Promise.resolve(NO_READING_OPTIONS)}
        allowsOrigins={() => Promise.resolve(false)}
        onConfirm={vi.fn()}
        onClose={vi.fn()}
      />,
    );
    await drawn();
    const option = [...document.querySelectorAll('.pick')].at(-1)!;
    const body = box(one('.dialog-body'));
    expect(body.bottom - box(option).top).toBeGreaterThan(48);
    expect(box(one('.pick-list')).height).toBeGreaterThan(150);
  });
});
