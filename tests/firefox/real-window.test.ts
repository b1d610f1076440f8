import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startDisplay } from '@/scripts/browser/start-display';
import { type FirefoxWithExtension, launchFirefox } from '@/scripts/firefox/launch-firefox';
import { inBrowser } from '@/scripts/firefox/popup-scripts';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import { type Hands, handsOn, type Point } from '@/scripts/window/hands';
import { column, makePdf } from '@/tests/fixtures/make-pdf';
import { BROWSER_SHORTCUTS, type BrowserCommand } from '@/utils/model/shortcuts';
import { LONG } from '../long.mjs';
import { CLIP, PRESS, SELECT, SHOWN } from './clip-acts';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const HIGHEST = 'It is the highest reading since the gauge was moved';
const PDF = 'http://rivers.example/yearbook.pdf';
const PDF_WORDS = 'The weir was raised by two planks in the year of the great drought.';
const SHORT = 'Forecasters expect the surplus';
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

/** Buttons with every letter as an access key. Wikipedia has most. A press of one is recorded. */
const ACCESS_KEYS = [...'abcdefghijklmnopqrstuvwxyz']
  .map(
    (letter) =>
      `<button accesskey="${letter}" onclick="document.documentElement.dataset.pressed='${letter}'">${letter}</button>`,
  )
  .join('');

/** Returns a point in the left margin of the page, in screen coordinates. */
const CORNER = 'return { x: mozInnerScreenX + 4, y: mozInnerScreenY + innerHeight - 20 };';

/** Returns the access keys of the menu bar in capital letters. */
const MENU_KEYS = `
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  return [...document.querySelectorAll('#main-menubar > menu')]
    .map((menu) => menu.accessKey.toUpperCase());`;

/**
 * Returns the access keys of the answers to the questions that the window has asked, in capital
 * letters. They stay dead in that window.
 */
const ANSWER_KEYS = `
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  return [...document.querySelectorAll('popupnotification')]
    .flatMap(({ button, secondaryButton }) => [button, secondaryButton])
    .flatMap((each) => each?.accessKey ? [each.accessKey.toUpperCase()] : []);`;

/** Returns the label of the menu that is open in the menu bar, or null. */
const OPEN_MENU = `
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  return document.querySelector('#main-menubar > menu[open]')?.label ?? null;`;

const TOAST_SHOWN = 'return document.querySelector("pincite-toast") !== null;';

const FRONT_TAB = `
  const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
  return gBrowser.selectedBrowser.currentURI.spec;`;

const CLOSE_FRONT_TAB = `
  const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
  gBrowser.removeTab(gBrowser.selectedTab);`;

// Tests that need a screen: shortcuts, dragging, for which Firefox has no service without one, and its
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

  test.each([
    ['a clip is cited', 'Return', 'The surplus lasts. 1 It ends.'],
    ['the question is cancelled', 'Escape', 'The surplus lasts. It ends.'],
  ])('after %s, a statement is written on where the caret was', async (_what, key, written) => {
    const read = 'return document.querySelector(".statement-input").textContent;';
    await hands.click(await place('[aria-label="Write a statement – Levels"]'));
    await firefox.waitFor('the field', 'return document.activeElement.isContentEditable;');
    await hands.type('The surplus lasts.');
    await hands.press('ctrl+k');
    await firefox.waitFor('the question', 'return document.activeElement.type === "search";');
    if (key === 'Return') await hands.type('surplus');
    await hands.press(key);
    await firefox.waitFor('the field again', 'return document.activeElement.isContentEditable;');
    await hands.type(' It ends.');
    await vi.waitFor(async () => expect(await firefox.marionette.run(read)).toBe(written));
    await hands.press('Escape', 'ctrl+z');
    await hands.picture('written-on');
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

  /** Presses the key that Firefox is suggested for a command. */
  const press = (command: BrowserCommand) =>
    hands.press(BROWSER_SHORTCUTS[command].keys.firefox.toLowerCase());
  const openMenu = () => inBrowser(firefox.marionette, OPEN_MENU);

  test('the suggested keys clip, write the note, open the desk and the sidebar; no menu opens', async () => {
    await firefox.newTab();
    const menus = (await inBrowser(firefox.marionette, MENU_KEYS)) as string[];
    expect(menus).toContain('S');
    // The question about the sites was asked in this window.
    const answers = (await inBrowser(firefox.marionette, ANSWER_KEYS)) as string[];
    expect(answers).toEqual(expect.arrayContaining(['A', 'D']));
    for (const { keys } of Object.values(BROWSER_SHORTCUTS)) {
      expect([...menus, ...answers]).not.toContain(keys.firefox.slice(-1));
    }
    // A page's own access keys come before the keys of extensions.
    pages.replace(PAGE, pages.read(PAGE).replace('<body>', `<body>${ACCESS_KEYS}`));
    await firefox.open(PAGE);
    pages.restore(PAGE);
    expect(await firefox.marionette.run(SELECT, [SHORT])).toBe(1);
    // The window has the focus of the screen only after a click; this one is beside the words.
    const { x, y } = (await firefox.marionette.run(CORNER)) as Point;
    await hands.click({ x, y });
    expect(await firefox.marionette.run(SELECT, [SHORT])).toBe(1);
    await press('clip-selection');
    await firefox.waitFor('the toast', TOAST_SHOWN);
    expect(await openMenu()).toBeNull();
    await hands.picture('key-clip');
    await press('clip-selection');
    await hands.type('By key');
    await hands.press('Return');
    await hands.picture('key-note');
    await press('open-panel');
    await vi.waitFor(async () =>
      expect(await firefox.sidebar()).toBe(`${firefox.origin}/sidepanel.html`),
    );
    expect(await openMenu()).toBeNull();
    await hands.picture('key-panel');
    await press('open-panel');
    await vi.waitFor(async () => expect(await firefox.sidebar()).toBeNull());
    expect(
      await firefox.marionette.run('return document.documentElement.dataset.pressed ?? null;'),
    ).toBeNull();
    await firefox.open(PAGE);
    await press('review-report');
    await vi.waitFor(async () =>
      expect(await inBrowser(firefox.marionette, FRONT_TAB)).toContain('/desk.html'),
    );
    expect(await openMenu()).toBeNull();
    await hands.picture('key-desk');
    await inBrowser(firefox.marionette, CLOSE_FRONT_TAB);
    await firefox.openExtensionPage('sidepanel.html');
    await vi.waitFor(async () =>
      expect(await firefox.marionette.run(SHOWN)).toContain(`> ${SHORT}`),
    );
    await firefox.waitFor('the note', 'return document.body.textContent.includes("By key");');
  });
});
