import type { Page } from '@playwright/test';
import { closedShadow } from '@/scripts/browser/closed-shadow';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { selectText } from '@/scripts/browser/text-position';
import { clipPassage } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { ARTICLE, HIGHEST, WEIR } from './harness/lake-report';
import { dumpLibrary } from './harness/library';
import { addSection, createReport, expectShown } from './harness/panel';

const PARTS = 'http://hydrology.example/parts';
const PARTS_HTML = `<!doctype html><html lang="en"><title>Gauge keepers</title>
  <script>customElements.define('pincite-toast', class extends HTMLElement {
    constructor() { super(); globalThis.caught = this.attachInternals(); }
  });</script>
  <style>.locked { user-select: none }</style><main>
  <article><a href="/posts/41"><time>Monday</time></a><p>The ice went out at dawn.</p></article>
  <article><a href="/posts/42"><time datetime="2026-04-07">Tuesday</time></a>
  <span class="author">Ann Field</span><p>The weir opens at noon today.</p></article></main>
  <video></video><ol><li><b>0:12</b> <span>Welcome to the lock.</span></li>
  <li><b>1:05</b> <span>Here the gate was lifted.</span></li></ol>
  <div id="card"><template shadowrootmode="open"><p>The keeper counted eleven boats.</p></template></div>
  <p class="locked">Twelve more came a day later.</p>`;

/**
 * Fires an event of the extension like the browser does when the user presses its key or chooses
 * from its menu.
 */
async function fire(
  extension: ExtensionBrowser,
  page: Page,
  act:
    | { readonly key: string }
    | { readonly menuItem: string; readonly selected: string; readonly frame?: string },
): Promise<void> {
  const worker = await extension.serviceWorker();
  await worker.evaluate(
    async ([url, done]) => {
      const [tab] = await chrome.tabs.query({ url });
      const dispatch = (event: unknown, ...args: unknown[]) =>
        (event as { dispatch(...args: unknown[]): void }).dispatch(...args);
      if ('key' in done) return dispatch(chrome.commands.onCommand, done.key, tab);
      const { menuItem: menuItemId, selected: selectionText, frame: frameUrl } = done;
      // Scripts cannot run in a frame of another site or in a missing frame.
      const frameId = frameUrl === undefined ? 0 : 1_000_000;
      const info = { menuItemId, frameId, frameUrl, pageUrl: url, selectionText };
      dispatch(chrome.contextMenus.onClicked, info, tab);
    },
    [page.url(), act] as const,
  );
}

