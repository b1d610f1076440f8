import type { Page } from '@playwright/test';
import en from '@/locales/en.json';
import { column, makePdf } from '@/tests/fixtures/make-pdf';
import { BROWSER_SHORTCUTS, type BrowserCommand } from '@/utils/model/shortcuts';
import { assignShortcut } from '../browser/assign-shortcut';
import { closedShadow } from '../browser/closed-shadow';
import { openedSurface } from '../browser/extension-surface';
import { FIRST_PAGE, OUTLOOK, SECOND_PAGE, SNOW } from '../tour/sample';
import { type Desk, says, stored, type WindowStep } from './desk';
import { type Point, pause, until } from './hands';
import { clickOn, dragOver } from './page-on-screen';

/** Clipped with the shortcut; the others with the menu and the popup. */
const HIGHEST = 'It is the highest reading since the gauge was moved';
export const PDF = 'http://rivers.example/yearbook.pdf';
const PDF_WORDS = 'The weir was raised by two planks in the year of the great drought.';
/** The position of that line on the screen, in the window that Chromium opens. */
const PDF_LINE = { x: 600, y: 304 };
const TOAST = 'pincite-toast';
const keyOf = (command: BrowserCommand) => BROWSER_SHORTCUTS[command].keys.chrome.toLowerCase();
const CLIP_KEY = keyOf('clip-selection');
const REVIEW_KEY = keyOf('review-report');
const PANEL_KEY = keyOf('open-panel');
/** A key of the user's own, which the extension does not suggest. */
const POPUP_KEY = 'alt+shift+l';

/** What the toast says of every new clip. */
const SAVED = en.saved_to_section.split('$')[0] ?? '';

/** Returns the text of the toast on the page when it contains these words. */
async function toastSays(tab: Page, words: string): Promise<string> {
  return until(`a toast with “${words}”`, async () => {
    const text = await (await closedShadow(tab, TOAST)).text();
    return text.includes(words) ? text : null;
  });
}

/** Waits until the clip of these words is stored, and returns how it was made. */
async function clipOf(desk: Desk, words: string, origin: string): Promise<string> {
  const library = await stored(desk, `a clip of “${words}”`, ({ pins }) =>
    pins.some(({ quote }) => quote === words),
  );
  const pin = library.pins.find(({ quote }) => quote === words);
  const clip = library.clips.find(({ id }) => id === pin?.clipId);
  if (clip?.origin !== origin) throw new Error(`It was clipped by ${clip?.origin}, not ${origin}.`);
  // From a viewer only the words are known, because there is no page to prove a link on.
  if (pin?.directive == null && origin !== 'selection-text') {
    throw new Error(`No link leads to it: ${pin?.noDirectiveReason}`);
  }
  return `stored, by ${origin}`;
}

async function openPopup(desk: Desk): Promise<Page> {
  await desk.hands.press(POPUP_KEY);
  const { profile, browser } = desk;
  return openedSurface(profile, `chrome-extension://${browser.extensionId}/popup.html`);
}

/** Opens the menu at a point of the page, and chooses the extension's first entry with keys. */
async function chooseFromMenu({ hands }: Desk, point: Point, name: string): Promise<void> {
  await hands.click(point, 'right');
  await pause(500);
  await hands.picture(name);
  // The extension's entries are above the browser's last one.
  await hands.press('Up', 'Up', 'Right');
  await pause(300);
  await hands.picture(`${name}-open`);
  await hands.press('Return');
}

