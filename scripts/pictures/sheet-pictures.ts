import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { takeImport, takeStoring } from './import-pictures';
import { choose, clipCard, openPanel, showReport } from './open-panel';
import { PICTURE_SAMPLE } from './picture-sample';
import type { PictureSet, Studio } from './studio';

const WIDE = { width: 1000, height: 800 };

/** Pictures of the sheets that fill the panel: importing, exporting, opening a bundle. */
export const SHEET_PICTURES: PictureSet = {
  name: 'sheet',
  async take(studio) {
    const panel = await openPanel(studio);
    await showReport(panel, PICTURE_SAMPLE.title);
    await clipCard(panel, 0).waitFor();
    await takeImport(studio, panel);
    const bundle = await takeExport(studio, panel);
    await takeBundle(studio, panel, bundle);
    await panel.close();
    await takeStoring(studio);
  },
};

/** Returns the bundle that it made. */
async function takeExport({ take, words }: Studio, panel: Page): Promise<Buffer> {
  await panel.keyboard.press('Control+Shift+E');
  const sheet = panel.getByRole('dialog');
  const format = sheet.getByLabel(words.export_format, { exact: true });
  await format.waitFor();
  const size = panel.viewportSize() ?? WIDE;
  for (const [name, label] of [
    ['markdown', words.export_format_markdown],
    ['rich-text', words.export_format_rich_text],
    ['word', words.export_format_word],
    ['bibtex', words.export_format_bibtex],
    ['bundle', words.export_format_bundle],
  ] as const) {
    await format.selectOption({ label });
    const ready =
      name === 'bundle'
        ? sheet.getByText(words.bundle_goes_out)
        : sheet.locator('.export-preview[aria-busy=false], .export-preview:not([aria-busy])');
    await ready.first().waitFor();
    await take(panel, `sheet-export-${name}`, { forced: name === 'markdown' });
    await panel.setViewportSize(WIDE);
    await take(panel, `sheet-export-${name}-wide`);
    await panel.setViewportSize(size);
  }
  const arriving = panel.waitForEvent('download');
  await sheet.getByRole('button', { name: words.export_way_download, exact: true }).click();
  const bundle = readFileSync(await (await arriving).path());
  await take(panel, 'sheet-export-done');
  await panel.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  return bundle;
}

async function takeBundle({ take, words }: Studio, panel: Page, bundle: Buffer): Promise<void> {
  await choose(panel, words.report_actions, words.import_action);
  const sheet = panel.getByRole('dialog');
  await sheet.locator('input[type=file]').setInputFiles({
    name: 'lake-levels-from-a-colleague.pincite-bundle',
    mimeType: 'application/octet-stream',
    buffer: bundle,
  });
  const merge = sheet.getByRole('button', { name: words.bundle_merge, exact: true });
  await merge.waitFor();
  await take(panel, 'sheet-bundle-open');
  await merge.click();
  await sheet.getByRole('button', { name: words.bundle_show_report }).waitFor();
  await take(panel, 'sheet-bundle-done');
  await panel.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
}
