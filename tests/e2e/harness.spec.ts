import { assignShortcut } from '@/scripts/browser/assign-shortcut';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import { nativeMatch, selectionPosition, selectText } from '@/scripts/browser/text-position';
import { complaints } from './harness/complaints';
import { expect, test } from './harness/fixtures';
import {
  ARTICLE,
  clip,
  FRENCH,
  HIGHEST,
  storeLakeReport,
  WEIR,
  WINTER,
} from './harness/lake-report';
import { dumpLibrary } from './harness/library';

test.use({ inCommon: true });

test('a sample page is served by its host name, over plain http', async ({ extension, pages }) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await expect(page.locator('h1')).toHaveText('Monthly bulletin, April 2026');
  expect(await page.evaluate(() => typeof crypto.subtle)).toBe('undefined');
  expect(pages.requests.map((request) => request.url)).toContain(ARTICLE);
});

test('a page can be replaced, redirected and restored while the browser runs', {
  tag: '@long',
}, async ({ extension, pages }) => {
  const page = await extension.context.newPage();
  pages.replace(ARTICLE, { status: 410, body: '<p>Withdrawn</p>' });
  expect((await page.goto(ARTICLE))?.status()).toBe(410);
  pages.replace(ARTICLE, { redirectTo: 'http://rivers.example/moved' });
  pages.replace('http://rivers.example/moved', '<h1>Moved here</h1>');
  await page.goto(ARTICLE);
  expect(page.url()).toBe('http://rivers.example/moved');
  pages.restore();
  await page.goto(ARTICLE);
  await expect(page.locator('h1')).toHaveText('Monthly bulletin, April 2026');
});

test('the toolbar button opens the real popup, with access to its tab', { tag: '@long' }, async ({
  extension,
}) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  const popup = await extension.triggerAction(page);
  await expect(popup.locator('#root')).not.toBeEmpty();
  expect(new URL(popup.url()).pathname).toBe('/popup.html');
  const read = await popup.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const results = await chrome.scripting.executeScript({
      target: { tabId: tab?.id ?? -1 },
      func: () => document.title,
    });
    return results[0]?.result;
  });
  expect(read).toBe(await page.title());
});

test('of two tabs at one address, the button is pressed on the one that was named', {
  tag: '@long',
}, async ({ extension }) => {
  const first = await extension.context.newPage();
  await first.goto(ARTICLE);
  const second = await extension.context.newPage();
  await second.goto(ARTICLE);
  await first.evaluate(() => document.body.setAttribute('data-which', 'first'));
  const popup = await extension.triggerAction(first);
  const which = await popup.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const results = await chrome.scripting.executeScript({
      target: { tabId: tab?.id ?? -1 },
      func: () => document.body.getAttribute('data-which'),
    });
    return results[0]?.result;
  });
  expect(which).toBe('first');
});

test('the side panel that the popup opens can be reached, beside one in a tab', {
  tag: '@long',
}, async ({ launch }) => {
  // A browser of its own, so that no other test closes the panel.
  const extension = await launch();
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  const inTab = await extension.openExtensionPage('sidepanel.html');
  await expect(inTab.locator('#root')).not.toBeEmpty();
  const popup = await extension.triggerAction(page);
  await popup.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'open-panel-for-test';
    button.textContent = 'Open';
    button.onclick = async () => {
      const current = await chrome.windows.getCurrent();
      await chrome.sidePanel.open({ windowId: current.id ?? -1 });
    };
    document.body.append(button);
  });
  await popup.locator('#open-panel-for-test').click();
  const panel = await extension.sidePanel();
  await expect(panel.locator('#root')).not.toBeEmpty();
  expect(new URL(panel.url()).pathname).toBe('/sidepanel.html');
  expect(await panel.evaluate(() => chrome.tabs.getCurrent())).toBeUndefined();
});

test('a stopped background worker is gone, and starts again for a message', {
  tag: '@long',
}, async ({ extension }) => {
  const before = await extension.serviceWorker();
  await before.evaluate(() => {
    Reflect.set(globalThis, 'marked', true);
  });
  await extension.stopServiceWorker();
  const page = await extension.openExtensionPage('sidepanel.html');
  await page.evaluate(() => chrome.runtime.sendMessage({ kind: 'wake' }).catch(() => undefined));
  const after = await extension.serviceWorker();
  expect(await after.evaluate(() => Reflect.get(globalThis, 'marked'))).toBeUndefined();
});

