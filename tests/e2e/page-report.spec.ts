import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { nativeMatches } from '@/scripts/browser/text-position';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { LONG } from '../long.mjs';
import { complaints } from './harness/complaints';
import { chooseFormat, downloadFrom } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';
import { verifyReport } from './harness/verification';

const sheet = (desk: Page) => desk.getByRole('dialog', { name: 'What was read' });

/** Asks in the popup what a page cites. Returns the desk that opens with the article. */
async function askForSources(extension: ExtensionBrowser, url: string): Promise<Page> {
  const page = await extension.context.newPage();
  await page.goto(url);
  const popup = await extension.triggerAction(page);
  const ask = popup.getByRole('button', { name: 'Review this page as a report' });
  await expect(ask).toBeEnabled();
  const opened = extension.context.waitForEvent('page');
  // The desk opens while the key is pressed, and the browser then closes the popup.
  const pressed = ask.press('Enter').catch(() => undefined);
  const desk = await opened;
  await pressed;
  await expect(sheet(desk)).toBeVisible();
  return desk;
}

async function importArticle(desk: Page): Promise<void> {
  await sheet(desk).getByRole('button', { name: 'Import', exact: true }).press('Enter');
  await expect(sheet(desk)).toBeHidden();
  await expect(desk.locator('.claim-words')).toBeVisible();
}

/** A claim that waits, in an exported review, and the link to its place in the article. */
const PLACE = /^- (?<words>.*) \*\(Claim [^\n]*\)\* \[In the article\]\((?<link>[^)\s]+)\)$/gmu;

