import { selectText } from '@/scripts/browser/text-position';
import { readLibrary } from '@/scripts/tour/read-library';
import { expect, test } from './harness/fixtures';
import { HOSTILE, PROPERTY_NAMES } from './harness/hostile-html';
import { articleWith } from './harness/made-pages';
import { storeClips } from './harness/store-clips';
import { cardWith, checksIn, endedRun, startVerification } from './harness/verification';

const quoteOf = (name: string) => `On the page called ${name} the water stood at the second mark.`;

test.use({ inCommon: true });

test('pages that try to hang the reader get a verdict, and the panel stays usable', async ({
  launch,
  pages,
}) => {
  const sites = Object.keys(HOSTILE);
  const extension = await launch({ origins: sites.map((site) => `http://${site}.example/*`) });
  const urls = sites.map((site) => `http://${site}.example/page`);
  for (const [at, site] of sites.entries()) {
    const [spoil] = HOSTILE[site] ?? [];
    pages.replace(urls[at] ?? '', spoil?.(articleWith([quoteOf(site)])) ?? '');
  }
  const page = await extension.openExtensionPage('options.html');
  await storeClips(
    page,
    sites.map((site, at) => ({
      url: urls[at] ?? '',
      passages: [quoteOf(site)],
      quote: quoteOf(site),
    })),
  );
  const panel = await extension.openExtensionPage('sidepanel.html');
  await startVerification(panel);
  // During the reading, the panel accepts typed text and the background stores the text.
  const card = cardWith(panel, quoteOf('plain'));
  await card.getByRole('button', { name: 'Note', exact: true }).click();
  await panel.keyboard.type('answered');
  await card.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(card).toContainText('answered');

  const run = await endedRun(panel, 'manual');
  const checks = await checksIn(panel, run);
  expect(checks.map(({ page: read, verdict }) => [read, verdict])).toEqual(
    sites.map((site, at) => [urls[at], HOSTILE[site]?.[1]]),
  );
  const unread = checks.filter(({ verdict }) => verdict === 'unchecked');
  expect(new Set(unread.map(({ evidence }) => evidence.reason))).toEqual(new Set(['too-complex']));
  await expect(cardWith(panel, quoteOf('nested'))).toContainText(
    'too many elements, or nests them too deeply',
  );
});

test('clips a page with elements named after extension objects and DOM methods', async ({
  extension,
  pages,
}) => {
  const ours = ['browser', 'chrome', '__pinciteClipper', 'runtime', 'i18n'];
  const url = 'http://hydrology.example/named';
  const article = articleWith([quoteOf('names')]);
  pages.replace(
    url,
    article.replace('<main>', '<form><main>').replace('</main>', '</main></form>'),
  );
  const page = await extension.context.newPage();
  await page.goto(url);
  await selectText(page, { text: quoteOf('names') });
  // From here on, the test itself cannot find anything in the page.
  await page.evaluate(
    (names) => {
      const inert = document.createElement('template');
      inert.innerHTML = names
        .map(
          (name) =>
            `<form id="${name}" name="${name}"><input name="runtime" id="sendMessage"></form>` +
            `<img alt="" name="${name}"><object id="${name}"></object>`,
        )
        .join('');
      const controls = names.map((name) => {
        const control = document.createElement('input');
        control.type = 'hidden';
        control.name = name;
        return control;
      });
      const { body } = document;
      document.querySelector('form')?.append(...controls);
      body.append(inert.content);
    },
    [...ours, ...PROPERTY_NAMES, 'contentType', 'documentElement', 'getSelection', 'title'],
  );
  const popup = await extension.triggerAction(page);
  await popup.locator('.popup-clip button').first().click();
  await popup.locator('.popup-saved').waitFor();
  await expect(page.locator('pincite-toast')).toBeAttached();
  const { pins } = await readLibrary(popup);
  expect(pins.map(({ quote, directive }) => [quote, directive === null])).toEqual([
    [quoteOf('names'), false],
  ]);
});

test('a page with too many elements is not clipped, and the user sees an error', async ({
  extension,
  pages,
}) => {
  const url = 'http://hydrology.example/wide';
  pages.replace(url, articleWith([quoteOf('wide')]));
  const page = await extension.context.newPage();
  await page.goto(url);
  await page.evaluate(() => {
    const fragment = new DocumentFragment();
    for (let at = 0; at < 1_000_001; at += 1) fragment.append(document.createElement('i'));
    const hidden = document.createElement('div');
    hidden.hidden = true;
    hidden.append(fragment);
    document.body.append(hidden);
  });
  const popup = await extension.triggerAction(page);
  await popup.locator('.popup-clip button').first().click();
  await expect(popup.getByRole('alert')).toContainText(
    'too many elements, or nests them too deeply',
  );
});
