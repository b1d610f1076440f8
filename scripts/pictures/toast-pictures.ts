import type { Page } from '@playwright/test';
import { type ClosedShadow, closedShadow } from '@/scripts/browser/closed-shadow';
import { TOAST } from '@/scripts/tour/clip-steps';
import { openPanel, showReport } from './open-panel';
import { openPopup } from './open-popup';
import { PICTURE_SAMPLE } from './picture-sample';
import type { PictureSet, Studio } from './studio';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const FRESH = 'The southern basin stayed within 5 cm of its mean.';
const TWICE = 'It is the highest reading since the gauge was moved';
const SIZE = { width: 800, height: 600 };
const ROWS = 'http://rows.example/table';

/** Pictures of the toast in a page after each act. */
export const TOAST_PICTURES: PictureSet = {
  name: 'toast',
  async take(studio) {
    const { extension, pages, take, words } = studio;
    const panel = await openPanel(studio);
    await showReport(panel, PICTURE_SAMPLE.title);
    await panel.close();
    const tab = await extension.context.newPage();
    await tab.setViewportSize(SIZE);
    await tab.goto(PAGE);
    const saved = await clip(studio, tab, FRESH);
    await take(tab, 'toast-saved', { forced: true });
    await saved.click('.opener');
    await saved.type('input', words.note_placeholder);
    await take(tab, 'toast-note');
    await tab.keyboard.press('Enter');
    await said(saved, words.toast_note_saved);
    await saved.type('.fields > .row > input', 'levels, south');
    await tab.keyboard.press('Enter');
    await said(saved, words.toast_tags_saved);
    await take(tab, 'toast-tags');
    await saved.click('.undo');
    await said(saved, words.toast_undone);
    await take(tab, 'toast-undone');
    await (await clip(studio, tab, TWICE)).click('.close');
    await clip(studio, tab, TWICE);
    await take(tab, 'toast-duplicate', { forced: true });
    const popup = await openPopup(studio, tab, FRESH);
    await tab.evaluate(() => getSelection()?.removeAllRanges());
    await popup.locator('.popup-clip button').click();
    await popup.locator('.error').waitFor();
    await popup.close();
    await take(tab, 'toast-refused');
    const row = '<tr><td>Gauge</td><td>No reading this week</td></tr>';
    pages.replace(ROWS, `<title>Weekly table</title><table>${row.repeat(12)}</table>`);
    await tab.goto(ROWS);
    await clip(studio, tab, 'No reading this week', 5);
    await take(tab, 'toast-no-link');
    await tab.close();
  },
};

/** Clips words of the page; returns the toast. */
async function clip(
  studio: Studio,
  tab: Page,
  words: string,
  occurrence = 0,
): Promise<ClosedShadow> {
  const popup = await openPopup(studio, tab, words, occurrence);
  await popup.locator('.popup-clip button').click();
  await popup.locator('.popup-saved').waitFor();
  await popup.close();
  const toast = await closedShadow(tab, TOAST);
  // Every toast about a clip names the report.
  await said(toast, PICTURE_SAMPLE.title);
  // The toast stays while the pointer is on it.
  const { width = 0, height = 0 } = tab.viewportSize() ?? {};
  await tab.mouse.move(width - 40, height - 40);
  return toast;
}

async function said(toast: ClosedShadow, words: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await toast.text()).includes(words)) {
    if (Date.now() > deadline) throw new Error(`The toast does not say “${words}”.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
