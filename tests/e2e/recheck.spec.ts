import type { Page } from '@playwright/test';
import { readLibrary } from '@/scripts/tour/read-library';
import { expect, test } from './harness/fixtures';
import { panelAfter } from './harness/lake-report';
import { articleWith } from './harness/made-pages';
import { createReport } from './harness/panel';
import { storeClips } from './harness/store-clips';
import { CONFIRM_VERIFY, cardWith, checksIn, endedRun } from './harness/verification';

const DAY_MS = 86_400_000;
const KEPT = 'On the page called amber the water stood at the second mark.';
const CHANGED = 'On the page called birch the water stood at the second mark.';
const ELSEWHERE = 'On the page called cedar the water stood at the second mark.';
const PAGES = [
  ['http://amber.example/a', KEPT],
  ['http://birch.example/b', CHANGED],
  ['http://cedar.example/c', ELSEWHERE],
] as const;

/** Returns the number of days until the alarm of the next check. Null if there is none. */
function daysToAlarm(page: Page): Promise<number | null> {
  return page.evaluate(async (day) => {
    const alarm = await chrome.alarms.get('pincite-recheck');
    return alarm === undefined ? null : (alarm.scheduledTime - Date.now()) / day;
  }, DAY_MS);
}

/** Changes the stored times as if so many days had passed since the last check. */
async function letDaysPass(page: Page, days: number): Promise<void> {
  await page.evaluate(
    async ([length, day]) => {
      const stored = await chrome.storage.local.get(null);
      const key = Object.keys(stored).find((each) => each.startsWith('recheckedAt:'));
      if (key === undefined) throw new Error('No check is planned.');
      const before = Date.parse(String(stored[key]));
      await chrome.storage.local.set({ [key]: new Date(before - length * day).toISOString() });
      await chrome.alarms.create('pincite-recheck', { when: Date.now() });
    },
    [days, DAY_MS] as const,
  );
}

const notices = (page: Page) =>
  page.evaluate(async () => Object.keys(await chrome.notifications.getAll()));

test('a report is checked automatically every week, on allowed sites only, and a fallen quote is reported', async ({
  launch,
  pages,
}) => {
  const extension = await launch({
    origins: ['http://amber.example/*', 'http://birch.example/*'],
    permissions: ['notifications'],
  });
  for (const [url, quote] of PAGES) pages.replace(url, articleWith([quote]));
  const clips = PAGES.map(([url, quote]) => ({ url, passages: [quote], quote }));
  const panel = await panelAfter(extension, (page) => storeClips(page, clips));
  // The manual run skips cedar, because it is not allowed.
  await panel.getByRole('button', { name: 'Verify 3 clips' }).click();
  await panel.getByRole('checkbox', { name: /cedar\.example/ }).uncheck();
  await panel.getByRole('dialog').getByRole('button', { name: CONFIRM_VERIFY }).click();
  const manual = await endedRun(panel, 'manual');
  expect((await checksIn(panel, manual)).map(({ verdict }) => verdict)).toEqual([
    'verbatim',
    'verbatim',
  ]);
  expect(await daysToAlarm(panel)).toBeNull();

  await panel.getByRole('button', { name: 'Report actions' }).click();
  await panel.getByRole('menuitem', { name: 'Check regularly…' }).click();
  await panel.getByRole('radio', { name: 'Every week' }).check();
  await panel.getByRole('checkbox', { name: /^Tell me when/ }).check();
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(panel.getByText('This report will now be checked regularly.')).toBeVisible();
  await expect.poll(async () => Math.round((await daysToAlarm(panel)) ?? 0)).toBe(7);

  pages.requests.length = 0;
  pages.replace(PAGES[1][0], articleWith([CHANGED.replace('second', 'third')]));
  await letDaysPass(panel, 3);
  await expect.poll(async () => Math.round((await daysToAlarm(panel)) ?? 0)).toBe(4);
  expect((await readLibrary(panel)).runs).toHaveLength(1);
  expect(pages.requests).toEqual([]);

  await letDaysPass(panel, 4);
  const scheduled = await endedRun(panel, 'schedule');
  const found = await checksIn(panel, scheduled);
  expect(found.map(({ verdict }) => verdict)).toEqual(['verbatim', 'altered', 'unchecked']);
  expect(found[2]?.evidence.reason).toBe('no-permission');
  expect(pages.requests.map(({ url }) => url).sort()).toEqual([PAGES[0][0], PAGES[1][0]]);
  expect(
    extension.context
      .pages()
      .map((page) => page.url())
      .sort(),
  ).toEqual([panel.url(), 'about:blank'].sort());
  await expect(cardWith(panel, 'On the page called birch').locator('.verdict')).toHaveText(
    /^Altered/,
  );
  await expect.poll(() => notices(panel)).toHaveLength(1);
  await expect.poll(async () => Math.round((await daysToAlarm(panel)) ?? 0)).toBe(7);

  // A click on the notification opens its report, whichever was open last. No driver can click a
  // notification of the system, so the test fires the browser's event for the click.
  const elsewhere = await extension.openExtensionPage('sidepanel.html');
  await createReport(elsewhere, 'Another report');
  await elsewhere.close();
  const [notice = ''] = await notices(panel);
  const opening = extension.context.waitForEvent('page');
  const worker = await extension.serviceWorker();
  await worker.evaluate((id) => {
    const clicked = chrome.notifications.onClicked as unknown as { dispatch(id: string): void };
    clicked.dispatch(id);
  }, notice);
  const opened = await opening;
  await expect(opened).toHaveURL(/\/sidepanel\.html$/);
  await expect(opened.locator('.report-switch-title')).toHaveText('From the shelf');
  await expect(cardWith(opened, 'On the page called birch').locator('.verdict')).toHaveText(
    /^Altered/,
  );
  await opened.close();
  await expect.poll(() => notices(panel)).toEqual([]);

  // An earlier fall is not reported again.
  await letDaysPass(panel, 8);
  await expect.poll(async () => (await readLibrary(panel)).runs.length).toBe(3);
  await endedRun(panel, 'schedule');
  expect(await notices(panel)).toEqual([]);

  await panel.getByRole('button', { name: 'Report actions' }).click();
  await panel.getByRole('menuitem', { name: 'Check regularly…' }).click();
  await panel.getByRole('radio', { name: 'Never' }).check();
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => daysToAlarm(panel)).toBeNull();
});