export const CLIP_STEPS: readonly WindowStep[] = [
  {
    title: 'The shortcuts are assigned as the extension suggests them',
    async run({ behind, browser, hands, tab }) {
      const keys = await behind.evaluate(async () =>
        (await chrome.commands.getAll()).flatMap(({ shortcut }) => shortcut?.toLowerCase() || []),
      );
      for (const key of [CLIP_KEY, REVIEW_KEY, PANEL_KEY]) {
        if (!keys.includes(key)) throw new Error(`Nothing has ${key}, but ${keys.join(', ')}.`);
      }
      await assignShortcut(browser, '_execute_action', 'Alt+Shift+L');
      await tab.bringToFront();
      await tab.goto(FIRST_PAGE);
      await hands.picture('page');
      return keys.join(', ');
    },
  },
  {
    title: 'Words selected with the mouse are clipped by the real shortcut',
    async run(desk) {
      const { hands, tab } = desk;
      await dragOver(tab, hands, HIGHEST);
      await hands.press(CLIP_KEY);
      await toastSays(tab, SAVED);
      await hands.picture('shortcut');
      return clipOf(desk, HIGHEST, 'shortcut');
    },
  },
  {
    title: 'The same key leads into the toast; a note is typed, the clip undone and done again',
    async run(desk) {
      const { hands, tab } = desk;
      await hands.press(CLIP_KEY);
      const toast = await closedShadow(tab, TOAST);
      await until('the focus in the note', () => toast.has('input:focus'));
      await hands.type('Ask for the old gauge');
      await hands.press('Return');
      await toastSays(tab, en.toast_note_saved);
      await hands.picture('toast-note');
      for (let tabs = 0; tabs < 6 && !(await toast.has('.undo:focus')); tabs += 1) {
        await hands.press('shift+Tab');
      }
      await hands.press('Return');
      await toastSays(tab, en.toast_undone);
      await hands.picture('toast-undone');
      await hands.press('Return');
      await until('the clip to come back', () => toast.has('.opener'));
      await hands.press('Escape');
      await until('the toast to go', async () => (await tab.locator(TOAST).count()) === 0);
      return 'by keys alone';
    },
  },
  {
    title: 'The real shortcut opens the side panel',
    async run({ browser, hands, profile, tab }) {
      await hands.press(PANEL_KEY);
      const url = `chrome-extension://${browser.extensionId}/sidepanel.html`;
      const panel = await openedSurface(profile, url);
      await says(panel, HIGHEST);
      const isFocused = () => panel.evaluate(() => document.hasFocus());
      await until('the focus in the new panel', isFocused);
      await hands.picture('panel-by-key');
      await clickOn(tab, hands, 'p', HIGHEST);
      await until('the focus in the page', async () => !(await isFocused()));
      // A key of the browser. No extension can move the focus into a panel that is open.
      await hands.press('shift+F6');
      await until('the focus in the open panel', isFocused);
      await hands.press('v');
      await panel.locator('dialog').waitFor();
      await hands.press('Escape');
      await panel.locator('dialog').waitFor({ state: 'detached' });
      await pause(500);
      if (!(await isFocused()))
        throw new Error('Escape in a dialog took the focus from the panel.');
      // From the empty search field to the first card, where nothing takes it.
      await hands.press('slash', 'Escape', 'Escape');
      await pause(500);
      if (!(await isFocused()))
        throw new Error('Escape in the report took the focus from the panel.');
      // The next steps need the width of the whole window.
      const { innerWidth: beside } = await tab.evaluate(() => ({ innerWidth }));
      await panel.evaluate(() => close());
      await until('the whole window', () => tab.evaluate((width) => innerWidth > width, beside));
      return 'with the clip and the focus';
    },
  },
  {
    title: 'Words are clipped by the real context menu',
    async run(desk) {
      const { hands, tab } = desk;
      const middle = await dragOver(tab, hands, OUTLOOK);
      await chooseFromMenu(desk, middle, 'context-menu');
      await toastSays(tab, SAVED);
      await hands.picture('context-menu-clipped');
      return clipOf(desk, OUTLOOK, 'context-menu');
    },
  },
  {
    title:
      'In the PDF viewer the popup says how words are clipped, and that the context menu did it',
    async run(desk) {
      const { hands, pages, tab } = desk;
      pages.replace(PDF, {
        body: makePdf({ pages: [column([PDF_WORDS], { size: 15 })], language: 'en' }),
        headers: { 'content-type': 'application/pdf' },
      });
      await tab.goto(PDF);
      await pause(2_000);
      const popup = await openPopup(desk);
      await says(popup, en.failure_pdf_viewer);
      await pause(500);
      await hands.picture('pdf-popup');
      await hands.press('Escape');
      await hands.click(PDF_LINE);
      await hands.press('ctrl+a');
      await chooseFromMenu(desk, PDF_LINE, 'pdf-menu');
      const said = await clipOf(desk, PDF_WORDS, 'selection-text');
      const url = `chrome-extension://${desk.browser.extensionId}/popup.html`;
      // The panel opens by itself, because the viewer shows no toast.
      const opened = await openedSurface(desk.profile, url);
      await opened.locator('.popup-saved').waitFor();
      await pause(500);
      await hands.picture('pdf-clipped');
      return said;
    },
  },
  {
    title: 'Words of a second page are clipped in the real popup, with the mouse',
    async run(desk) {
      const { hands, tab } = desk;
      await tab.goto(SECOND_PAGE);
      await dragOver(tab, hands, SNOW);
      const popup = await openPopup(desk);
      await popup.locator('.popup-clip button:not([disabled])').waitFor();
      await pause(500);
      await hands.picture('popup');
      await clickOn(popup, hands, '.popup-clip button');
      await popup.locator('.popup-saved').waitFor();
      await pause(500);
      await hands.picture('popup-clipped');
      return clipOf(desk, SNOW, 'popup');
    },
  },
  {
    title: 'The popup’s button opens the real side panel beside the page',
    async run(desk) {
      const { browser, hands, profile } = desk;
      const { extensionId } = browser;
      const popup = await openedSurface(profile, `chrome-extension://${extensionId}/popup.html`);
      await clickOn(popup, hands, '.popup-foot button', en.open_panel);
      const panel = await openedSurface(
        profile,
        `chrome-extension://${extensionId}/sidepanel.html`,
      );
      await says(panel, SNOW);
      const cards = await panel.locator('article .quote').count();
      if (cards !== 4) throw new Error(`The panel shows ${cards} clips, not four.`);
      await pause(500);
      await hands.picture('side-panel');
      await chooseFromMenu(desk, await dragOver(panel, hands, SNOW), 'side-panel-menu');
      await says(panel, en.failure_restricted_page);
      await hands.picture('side-panel-menu-said');
      const after = await panel.locator('article .quote').count();
      if (after !== 4) throw new Error('The panel’s own words were clipped.');
      return 'four clips in it; of its own words its menu clips none';
    },
  },
];

export const DESK_STEPS: readonly WindowStep[] = [
  {
    title: 'The real shortcut opens the review desk',
    async run({ browser, hands, tab }) {
      await tab.bringToFront();
      await hands.press(REVIEW_KEY);
      const desk = await until('the desk', async () => {
        const open = browser.context.pages().find((page) => page.url().includes('/desk.html'));
        return open ?? null;
      });
      await says(desk, en.desk_no_claims_title);
      await hands.picture('desk');
      return desk.title();
    },
  },
];
