import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FirefoxWithExtension, launchFirefox } from '@/scripts/firefox/launch-firefox';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';

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

test('the popup opens as a page of the extension', async () => {
  await firefox.openExtensionPage('popup.html');
  await firefox.waitFor(
    'the popup to show itself',
    'return (document.querySelector("#root")?.textContent ?? "").trim().length > 0;',
  );
  expect(await firefox.marionette.run('return location.href;')).toBe(
    `${firefox.origin}/popup.html`,
  );
});

test('the sidebar page opens, and its language is the browser’s', async () => {
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor(
    'the sidebar to show itself',
    'return (document.querySelector("#root")?.textContent ?? "").trim().length > 0;',
  );
  expect(await firefox.marionette.run('return browser.i18n.getUILanguage().slice(0, 2);')).toBe(
    'en',
  );
});

test('the toolbar button opens the popup over a sample page', async () => {
  await firefox.open('http://rivers.example/reservoir-status');
  expect(await firefox.marionette.run('return document.title;')).toBe('Reservoir status page');
  await firefox.triggerAction();
  expect(await firefox.inPopup('return location.pathname;')).toBe('/popup.html');
  expect(
    await firefox.inPopup(
      `const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
       const [read] = await browser.scripting.executeScript({
         target: { tabId: tab.id },
         func: () => document.title,
       });
       return read.result;`,
    ),
  ).toBe('Reservoir status page');
});
