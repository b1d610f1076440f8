import type { Page } from '@playwright/test';
import { DEFAULT_BACKUP_PLAN } from '@/utils/model/backup-plan';
import type { EmptyStudio, PictureSet, Studio } from './studio';

const SIZE = { width: 1280, height: 800 };
/** Allowed sites, in the browser's format. */
const ALLOWED = [
  'http://hydrology.example/*',
  'http://rivers.example/*',
  'http://members.water-authority-of-the-upper-valley.example/*',
];

/** Pictures of the settings: the defaults, a group, everything turned on, everything deleted. */
export const OPTIONS_PICTURES: PictureSet = {
  name: 'options',
  async take(studio) {
    const page = await openOptions(studio);
    await studio.take(page, 'options-plain', { whole: true, forced: true });
    await page.getByRole('link', { name: studio.words.settings_verify, exact: true }).click();
    await studio.take(page, 'options-verify');
    await page.close();
    await takeTurnedOn(studio);
    await takeDanger(studio);
  },
};

export async function openOptions(
  { extension }: EmptyStudio,
  prepare?: (page: Page) => Promise<unknown>,
) {
  const page = await extension.context.newPage();
  await page.setViewportSize(SIZE);
  await prepare?.(page);
  await page.goto(`chrome-extension://${extension.extensionId}/options.html`);
  await page.locator('#automatic').waitFor();
  return page;
}

/** Sites, archives, a failed automatic backup, and an almost full disk. */
async function takeTurnedOn(studio: Studio): Promise<void> {
  const page = await openOptions(studio, (each) =>
    each.addInitScript(
      ({ origins }) => {
        chrome.permissions.getAll = (async () => ({
          origins,
          permissions: [],
        })) as typeof chrome.permissions.getAll;
        navigator.storage.estimate = async () => ({ quota: 610_000_000, usage: 588_000_000 });
      },
      { origins: ALLOWED },
    ),
  );
  const plan = {
    ...DEFAULT_BACKUP_PLAN,
    automatic: 'downloads',
    every: 1,
    lastAt: '2026-05-04T07:00:00.000Z',
    // Recent, so that the backup is not tried again yet.
    failedAt: '2026-05-10T09:00:00.000Z',
    failedWith: 'download_refused',
  };
  const archives = {
    timeGate: 'http://archive.example/timegate/{url}',
    hosts: ['http://mirror.example'],
    save: 'http://archive.example/save/{url}',
  };
  await page.evaluate(
    async (stored) => chrome.storage.local.set({ ...stored, reviewer: 'Ines Faure' }),
    { backup: plan, archives },
  );
  await page.reload();
  await page.locator('.options-row').first().waitFor();
  await studio.take(page, 'options-on', { whole: true, forced: true });
  await page.close();
  const plain = await openOptions(studio);
  await plain.evaluate(() => chrome.storage.local.remove(['backup', 'archives', 'reviewer']));
  await plain.close();
}

/** Deleting everything, and restoring it. */
async function takeDanger(studio: Studio): Promise<void> {
  const { take, words } = studio;
  const page = await openOptions(studio);
  await page.getByRole('button', { name: words.danger_erase, exact: true }).click();
  const question = page.getByRole('dialog');
  await question.waitFor();
  await take(page, 'options-question');
  await question.getByRole('button', { name: words.danger_confirm, exact: true }).click();
  await page.getByText(words.danger_done, { exact: true }).waitFor();
  await page.locator('.options-danger').scrollIntoViewIfNeeded();
  await take(page, 'options-deleted', { forced: true });
  await page.getByRole('button', { name: words.danger_undo, exact: true }).click();
  await page.getByText(words.danger_undone, { exact: true }).waitFor();
  await page.close();
}
