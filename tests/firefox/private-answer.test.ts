import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FirefoxWithExtension, launchFirefox } from '@/scripts/firefox/launch-firefox';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';
import { CLIP, SELECT } from './clip-acts';

const NAME = 'hydrology.example';
const QUOTE = 'Forecasters expect the surplus to last into July.';

let pages: PageServer;
let firefox: FirefoxWithExtension;

beforeAll(async () => {
  pages = await servePages();
  firefox = await launchFirefox({ localName: NAME });
});

afterAll(async () => {
  await firefox?.close();
  await pages?.close();
});

test('does not read a page whose name resolves to this machine', async () => {
  await firefox.open(`http://${NAME}:${pages.port}/bulletin-april-2026`);
  expect(await firefox.marionette.run(SELECT, [QUOTE])).toBe(1);
  await firefox.triggerAction();
  expect(await firefox.inPopup(CLIP)).toContain('Saved to Inbox, in “My clips”');
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor('the card', 'return document.querySelector("article .quote") !== null;');
  await firefox.click('article [data-focus^="verify-"]');
  await firefox.waitFor(
    'the reason',
    `const reason = document.querySelector('article .clip-reason')?.textContent ?? '';
    return reason.startsWith('The page is on a private network.');`,
  );
});
