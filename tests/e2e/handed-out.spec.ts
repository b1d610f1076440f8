import { zipSync } from 'fflate';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { clipByMenu } from './harness/clip-image';
import { clipPassage } from './harness/clip-passage';
import { dropFiles } from './harness/drop-files';
import {
  chooseFormat,
  downloadFrom,
  dropFile,
  exportBundle,
  openExport,
} from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';
import { makePng } from './harness/make-png';
import { createReport, importReport, itemWith } from './harness/panel';

test.use({ inCommon: true });

const SITE = 'http://hydrology.example';
const FEED = `${SITE}/field-notes`;
const WIDE = makePng(3_000, 1_200, [20, 90, 200]);

/** A page of several posts, each with its own link, date and author. */
const POSTS = `<!doctype html><html lang="en"><head><title>Field notes</title>
  <meta property="article:published_time" content="2024-01-01"></head><body><main><h1>Field notes</h1>
  ${[
    ['third', 'Rain again', '2026-05-03', 'Ann Field', 'The gauge was read twice in the rain.'],
    ['second', 'The weir', '2026-05-02', 'Ludwig van Meer', 'The weir was opened at noon.'],
    ['first', 'Snow', '2026-05-01', 'Ann Field', 'The snow was gone within a week.'],
  ]
    .map(
      ([
        path,
        title,
        date,
        author,
        text,
      ]) => `<article><h2><a rel="bookmark" href="/field-notes/${path}">${title}</a></h2>
  <p class="byline">By ${author} <time datetime="${date}T08:00:00Z">${date}</time></p>
  <p>${text} ${'Nobody else was on the shore that day, and the notes say so. '.repeat(4)}</p></article>`,
    )
    .join('\n')}</main></body></html>`;

const SIGNED = `<!doctype html><html lang="en"><title>A look at the locks</title><article>
  <h1>A look at the locks</h1><p class="byline">Nathan Willis March 25, 2015</p>
  <p>${'The locks are older than the town that was built around them. '.repeat(30)}</p>
  <figure><img src="/locks.png" alt="The locks"><figcaption>The locks in March.</figcaption></figure>
  <p>One of them has no gate.</p></article>`;

/** Pastes into an editor, as into a mail or a document, and returns its HTML. */
async function pasted(extension: ExtensionBrowser): Promise<string> {
  const editor = await extension.context.newPage();
  await editor.setContent('<div contenteditable></div>');
  await editor.locator('div').click();
  await editor.keyboard.press('Control+v');
  await expect(editor.locator('div img')).toHaveCount(1);
  const html = await editor.locator('div').innerHTML();
  await editor.close();
  return html;
}

test('what is handed out cites the post of a feed, people by their parts, notes, tags and images', async ({
  extension,
  pages,
}) => {
  pages.replace(FEED, POSTS);
  for (const path of ['first', 'second', 'third']) pages.replace(`${FEED}/${path}`, POSTS);
  pages.replace(`${SITE}/locks`, SIGNED);
  pages.replace(`${SITE}/locks.png`, { body: WIDE, headers: { 'content-type': 'image/png' } });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Handed out');
  const page = await extension.context.newPage();

  await test.step('a clip of a feed is a clip of its post', async () => {
    await page.goto(FEED);
    await clipPassage(extension, page, { text: 'The weir was opened at noon.' });
    const { sources = [] } = await dumpLibrary(panel);
    expect(sources.at(-1)).toMatchObject({
      url: `${FEED}/second`,
      title: 'The weir',
      authors: ['Ludwig van Meer'],
    });
    expect(String((sources.at(-1) as { publishedAt?: unknown }).publishedAt)).toMatch(
      /^2026-05-02/,
    );
  });

  await test.step('a date beside a name belongs to no author', async () => {
    await page.goto(`${SITE}/locks`);
    await clipPassage(extension, page, { text: 'One of them has no gate.' });
    await clipByMenu(extension, page, `${SITE}/locks.png`);
    await expect.poll(async () => (await dumpLibrary(panel))['attachments']?.length).toBe(1);
    const { sources = [] } = await dumpLibrary(panel);
    expect(sources.at(-1)).toMatchObject({ authors: ['Nathan Willis'] });
  });

  await panel.bringToFront();
  const card = itemWith(panel, 'One of them has no gate.');
  await card.getByRole('button', { name: 'Note', exact: true }).click();
  await panel.keyboard.type('For the opening, “if it holds”.');
  await panel.keyboard.press('Control+Enter');
  await card.getByRole('checkbox').check();
  await panel.getByRole('button', { name: 'Tags…', exact: true }).click();
  await panel.getByRole('dialog').getByRole('combobox').fill('locks');
  await panel.keyboard.press('Enter');
  await panel.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

  const sheet = await openExport(panel);
  const exported = async (format: string) => {
    await chooseFormat(sheet, format);
    return (await downloadFrom(sheet)).bytes.toString('utf8');
  };

  await test.step('BibTeX and RIS', async () => {
    const bibtex = await exported('BibTeX');
    expect(bibtex).toContain('author = {van Meer, Ludwig}');
    expect(bibtex).toContain('author = {Willis, Nathan}');
    expect(bibtex).toContain('date = {2026-05-02}');
    const ris = await exported('RIS');
    expect(ris).toContain('AU  - van Meer, Ludwig');
    expect(ris).toContain('AU  - Willis, Nathan');
    expect(ris).toContain(`UR  - ${FEED}/second`);
  });

  await test.step('CSV', async () => {
    const table = await exported('CSV table');
    expect(table).toContain('For the opening, “if it holds”.');
    expect(table).toContain('locks');
    expect(table).toContain('2026-05-02');
  });

  await test.step('HTML and rich text carry the image, made smaller', async () => {
    const html = await exported('HTML file');
    await chooseFormat(sheet, 'Rich text (clipboard)');
    await sheet.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(sheet.getByText(/^Copied: /)).toBeVisible();
    for (const text of [html, await pasted(extension)]) {
      const [url = ''] = /data:image\/(?:png|jpeg);base64,[\w+/=]+/.exec(text) ?? [];
      const size = await panel.evaluate(async (data) => {
        const image = new Image();
        image.src = data;
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }, url);
      expect(size).toEqual([1_600, 640]);
    }
  });

  await test.step('labels are the titles of pages', async () => {
    const markdown = await (async () => {
      await chooseFormat(sheet, 'Markdown');
      return sheet.getByRole('textbox', { name: 'Preview' }).inputValue();
    })();
    expect(markdown).toContain('[The weir](');
    expect(markdown).toContain('[A look at the locks](');
  });
});

