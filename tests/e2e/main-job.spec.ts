import { closedShadow } from '@/scripts/browser/closed-shadow';
import { nativeMatches, type TextPosition } from '@/scripts/browser/text-position';
import { LONG } from '../long.mjs';
import { clipPassage, type Passage } from './harness/clip-passage';
import { exportReport } from './harness/export-report';
import { expect, test } from './harness/fixtures';
import { linksOf, quotesOf } from './harness/markdown-links';

const ARTICLE = 'http://hydrology.example/bulletin-april-2026';
const TABLE = 'http://gauges.example/weekly-table';
const LISTS = 'http://mountains.example/snow-survey';
const FRENCH = 'http://lacs.example/niveaux-printemps-2026';
const CARDS = 'http://rivers.example/reservoir-status';

/** Pages of different kinds, each with passages that are difficult in some way. */
const PASSAGES: readonly (readonly [name: string, url: string, passage: Passage])[] = [
  ['a phrase in an article', ARTICLE, { text: '44 centimetres above the mean' }],
  [
    'the end of a paragraph and the start of the next',
    ARTICLE,
    {
      text: 'The gauge at the outlet agrees to within a centimetre. The southern basin stayed within 5 cm',
    },
  ],
  ['a cell of a table', TABLE, { text: 'ice gone from the stilling well' }],
  ['cells across a row', TABLE, { text: '87 steady float freed' }],
  [
    'an item of a nested list',
    LISTS,
    { text: 'Late snow held the melt back by almost three weeks.' },
  ],
  [
    'the second of two like sentences',
    LISTS,
    { text: 'no snow report, the pass was closed', occurrence: 1 },
  ],
  [
    'a French quotation in guillemets with no-break spaces',
    FRENCH,
    { text: '« Personne n’avait prévu une crue aussi lente et aussi longue »' },
  ],
  ['French figures with narrow spaces', FRENCH, { text: 'débit moyen de 1 240 m³/s à l’exutoire' }],
  ['Japanese', 'http://mizuumi.example/suii-shigatsu', { text: '山の雪どけは三週間近く遅れ' }],
  [
    'Chinese',
    'http://hupo.example/shuiwei-siyue',
    { text: '南湖变化很小，与平均值相差不超过五厘米。' },
  ],
  [
    'a sentence that stands twice',
    CARDS,
    { text: 'and closed again the same day. No water was lost.', occurrence: 1 },
  ],
  [
    'words over many inline elements',
    'http://notes.example/inline-splits',
    { text: 'not the same thing, whatever the Harbour Office writes' },
  ],
];

/** They differ little from another passage, and are clipped only with PINCITE_LONG=1. */
const LIKE_OTHERS = [
  'a phrase in an article',
  'a cell of a table',
  'an item of a nested list',
  'French figures with narrow spaces',
  'Chinese',
];
const CLIPPED = PASSAGES.filter(([name]) => LONG || !LIKE_OTHERS.includes(name));

test.use({ inCommon: true });

