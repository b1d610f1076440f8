import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { makeWord, noteMark, paragraph, picture, run, zoteroCitation } from '../fixtures/make-word';
import { wordMarkdown, wordPart } from '../unit/word/word-text';
import { PRESS } from './clip-acts';
import { firefox, inOneSitting } from './one-sitting';

inOneSitting();

const MILLS = 'https://mills.example/register';
const HALL = { author: [{ family: 'Hall' }], DOI: '10.5555/water.7.31' };

/** A report with a footnote, a picture and a citation of a reference manager. */
const REPORT = makeWord({
  styles: '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>',
  pictures: { rId9: 'lake.png' },
  footnotes: { 2: paragraph(`Register of mills, ${MILLS}`) },
  body: [
    paragraph('Lake levels', 'Heading1'),
    paragraph(`${run('Three mills stand there.')}${noteMark('footnote', '2')}`),
    paragraph(`${run('It fell in May ')}${zoteroCitation([HALL], run('(Hall 2020)'))}${run('.')}`),
    paragraph(picture('rId9')),
  ].join(''),
});

/** Drops a file on the panel. */
const DROP = `
  const data = Uint8Array.from(atob(arguments[1]), (unit) => unit.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([data], arguments[0]));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }`;

/** Whether the dialog has these words. */
const SAYS =
  'return document.querySelector("dialog")?.textContent.includes(arguments[0]) === true;';

/** Chooses an entry of the list with this label in the dialog. */
const CHOOSE = `
  const [label, entry] = arguments;
  const list = [...document.querySelectorAll('dialog select')]
    .find((each) => each.labels[0]?.textContent.trim().startsWith(label));
  const option = [...(list?.options ?? [])].find(({ text }) => text === entry);
  if (option === undefined) return false;
  list.value = option.value;
  return list.dispatchEvent(new Event('change', { bubbles: true }));`;

test('opens a Word document in the script for it', async () => {
  await firefox.openExtensionPage('sidepanel.html');
  await firefox.waitFor('the panel', 'return document.querySelector("main") !== null;');
  const file = Buffer.from(REPORT).toString('base64');
  await firefox.marionette.run(DROP, 'from a colleague.docx', file);
  await firefox.waitFor('what was read', SAYS, '2 citations on 2 pages');
  const images = '1 image of the document is left out';
  expect(await firefox.marionette.run(SAYS, images)).toBe(true);
  await firefox.waitFor('the import', PRESS, 'Import');
  await firefox.waitFor(
    'the report',
    'return document.querySelector(".report-switch-title")?.textContent === "Lake levels";',
  );
});

test('writes it as a Word document in the script for it', async () => {
  await firefox.press('Control', 'Shift', 'e');
  await firefox.waitFor('the format', CHOOSE, 'Format', 'Word (.docx)');
  await firefox.waitFor('the download', PRESS, 'Download');
  const bytes = await vi.waitFor(() => {
    const name = readdirSync(firefox.downloads).find((each) => each.endsWith('.docx'));
    const file = name === undefined ? null : readFileSync(path.join(firefox.downloads, name));
    if (file === null || file.length === 0) throw new Error('No document was downloaded.');
    return file;
  });
  expect(wordPart(bytes, 'word/document.xml')).toContain('Three mills stand there');
  const markdown = await wordMarkdown(bytes);
  expect(markdown).toContain(MILLS);
  expect(markdown).toContain('https://doi.org/10.5555/water.7.31');
});