test('clipping from the keyboard to another section, from the menu, and from awkward places', async ({
  launch,
  pages,
}) => {
  const extension = await launch({ origins: ['http://hydrology.example/*'] });
  const panel = await extension.openExtensionPage('sidepanel.html');
  const cards = panel.locator('.card');
  await createReport(panel, 'Lakes in spring');
  await addSection(panel, 'Levels');
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);

  await test.step('the same act again moves the focus to the toast’s note; tags and section follow', async () => {
    await clipPassage(extension, page, { text: HIGHEST });
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
    await expect(cards).toContainText('north');
  });

  await test.step('a passage that was clipped before is offered as a second clip', async () => {
    await clipPassage(extension, page, { text: HIGHEST });
    const toast = await closedShadow(page, 'pincite-toast');
    expect(await toast.text()).toMatch(
      /Already clipped on .+, to Levels in “Lakes in spring”\. Keep both Open panel$/,
    );
    await expect(cards).toHaveCount(1);
    await clipPassage(extension, page, { text: HIGHEST });
    await page.bringToFront();
    await page.keyboard.press('Enter');
    await expect.poll(() => toast.text()).toContain('Saved to Inbox, in “Lakes in spring”');
    await expect(cards).toHaveCount(2);
    // The list of duplicates has the answer.
    const { reportClips = [] } = await dumpLibrary(panel);
    const kept = (reportClips as { readonly kept?: string }[]).flatMap((row) => row.kept ?? []);
    expect([kept.length, new Set(kept).size]).toEqual([2, 1]);
  });

  await test.step('on a page of Pincite the menu item says why it cannot clip', async () => {
    await panel.bringToFront();
    await fire(extension, panel, { menuItem: 'clip-selection', selected: 'Lakes in spring' });
    const said = panel.locator('.snackbar', { hasText: 'doesn’t let extensions read this page' });
    await expect(said).toBeVisible();
    expect((await dumpLibrary(panel))['clips']).toHaveLength(2);
  });

  await test.step('the context menu offers the section, and clips into it', async () => {
    const popup = await extension.openExtensionPage('popup.html');
    const option = popup.locator('option', { hasText: 'Levels' });
    const sectionId = (await option.getAttribute('value')) ?? '';
    await popup.close();
    await page.bringToFront();
    const worker = await extension.serviceWorker();
    const menuItem = await worker.evaluate(async (section) => {
      const { currentReportId } = await chrome.storage.local.get('currentReportId');
      return `clip-to:${currentReportId}:${section}`;
    }, sectionId);
    // An update without changes fails if the menu has no such item.
    const isThere = () =>
      worker.evaluate(
        (id) =>
          chrome.contextMenus.update(id, {}).then(
            () => true,
            () => false,
          ),
        menuItem,
      );
    await expect.poll(isThere).toBe(true);
    await selectText(page, { text: WEIR });
    await fire(extension, page, { menuItem, selected: WEIR });
    await expectShown(panel, [
      'Lakes in spring',
      '# Levels',
      `> ${HIGHEST} (check against the table)`,
      `> ${WEIR}`,
      '# Inbox',
      `> ${HIGHEST}`,
    ]);
  });

  await test.step('a post keeps its address, a transcript its time; shadow roots, locked text and frames are read', async () => {
    pages.replace(PARTS, PARTS_HTML);
    await page.goto(PARTS);
    await clipPassage(extension, page, { text: 'The weir opens at noon today.' });
    // The page defines our element, but cannot read its content.
    expect(await (await closedShadow(page, 'pincite-toast')).text()).toContain('Saved to');
    const caught = await page.evaluate(() => {
      const { caught } = globalThis as { caught?: ElementInternals };
      return { element: caught?.constructor.name, root: caught?.shadowRoot };
    });
    expect(caught).toEqual({ element: 'ElementInternals', root: null });
    await clipPassage(extension, page, { text: 'Here the gate was lifted.' });
    await page.locator('#card p').click({ clickCount: 3 });
    await fire(extension, page, { key: 'clip-selection' });
    await expect(cards).toHaveCount(6);
    await page.evaluate(() => getSelection()?.removeAllRanges());
    const pointed = page.getByText('Twelve more');
    await pointed.hover();
    await expect.poll(() => pointed.evaluate((element) => element.matches(':hover'))).toBe(true);
    await fire(extension, page, { key: 'clip-selection' });
    await expect(cards).toHaveCount(7);
    const frame = 'http://rivers.example/embedded';
    await fire(extension, page, { menuItem: 'clip-selection', selected: 'Framed words.', frame });
    await expect(cards).toHaveCount(8);
    const { clips = [], pins = [], sources = [] } = await dumpLibrary(panel);
    expect(sources.at(-1)).toMatchObject({ url: frame });
    expect(pins.at(-1)).toMatchObject({ quote: 'Framed words.', directive: null });
    const post = 'http://hydrology.example/posts/42';
    expect(clips.slice(3)).toMatchObject([
      { locator: { permalink: post, time: null } },
      { locator: { permalink: null, time: 65 } },
      { locator: { permalink: null, time: null } },
      { locator: { permalink: null, time: null } },
      { origin: 'selection-text' },
    ]);
    // The post is cited, with its own date, and without a link that was proved on the feed alone.
    expect(sources).toContainEqual(
      expect.objectContaining({ url: post, authors: ['Ann Field'], publishedAt: '2026-04-07' }),
    );
    expect(pins[3]).toMatchObject({ directive: null, noDirectiveReason: 'post-page' });
    const [boats, locked] = ['The keeper counted eleven boats.', 'Twelve more came a day later.'];
    expect(pins.slice(5)).toMatchObject([
      { quote: boats, directive: { start: boats } },
      { quote: locked, directive: { start: locked } },
      { noDirectiveReason: 'page-not-readable' },
    ]);
  });
});

test('a check from the menu of a page is answered on the page', async ({ launch, pages }) => {
  const extension = await launch({ origins: ['http://hydrology.example/*'] });
  const page = await extension.context.newPage();
  const answerOf = async (menuItem: string) => {
    await fire(extension, page, { menuItem, selected: '' });
    const toast = await closedShadow(page, 'pincite-toast');
    return { text: await toast.text(), isMarked: await toast.has('.toast-failed') };
  };
  await page.goto(ARTICLE);
  const none = 'There is no quote to check here.';
  expect(await answerOf('check-page')).toEqual({ text: none, isMarked: true });

  await clipPassage(extension, page, { text: HIGHEST });
  const holds = '1 of 1 quotes stand on this page.';
  await page.reload();
  expect(await answerOf('check-page')).toEqual({ text: holds, isMarked: false });

  await test.step('also that a quote was changed', async () => {
    pages.replace(ARTICLE, pages.read(ARTICLE).replace('highest reading', 'lowest reading'));
    await page.reload();
    const changed = '0 of 1 quotes stand on this page.';
    expect(await answerOf('check-page')).toEqual({ text: changed, isMarked: true });
  });
});
