import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures';

export interface ExportedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Opens the export sheet with its shortcut. */
export async function openExport(panel: Page): Promise<Locator> {
  await panel.keyboard.press('Control+Shift+E');
  const sheet = panel.getByRole('dialog', { name: 'Export' });
  await expect(sheet.getByLabel('Format')).toBeVisible();
  return sheet;
}

/** Ticks *Include the inbox* in the export of the open report, and closes the sheet. */
export async function includeInbox(panel: Page): Promise<void> {
  const sheet = await openExport(panel);
  const tick = sheet.getByRole('checkbox', { name: 'Include the inbox' });
  // In a report that has only its inbox, the tick is set already, but not stored.
  await tick.uncheck();
  await tick.check();
  await panel.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
}

export async function chooseFormat(sheet: Locator, format: string): Promise<void> {
  await sheet.getByLabel('Format').selectOption({ label: format });
}

/** Presses a button of the sheet that downloads a file. */
export async function downloadFrom(sheet: Locator, button = 'Download'): Promise<ExportedFile> {
  const arriving = sheet
    .page()
    .waitForEvent('download', { timeout: 60_000 })
    .catch(async (cause: unknown) => {
      const said = await sheet.locator('[role=status], [role=alert]').allTextContents();
      throw new Error(`No file arrived, and the sheet says: ${said.join(' | ')}`, { cause });
    });
  await sheet.getByRole('button', { name: button, exact: true }).click();
  const download = await arriving;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Exports the panel's report as a bundle, or the section with this name. */
export async function exportBundle(panel: Page, section: string | null = null): Promise<Buffer> {
  const sheet = await openExport(panel);
  await chooseFormat(sheet, 'Pincite bundle');
  if (section !== null) await sheet.getByLabel('How much').selectOption({ label: section });
  await expect(sheet.getByText('What is included')).toBeVisible();
  const { bytes } = await downloadFrom(sheet);
  await expect(sheet.getByText('The bundle was downloaded')).toBeVisible();
  await panel.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  return bytes;
}

/** Drops a file on the panel, like from a folder. */
export async function dropFile(panel: Page, name: string, bytes: Buffer): Promise<void> {
  await panel.evaluate(
    ([fileName, base64]) => {
      const data = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([data], fileName));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
        );
      }
    },
    [name, bytes.toString('base64')] as const,
  );
}

/** The dialog that asks which changes of a file to make. */
export function changesSheet(page: Page): Locator {
  return page.getByRole('dialog', { name: 'What the file would change' });
}

/**
 * Opens a bundle in the panel, presses the button with this name, and returns the announced result.
 * `under` names the section of the open report for it.
 */
export async function openBundle(
  panel: Page,
  bytes: Buffer,
  button: 'Merge' | 'Insert',
  under: string | null = null,
): Promise<string> {
  await dropFile(panel, 'from-a-colleague.pincite-bundle', bytes);
  const sheet = panel.getByRole('dialog', { name: 'Open a bundle' });
  if (under !== null) await sheet.getByLabel('Under').selectOption({ label: under });
  // A report that is not in this library yet is added.
  const name = button === 'Merge' ? /^(?:Merge|Add as a new report)$/ : button;
  await sheet.getByRole('button', { name, exact: true }).click();
  const show = sheet.getByRole('button', { name: 'Show the report' });
  // If a file changes existing records, a dialog asks first. The usual changes are ticked.
  const asked = changesSheet(panel).getByRole('button', { name: 'Apply the ticked changes' });
  await expect(show.or(asked)).toBeVisible();
  if (await asked.isVisible()) await asked.click();
  await expect(show).toBeVisible();
  const said = (await sheet.getByRole('status').allTextContents()).join(' ');
  await show.click();
  await expect(sheet).toBeHidden();
  return said;
}