/** A compound file with the stream of an encrypted document. */
const LOCKED = Buffer.concat([
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  Buffer.alloc(1_024),
  Buffer.from('EncryptedPackage', 'utf16le'),
  Buffer.alloc(64),
]);

test('a file that is no report is refused with advice that fits it', async ({ extension }) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Mine');
  const sheet = panel.getByRole('dialog');
  const before = await dumpLibrary(panel);
  for (const [name, content, advice] of [
    ['report.pdf', '%PDF-1.7\n%%EOF\n', 'This is a PDF.'],
    ['empty.md', '', 'There is no text in this file'],
    ['data.json', '{"report": [1, 2]}', 'This is data in JSON'],
    ['pages.zip', zipSync({ 'a.txt': Buffer.from('x') }), 'an archive'],
    ['photo.md', makePng(4, 4, [1, 2, 3]), 'This is an image'],
    ['locked.docx', LOCKED, 'protected with a password'],
  ] as const) {
    await test.step(name, async () => {
      await dropFiles(panel, [{ name, content }]);
      await expect(sheet.getByRole('alert')).toContainText(advice);
      await expect(sheet).toContainText(`“${name}” was not imported`);
      await expect(sheet.getByRole('button', { name: 'Choose another file' })).toBeVisible();
      await panel.keyboard.press('Escape');
      await expect(sheet).toBeHidden();
    });
  }
  expect(await dumpLibrary(panel)).toEqual(before);
});

test('a title that is changed before the import is the heading of the report', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await createReport(panel, 'Mine');
  await dropFiles(panel, [
    { name: 'lakes.md', content: '# Lakes\n\nHigh ([A](https://a.example/)).\n' },
  ]);
  const sheet = panel.getByRole('dialog');
  await sheet.getByLabel('Title').fill('Lakes in May');
  await sheet.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText('Lakes in May');
  await expect(panel.locator('.section-head bdi')).toHaveText(['Lakes in May']);
  const { bytes } = await downloadFrom(await openExport(panel));
  expect(bytes.toString('utf8')).toBe('# Lakes in May\n\nHigh ([A](https://a.example/)).\n');
});

test('the button for a bundle says what it does here', { tag: '@long' }, async ({
  extension,
  launch,
}) => {
  const panel = await importReport(extension, '# Lakes\n\nHigh ([A](https://a.example/)).\n');
  const bundle = await exportBundle(panel);
  await dropFile(panel, 'lakes.pincite-bundle', bundle);
  const sheet = panel.getByRole('dialog', { name: 'Open a bundle' });
  await expect(sheet.getByRole('button', { name: 'Merge', exact: true })).toBeVisible();
  await expect(sheet).toContainText('Not in this file:');

  const other = await launch();
  const there = await other.openExtensionPage('sidepanel.html');
  await createReport(there, 'Mine');
  await dropFile(there, 'lakes.pincite-bundle', bundle);
  const asked = there.getByRole('dialog', { name: 'Open a bundle' });
  await expect(asked.getByRole('button', { name: 'Merge', exact: true })).toHaveCount(0);
  await asked.getByRole('radio', { name: 'Add it as a report of its own' }).check();
  await asked.getByRole('button', { name: 'Add as a new report' }).click();
  await asked.getByRole('button', { name: 'Show the report' }).click();
  await expect(there.locator('.report-switch-title')).toHaveText('Lakes');
});
