import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Desk } from '@/components/desk/Desk';
import { makeReview, type ReviewSample } from '../../../scripts/tour/make-review';
import { settingsActs, startBackground, type TestBackground, testActs } from './background';
import { storeReport } from './review-report';
import { REPORT, renewReport } from './samples';
import { byText, expectAccessible, show } from './stage';

const LEVEL = 'The northern gauge read 44 centimetres above its mean.';

const MILL = 'The gauge of the northern mill was moved.';

/** A report with two citations without a passage. Words of the first claim are on the page. */
const SAMPLE: ReviewSample = {
  title: 'Lakes',
  pages: [
    {
      title: 'Monthly bulletin',
      url: 'https://hydrology.example/bulletin',
      authors: [],
      published: '2026-05-01',
      text: 'Monthly bulletin.\n[0]\n[4]\n[3]',
    },
    {
      title: 'Snow survey',
      url: 'https://mountains.example/survey',
      authors: [],
      published: '2026-04-24',
      text: 'Snow survey.\n[1]\n[2]',
    },
  ],
  cited: [
    { page: 0, quote: LEVEL, verdict: 'unpinned', wordless: 'unpinned' },
    { page: 1, quote: 'Late snow held the melt back.', verdict: 'verbatim' },
    { page: 1, quote: 'The stake stood at 138 cm.', verdict: 'verbatim' },
    { page: 0, quote: 'Releases began on the 6th.', verdict: 'unpinned', wordless: 'unpinned' },
    { page: 0, quote: MILL, verdict: 'verbatim' },
  ],
  sections: [
    {
      title: 'Levels',
      statements: [
        'The northern gauge stood 44 centimetres above its mean [0]. Late snow held the melt back [1].',
        'The stake stood at 138 cm [2].',
        'Nobody slept well [3].',
        'The northern gauge was above its mean [4].',
      ],
    },
  ],
};

/** The report after somebody pinned the passage of the mill for an imported citation. */
async function pinnedReport(): ReturnType<typeof makeReview> {
  const made = await makeReview(SAMPLE, REPORT);
  const before = [...made.records];
  const pins = before.flatMap(({ store, record }) => (store === 'pins' ? record : []));
  const mill = pins.find(({ quote }) => quote === MILL);
  const records = before.map((each): typeof each => {
    if (each.store === 'pins' && each.record.id === mill?.id) {
      return { ...each, record: { ...each.record, by: 'reviewer' } };
    }
    if (each.store !== 'clips' || each.record.id !== mill?.clipId) return each;
    return { ...each, record: { ...each.record, origin: 'import' } };
  });
  return { ...made, records };
}

let background: TestBackground;

beforeEach(async () => {
  await page.viewport(1280, 800);
  renewReport();
  background = await startBackground();
  await storeReport(background.library, await pinnedReport());
  background.answer('pin.add', { noDirectiveReason: null });
  show(<Desk acts={testActs(settingsActs('Ines'))} reportId={REPORT} onReport={() => undefined} />);
  await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+5/));
});

afterEach(() => background.library.close());

const textOf = (selector: string) => document.querySelector(selector)?.textContent.trim() ?? '';
const words = () => textOf('.claim-words');
const decided = () => textOf('#desk-decided');
const notice = () => textOf('.snackbar .grow');
const press = (key: string) => userEvent.keyboard(key);
const listed = () =>
  [...document.querySelectorAll('.candidate-text')].map((each) => each.textContent);
const focused = () => document.activeElement?.getAttribute('data-focus');
const pinned = () => background.calls.filter(({ name }) => name === 'pin.add');

/** Goes to the claim with these words. */
async function goTo(sought: string) {
  for (const key of ['k', 'k', 'k', 'k', 'j', 'j', 'j', 'j'])
    if (!words().includes(sought)) await press(key);
  await vi.waitFor(() => expect(words()).toContain(sought));
}
const goToUnpinned = () => goTo('44 centimetres');

async function openList() {
  await goToUnpinned();
  await press('p');
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('candidate'));
}

test('P lists the passages for the claim, and a number pins one without deciding the claim', async () => {
  await openList();
  expect(listed()[0]).toBe(LEVEL);
  await expectAccessible();
  await press('1');
  await vi.waitFor(() =>
    expect(notice()).toBe('The passage was pinned. Verify again to check it.'),
  );
  const start = 'Monthly bulletin.\n'.length;
  expect(pinned().map(({ payload }) => payload)).toMatchObject([
    { position: { start, end: start + LEVEL.length }, wording: 'page' },
  ]);
  expect(listed()).toEqual([]);
  await expect.poll(focused).toMatch(/^passage-/);
  expect(words()).toContain('44 centimetres');
  expect(decided()).toMatch(/^0 /);
});