test('prepared hosts are granted, and no other', { tag: '@long' }, async ({ launch }) => {
  const extension = await launch({ origins: ['http://hydrology.example/*'] });
  const page = await extension.openExtensionPage('options.html');
  const answers = await page.evaluate(async () => ({
    held: await chrome.permissions.contains({ origins: ['http://hydrology.example/*'] }),
    other: await chrome.permissions.contains({ origins: ['http://rivers.example/*'] }),
    read: await fetch('http://hydrology.example/bulletin-april-2026').then(
      (answer) => answer.status,
    ),
  }));
  expect(answers).toEqual({ held: true, other: false, read: 200 });
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'ask-for-test';
    button.textContent = 'Ask';
    button.onclick = async () => {
      const asked = await chrome.permissions.request({ origins: ['http://hydrology.example/*'] });
      button.textContent = String(asked);
    };
    document.body.append(button);
  });
  await page.locator('#ask-for-test').click();
  await expect(page.locator('#ask-for-test')).toHaveText('true');
});

test('native Chromium returns the place that a directive matches', async ({ extension }) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  const selected = await selectText(page, { text: '44 centimetres above' });
  expect(await selectionPosition(page)).toEqual(selected);
  expect(await nativeMatch(page, 'text=44%20centimetres%20above')).toEqual(selected);
  expect(await nativeMatch(page, 'text=44%20CENTIMETRES,above')).toEqual(selected);
  expect(await nativeMatch(page, 'text=45%20centimetres%20above')).toBeNull();
  await expect(nativeMatch(page, 'text=')).rejects.toThrow('0 text directives');
});

test('a shortcut is assigned as on the browser’s own page', { tag: '@long' }, async ({
  extension,
}) => {
  const commands = () =>
    extension.serviceWorker().then((worker) => worker.evaluate(() => chrome.commands.getAll()));
  await assignShortcut(extension, 'clip-selection', 'Alt+Shift+L');
  const [clip] = (await commands()).filter((command) => command.name === 'clip-selection');
  expect(clip?.shortcut).toBe('Alt+Shift+L');
});

test('the content of a closed shadow root can be read, clicked and typed into', {
  tag: '@long',
}, async ({ extension }) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await page.evaluate(() => {
    const host = document.createElement('planted-host');
    const root = host.attachShadow({ mode: 'closed' });
    const field = document.createElement('input');
    const button = document.createElement('button');
    button.textContent = 'Undo';
    button.onclick = (event) => {
      if (event.isTrusted) button.textContent = `Undone: ${field.value}`;
    };
    root.append(field, button);
    document.body.prepend(host);
  });
  const shadow = await closedShadow(page, 'planted-host');
  expect(await shadow.text()).toBe('Undo');
  expect(await shadow.has('a')).toBe(false);
  await shadow.type('input', 'a note');
  await shadow.click('button');
  expect(await shadow.text()).toBe('Undone: a note');
  await expect(shadow.click('a')).rejects.toThrow('has no a');
});

test('axe can look at the extension’s own pages', { tag: '@long' }, async ({ extension }) => {
  const page = await extension.openExtensionPage('popup.html');
  await page.evaluate(() => {
    const image = document.createElement('img');
    image.src = '/icon/16.png';
    // Outside of it, axe also asks for a landmark around the image.
    document.querySelector('main')?.append(image);
  });
  expect(await complaints(page)).toEqual(['image-alt: <img src="/icon/16.png">']);
});

test('clips that a test stores are those that clipping stores', async ({ extension }) => {
  await clip(extension, ARTICLE, HIGHEST, WEIR);
  await clip(extension, FRENCH, WINTER);
  const page = await extension.openExtensionPage('manifest.json');
  const clipped = await dumpLibrary(page);
  await storeLakeReport(page);
  const both = await dumpLibrary(page);
  /**
   * Returns the records from those on. An id is the number of its first use, and times and the
   * texts of pages are left out: only a layout knows which words are hidden.
   */
  const alike = (library: typeof both, from: (store: string) => number) => {
    const ids: string[] = [];
    return JSON.parse(
      JSON.stringify(
        ['sources', 'snapshots', 'clips', 'pins'].map((store) =>
          library[store]?.slice(from(store)),
        ),
      ),
      (key, value: unknown) => {
        if (key.startsWith('text')) return null;
        if (typeof value !== 'string') return value;
        if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(value)) return 'a time';
        if (!/^[\da-f]{8}-[\da-f]{4}-7/u.test(value)) return value;
        if (!ids.includes(value)) ids.push(value);
        return ids.indexOf(value);
      },
    );
  };
  const made = alike(both, (store) => clipped[store]?.length ?? 0);
  expect(made).toEqual(alike(clipped, () => 0));
  expect(made.map((records: unknown[]) => records.length)).toEqual([2, 2, 3, 3]);
});
