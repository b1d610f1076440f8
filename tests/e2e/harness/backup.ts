import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Downloads a backup in the options page. Returns the path of the file. */
export async function downloadBackup(options: Page): Promise<string> {
  const arriving = options.waitForEvent('download');
  await options.getByRole('button', { name: 'Download a backup' }).click();
  const download = await arriving;
  await expect(options.getByText('The backup was downloaded')).toBeVisible();
  return download.path();
}

/** A file to restore: its path or its content. */
type BackupFile = string | Buffer;

/** Chooses a file in the options page like the file picker does. */
export async function chooseBackup(options: Page, file: BackupFile): Promise<void> {
  const choosing = options.waitForEvent('filechooser');
  await options.getByRole('button', { name: 'Choose a backup file' }).click();
  await (await choosing).setFiles(
    typeof file === 'string'
      ? file
      : { name: 'library.pincite', mimeType: 'application/octet-stream', buffer: file },
  );
}
