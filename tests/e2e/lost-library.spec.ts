import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { chooseBackup, downloadBackup } from './harness/backup';
import { complaints } from './harness/complaints';
import { expect, test } from './harness/fixtures';
import { ARTICLE, clip, HIGHEST, INBOX, lakeReport } from './harness/lake-report';
import { expectShown, switchReport } from './harness/panel';

/* What the user sees after Chromium deleted the databases of the extension as corrupted. */

const WORDS = {
  en: 'Your library is no longer in this browser',
  fr: 'Votre bibliothèque n’est plus dans ce navigateur',
};

const notice = (page: Page, language: keyof typeof WORDS = 'en') =>
  page.getByRole('alert').filter({ hasText: WORDS[language] });

/** Deletes the databases of all origins, as Chromium does with corrupted ones. */
function loseDatabases(profile: string): void {
  rmSync(path.join(profile, 'Default', 'IndexedDB'), { recursive: true });
}

test('after the browser lost the library, every page says so and leads to the last backup', async ({
  launch,
  profile,
}) => {
  const first = await launch({ profile });
  await lakeReport(first);
  const settings = await first.openExtensionPage('options.html');
  const backup = readFileSync(await downloadBackup(settings));
  await expect(notice(settings)).toHaveCount(0);
  await first.close();
  loseDatabases(profile);

  const second = await launch({ profile });
  await clip(second, ARTICLE, HIGHEST);
  for (const file of ['popup.html', 'desk.html', 'options.html']) {
    const page = await second.openExtensionPage(file);
    await expect(notice(page), file).toContainText('pincite-backup-');
    expect(await complaints(page), file).toEqual([]);
    await page.close();
  }
  const panel = await second.openExtensionPage('sidepanel.html');
  await expect(notice(panel)).toBeVisible();
  const opening = second.context.waitForEvent('page');
  await notice(panel).getByRole('link', { name: 'Restore a backup' }).press('Enter');
  const options = await opening;
  await expect(options.getByRole('heading', { name: 'Restore', exact: true })).toBeFocused();
  await chooseBackup(options, backup);
  await expect(options.getByText(/^Added to your library: 1 report, /)).toBeVisible();
  await expect(notice(options)).toHaveCount(0);
  await expect(notice(panel)).toHaveCount(0);
  await panel.bringToFront();
  await switchReport(panel, 'Lakes in spring');
  await expectShown(panel, ['Lakes in spring', ...INBOX]);
  await second.close();

  const third = await launch({ profile });
  const again = await third.openExtensionPage('sidepanel.html');
  await expectShown(again, ['Lakes in spring', ...INBOX]);
  await expect(notice(again)).toHaveCount(0);
});

test('after the loss of a library that was never backed up, the notice stays until the user dismisses it', {
  tag: '@long',
}, async ({ launch, profile }) => {
  const first = await launch({ profile });
  await clip(first, ARTICLE, HIGHEST);
  await first.close();
  loseDatabases(profile);
  for (const language of ['fr', 'en'] as const) {
    const browser = await launch({ profile, language });
    const panel = await browser.openExtensionPage('sidepanel.html');
    await expect(notice(panel, language)).toBeVisible();
    if (language === 'en') {
      await notice(panel).getByRole('button', { name: 'Dismiss' }).press('Enter');
      await expect(notice(panel)).toHaveCount(0);
    }
    await browser.close();
  }
  const last = await launch({ profile });
  const options = await last.openExtensionPage('options.html');
  await expect(options.getByRole('heading', { name: 'Restore', exact: true })).toBeVisible();
  await last.stopServiceWorker();
  const panel = await last.openExtensionPage('sidepanel.html');
  await expect(panel.getByText('No report yet')).toBeVisible();
  await expect(notice(panel)).toHaveCount(0);
});