test('clips on pages of every make survive a restart, and each exported link leads native Chromium to exactly its passage', async ({
  launch,
  profile,
}) => {
  const selected = new Map<string, TextPosition[]>();
  const quotes: (string | null)[] = [];
  const first = await launch({ profile });
  const reading = await first.context.newPage();
  for (const [name, url, passage] of CLIPPED) {
    await test.step(`clip ${name}`, async () => {
      await reading.goto(url);
      const clipped = await clipPassage(first, reading, passage);
      expect(clipped.pin.noDirectiveReason).toBeNull();
      selected.set(url, [...(selected.get(url) ?? []), clipped.selected]);
      quotes.push(clipped.pin.quote);
    });
  }
  await first.close();

  const second = await launch({ profile });
  const panel = await second.openExtensionPage('sidepanel.html');
  await expect(panel.locator('.card')).toHaveCount(CLIPPED.length);
  const markdown = await exportReport(panel);
  expect(quotesOf(markdown)).toHaveLength(CLIPPED.length);
  for (const quote of quotes) {
    const words = (text: string) => text.replace(/\s+/gu, ' ').trim();
    expect(words(quotesOf(markdown).join('\n'))).toContain(words(quote ?? '?'));
  }

  const links = linksOf(markdown).filter(({ url }) => url.includes(':~:text='));
  expect(links).toHaveLength(CLIPPED.length);
  const led = new Map<string, TextPosition[]>();
  for (const { url, label } of links) {
    expect(label).not.toBe('');
    const [match, ...others] = await nativeMatches(panel, url);
    expect(others).toEqual([]);
    expect(match, url).not.toBeNull();
    const page = url.split('#', 1)[0] ?? url;
    if (match) led.set(page, [...(led.get(page) ?? []), match]);
  }
  for (const [url, positions] of selected) {
    const inOrder = (list: readonly TextPosition[]) => [...list].sort((a, b) => a.start - b.start);
    expect(inOrder(led.get(url) ?? []), url).toEqual(inOrder(positions));
  }
});

test('a passage that no directive can identify is clipped without a link, with the reason', async ({
  extension,
}) => {
  const page = await extension.context.newPage();
  await page.goto(TABLE);
  const { pin } = await clipPassage(extension, page, {
    text: 'Old bridge 15 301 steady',
    occurrence: 1,
  });
  expect(pin.directive).toBeNull();
  expect(pin.noDirectiveReason).toBe('not-unique');
  expect(pin.quote?.replace(/\s+/gu, ' ')).toBe('Old bridge 15 301 steady');
});

test('a selection that cuts words is clipped as whole words', async ({ extension }) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  const { pin } = await clipPassage(extension, page, { text: 'entimetres above the me' });
  expect(pin.quote).toBe('centimetres above the mean');
});

test('without a selection the popup clips the page itself', async ({ extension }) => {
  const page = await extension.context.newPage();
  await page.goto(FRENCH);
  const popup = await extension.triggerAction(page);
  await popup.getByRole('button', { name: 'Clip this page' }).click();
  await popup.locator('.popup-saved').waitFor();
  await popup.close();
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.locator('.card')).toHaveCount(1);
  expect(linksOf(await exportReport(panel)).map(({ url }) => url)).toContain(FRENCH);
});

test('the toast accepts a note and can undo the clip', async ({ extension }) => {
  const page = await extension.context.newPage();
  await page.goto(ARTICLE);
  await clipPassage(extension, page, {
    text: 'The southern basin stayed within 5 cm of its mean.',
  });
  const toast = await closedShadow(page, 'pincite-toast');
  expect(await toast.text()).toContain('Saved to Inbox, in “My clips”');
  await toast.click('.opener');
  await toast.type('input', 'check against the table');
  await page.keyboard.press('Enter');
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.locator('.card')).toContainText('check against the table');
  await page.bringToFront();
  await toast.click('button.undo');
  await expect(panel.locator('.card')).toHaveCount(0);
  await page.bringToFront();
  await toast.click('button.undo');
  await expect(panel.locator('.card')).toHaveCount(1);
});

test('a page’s metadata is kept with the clip', async ({ extension }) => {
  const page = await extension.context.newPage();
  await page.goto(FRENCH);
  await clipPassage(extension, page, { text: 'Un hiver qui s’attarde' });
  const panel = await extension.openExtensionPage('sidepanel.html');
  const source = await panel.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('pincite');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction('sources').objectStore('sources').getAll();
          asking.onsuccess = () => resolve(asking.result[0]);
        };
      }),
  );
  expect(source).toMatchObject({
    url: FRENCH,
    title: 'Niveaux des lacs : le printemps 2026 en chiffres',
    authors: ['Maëlle Desrosiers'],
    siteName: 'Observatoire des lacs',
    publishedAt: '2026-05-04T09:30:00+02:00',
    language: 'fr',
  });
});
