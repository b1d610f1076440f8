import type { Page } from '@playwright/test';
import { readCsv } from '@/tests/unit/report/read-csv';
import { wordPart } from '../unit/word/word-text';
import { compareKeys } from './harness/compare-keys';
import { complaints } from './harness/complaints';
import { dropFiles } from './harness/drop-files';
import { chooseFormat, downloadFrom, exportBundle, openBundle } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { answerName, itemWith, openDesk } from './harness/panel';

const PAGE = 'http://hydrology.example/bulletin-april-2026';
const NOTE = '=SUM(A1) is no source';
const REASON = 'The bulletin was of April, not of May.';
const REPORT = [
  '# Lakes, handed over',
  '## Levels',
  `- The north stood high ([bulletin](${PAGE}#:~:text=44%20centimetres%20above%20the%20mean)).`,
  `- The south kept to its mean ([bulletin](${PAGE}#:~:text=The%20southern%20basin%20stayed%20within)).`,
  '## Rain',
  `- April was wet ([bulletin](${PAGE}#:~:text=Rain%20in%20April%20was%20140)).`,
  `- Most of it came late ([bulletin](${PAGE}#:~:text=fell%20in%20the%20last%20ten%20days)).`,
  '',
].join('\n\n');

const decided = (desk: Page) => desk.locator('#desk-decided');
const words = (desk: Page) => desk.locator('.claim-words');

test.use({ inCommon: true });

