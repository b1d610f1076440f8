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

test('of a page that still loads, the words are clipped that were selected at the act', async () => {
  const [slow, script, seen] = ['slow', 'slow.js', 'seen'].map(
    (name) => `http://hydrology.example/${name}`,
  ) as [string, string, string];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  pages.replace(script, { body: '', when: () => released });
  pages.replace(seen, { body: '', when: async () => release() });
  // When the toast says that it waits, the page selects other words, and then the rest arrives.
  pages.replace(
    slow,
    `<!doctype html><title>Slow</title><p>The gauge was read at dawn.</p><p>Other words.</p>
    <script>new MutationObserver(() => {
      getSelection().selectAllChildren(document.querySelectorAll('p')[1]);
      void fetch('/seen');
    }).observe(document.documentElement, { childList: true });</script>
    <script src="/slow.js"></script><p>The rest.</p>`,
  );
  await firefox.newTab();
  await firefox.marionette.run('setTimeout(() => { location.href = arguments[0]; });', slow);
  await firefox.waitFor(
    'a part of the page',
    'return document.readyState === "loading" && document.querySelectorAll("p").length === 2;',
  );
  await firefox.marionette.run(SELECT, ['The gauge was read at dawn.']);
  await firefox.triggerAction();
  expect(await firefox.inPopup(CLIP)).toContain('Saved to Inbox');
  expect(pages.requests.map(({ url }) => url)).toContain(seen);
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor(
    'the clip',
    'return [...document.querySelectorAll("article .quote")].some((each) => each.textContent === arguments[0]);',
    'The gauge was read at dawn.',
  );
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

test('an image of the page’s own site, and one that its address contains, are kept as their file', async () => {
  const [chart, image] = [
    'http://hydrology.example/own-chart',
    'http://hydrology.example/level.png',
  ];
  // Longer than one slice of base64.
  const file = Buffer.concat([makePng(200, 120, [200, 30, 40]), Buffer.alloc(100_000, 7)]);
  pages.replace(image, { body: file, headers: { 'content-type': 'image/png' } });
  const inside = `data:image/png;base64,${makePng(60, 30, [20, 90, 200]).toString('base64')}`;
  for (const src of [image, inside]) {
    pages.replace(chart, `<!doctype html><title>A chart</title><img src="${src}" alt="The level">`);
    await firefox.newTab();
    await firefox.open(chart);
    await firefox.waitFor('the image', 'return document.querySelector("img").naturalWidth > 0;');
    await firefox.marionette.run(SELECT_IMAGE);
    await firefox.triggerAction();
    expect(await firefox.inPopup(CLIP)).toContain('Saved to Inbox, in “My clips”');
  }
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  expect(await firefox.marionette.run(ATTACHED)).toEqual([
    'image shown image/png true',
    'screenshot shown image/png true',
    'image file image/png true',
    'image file image/png true',
  ]);
});

test('a clip has the icon of its page, unless the browser scrambles what is drawn', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg"><rect width="99" height="99" fill="teal"/></svg>';
  const red = { body: makePng(180, 90, [200, 30, 40]), headers: { 'content-type': 'image/png' } };
  pages.replace('http://lakes.example/red.png', red);
  pages.replace('http://icons.example/red.png', red);
  pages.replace('http://lakes.example/teal.svg', {
    body: svg,
    headers: { 'content-type': 'image/svg+xml' },
  });
  const drawn: Readonly<Record<string, string>> = {
    '/red.png': '200,30,40,255',
    '/teal.svg': '0,128,128,255',
    'http://icons.example/red.png': '200,30,40,255',
    '/red.png?scrambled': 'L',
  };
  const icons = Object.keys(drawn);
  for (const [at, icon] of icons.entries()) {
    const isLast = at === icons.length - 1;
    if (isLast) await scrambleCanvases(true);
    const url = `http://lakes.example/icon-${at}`;
    pages.replace(url, {
      headers: { 'content-security-policy': "default-src 'none'; img-src http: data:" },
      body: `<!doctype html><title>An icon</title><link rel="icon" href="${icon}"><p>Lake ${at} fell.`,
    });
    await firefox.newTab();
    await firefox.open(url);
    await firefox.marionette.run(SELECT, [`Lake ${at} fell.`]);
    await firefox.triggerAction();
    await firefox.inPopup(`
      for (let tries = 0; tries < 600; tries++) {
        const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
        if (tab.favIconUrl?.startsWith('data:image/')) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error('The tab got no icon.');`);
    expect(await firefox.inPopup(CLIP)).toContain('Saved to Inbox');
  }
  await scrambleCanvases(false);
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor(
    'the clips',
    'return [...document.querySelectorAll("article")].filter((each) => /Lake \\d fell/.test(each.innerText)).length === 4;',
  );
  const shown = await firefox.marionette.run(`
    const marks = [...document.querySelectorAll('article')].flatMap((each) => {
      const at = /Lake (\\d) fell/.exec(each.innerText)?.[1];
      return at === undefined ? [] : [[at, each.querySelector('.source-mark')]];
    });
    return Promise.all(marks.sort().map(async ([, mark]) => {
      if (!(mark instanceof HTMLImageElement)) return mark.innerText;
      await mark.decode();
      const context = new OffscreenCanvas(32, 32).getContext('2d');
      context.drawImage(mark, 0, 0);
      return [...context.getImageData(16, 16, 1, 1).data].join();
    }));`);
  expect(shown).toEqual(Object.values(drawn));
});

/** Sets whether Firefox hides its user, for which it scrambles what is read from a canvas. */
async function scrambleCanvases(on: boolean): Promise<void> {
  await firefox.marionette.setContext('chrome');
  await firefox.marionette.run(
    `Services.prefs.setBoolPref('privacy.resistFingerprinting', ${on});`,
  );
  await firefox.marionette.setContext('content');
}
