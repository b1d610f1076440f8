import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { firefox, inOneSitting } from './one-sitting';

inOneSitting();

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
  expect(await firefox.popupIsOpen()).toBe(true);
  // Otherwise it would cover the page that it opened.
  await firefox.clickInPopup('.popup-head button:last-child');
  await expect.poll(() => firefox.popupIsOpen()).toBe(false);
});

const press = (words: string) =>
  firefox.marionette.run(
    `const buttons = [...document.querySelectorAll('button')];
     buttons.find((button) => button.textContent.trim() === arguments[0]).click();`,
    words,
  );
const waitForWords = (words: string) =>
  firefox.waitFor(words, 'return document.body.textContent.includes(arguments[0]);', words);

test('the introduction’s text is clipped, and a change of it is found', async () => {
  await firefox.openExtensionPage('welcome.html');
  await waitForWords('Try it here');
  // The notice of a clip has no button for the panel in Firefox.
  await waitForWords('Press Alt+I, or use the toolbar button.');
  await press('Select a sentence');
  await press('Clip selection');
  await firefox.waitFor('the clip', 'return document.querySelector(".practice-card") !== null;');
  await press('Change the page');
  await waitForWords('Altered: a negation');
});

test('the library is backed up automatically, deleted and restored', async () => {
  await firefox.openExtensionPage('options.html');
  const made = await firefox.marionette.run(
    `return browser.runtime.sendMessage({
       to: 'background',
       call: 'report.create',
       payload: { id: '01900000-0000-7000-8000-000000000001', title: 'Lakes', language: 'en' },
     });`,
  );
  expect(made).toMatchObject({ ok: true });
  await waitForWords('1 report');
  // Firefox has no directory picker. The page says so and offers the downloads folder.
  await waitForWords('does not let extensions write to your folders');
  await firefox.click('section[aria-labelledby=automatic] button');
  await waitForWords('Last backup: now');
  expect(readdirSync(firefox.downloads, { recursive: true })).toEqual([
    'Pincite',
    expect.stringMatching(/^Pincite.pincite-\d{4}-\d\d-\d\d\.pincite$/),
  ]);

  await waitForWords('Delete everything…');
  await press('Delete everything…');
  await press('Delete everything');
  await waitForWords('Everything was deleted.');
  await waitForWords('0 reports');
  await firefox.openExtensionPage('options.html');
  await waitForWords('Restore everything');
  await press('Restore everything');
  await waitForWords('Everything was restored.');
  await waitForWords('1 report');
});