/** Follows the first and the last links of an exported review to the article in the browser. */
async function followPlaces(desk: Page, markdown: string, url: string): Promise<void> {
  // The review puts a dot between cells, whose text nodes have nothing between them, and a mark of a note may interrupt a claim.
  const plain = (text: string) =>
    foldStrictly(text.replace(/\\(?=[!-/:-@[-`{-~])/gu, '')).text.replace(/\s|·|\[\d{1,2}\]/gu, '');
  const places = [...markdown.matchAll(PLACE)].map(({ groups }) => groups ?? {});
  const count = await desk.locator('#desk-decided').textContent();
  expect(count).toContain(`of ${places.length} claims`);
  for (const { words = '', link = '' } of [...places.slice(0, 3), ...places.slice(-1)]) {
    expect(link).toMatch(new RegExp(`^${url}#:~:text=`));
    const [match] = await nativeMatches(desk, link);
    const found = plain(match?.text ?? '');
    // The label of a source may touch the last word.
    const isAll = found === plain(words) || found === plain(words.replace(/\s+\S+$/u, ''));
    expect([link, found, isAll]).toEqual([link, found, true]);
  }
}

/** Returns the number of stored records of reports and evidence. */
async function recordsIn(page: Page): Promise<number> {
  const { meta: _own, ...stores } = await dumpLibrary(page);
  return Object.values(stores).reduce((sum, records) => sum + records.length, 0);
}

/** The dialog about the encyclopedia article, before the import. */
async function expectHollowLake(desk: Page): Promise<void> {
  await expect(sheet(desk)).toContainText('citations on 6 pages');
  await expect(sheet(desk).getByRole('textbox', { name: 'Title' })).toHaveValue('Hollow Lake');
  await expect(sheet(desk).getByRole('checkbox', { name: /^Levels/ })).toBeChecked();
  await expect(
    sheet(desk).getByRole('checkbox', { name: /^Lakes of the Hollow/ }),
  ).not.toBeChecked();
  expect(await complaints(desk)).toEqual([]);
}

test('a part that was left out is read when it is ticked, and a section is left out', {
  tag: '@long',
}, async ({ extension }) => {
  const desk = await askForSources(extension, 'http://tribune.example/lakes-in-spring');
  await expect(sheet(desk)).toContainText('6 citations on 5 pages');
  await sheet(desk).getByRole('textbox', { name: 'Title' }).fill('Lakes');
  await sheet(desk)
    .getByRole('checkbox', { name: /^2 comments/ })
    .press('Space');
  await expect(sheet(desk)).toContainText('7 citations on 6 pages');
  await sheet(desk)
    .getByRole('checkbox', { name: /^Late snow/ })
    .press('Space');
  await expect(sheet(desk)).toContainText('4 citations on 3 pages');
  await sheet(desk)
    .getByRole('checkbox', { name: /^Late snow/ })
    .press('Space');
  await sheet(desk)
    .getByRole('checkbox', { name: /^Read the link/ })
    .press('Space');
  await expect(sheet(desk)).toContainText('6 citations on 5 pages');
  await expect(sheet(desk).getByRole('textbox', { name: 'Title' })).toHaveValue('Lakes');
  await importArticle(desk);
});

test('a desk that the article was lost for says so, and a closed dialog leaves nothing', {
  tag: '@long',
}, async ({ extension }) => {
  const desk = await askForSources(extension, 'http://essays.example/on-gauges');
  await sheet(desk).getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(sheet(desk)).toBeHidden();
  expect(await recordsIn(desk)).toBe(0);
  const lost = await extension.openExtensionPage('desk.html?article=gone');
  await expect(lost.getByRole('alert')).toContainText('no longer in the browser’s memory');
});

test('the dialog is in French too, and has no complaints', { tag: '@long' }, async ({ launch }) => {
  const extension = await launch({ language: 'fr' });
  const page = await extension.context.newPage();
  await page.goto('http://fr.riverpedia.example/lac-du-nord');
  const popup = await extension.triggerAction(page);
  const ask = popup.getByRole('button', { name: 'Relire cette page comme un rapport' });
  await expect(ask).toBeEnabled();
  const opened = extension.context.waitForEvent('page');
  const pressed = ask.press('Enter').catch(() => undefined);
  const desk = await opened;
  await pressed;
  const read = desk.getByRole('dialog');
  await expect(read).toContainText('Ce qui, dans la page, est l’article');
  await expect(read).toContainText('citations à retrouver mot pour mot dans leurs sources');
  await expect(read.getByRole('checkbox', { name: /^Lacs de montagne/ })).not.toBeChecked();
  expect(await complaints(desk)).toEqual([]);
});

const SURVEY = 'http://mountains.example/snow-survey';
const TABLE = 'http://gauges.example/weekly-table';
const LEVELS = 'http://lacs.example/niveaux-printemps-2026';
const BULLETIN = 'http://hydrology.example/bulletin-april-2026';
const ORIGINS = [
  ...[SURVEY, TABLE, LEVELS, BULLETIN, 'http://rivers.example/'].map((url) => new URL(url).origin),
  'https://web.archive.org',
  'https://archive.wikiwix.com',
  'https://doi.org',
];

interface VerifiedPage {
  readonly url: string;
  /** Checks the dialog before the import. */
  readonly dialog?: (desk: Page) => Promise<void>;
  /** A quotation in the article, the page that it is on, and what this page says later. */
  readonly changed: readonly [words: string, source: string, later: string] | null;
  /** Quotations in the article whose sources stay as they are. */
  readonly unchanged: readonly string[];
}

/** The sample articles. The daily run takes the first; tests/corpus reads articles of each kind. */
const VERIFIED: readonly VerifiedPage[] = [
  {
    url: 'http://en.riverpedia.example/hollow-lake',
    dialog: expectHollowLake,
    changed: [
      'Water content not measured: the scale froze',
      SURVEY,
      'Water content not measured: the scale broke',
    ],
    unchanged: [
      'the highest reading since the gauge was moved',
      'The brass bolt in the harbour wall, set in 1931',
    ],
  },
  {
    url: 'http://tribune.example/lakes-in-spring',
    changed: [
      'Water content not measured: the scale froze',
      SURVEY,
      'Water content not measured: the scale broke',
    ],
    unchanged: ['Two gauges were moved in March, which makes older series hard to compare'],
  },
  { url: 'http://answers.example/northern-lake', changed: null, unchanged: [] },
  {
    url: 'http://essays.example/on-gauges',
    changed: [
      'Where a cell is empty, the gauge sent nothing',
      TABLE,
      'Where a cell is empty, the gauge sent zero',
    ],
    unchanged: [],
  },
  {
    url: 'http://en.riverpedia.example/mill-race',
    changed: [
      'stood open all month, so the lake had little chance',
      BULLETIN,
      'stood open all month, so the lake had a great chance',
    ],
    unchanged: [],
  },
  {
    url: 'http://fr.riverpedia.example/lac-du-nord',
    changed: ['crue aussi lente et aussi longue', LEVELS, 'crue aussi lente et aussi brève'],
    unchanged: [],
  },
  { url: 'http://fr.riverpedia.example/etang-des-aulnes', changed: null, unchanged: [] },
  {
    url: 'http://gazette.example/crue-lente',
    changed: null,
    unchanged: ['Personne n’avait prévu une crue aussi lente et aussi longue'],
  },
];

for (const { url, dialog, changed, unchanged } of LONG ? VERIFIED : VERIFIED.slice(0, 1)) {
  test(`${url} becomes a report, its sources are verified, and the review is exported`, async ({
    launch,
    pages,
  }) => {
    const origins = [...ORIGINS, new URL(url).origin].map((origin) => `${origin}/*`);
    const extension = await launch({ origins });
    if (changed !== null) {
      const [words, source, later] = changed;
      expect(pages.read(source)).toContain(words);
      pages.replace(source, pages.read(source).replace(words, later));
    }
    const desk = await askForSources(extension, url);
    await dialog?.(desk);
    expect(await recordsIn(desk)).toBe(0);
    await importArticle(desk);
    await expect(desk).toHaveURL(/desk\.html\?report=/);
    await expect(desk.locator('#desk-decided')).toHaveText(/^0 of \d+ claims decided$/);
    const panel = await extension.openExtensionPage('sidepanel.html');
    const checks = await verifyReport(panel);
    const of = (words: string) => checks.filter(({ quote }) => quote === words);
    for (const words of unchanged) {
      expect(of(words).map(({ verdict }) => verdict)).toEqual(['verbatim']);
    }
    const alarms = checks.filter(({ verdict }) => verdict === 'altered' || verdict === 'missing');
    expect(alarms.map(({ quote }) => quote)).toEqual(changed === null ? [] : [changed[0]]);

    await desk.bringToFront();
    await desk.keyboard.press('e');
    const out = desk.getByRole('dialog', { name: 'Export the review' });
    const markdown = (await downloadFrom(out)).bytes.toString('utf8');
    if (changed !== null) expect(markdown).toContain(changed[0]);
    await followPlaces(desk, markdown, url);
    await chooseFormat(out, 'CSV table');
    const csv = (await downloadFrom(out)).bytes.toString('utf8');
    if (changed !== null) expect(csv).toContain('altered');
    expect(csv).toContain(`${url}#:~:text=`);
  });
}
