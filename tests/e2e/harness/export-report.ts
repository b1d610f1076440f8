import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** Downloads the report of a side panel like a user, and returns it. */
export async function exportReport(panel: Page): Promise<string> {
  const arriving = panel.waitForEvent('download');
  await panel.getByRole('button', { name: 'Export', exact: true }).click();
  await panel.getByRole('menuitem', { name: 'Download Markdown' }).click();
  const download = await arriving;
  return readFileSync(await download.path(), 'utf8');
}
