import { expect, test } from 'vitest';
import { makePng } from '../e2e/harness/make-png';
import { ATTACHED, CLIP, SCREENSHOT, SELECT, SELECT_IMAGE } from './clip-acts';
import { firefox, inOneSitting, pages } from './one-sitting';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const QUOTES = [
  'It is the highest reading since the gauge was moved',
  'Forecasters expect the surplus to last into July.',
];

inOneSitting();

test('several passages that are selected at once are a clip each', async () => {
  await firefox.open(PAGE);
  expect(await firefox.marionette.run(SELECT, QUOTES)).toBe(2);
  await firefox.triggerAction();
  expect(await firefox.inPopup(CLIP)).toContain('2 passages saved to Inbox, in “My clips”');
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

// The question itself needs a click of the user inside the popup, which no test can make in
// Firefox.
test('clips are shown on the sites that the user allowed, also after the page was loaded again', async () => {
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

test('an image of another site is kept as it is shown, and the tab as a screenshot', async () => {
  const [chart, image] = ['http://hydrology.example/chart', 'http://maps.example/basin.png'];
  pages.replace(image, {
    body: makePng(200, 120, [20, 90, 200]),
    headers: { 'content-type': 'image/png' },
  });
  pages.replace(chart, `<!doctype html><title>A chart</title><img src="${image}" alt="The basin">`);
  await firefox.open(chart);
  await firefox.waitFor('the image', 'return document.querySelector("img").naturalWidth === 200;');
  await firefox.marionette.run(SELECT_IMAGE);
  await firefox.triggerAction();
  expect(await firefox.inPopup(CLIP)).toContain('Saved to Inbox, in “My clips”');
  expect(await firefox.inPopup(SCREENSHOT)).toBe('The screenshot was added to the clip.');
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  expect(await firefox.marionette.run(ATTACHED)).toEqual([
    'image shown image/png true',
    'screenshot shown image/png true',
  ]);
  await firefox.waitFor(
    'the images on the card',
    'return document.querySelectorAll("article .clip-image img").length === 2;',
  );
});
