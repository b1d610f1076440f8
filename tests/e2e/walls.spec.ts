import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ALTERED } from '@/tests/unit/verify/altered-quotes';
import { isPass, type Verdict } from '@/utils/model/evidence';
import { LONG } from '../long.mjs';
import { expect, test } from './harness/fixtures';
import { articleWith } from './harness/made-pages';
import { storeClips } from './harness/store-clips';
import { cardWith, checkThisPage, verifyReport } from './harness/verification';

const WALLS = path.resolve('tests/fixtures/verify/walls');
/** Some of the walls repeat this sentence as a title or as the wanted text. */
const QUOTE = 'The river rose by 61 centimetres overnight';
const LOCK = 'http://lock.example';

/** The redirect target, for walls with an address of their own. */
const SENT_TO: Readonly<Record<string, string>> = {
  'consent-redirect': 'http://consent.lock.example/collect',
  'login-two-step': 'http://id.lock.example/connexion',
  'soft-404-home': `${LOCK}/`,
};

/**
 * One wall of each kind for the tab. tests/browser/verify tests all of them as a tab shows them.
 */
const ON_TAB = ['challenge-script', 'consent-redirect', 'paywall-undeclared', 'soft-404-echo'];
const PASSING = ['Verbatim', 'Typography only', 'Moved'];

function expectedOf(wall: string): Verdict {
  if (wall.startsWith('soft-404')) return 'gone';
  return wall.startsWith('script-shell') ? 'unchecked' : 'blocked';
}

test('no wall and no soft 404 counts as the page: neither a pass nor missing', async ({
  launch,
  pages,
}) => {
  const walls = readdirSync(WALLS)
    .filter((name) => name.endsWith('.html'))
    .map((name, at) => ({
      name: path.basename(name, '.html'),
      html: readFileSync(path.join(WALLS, name), 'utf8'),
      url: `${LOCK}/2025/03/${at.toString()}`,
    }));
  expect(walls.length).toBeGreaterThanOrEqual(10);
  const extension = await launch({
    origins: [LOCK, ...Object.values(SENT_TO)].map((url) => `http://${new URL(url).hostname}/*`),
  });
  const panel = await extension.openExtensionPage('sidepanel.html');
  await storeClips(
    panel,
    walls.map(({ url }) => ({ url, passages: [QUOTE], quote: QUOTE })),
  );
  await panel.reload();
  for (const { name, url, html } of walls) {
    const elsewhere = SENT_TO[name];
    pages.replace(url, elsewhere === undefined ? html : { redirectTo: elsewhere });
    if (elsewhere !== undefined) pages.replace(elsewhere, html);
  }

  const checks = await verifyReport(panel);
  const found = walls.map(({ name, url }) => {
    const check = checks.find(({ page }) => page === url);
    return [name, check?.verdict];
  });
  expect(found).toEqual(walls.map(({ name }) => [name, expectedOf(name)]));
  await expect(panel.locator('.verdict')).toHaveCount(walls.length);

  // On the user's own tab, *missing* would be possible. It must not be the verdict for a wall.
  const onTab = walls.filter(({ name }) => LONG || ON_TAB.includes(name));
  expect(onTab.length).toBeGreaterThanOrEqual(ON_TAB.length);
  const tab = await extension.context.newPage();
  for (const { name, url } of onTab) {
    await test.step(`on the tab: ${name}`, async () => {
      await tab.goto(url);
      const { said, badges } = await checkThisPage(extension, tab);
      if (SENT_TO[name] !== undefined) {
        // The tab shows another page, which has no quotes.
        expect(said).toBe('There is no quote to check here.');
        return;
      }
      expect(said).toBe('0 of 1 quotes stand on this page.');
      expect(badges).toHaveLength(1);
      expect(PASSING).not.toContain(badges[0]);
      expect(badges[0]).not.toBe('Missing');
    });
  }
});

/**
 * Number of pages, so that no page has two pairs with the same words, which would match each other.
 */
const ALTERED_PAGES = 8;
/** Number of pages with altered quotes. All of them with PINCITE_LONG=1. */
const ALTERED_DAILY = 3;
/** Number of pages that are also checked in the tab. All of them with PINCITE_LONG=1. */
const ALTERED_ON_TAB = 1;

interface Pair {
  readonly name: string;
  readonly quote: string;
  readonly changed: string;
  readonly fact: string;
}

function pagesOfPairs(): { readonly url: string; readonly pairs: readonly Pair[] }[] {
  const all = ALTERED.map(([name, quote, changed, fact]) => ({ name, quote, changed, fact }));
  return Array.from({ length: LONG ? ALTERED_PAGES : ALTERED_DAILY }, (_, page) => ({
    url: `http://altered-${page.toString()}.example/readings`,
    pairs: all.filter((_pair, at) => at % ALTERED_PAGES === page),
  }));
}

test('no altered quote passes, in a run or on the tab: figures, negations, names, accents, units', async ({
  launch,
  pages,
}) => {
  expect(ALTERED.length).toBeGreaterThanOrEqual(40);
  const sites = pagesOfPairs();
  for (const { url, pairs } of sites) {
    for (const pair of pairs) {
      const others = pairs.filter((other) => other !== pair).map(({ changed }) => changed);
      expect(others.join('\n').toLowerCase(), url).not.toContain(pair.quote.toLowerCase());
    }
  }
  const extension = await launch({
    origins: sites.map(({ url }) => `http://${new URL(url).hostname}/*`),
  });
  const panel = await extension.openExtensionPage('sidepanel.html');
  const clips = sites.flatMap(({ url, pairs }) => {
    const passages = pairs.map(({ quote }) => quote);
    pages.replace(url, articleWith(passages));
    return passages.map((quote) => ({ url, passages, quote }));
  });
  await storeClips(panel, clips);
  await panel.reload();

  // The unchanged pages all pass, so later verdicts come from the changes.
  const before = await verifyReport(panel);
  expect(before).toHaveLength(clips.length);
  expect(before.filter(({ verdict, flags }) => verdict !== 'verbatim' || flags.length > 0)).toEqual(
    [],
  );

  for (const { url, pairs } of sites) {
    pages.replace(url, articleWith(pairs.map(({ changed }) => changed)));
  }
  pages.requests.length = 0;
  const checks = await verifyReport(panel);
  expect(checks).toHaveLength(clips.length);
  expect(pages.requests.map(({ url }) => url).sort()).toEqual(sites.map(({ url }) => url));
  expect(checks.filter(({ verdict }) => isPass(verdict))).toEqual([]);
  const unlike = checks.filter(({ verdict }) => verdict !== 'altered');
  expect(unlike.map(({ quote, verdict }) => [quote, verdict])).toEqual([]);

  await expect(panel.locator('.verdict').filter({ hasText: /^Altered/ })).toHaveCount(clips.length);
  const figure = cardWith(panel, 'voters were on the rolls');
  await expect(figure.locator('del')).toContainText('1,204,566');
  await expect(figure.locator('ins')).toContainText('1,204,565');

  // The same judge reads the same words in the tab.
  const tab = await extension.context.newPage();
  for (const { url, pairs } of LONG ? sites : sites.slice(0, ALTERED_ON_TAB)) {
    await tab.goto(url);
    const { said, badges } = await checkThisPage(extension, tab);
    const count = pairs.length.toString();
    expect(said).toBe(`0 of ${count} quotes stand on this page.`);
    expect(badges).toHaveLength(pairs.length);
    expect(badges.filter((badge) => !badge.startsWith('Altered'))).toEqual([]);
  }
});