test('the footer says what a number does: it pins while passages are listed', async () => {
  const foot = () =>
    [...document.querySelectorAll('.desk-footer > span')]
      .filter((span) => span.checkVisibility())
      .map((span) => span.textContent)
      .join('; ');
  expect(foot()).toMatch(/1–4 decide/);
  expect(foot()).not.toContain('pin');
  await openList();
  expect(foot()).toMatch(/1–9 pin/);
  expect(foot()).not.toMatch(/1–4 decide/);
  await press('{Escape}');
  await vi.waitFor(() => expect(foot()).toMatch(/1–4 decide/));
  await goTo('Nobody slept');
  await press('p');
  await vi.waitFor(() => expect(textOf('.candidates')).toContain('No passage of the page shares'));
  expect(foot()).toMatch(/1–4 decide/);
});

test('a click on the button and on a passage pins it, and the notice offers Undo', async () => {
  await goToUnpinned();
  await userEvent.click(byText('Find the passage P'));
  await vi.waitFor(() => expect(listed()[0]).toBe(LEVEL));
  await userEvent.click(document.querySelector('.candidate')!);
  await vi.waitFor(() => expect(pinned()).toHaveLength(1));
  await vi.waitFor(() =>
    expect(document.querySelector('.snackbar')?.textContent).toContain('Undo'),
  );
});

test('the notice of a pin goes when another claim is shown', async () => {
  await openList();
  await press('1');
  await vi.waitFor(() => expect(notice()).toContain('The passage was pinned.'));
  await press('j');
  await vi.waitFor(() => expect(words()).not.toContain('44 centimetres'));
  await vi.waitFor(() => expect(notice()).toBe(''));
});

test('U undoes the pin before earlier decisions, and Shift+U repeats it', async () => {
  await openList();
  await press('{Escape}');
  await press('2');
  await vi.waitFor(() => expect(decided()).toMatch(/^1 /));
  await openList();
  await press('1');
  await vi.waitFor(() => expect(notice()).toContain('The passage was pinned.'));
  await press('u');
  await vi.waitFor(() => expect(notice()).toBe('Undone.'));
  expect(decided()).toMatch(/^1 /);
  await press('{Shift>}u{/Shift}');
  await vi.waitFor(() => expect(notice()).toBe('Redone.'));
  await press('u');
  await vi.waitFor(() => expect(notice()).toBe('Undone.'));
  await press('u');
  await vi.waitFor(() => expect(decided()).toMatch(/^0 /));
});

test('Escape closes the list, with the focus on its button, and another claim closes it too', async () => {
  await openList();
  await press('{Escape}');
  await vi.waitFor(() => expect(listed()).toEqual([]));
  await expect.poll(focused).toMatch(/^choose-/);
  await openList();
  await press('j');
  await vi.waitFor(() => expect(words()).not.toContain('44 centimetres'));
  await goToUnpinned();
  expect(listed()).toEqual([]);
});

test('a number decides nothing while the list is open, wherever the focus is', async () => {
  await openList();
  await press('9');
  document.querySelector<HTMLElement>('[data-focus=claim]')?.focus();
  await press('1');
  await vi.waitFor(() => expect(notice()).toContain('Press Escape to close the list.'));
  await expect.poll(focused).toBe('candidates');
  expect(decided()).toMatch(/^0 /);
  expect(pinned()).toEqual([]);
  await press('{Escape}');
  await vi.waitFor(() => expect(listed()).toEqual([]));
});

test('a note closes the list, so that a number decides again', async () => {
  await openList();
  await press('n');
  await vi.waitFor(() => expect(listed()).toEqual([]));
  await press('A short level.{Escape}');
  await press('2');
  await vi.waitFor(() => expect(decided()).toMatch(/^1 /));
  expect(pinned()).toEqual([]);
});

test('a number decides if no passage was found, because the list takes none', async () => {
  await goTo('Nobody slept');
  await press('p');
  await vi.waitFor(() => expect(textOf('.candidates')).toContain('No passage of the page shares'));
  await press('2');
  await vi.waitFor(() => expect(decided()).toMatch(/^1 /));
  expect(notice()).not.toContain('a number pins');
});

test('P says so if no citation of the claim lacks its passage, and the card offers nothing', async () => {
  await goTo('138 cm');
  await press('p');
  await vi.waitFor(() => expect(notice()).toContain('Press L for the next cited passage.'));
  expect(notice()).toContain('its clip keeps its words');
  expect(() => byText('Find the passage P')).toThrow();
});

test('P on a passage that was pinned for an imported citation lists others, to replace it', async () => {
  await goTo('gauge was above');
  await press('p');
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('candidate'));
  expect(listed()[0]).toBe(LEVEL);
  await press('1');
  await vi.waitFor(() => expect(notice()).toContain('The passage was pinned.'));
  const start = 'Monthly bulletin.\n'.length;
  expect(pinned().map(({ payload }) => payload)).toMatchObject([
    { position: { start, end: start + LEVEL.length }, wording: 'page' },
  ]);
  await press('u');
  await vi.waitFor(() => expect(notice()).toBe('Undone.'));
});

test('a number that is held down after it pinned a passage decides nothing', async () => {
  await openList();
  await press('{1>3/}');
  await vi.waitFor(() => expect(pinned()).toHaveLength(1));
  await press('{3>3/}');
  await vi.waitFor(() => expect(decided()).toMatch(/^1 /));
});