test('a signed review goes to the editor as a report and a bundle; answers and edits made there come back', async ({
  extension: editor,
  launch,
}) => {
  const hers = await editor.openExtensionPage('sidepanel.html');
  await expect(hers.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropFiles(hers, [{ name: 'lakes.md', content: REPORT }]);
  await hers.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(itemWith(hers, 'Most of it came late')).toBeVisible();
  const sent = await exportBundle(hers);

  const reviewer = await launch();
  const his = await reviewer.openExtensionPage('sidepanel.html');
  await expect(his.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await openBundle(his, sent, 'Merge');
  const desk = await openDesk(his);
  await expect(decided(desk)).toHaveText('0 of 4 claims decided');

  // Decides in the order of the text: one partly with a note, two supported, and one that becomes
  // an exception.
  await desk.keyboard.press('g');
  await expect(words(desk)).toHaveText('The north stood high');
  // Selects the claim, because a key right after an automatic move would count for the claim
  // before.
  await desk.keyboard.press('j');
  await expect(words(desk)).toHaveText('The south kept to its mean');
  await desk.keyboard.press('k');
  await expect(words(desk)).toHaveText('The north stood high');
  await desk.keyboard.press('n');
  await desk.keyboard.type(NOTE);
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('2');
  await desk.keyboard.type('Ines');
  await desk.keyboard.press('Enter');
  await expect(decided(desk)).toHaveText('1 of 4 claims decided');
  await desk.keyboard.press('1');
  await expect(decided(desk)).toHaveText('2 of 4 claims decided');
  await desk.keyboard.press('1');
  await expect(decided(desk)).toHaveText('3 of 4 claims decided');
  await desk.keyboard.press('Shift+S');
  await desk.getByRole('dialog').getByRole('checkbox').press('Space');
  const sign = desk.getByRole('dialog').getByRole('button', { name: 'Sign off', exact: true });
  await expect(sign).toBeEnabled();
  await sign.press('Enter');
  await expect(desk.getByText(/^Signed off by Ines, /)).toBeVisible();

  // The overview shows the state. A number key does not decide anything there.
  await desk.keyboard.press('v');
  await expect(desk.getByRole('heading', { name: 'Overview' })).toBeFocused();
  await expect(desk.getByText(/^No claim has changed since/)).toBeVisible();
  await expect(desk.getByRole('row', { name: /^Rain / }).getByRole('cell')).toHaveText([
    ...['2', '1', '0', '2', '0', '0', '0', '2', '0', ''],
  ]);
  expect(await complaints(desk)).toEqual([]);
  await desk.emulateMedia({ media: 'print' });
  await expect(desk.getByRole('button', { name: 'Print…' })).toBeHidden();
  await expect(desk.getByRole('table')).toHaveCount(2);
  await desk.emulateMedia({ media: 'screen' });
  await desk.keyboard.press('3');
  await desk.keyboard.press('v');
  await expect(decided(desk)).toHaveText('3 of 4 claims decided');

  // Reads the formats back.
  await desk.keyboard.press('e');
  const sheet = desk.getByRole('dialog', { name: 'Export the review' });
  const markdown = (await downloadFrom(sheet)).bytes.toString('utf8');
  expect(markdown).toContain('# Review of “Lakes, handed over”');
  expect(markdown).toContain('### Levels\n\n#### Claim 1 of 4\n\n> The north stood high');
  expect(markdown).toContain(`Note: ${NOTE}`);
  expect(markdown).toMatch(/\*\*Signed off by Ines, [^*]+\*\*/);
  expect(markdown).toContain('1 exception\n\n- Most of it came late');
  const hash = /SHA-256 of what was signed: ([0-9a-f]{64})/.exec(markdown)?.[1];
  expect(hash).toBeDefined();
  await chooseFormat(sheet, 'HTML file');
  const page = await downloadFrom(sheet);
  expect(page.name).toMatch(/^Review-of-Lakes-handed-over-.*\.html$/);
  expect(page.bytes.toString('utf8')).toContain(`${hash ?? ''}</p>`);
  expect(page.bytes.toString('utf8')).toContain('<h4>Claim 1 of 4</h4>');
  await chooseFormat(sheet, 'CSV table');
  const [header = [], ...rows] = readCsv((await downloadFrom(sheet)).bytes.toString('utf8'));
  const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
  expect(column('decision')).toEqual(['partly', 'supported', 'supported', '']);
  expect(column('note')[0]).toBe(`'${NOTE}`);
  expect(column('signed content (SHA-256)')[3]).toBe(hash);
  await chooseFormat(sheet, 'Word (.docx)');
  expect(await complaints(desk)).toEqual([]);
  const word = await downloadFrom(sheet);
  expect(word.name).toMatch(/^Review-of-Lakes-handed-over-.*\.docx$/);
  expect(wordPart(word.bytes, 'word/comments.xml')).toContain('w:author="Ines"');
  expect(wordPart(word.bytes, 'word/comments.xml').replace(/<[^>]*>/g, ' ')).toContain(NOTE);
  expect(wordPart(word.bytes, 'word/document.xml')).toContain('<w:commentRangeStart w:id="0"/>');

  // The editor gets the file back, sees the objection at its sentence, rewrites the sentence and
  // answers.
  await chooseFormat(sheet, 'Pincite bundle');
  const back = (await downloadFrom(sheet)).bytes;
  await desk.keyboard.press('Escape');
  await openBundle(hers, back, 'Merge');
  const herDesk = await openDesk(hers);
  await expect(
    herDesk.getByText(/^Sign-off by Ines \(unverified, .*: not verified\.$/),
  ).toBeVisible();
  await expect(decided(herDesk)).toHaveText('0 of 4 claims decided');
  await compareKeys(herDesk, desk, 'Ines');
  await expect(herDesk.getByText(/^Signed off by Ines, /)).toBeVisible();
  await expect(decided(herDesk)).toHaveText('3 of 4 claims decided');
  await hers.bringToFront();
  await hers.getByRole('button', { name: 'Show the next' }).press('Enter');
  const item = itemWith(hers, 'The north stood high');
  await expect(item.locator('.objections')).toBeFocused();
  await expect(item.getByText(NOTE)).toBeVisible();
  await item.getByRole('button', { name: 'Edit', exact: true }).press('Enter');
  await hers.keyboard.press('Home');
  await hers.keyboard.type('In April, ');
  await hers.keyboard.press('Escape');
  // After the drawing, the focus returns to *Edit*, and *Edit* would get the key press.
  const edited = itemWith(hers, 'In April');
  await expect(edited.getByRole('button', { name: 'Edit', exact: true })).toBeFocused();
  await itemWith(hers, 'In April').getByRole('button', { name: 'Fixed' }).press('Enter');
  // The first answer asks for the name.
  await answerName(hers, 'Eve');
  await edited.getByRole('textbox', { name: 'Why (optional)' }).fill(REASON);
  await expect(hers.getByText('awaits an answer')).toHaveCount(0);
  await herDesk.bringToFront();
  await expect(herDesk.getByText(/^Sign-off by Ines, .*: void\.$/)).toBeVisible();
  await expect(decided(herDesk)).toHaveText('2 of 4 claims decided');
  await hers.bringToFront();
  const answered = await exportBundle(hers);

  // The reviewer sees the same: this one claim is open, besides the exception.
  await openBundle(his, answered, 'Merge');
  await desk.bringToFront();
  await expect(desk.getByText(/^Sign-off by Ines, .*: void\.$/)).toBeVisible();
  await expect(decided(desk)).toHaveText('2 of 4 claims decided');
  await desk.getByRole('button', { name: 'See what changed' }).press('Enter');
  await expect(desk.getByText('1 claim or its sources changed')).toBeVisible();
  await expect(desk.getByText('is gone')).toHaveCount(0);
  // The words of the claim changed, and its objection was answered.
  const listed = desk.getByRole('button', { name: 'In April, The north stood high' });
  await expect(listed).toHaveCount(2);
  await listed.first().press('Enter');
  await expect(words(desk)).toHaveText('In April, The north stood high');
  await expect(desk.getByText('The editor answered: fixed.')).toBeVisible();
  await expect(desk.getByText(REASON)).toBeVisible();
  await desk.keyboard.press('1');
  await expect(decided(desk)).toHaveText('3 of 4 claims decided');
});
