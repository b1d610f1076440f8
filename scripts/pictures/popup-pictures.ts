import type { Page } from '@playwright/test';
import { column, makePdf } from '@/tests/fixtures/make-pdf';
import { openPanel, showReport } from './open-panel';
import { AS_POPUP, openPopup } from './open-popup';
import { PICTURE_SAMPLE } from './picture-sample';
import type { PictureSet, Studio } from './studio';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const PDF = 'http://hydrology.example/bulletin-april-2026.pdf';
const NEW_WORDS = 'The gauge at the outlet agrees to within a centimetre.';

/** Pictures of the popup over pages of every kind, and of the results of its buttons. */
export const POPUP_PICTURES: PictureSet = {
  name: 'popup',
  async take(studio) {
    const { extension, take, words } = studio;
    const panel = await openPanel(studio);
    await showReport(panel, PICTURE_SAMPLE.title);
    await panel.close();
    const tab = await extension.context.newPage();
    await tab.goto('chrome://version');
    const restricted = await openPopup(studio, tab, null);
    await restricted.locator('.recent').first().waitFor();
    await take(restricted, 'popup-restricted', AS_POPUP);
    await restricted.close();
    await takePdf(studio, tab);
    await tab.goto(PAGE);
    await takeEmptyHanded(studio, tab);
    const popup = await openPopup(studio, tab, NEW_WORDS);
    await popup.locator('.recent').first().waitFor();
    await take(popup, 'popup-selection', { ...AS_POPUP, forced: true });
    await takeSearch(studio, popup);
    await popup.getByLabel(words.report, { exact: true }).selectOption('new');
    await popup.getByRole('dialog').waitFor();
    await take(popup, 'popup-new-report', { ownWidth: true });
    await popup.keyboard.press('Escape');
    await popup.locator('.popup-clip button').click();
    await popup.locator('.popup-saved').waitFor();
    await take(popup, 'popup-saved', AS_POPUP);
    await popup.close();
    const again = await openPopup(studio, tab, NEW_WORDS);
    await again.locator('.popup-clip button').click();
    await again.locator('.popup-saved').waitFor();
    await take(again, 'popup-saved-again', AS_POPUP);
    await again.close();
    await takeFailed(studio, tab);
    await takeChecked(studio, tab);
    await takeScreenshot(studio, tab);
    await tab.close();
    await takeImage(studio);
  },
};

async function takePdf(studio: Studio, tab: Page): Promise<void> {
  const body = makePdf({ pages: [column(['The level at the northern gauge, day by day.'])] });
  studio.pages.replace(PDF, { body, headers: { 'content-type': 'application/pdf' } });
  await tab.goto(PDF);
  const popup = await openPopup(studio, tab, null);
  await popup.getByText(studio.words.failure_pdf_viewer, { exact: true }).waitFor();
  await popup.locator('.recent').first().waitFor();
  await studio.take(popup, 'popup-pdf', AS_POPUP);
  await popup.close();
}

async function takeEmptyHanded(studio: Studio, tab: Page): Promise<void> {
  const popup = await openPopup(studio, tab, null);
  await popup.locator('.recent').first().waitFor();
  await studio.take(popup, 'popup-no-selection', AS_POPUP);
  await popup.close();
}

async function takeSearch({ take, words }: Studio, popup: Page): Promise<void> {
  const field = popup.getByRole('searchbox', { name: words.library_search });
  await field.fill('gauge');
  await popup.locator('.recent mark').first().waitFor();
  await take(popup, 'popup-search', AS_POPUP);
  await field.fill('glacier');
  await popup.getByText(words.library_nothing, { exact: true }).waitFor();
  await take(popup, 'popup-search-nothing', AS_POPUP);
  await field.fill('');
}

async function takeFailed(studio: Studio, tab: Page): Promise<void> {
  const popup = await openPopup(studio, tab, NEW_WORDS);
  await tab.evaluate(() => getSelection()?.removeAllRanges());
  await popup.locator('.popup-clip button').click();
  await popup.locator('.error').waitFor();
  await studio.take(popup, 'popup-failed', AS_POPUP);
  await popup.close();
}

async function takeChecked(studio: Studio, tab: Page): Promise<void> {
  const popup = await openPopup(studio, tab, null);
  await popup.getByRole('button', { name: studio.words.check_page, exact: true }).click();
  await popup.getByText(studio.words.page_quotes, { exact: true }).waitFor();
  await studio.take(popup, 'popup-checked', AS_POPUP);
  await popup.close();
}

async function takeScreenshot(studio: Studio, tab: Page): Promise<void> {
  const { take, words } = studio;
  const popup = await openPopup(studio, tab, NEW_WORDS);
  await popup.getByRole('button', { name: words.screenshot_take, exact: true }).click();
  await popup.getByText(words.screenshot_kept, { exact: true }).waitFor();
  await take(popup, 'popup-screenshot', AS_POPUP);
  await popup.close();
}

/** The screenshot on its clip's card, and in full size. */
async function takeImage(studio: Studio): Promise<void> {
  const panel = await openPanel(studio);
  const image = panel.locator('.clip-image img').first();
  // The image is loaded when it is near the visible area.
  await panel.locator('.clip-images').first().scrollIntoViewIfNeeded();
  await image.waitFor();
  await image.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await studio.take(panel, 'panel-image', { forced: true });
  await image.click();
  await panel.getByRole('dialog').waitFor();
  await studio.take(panel, 'sheet-image');
  await panel.close();
}
