import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startDisplay } from '@/scripts/browser/start-display';
import { type FirefoxWithExtension, launchFirefox } from '@/scripts/firefox/launch-firefox';
import { inBrowser } from '@/scripts/firefox/popup-scripts';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import { type Hands, handsOn, type Point } from '@/scripts/window/hands';
import { column, makePdf } from '@/tests/fixtures/make-pdf';
import { LONG } from '../e2e/harness/long';
import { CLIP, PRESS, SELECT, SHOWN } from './clip-acts';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const HIGHEST = 'It is the highest reading since the gauge was moved';
const PDF = 'http://rivers.example/yearbook.pdf';
const PDF_WORDS = 'The weir was raised by two planks in the year of the great drought.';
const OUTLOOK = 'Forecasters expect the surplus to last into July.';

/** Returns the centre of the element of a selector, in screen coordinates. */
const PLACE = `
  const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
  return { x: mozInnerScreenX + x + width / 2, y: mozInnerScreenY + y + height / 2 };`;

/**
 * Returns the centre of a button of the browser's own question, in screen coordinates. Null if
 * there is no question.
 */
const ANSWER = `
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  const question = document.querySelector('#notification-popup popupnotification');
  const button = question?.[arguments[0]];
  if (!button || button.clientWidth === 0) return null;
  return {
    x: button.screenX + button.clientWidth / 2,
    y: button.screenY + button.clientHeight / 2,
    question: question.textContent + question.getAttribute('label'),
  };`;

/**
 * Returns an item with this label of the open context menu, in screen coordinates. Null if there is
 * none.
 */
const MENU_ITEM = `
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  const items = [...document.querySelectorAll('#contentAreaContextMenu :is(menu, menuitem)')];
  const item = items.find((each) => each.label === arguments[0] && each.clientWidth > 0);
  if (!item) return null;
  return { x: item.screenX + item.clientWidth / 2, y: item.screenY + item.clientHeight / 2 };`;

// Tests that need a screen: dragging, for which Firefox has no service without one, and its
// questions.
describe.runIf(LONG)('in a real window', () => {
  let pages: PageServer;
  let firefox: FirefoxWithExtension;
  let display: { name: string; stop: () => void } | null = null;
  let hands: Hands;

  beforeAll(async () => {
    display = await startDisplay();
    if (display === null) throw new Error('A real window needs Xvfb and openbox.');
    hands = handsOn(display.name, path.resolve('out', 'real-window-firefox'));
    pages = await servePages();
    firefox = await launchFirefox({ pagePort: pages.port, display: display.name });
  });

  afterAll(async () => {
    await firefox?.close();
    await pages?.close();
    display?.stop();
  });

  const place = async (selector: string) =>
    (await firefox.marionette.run(PLACE, selector)) as Point;
  const shows = (lines: readonly string[]) =>
    vi.waitFor(async () => expect(await firefox.marionette.run(SHOWN)).toEqual(lines));
  /** Presses Verify, confirms the sites, and answers the browser's question. */
  const answer = async (button: 'button' | 'secondaryButton', picture: string) => {
    await hands.click(await place('[data-focus="verify"]'));
    await firefox.waitFor(
      'the sites',
      'return document.querySelector("dialog [type=submit]:enabled") !== null;',
    );
    await hands.click(await place('dialog [type="submit"]'));
    const at = await vi.waitFor(async () => {
      const found = await inBrowser(firefox.marionette, ANSWER, button);
      expect(found).not.toBeNull();
      return found as Point;
    });
    // The browser ignores answers for a moment after a question appears.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await hands.picture(picture);
    await hands.click(at);
  };

  test('a clip is dragged into a section with the mouse', async () => {
    await firefox.open(PAGE);
    expect(await firefox.marionette.run(SELECT, [HIGHEST, OUTLOOK])).toBe(2);
    await firefox.triggerAction();
    await firefox.inPopup(CLIP);
    await firefox.newTab();
    await firefox.openExtensionPage('sidepanel.html');
    await firefox.waitFor('the way to a section', PRESS, 'Add a section');
    await firefox.type('Levels');
    await firefox.press('Enter');
    await shows(['# Levels', '# Inbox', `> ${HIGHEST}`, `> ${OUTLOOK}`]);
    const from = await place('article:has([aria-label^="Move: Forecasters"]) .grip');
    await hands.drag(from, await place('[data-section]:has([aria-label="Move: Levels"])'));
    await shows(['# Levels', `> ${OUTLOOK}`, '# Inbox', `> ${HIGHEST}`]);
    await hands.picture('dragged');
  });

  test('a no to the browser’s question is reported; a yes later works', async () => {
    await answer('secondaryButton', 'deny');
    await firefox.waitFor(
      'the refusal',
      'return document.querySelector("[role=alert]")?.textContent.includes("Permission was refused");',
    );
    expect(pages.requests.filter(({ url }) => url === PAGE)).toHaveLength(1);
    await answer('button', 'allow');
    await vi.waitFor(async () =>
      expect(
        await firefox.marionette.run(
          'return [...document.querySelectorAll("article .verdict")].map((each) => each.textContent.trim());',
        ),
      ).toEqual(['Verbatim', 'Verbatim']),
    );
    await hands.picture('verified');
  });

  test('words in the PDF viewer are clipped by the context menu', async () => {
    const panel = await firefox.marionette.send('WebDriver:GetWindowHandle');
    pages.replace(PDF, {
      body: makePdf({ pages: [column([PDF_WORDS], { size: 15 })], language: 'en' }),
      headers: { 'content-type': 'application/pdf' },
    });
    await firefox.newTab();
    await firefox.open(PDF);
    await firefox.waitFor(
      'the text of the PDF',
      'return document.querySelector(".textLayer span")?.textContent === arguments[0];',
      PDF_WORDS,
    );
    const words = await place('.textLayer span');
    await hands.click(words);
    await hands.press('ctrl+a');
    await hands.click(words, 'right');
    for (const label of ['Pincite', 'Clip selection']) {
      const item = await vi.waitFor(async () => {
        const found = await inBrowser(firefox.marionette, MENU_ITEM, label);
        expect(found).not.toBeNull();
        return found as Point;
      });
      await hands.picture('pdf-menu');
      await hands.click(item);
    }
    await firefox.switchTo(String(panel));
    await vi.waitFor(async () =>
      expect(await firefox.marionette.run(SHOWN)).toContain(`> ${PDF_WORDS}`),
    );
    await hands.picture('pdf-clipped');
  });
});
