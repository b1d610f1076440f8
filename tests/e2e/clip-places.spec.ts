import { nativeMatches } from '@/scripts/browser/text-position';
import { clipPassage } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';

const ARTICLE = 'http://hydrology.example/bulletin-april-2026';
const TABLE = 'http://gauges.example/weekly-table';

test.use({ inCommon: true });

test('the same words in another place are another clip while the toast of the first is shown', async ({
  extension,
}) => {
  const page = await extension.context.newPage();
  await page.goto(TABLE);
  const first = await clipPassage(extension, page, { text: 'North pier' });
  await expect(page.locator('pincite-toast')).toBeAttached();
  const second = await clipPassage(extension, page, { text: 'North pier', occurrence: 2 });
  expect(second.pin.id).not.toBe(first.pin.id);
  expect(second.pin.quote).toBe('North pier');
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.locator('.card')).toHaveCount(2);
});

test('the same passage again, while its toast is shown, moves the focus to its note and makes no second clip', async ({
  extension,
}) => {
  const page = await extension.context.newPage();
  await page.goto(TABLE);
  const first = await clipPassage(extension, page, { text: 'ice gone from the stilling well' });
  const again = await clipPassage(extension, page, { text: 'ice gone from the stilling well' });
  expect(again.pin.id).toBe(first.pin.id);
});

test('a selection in a frame of the page’s site is clipped with the frame’s address', async ({
  extension,
  pages,
}) => {
  pages.replace(
    'http://hydrology.example/framed',
    `<!doctype html><html lang="en"><title>Framed</title><p>Outside</p><iframe width="600" height="400" src="${ARTICLE}"></iframe><iframe srcdoc="<p>Written here</p>"></iframe>`,
  );
  const page = await extension.context.newPage();
  await page.goto('http://hydrology.example/framed');
  const written = page.frameLocator('iframe[srcdoc]');
  await written.locator('p').click({ clickCount: 3 });
  const refusing = await extension.triggerAction(page);
  await refusing.getByRole('button', { name: 'Clip selection' }).click();
  await expect(refusing.getByRole('alert')).toContainText('has no address of its own');
  await refusing.close();
  await written.locator('p').evaluate(() => getSelection()?.removeAllRanges());

  const frame = page.frameLocator('iframe[src]');
  await frame.locator('p', { hasText: 'The southern basin' }).first().click({ clickCount: 3 });
  const popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Clip selection' }).click();
  await popup.locator('.popup-saved').waitFor();
  await popup.close();
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.locator('.card')).toContainText('The southern basin stayed within 5 cm');
  await expect(panel.locator('.card a')).toHaveAttribute(
    'href',
    new RegExp(`^${ARTICLE}#:~:text=`),
  );
  const href = (await panel.locator('.card a').getAttribute('href')) ?? '';
  const [match] = await nativeMatches(panel, href);
  expect(match?.text).toMatch(/^The southern basin stayed .*to store the melt\.$/s);
});

test('on the user’s own tab, a page that answers with an error is no proof that a quote is missing', async ({
  extension,
  pages,
}) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await clipPassage(extension, page, {
    text: 'The southern basin stayed within 5 cm of its mean.',
  });
  for (const [status, words] of [
    [503, 'Service Temporarily Unavailable'],
    [403, 'Forbidden'],
    [429, 'Too many requests'],
  ] as const) {
    pages.replace(ARTICLE, { status, body: `<h1>${words}</h1>` });
    await page.goto(ARTICLE);
    const popup = await extension.triggerAction(page);
    await popup.getByRole('button', { name: 'Check my clips of this page' }).click();
    // The verdict of the earlier check must not show.
    await expect(popup.getByRole('heading', { name: 'On this page' })).toBeVisible();
    await expect(popup.locator('.verdict').first()).toHaveText(/Blocked|Unreachable/);
    await popup.close();
  }
});

test('quotes of a single-page site are judged on their own route only', { tag: '@long' }, async ({
  extension,
  pages,
}) => {
  const site = 'http://livemap.example/routes';
  pages.replace(
    site,
    `<!doctype html><html lang="en"><title>Routes</title><main></main><script>
      const texts = { '#/a': 'The weir stands open all week, and the pool is low.', '#/b': 'The lock is shut for repairs until the end of June.' };
      const show = () => { document.querySelector('main').textContent = texts[location.hash]; };
      addEventListener('hashchange', show); show();
    </script>`,
  );
  const page = await extension.context.newPage();
  await page.goto(`${site}#/a`);
  await clipPassage(extension, page, { text: 'The weir stands open all week' });
  await page.goto(`${site}#/b`);
  let popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Check my clips of this page' }).click();
  await expect(popup.getByRole('alert')).toContainText('no quote to check here');
  await popup.close();
  await page.goto(`${site}#/a`);
  popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Check my clips of this page' }).click();
  await expect(popup.locator('.verdict').first()).toHaveText('Verbatim');
});

test('an author whom only the page’s text names is kept with the clip', { tag: '@long' }, async ({
  extension,
  pages,
}) => {
  const address = 'http://hydrology.example/unsigned';
  const prose = 'The river rose by the hour, and the keeper wrote each level into the book. ';
  pages.replace(
    address,
    `<!doctype html><html lang="en"><title>The river at night</title><article><h1>The river at night</h1>
    <p id="writtenby">By Ann Field</p>${`<p>${prose.repeat(6)}</p>`.repeat(5)}<p>Then it fell.</p></article>`,
  );
  const page = await extension.context.newPage();
  await page.goto(address);
  await clipPassage(extension, page, { text: 'Then it fell.' });
  const panel = await extension.openExtensionPage('sidepanel.html');
  const [source] = (await dumpLibrary(panel))['sources'] ?? [];
  expect(source).toMatchObject({ url: address, authors: ['Ann Field'] });
});

test('a page that changes between two clips is read again for the second', async ({
  extension,
  pages,
}) => {
  const address = 'http://hydrology.example/live';
  const level = '<p>The level stood at 44 cm at noon.</p>';
  const head = '<!doctype html><html lang="en"><title>Live</title>';
  pages.replace(address, head + level);
  const page = await extension.context.newPage();
  await page.goto(address);
  const first = await clipPassage(extension, page, { text: 'The level stood at 44 cm at noon.' });
  expect(first.pin.directive).toEqual({ start: 'The level stood at 44 cm at noon.' });

  // The same words arrive above them, so the link of the second clip needs more context.
  const late = `${level}<p>Then the weir was closed.</p>`;
  pages.replace(address, head + late + level);
  await page.evaluate((html) => {
    document.querySelector('p')?.insertAdjacentHTML('beforebegin', html);
  }, late);
  const text = 'The level stood at 44 cm at noon.';
  const second = await clipPassage(extension, page, { text, occurrence: 1 });
  expect(second.pin.quote).toBe(text);
  expect(second.pin.directive).not.toEqual(first.pin.directive);
  expect(second.pin.id).not.toBe(first.pin.id);
});
