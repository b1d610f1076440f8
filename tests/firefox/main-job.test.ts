import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { CLIP, PRESS, SELECT } from './clip-acts';
import { firefox, inOneSitting, pages } from './one-sitting';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const QUOTE = 'Forecasters expect the surplus to last into July.';
const LINK = `${PAGE}#:~:text=Forecasters%20expect%20the%20surplus%20to%20last%20into%20July%2E`;

inOneSitting();

test('clips the selection through the real popup', async () => {
  await firefox.open(PAGE);
  expect(await firefox.marionette.run(SELECT, [QUOTE])).toBe(1);
  await firefox.triggerAction();
  expect(await firefox.inPopup(CLIP)).toContain('Saved to Inbox, in “My clips”');
  await firefox.waitFor('the toast', 'return document.querySelector("pincite-toast") !== null;');
});

test('shows the clip in the sidebar page', async () => {
  await firefox.newTab();
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor(
    'the clip’s card',
    'return document.querySelector("article .quote")?.textContent === arguments[0];',
    QUOTE,
  );
  const link = await firefox.marionette.run(
    'return document.querySelector("article a.link-button").href;',
  );
  expect(link).toBe(LINK);
});

test('exports the report as Markdown', async () => {
  await firefox.click('.panel-footer [aria-haspopup="menu"]');
  await firefox.click('.panel-footer [role="menuitem"]:last-of-type');
  const markdown = await vi.waitFor(() => {
    const [name] = readdirSync(firefox.downloads).filter((each) => each.endsWith('.md'));
    const text = name === undefined ? '' : readFileSync(path.join(firefox.downloads, name), 'utf8');
    if (text === '') throw new Error('No Markdown was downloaded.');
    return text;
  });
  expect(markdown).toBe(
    [
      '# My clips',
      '',
      '## Inbox',
      '',
      `> “${QUOTE}” ([Monthly bulletin, April 2026](${LINK}))`,
      '',
      '## Sources',
      '',
      `- [Monthly bulletin, April 2026](${PAGE}), Ilse Marwood, Teun Abarca, Lake Hydrology Service, 2 May 2026`,
      '',
    ].join('\n'),
  );
});

/** Chooses an HTML page as the file to import. */
const CHOOSE = `
  const chooser = document.querySelector('[role="dialog"] [type="file"], dialog [type="file"]');
  if (chooser === null) return false;
  const chosen = new DataTransfer();
  chosen.items.add(new File([arguments[0]], 'snow.html', { type: 'text/html' }));
  chooser.files = chosen.files;
  return chooser.dispatchEvent(new Event('change', { bubbles: true }));`;

test('reads a page of HTML with its links', async () => {
  const address = 'https://mountains.example/s#:~:text=late%20snow';
  // The sidebar needs pauses to go through this many elements.
  const nothing = '<b></b>'.repeat(20_000);
  const html = `<p>${nothing}Snow.</p><p>Ice (<a href="${address}">Survey</a>).</p>`;
  await firefox.waitFor('the actions of the report', PRESS, 'Report actions');
  await firefox.waitFor('the import', PRESS, 'Import a report…');
  await firefox.waitFor('the chooser', CHOOSE, html);
  await firefox.waitFor(
    'what was read',
    'return document.querySelector(".import-total")?.textContent === arguments[0];',
    '1 citation on 1 page',
  );
  await firefox.waitFor('the way out', PRESS, 'Cancel');
  await firefox.waitFor('its end', 'return document.querySelector(".import-total") === null;');
});

/** Whether the card of the clip shows this verdict. */
const VERDICT = 'return document.querySelector("article .verdict")?.textContent === arguments[0];';

test('verifies the clip against the live page', async () => {
  await firefox.click('article [data-focus^="verify-"]');
  await firefox.waitFor('the verdict', VERDICT, 'Verbatim');
});

test('follows a redirect on a site that it may read', async () => {
  const there = 'http://hydrology.example/archive';
  pages.replace(PAGE, { redirectTo: there });
  pages.replace(there, pages.read(PAGE));
  pages.requests.length = 0;
  await firefox.click('article [data-focus^="verify-"]');
  await firefox.waitFor(
    'the flag',
    'return document.querySelector("article .clip-reason")?.textContent === "Redirected";',
  );
  expect(pages.requests.map(({ url }) => url)).toEqual([PAGE, there]);
  expect(await firefox.marionette.run(VERDICT, 'Verbatim')).toBe(true);
});

test('gives an altered quote no pass', async () => {
  pages.replace(PAGE, pages.read(PAGE).replace('last into July', 'last into June'));
  await firefox.click('article [data-focus^="verify-"]');
  await firefox.waitFor('the verdict', VERDICT, 'Altered: a date');
});

/** Checks the quotes of the page from the popup. Returns what it says. */
const CHECK = `
  const button = () => document.querySelector('.popup-foot button:first-child:not([disabled])');
  const result = () => /\\d of \\d quotes[^.]*\\./.exec(document.body.innerText)?.[0];
  for (let tries = 0; tries < 600 && button() === null; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  button().click();
  for (let tries = 0; tries < 600 && result() === undefined; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return result() ?? document.body.innerText;`;

test('checks the quotes of the page in front, without any permission', async () => {
  pages.restore(PAGE);
  await firefox.newTab();
  await firefox.open(PAGE);
  await firefox.triggerAction();
  expect(await firefox.inPopup(CHECK)).toBe('1 of 1 quotes stand on this page.');
});

test('doubts a quote that the page in front shows to nobody', async () => {
  const reason = async () => {
    await firefox.newTab();
    await firefox.openExtensionPage('sidepanel.html');
    await firefox.waitFor('the verdict', VERDICT, 'Verbatim');
    return firefox.marionette.run('return document.querySelector("article").innerText;');
  };
  expect(await reason()).not.toContain('May be hidden on the page');
  await firefox.open(PAGE);
  await firefox.marionette.run('document.querySelector("main").style.opacity = "0";');
  await firefox.triggerAction();
  expect(await firefox.inPopup(CHECK)).toBe('1 of 1 quotes stand on this page.');
  expect(await reason()).toContain('May be hidden on the page');
});
