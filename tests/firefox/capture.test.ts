import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FirefoxWithExtension, launchFirefox } from '@/scripts/firefox/launch-firefox';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import { CLIP, SELECT } from './clip-acts';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const QUOTES = [
  'It is the highest reading since the gauge was moved',
  'Forecasters expect the surplus to last into July.',
];

let pages: PageServer;
let firefox: FirefoxWithExtension;

beforeAll(async () => {
  pages = await servePages();
  firefox = await launchFirefox({ pagePort: pages.port });
});

afterAll(async () => {
  await firefox?.close();
  await pages?.close();
});

// One user, one sitting: each test goes on from where the one before it stopped.

test('several passages that are selected at once are a clip each', async () => {
  await firefox.open(PAGE);
  expect(await firefox.marionette.run(SELECT, QUOTES)).toBe(2);
  await firefox.triggerAction();
  expect(await firefox.inPopup(CLIP)).toContain('2 passages saved to “My clips”, Inbox');
});

test('the sidebar page holds a clip for each, and verifying them opens the site to the extension', async () => {
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor(
    'the cards',
    'return [...document.querySelectorAll("article .quote")].map((each) => each.textContent).join() === arguments[0].join();',
    QUOTES,
  );
  await firefox.click('article [data-focus^="verify-"]');
  await firefox.waitFor('a verdict', 'return document.querySelector("article .verdict") !== null;');
});

// The question itself needs a click of the user's inside the popup, which no test can make there.
test('clips show again where the user wants them, also after the page was loaded anew', async () => {
  const shown = 'return CSS.highlights.get("pincite-clip")?.size === arguments[0];';
  await firefox.marionette.run(
    'browser.storage.local.set({ ["highlight:" + arguments[0]]: true });',
    'http://hydrology.example/*',
  );
  await firefox.waitFor(
    'the highlighter to be registered',
    'return browser.scripting.getRegisteredContentScripts().then(({ length }) => length === 1);',
  );
  await firefox.open(PAGE);
  await firefox.waitFor('the highlights', shown, 2);
  expect(
    await firefox.marionette.run(
      'return getComputedStyle(document.body, "::highlight(pincite-clip)").backgroundColor;',
    ),
  ).toBe('rgba(255, 196, 0, 0.32)');
  await firefox.open(`${PAGE}?again`);
  await firefox.open(PAGE);
  await firefox.waitFor('the highlights after another load', shown, 2);
});
