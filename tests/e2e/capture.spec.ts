import { closedShadow } from '@/scripts/browser/closed-shadow';
import { selectText } from '@/scripts/browser/text-position';
import { clipPassage } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { ARTICLE, HIGHEST, WEIR } from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { addSection, createReport, expectShown } from './harness/panel';

const CARD = '.card';

test('the toast takes a note, tags and another section, and knows a passage again; by keyboard', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Lakes in spring');
  await addSection(panel, 'Levels');
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await clipPassage(extension, page, { text: HIGHEST });

  await test.step('the same act again goes to the note', async () => {
    await clipPassage(extension, page, { text: HIGHEST });
    await page.bringToFront();
    await page.keyboard.type('check against the table');
    await page.keyboard.press('Enter');
    const toast = await closedShadow(page, 'pincite-toast');
    await expect.poll(() => toast.text()).toContain('The note was saved.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('level, north');
    await page.keyboard.press('Enter');
    await expect.poll(() => toast.text()).toContain('The tags were saved.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('L');
    await expect.poll(() => toast.text()).toContain('Moved to “Levels”.');
    await page.keyboard.press('Escape');
    await expect(page.locator('pincite-toast')).toHaveCount(0);
    await expectShown(panel, [
      'Lakes in spring',
      '# Levels',
      `> ${HIGHEST} (check against the table)`,
    ]);
    await expect(panel.locator(CARD)).toContainText('north');
  });

  await test.step('a passage that was clipped before is offered as a second clip', async () => {
    await clipPassage(extension, page, { text: HIGHEST });
    const toast = await closedShadow(page, 'pincite-toast');
    expect(await toast.text()).toMatch(
      /^Already clipped on .+\. It is in “Lakes in spring”, Levels\./,
    );
    await expect(panel.locator(CARD)).toHaveCount(1);
    await clipPassage(extension, page, { text: HIGHEST });
    await page.bringToFront();
    await page.keyboard.press('Enter');
    await expect(panel.locator(CARD)).toHaveCount(2);
    await expect.poll(() => toast.text()).toContain('Saved to “Lakes in spring”, Inbox');
  });
});

test('the context menu offers sections, and clips into the one chosen', async ({ launch }) => {
  const extension = await launch({ origins: ['http://hydrology.example/*'] });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Lakes in spring');
  await addSection(panel, 'Levels');
  const popup = await extension.openExtensionPage('popup.html');
  const option = popup.locator('option', { hasText: 'Levels' });
  await expect(option).toHaveCount(1);
  const sectionId = (await option.getAttribute('value')) ?? '';
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await selectText(page, { text: WEIR });

  const worker = await extension.serviceWorker();
  const entry = await worker.evaluate(async (section) => {
    const { currentReportId } = await chrome.storage.local.get('currentReportId');
    return `clip-to:${currentReportId}:${section}`;
  }, sectionId);
  // Changing nothing of it is refused where the menu has no such item.
  const isThere = () =>
    worker.evaluate(
      (id) =>
        chrome.contextMenus.update(id, {}).then(
          () => true,
          () => false,
        ),
      entry,
    );
  await expect.poll(isThere).toBe(true);
  await worker.evaluate(
    async ([id, selectionText, pageUrl]) => {
      const [tab] = await chrome.tabs.query({ url: pageUrl });
      const clicked = chrome.contextMenus.onClicked as unknown as {
        dispatch(info: object, tab: object | undefined): void;
      };
      clicked.dispatch({ menuItemId: id, frameId: 0, pageUrl, selectionText }, tab);
    },
    [entry, WEIR, ARTICLE] as const,
  );
  await expectShown(panel, ['Lakes in spring', '# Levels', `> ${WEIR}`]);
});

test('a passage in a feed keeps the address of its post, one in a transcript its time', async ({
  extension,
  pages,
}) => {
  const feed = 'http://hydrology.example/feed';
  pages.replace(
    feed,
    `<!doctype html><html lang="en"><title>Gauge keepers</title><main>
      <article><a href="/posts/41"><time>Monday</time></a><p>The ice went out at dawn.</p></article>
      <article><a href="/posts/42"><time>Tuesday</time></a><p>The weir opens at noon today.</p></article></main>
      <video></video><ol><li><b>0:12</b> <span>Welcome to the lock.</span></li><li><b>1:05</b> <span>Here the gate was lifted.</span></li></ol>`,
  );
  const page = await extension.context.newPage();
  await page.goto(feed);
  await clipPassage(extension, page, { text: 'The weir opens at noon today.' });
  await clipPassage(extension, page, { text: 'Here the gate was lifted.' });
  const options = await extension.openExtensionPage('options.html');
  const { clips = [] } = await dumpLibrary(options);
  expect(clips).toMatchObject([
    { locator: { permalink: 'http://hydrology.example/posts/42', time: null } },
    { locator: { permalink: null, time: 65 } },
  ]);
});

test('what is selected in an open shadow root, or forbidden to be selected, can be clipped', async ({
  extension,
  pages,
}) => {
  const address = 'http://hydrology.example/parts';
  pages.replace(
    address,
    `<!doctype html><html lang="en"><title>Parts</title><h1>The lock</h1>
      <div id="card"><template shadowrootmode="open"><p>The keeper counted eleven boats.</p></template></div>
      <p>Twelve came a day later.</p>`,
  );
  const page = await extension.context.newPage();
  await page.goto(address);
  await page.locator('#card p').click({ clickCount: 3 });
  const popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Clip selection' }).click();
  await popup.locator('.popup-saved').waitFor();
  await popup.close();
  const options = await extension.openExtensionPage('options.html');
  const { pins = [] } = await dumpLibrary(options);
  expect(pins).toMatchObject([
    {
      quote: 'The keeper counted eleven boats.',
      directive: { start: 'The keeper counted eleven boats.' },
    },
  ]);
});
