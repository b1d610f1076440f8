import type { Page } from '@playwright/test';
import { openPrivately } from '@/scripts/browser/open-privately';
import { TOAST } from '@/scripts/tour/clip-steps';
import { AS_POPUP, openPopup } from './open-popup';
import type { PictureSet, Studio } from './studio';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const WORDS = 'The southern basin stayed within 5 cm of its mean.';
const SIZE = { width: 800, height: 600 };

/**
 * Pictures of a private window: the notice in the page, and the questions of the popup about a clip
 * and about a check.
 */
export const PRIVATE_PICTURES: PictureSet = {
  name: 'private',
  async take(studio) {
    const { take, words } = studio;
    const tab = await openPrivately(studio.extension, PAGE);
    await tab.setViewportSize(SIZE);
    await takeQuestions(studio, tab);
    const popup = await openPopup(studio, tab, null);
    await popup.getByRole('button', { name: words.check_page, exact: true }).click();
    await popup.getByText(words.private_check_question, { exact: true }).waitFor();
    await take(popup, 'private-popup-check', AS_POPUP);
    await popup.close();
    await tab.close();
    await takePanel(studio);
  },
};

async function takeQuestions(studio: Studio, tab: Page): Promise<void> {
  const { take, words } = studio;
  const ready = await openPopup(studio, tab, WORDS);
  await ready.locator('.recent').first().waitFor();
  await take(ready, 'private-popup', AS_POPUP);
  await ready.locator('.popup-clip button').first().click();
  await ready.getByText(words.private_question, { exact: true }).waitFor();
  await take(ready, 'private-popup-asked', { ...AS_POPUP, forced: true });
  await tab.locator(TOAST).waitFor({ state: 'attached' });
  await take(tab, 'private-toast', { forced: true });
  await ready.getByRole('button', { name: words.private_drop, exact: true }).click();
  await ready.close();
  await tab.locator(TOAST).waitFor({ state: 'detached' });
}

/** The panel in a private window of Firefox, where no library can be read. */
async function takePanel({ extension, take, words }: Studio): Promise<void> {
  const panel = await extension.context.newPage();
  await panel.setViewportSize({ width: 400, height: 600 });
  await panel.addInitScript(() => {
    Object.defineProperty(chrome.extension, 'inIncognitoContext', { value: true });
  });
  await panel.goto(`chrome-extension://${extension.extensionId}/sidepanel.html`);
  await panel.getByText(words.private_no_library, { exact: true }).waitFor();
  await take(panel, 'private-panel', { forced: true });
  await panel.close();
}
