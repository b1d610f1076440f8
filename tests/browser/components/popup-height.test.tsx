import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Popup } from '../../../components/popup/Popup';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords, savedClip } from './samples';
import { byLabel, byText, expectAccessible, show } from './stage';

/* No browser makes a popup higher than 600 px. */

let background: TestBackground;
const HERE = 'https://hydrology.example/bulletin';
const LONG = 'On 30 April the level at the northern gauge was 44 centimetres above its mean. ';

beforeEach(async () => {
  await page.viewport(360, 600);
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  for (let n = 1; n <= 7; n += 1) {
    await background.save(sampleRecords({ quote: `${LONG.repeat(3)}${n}`, url: HERE }));
  }
});

afterEach(async () => {
  background.library.close();
  await page.viewport(414, 896);
});

async function open(incognito = false) {
  const acts = testActs({
    activePage: async () => ({
      kind: 'clippable',
      tabId: 7,
      hasSelection: true,
      incognito,
      url: HERE,
      title: 'Monthly bulletin, April 2026',
    }),
  });
  const siteOf = () => 'https://hydrology.example/*';
  show(<Popup acts={{ ...acts, highlights: { ...acts.highlights, siteOf } }} />);
  await vi.waitFor(() => expect(document.querySelectorAll('.recent')).toHaveLength(3));
  await vi.waitFor(() => expect(byText('Clip selection').matches(':enabled')).toBe(true));
}

const clipped = {
  saved: [savedClip()],
  passages: 3,
  problem: { code: 'quota_exceeded' },
};

const states: [string, boolean, () => Promise<void>][] = [
  ['as it opens', false, async () => undefined],
  [
    'with what was clipped, and why not all of it',
    false,
    async () => {
      background.answer('capture.start', clipped);
      await userEvent.click(byText('Clip selection'));
      await vi.waitFor(() => expect(document.querySelector('.error')).not.toBeNull());
    },
  ],
  [
    'with a private window’s question and a failure',
    true,
    async () => {
      background.answer('capture.start', clipped);
      await userEvent.click(byText('Clip selection'));
      await vi.waitFor(() => byText('Add a screenshot to the clip'));
      background.refuse('capture.screenshot', 'private_window');
      await userEvent.click(byText('Add a screenshot to the clip'));
      await vi.waitFor(() => byText('Keep'));
      // The question returns with the reason when the user's yes fails.
      background.refuse('capture.screenshot', 'screenshot_failed');
      await userEvent.click(byText('Keep'));
      await vi.waitFor(() => {
        expect(document.querySelector('.error')).not.toBeNull();
        byText('Keep');
      });
    },
  ],
  [
    'with all that a search found',
    false,
    async () => {
      await userEvent.fill(byLabel('Search the library'), 'gauge');
      await vi.waitFor(() =>
        expect(document.querySelectorAll('.recent:has(mark)')).toHaveLength(6),
      );
    },
  ],
];

test.each(states)('%s it fits, and its foot is in sight', async (_name, incognito, act) => {
  await open(incognito);
  await act();
  const root = document.documentElement;
  expect([root.scrollHeight, root.scrollWidth]).toEqual([600, 360]);
  const foot = document.querySelector('.popup-foot')!.getBoundingClientRect();
  expect(foot.bottom).toBeLessThanOrEqual(600);
  // Nothing covers it.
  for (const name of ['Check my clips of this page', 'Open panel']) {
    const button = byText(name);
    const { left, top, width, height } = button.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    expect(button.contains(at), name).toBe(true);
  }
  // The part that shrinks stays readable.
  const list = document.querySelector<HTMLElement>('.recent-list')!;
  expect(list.clientHeight).toBeGreaterThan(80);
  const last = [...list.querySelectorAll<HTMLElement>('a.recent-quote')].at(-1)!;
  last.focus();
  const { top, bottom } = last.getBoundingClientRect();
  expect([top >= 0, bottom <= foot.top]).toEqual([true, true]);
  await expectAccessible();
});

test('shows three clips at once, and every button whole', async () => {
  await open();
  const list = document.querySelector('.recent-list')!.getBoundingClientRect();
  for (const row of document.querySelectorAll<HTMLElement>('.recent')) {
    expect(row.offsetHeight).toBeLessThan(60);
    expect(row.getBoundingClientRect().bottom).toBeLessThanOrEqual(list.bottom);
  }
  const foot = document.querySelector('.popup-foot')!.getBoundingClientRect();
  const cites = byText('Review this page as a report').getBoundingClientRect();
  // The fade above the foot must not reach it.
  expect(cites.bottom).toBeLessThanOrEqual(foot.top - 6);
});

test('a popup with little in it is no higher than that', async () => {
  background.library.close();
  background = await startBackground();
  show(<Popup acts={testActs()} />);
  await vi.waitFor(() => byText('Clip selection'));
  expect(document.querySelector('.popup')!.clientHeight).toBeLessThan(500);
  expect(document.querySelector('.popup-clips')!.clientHeight).toBeLessThan(80);
});
