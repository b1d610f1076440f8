import { createServer } from 'node:http';
import type { PageServer } from '@/scripts/serve-pages.mjs';
import { readLibrary } from '@/scripts/tour/read-library';
import { answerCases, articlePage, QUOTE } from './harness/answer-cases';
import { clipPassage } from './harness/clip-passage';
import { dropFiles } from './harness/drop-files';
import { expect, test } from './harness/fixtures';
import { HIGHEST, panelAfter, WINTER } from './harness/lake-report';
import { articleWith } from './harness/made-pages';
import { choose, openDesk, switchReport } from './harness/panel';
import { LOGIN } from './harness/stage-pages';
import { storeClips, storePassages } from './harness/store-clips';
import {
  CONFIRM_VERIFY,
  cardWith,
  checksIn,
  checkThisPage,
  endedRun,
  startVerification,
  verifyReport,
} from './harness/verification';

const ARTICLE = 'http://hydrology.example/bulletin-april-2026';
const TABLE = 'http://gauges.example/weekly-table';
const FRENCH = 'http://lacs.example/niveaux-printemps-2026';
const JAPANESE = 'http://mizuumi.example/suii-shigatsu';
const CARDS = 'http://rivers.example/reservoir-status';
const LISTS = 'http://mountains.example/snow-survey';
const SNOW = 'Late snow held the melt back by almost three weeks.';

function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.map((url) => `http://${new URL(url).hostname}/*`))].sort();
}

/**
 * Changes a sample page. Checks that something changed, because the test would prove nothing
 * otherwise.
 */
function change(pages: PageServer, url: string, from: string, to: string): void {
  const before = pages.read(url);
  const after = before.replace(from, to);
  expect(after, `${url} holds “${from}”`).not.toBe(before);
  pages.replace(url, after);
}

test.use({ inCommon: true });

test('a run over six pages reads each once, as a stranger, and shows each verdict on its card', async ({
  launch,
  pages,
}) => {
  const clips = [
    [ARTICLE, '44 centimetres above the mean'],
    [ARTICLE, 'The southern basin stayed within 5 cm of its mean.'],
    [TABLE, 'ice gone from the stilling well'],
    [FRENCH, '« Personne n’avait prévu une crue aussi lente et aussi longue »'],
    [JAPANESE, '山の雪どけは三週間近く遅れ'],
    [CARDS, 'Storage rose to 61 per cent of capacity in the first week of May.'],
    [LISTS, SNOW],
  ] as const;
  const urls = [...new Set(clips.map(([url]) => url))];
  const extension = await launch({ origins: originsOf(urls) });
  const { context } = extension;
  await context.addCookies(urls.map((url) => ({ name: 'session', value: 'mine', url })));
  const tab = await context.newPage();
  for (const url of urls) await tab.goto(url);
  // The user's own visits send the cookie, so it is the run that omits it.
  expect(pages.requests.every(({ headers }) => headers.cookie === 'session=mine')).toBe(true);

  change(pages, CARDS, 'Storage rose to 61 per cent', 'Storage rose to 68 per cent');
  change(pages, LISTS, `<li>${SNOW}</li>`, '');
  const panel = await panelAfter(extension, (page) => storePassages(page, 'My clips', clips));
  await panel.getByRole('button', { name: 'Verify 7 clips' }).click();
  const named = await panel.getByRole('dialog').locator('.pick .grow').allTextContents();
  expect(named.map((name) => `${name}/*`).sort()).toEqual(originsOf(urls));
  await panel.keyboard.press('Escape');
  pages.requests.length = 0;

  const checks = await verifyReport(panel);
  expect(checks.map(({ verdict }) => verdict)).toEqual([
    'verbatim',
    'verbatim',
    'verbatim',
    'verbatim',
    'verbatim',
    'altered',
    'unchecked',
  ]);
  expect(checks[5]?.evidence).toMatchObject({
    reason: 'words-changed',
    changes: [{ fact: 'figure', from: '61', to: '68' }],
  });
  expect(checks[6]?.evidence.reason).toBe('not-found-not-rendered');
  expect(
    checks.every(({ reader, finalUrl, page }) => reader === 'fetch' && finalUrl === page),
  ).toBe(true);
  expect(pages.requests.map(({ url }) => url).sort()).toEqual([...urls].sort());
  for (const { url, headers, method } of pages.requests) {
    expect(method).toBe('GET');
    expect(headers.cookie, url).toBeUndefined();
    expect(headers.referer, url).toBeUndefined();
  }

  await expect(cardWith(panel, '44 centimetres').locator('.verdict')).toHaveText('Verbatim');
  const altered = cardWith(panel, 'per cent of capacity');
  await expect(altered.locator('.verdict')).toHaveText('Altered: a figure');
  await expect(altered.locator('del')).toContainText('61');
  await expect(altered.locator('ins')).toContainText('68');
  const removed = cardWith(panel, SNOW);
  await expect(removed.locator('.verdict')).toHaveText('No result');
  await expect(removed).toContainText('Not found in the page as downloaded');

  // The user's own tab shows the whole page, so a missing quote is certain.
  await tab.goto(LISTS);
  const onTab = await checkThisPage(extension, tab);
  expect(onTab).toEqual({ said: '0 of 1 quotes stand on this page.', badges: ['Missing'] });
  await expect(removed.locator('.verdict')).toHaveText('Missing');
  await tab.goto(CARDS);
  const changed = await checkThisPage(extension, tab);
  expect(changed.badges).toEqual(['Altered: a figure']);
  await tab.goto(ARTICLE);
  const standing = await checkThisPage(extension, tab);
  expect(standing).toEqual({
    said: '2 of 2 quotes stand on this page.',
    badges: ['Verbatim', 'Verbatim'],
  });
  // Words that the tab shows to nobody.
  await tab
    .getByText('44 centimetres')
    .first()
    .evaluate((element) => {
      element.style.opacity = '0';
    });
  await checkThisPage(extension, tab);
  const [hidden, shown] = await checksIn(panel, await endedRun(panel, 'page'));
  expect([hidden?.verdict, hidden?.flags]).toEqual(['verbatim', ['visibility-unknown']]);
  expect([shown?.verdict, shown?.flags]).toEqual(['verbatim', []]);
});

test('an address of one’s own network is read where it is ticked by name, and nowhere else', async ({
  launch,
}) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`http://${request.headers.host ?? ''}${request.url ?? ''}`);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(articleWith([QUOTE]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    // Both are the same server, so only the missing tick stops requests to the second one.
    const [wiki, admin] = ['127.0.0.1', 'localhost'].map(
      (host) => `http://${host}:${port.toString()}/page`,
    );
    if (wiki === undefined || admin === undefined) throw new Error('There are two addresses.');
    const extension = await launch({ origins: originsOf([wiki, admin]) });
    const panel = await extension.openExtensionPage('sidepanel.html');
    await storeClips(
      panel,
      [wiki, admin].map((url) => ({ url, passages: [QUOTE], quote: QUOTE })),
    );
    await panel.reload();
    const verify = panel.getByRole('button', { name: 'Verify 2 clips' });
    const dialog = panel.getByRole('dialog');
    const apart = dialog.getByRole('group', { name: 'Private addresses' });
    const confirm = dialog.getByRole('button', { name: CONFIRM_VERIFY });
    const verdicts = async (runs: number) => {
      await expect.poll(async () => (await readLibrary(panel)).runs.length).toBe(runs);
      const checks = await checksIn(panel, await endedRun(panel, 'manual'));
      return checks.map(({ verdict, evidence }) => [verdict, evidence.reason]);
    };
    const unread = ['unchecked', 'private-address'];

    await verify.click();
    await expect(dialog).toContainText('the author of the report could have put them there');
    await expect(apart.getByRole('checkbox')).toHaveCount(2);
    for (const box of await apart.getByRole('checkbox').all()) await expect(box).not.toBeChecked();
    await expect(confirm).toBeDisabled();
    await apart.getByRole('checkbox', { name: /127\.0\.0\.1/ }).check();
    await confirm.click();
    expect(await verdicts(1)).toEqual([['verbatim', null], unread]);
    expect(asked).toEqual([wiki]);
    await expect(panel.getByText('The page is on a private network.')).toBeVisible();

    // The report keeps the choice, and the user can undo it.
    await verify.click();
    await expect(apart.getByRole('checkbox', { name: /127\.0\.0\.1/ })).toBeChecked();
    await expect(apart.getByRole('checkbox', { name: /localhost/ })).not.toBeChecked();
    await apart.getByRole('checkbox', { name: /localhost/ }).check();
    await apart.getByRole('checkbox', { name: /127\.0\.0\.1/ }).uncheck();
    await confirm.click();
    expect(await verdicts(2)).toEqual([unread, ['verbatim', null]]);
    expect(asked).toEqual([wiki, admin]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

const REPORT = `# Levels in spring

The northern gauge stood 44 centimetres above the mean in April ([Notes](http://members.example/notes)).
`;

test('a page that only its members see is looked through on the tab, for a citation that names no words', async ({
  launch,
  pages,
}) => {
  const passage = 'In April the northern gauge stood 44 centimetres above its mean of ten years.';
  const inside = JSON.stringify(articleWith([passage])).replaceAll('</', '<\\/');
  pages.replace(
    'http://members.example/notes',
    `${LOGIN}<script>
      if (document.cookie.includes('session=mine')) document.body.innerHTML = ${inside};
    </script></body></html>`,
  );
  const extension = await launch({ origins: ['http://members.example/*'] });
  await extension.context.addCookies([
    { name: 'session', value: 'mine', url: 'http://members.example' },
  ]);
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropFiles(panel, [{ name: 'levels.md', content: REPORT }]);
  await panel.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText('Levels in spring');
  const [walled] = await verifyReport(panel);
  expect([walled?.verdict, walled?.evidence.reason]).toEqual(['blocked', 'login-wall']);

  const tab = await extension.context.newPage();
  await tab.goto('http://members.example/notes');
  const onTab = await checkThisPage(extension, tab);
  expect(onTab).toEqual({
    said: '1 citation has no recorded words: pin its passage in the panel.',
    badges: ['No passage'],
  });
  await panel.bringToFront();
  await panel.getByRole('button', { name: /^Find the passage/ }).click();
  await panel.locator('.candidate').filter({ hasText: passage }).click();
  await expect(panel.locator('blockquote', { hasText: passage })).toBeVisible();
  await tab.bringToFront();
  const pinned = await checkThisPage(extension, tab);
  expect(pinned).toEqual({
    said: '1 of 1 quotes stand on this page.',
    badges: ['Verbatim'],
  });
});

test('XHTML, in which browsers follow no text directive, is clipped and pinned without one, and judged', async ({
  extension,
  pages,
}) => {
  const url = 'http://xhtml.example/levels';
  const body = (figure: number) =>
    `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Log</title></head><body><p>In April the gauge <![CDATA[stood ${figure.toString()}]]> centimetres above its mean.</p></body></html>`;
  const serve = (figure: number) =>
    pages.replace(url, {
      body: body(figure),
      headers: { 'content-type': 'application/xhtml+xml' },
    });
  serve(44);
  const tab = await extension.context.newPage();
  await tab.goto(url);
  const { pin } = await clipPassage(extension, tab, {
    text: 'gauge stood 44 centimetres above its mean',
  });
  expect(pin).toMatchObject({
    quote: 'gauge stood 44 centimetres above its mean',
    directive: null,
    noDirectiveReason: 'not-searchable',
  });
  expect((await checkThisPage(extension, tab)).badges).toEqual(['Verbatim']);
  serve(48);
  await tab.reload();
  expect((await checkThisPage(extension, tab)).badges).toEqual(['Altered: a figure']);
  // A new pin does not get one either.
  const panel = await extension.openExtensionPage('sidepanel.html');
  await panel.getByRole('button', { name: 'Renew the link' }).click();
  await expect(panel.getByText('No link can lead to this passage')).toBeVisible();
  await panel.getByRole('button', { name: 'Use the page’s words' }).click();
  await expect(panel.getByText('no link can lead to them')).toBeVisible();
  const [latest] = (await readLibrary(panel)).pins.filter(({ by }) => by === 'reviewer');
  expect(latest).toMatchObject({
    quote: 'gauge stood 48 centimetres above its mean',
    directive: null,
    noDirectiveReason: 'not-searchable',
  });
});

test('the answer of a page decides the verdicts of its quotes, and nothing is sent to a forbidden address', async ({
  launch,
  pages,
}) => {
  let privateRequests = 0;
  const server = createServer((_request, response) => {
    privateRequests += 1;
    response.end(articleWith([QUOTE]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    // Each case uses a host of its own, so that they do not wait for each other.
    const cases = answerCases(port).map((each, at) => ({
      url: `http://canal-${at.toString()}.example/2026/page`,
      ...each,
    }));
    const extension = await launch({
      origins: originsOf([...cases.map(({ url }) => url), 'http://granted.example/']),
    });
    const panel = await extension.openExtensionPage('sidepanel.html');
    await storeClips(
      panel,
      cases.flatMap(({ url, quote = QUOTE, before }) =>
        before === undefined ? [{ url, passages: [quote], quote }] : [],
      ),
    );
    const tab = await extension.context.newPage();
    for (const { name, url, quote = QUOTE, before } of cases) {
      pages.replace(url, before ?? articlePage(quote));
      if (before === undefined) continue;
      await test.step(`clip: ${name}`, async () => {
        await tab.goto(url);
        await clipPassage(extension, tab, { text: quote });
      });
    }
    await panel.reload();
    for (const { url, after } of cases) if (after !== undefined) pages.replace(url, after);
    pages.replace('http://canal.example/moved/here', articlePage(QUOTE));
    pages.replace('http://granted.example/there', articlePage(QUOTE));
    pages.replace('http://stranger.example/there', articlePage(QUOTE));
    pages.replace('http://canal.example/circle', { redirectTo: 'http://canal.example/circle/2' });
    pages.replace('http://canal.example/circle/2', { redirectTo: 'http://canal.example/circle' });
    pages.requests.length = 0;

    const checks = await verifyReport(panel);
    expect(checks).toHaveLength(cases.length);
    const found = cases.map(({ name, url }) => {
      const check = checks.find(({ page }) => page === url);
      return { name, verdict: check?.verdict, reason: check?.evidence.reason ?? null };
    });
    expect(found).toEqual(
      cases.map(({ name, verdict, reason = null }) => ({ name, verdict, reason })),
    );
    for (const { name, url, detail, flags = [], finalUrl } of cases) {
      const check = checks.find(({ page }) => page === url);
      expect(check?.flags, name).toEqual(flags);
      if (detail !== undefined) expect(check?.evidence.detail, name).toBe(detail);
      if (finalUrl !== undefined) expect(check?.finalUrl, name).toBe(finalUrl);
    }

    const asked = pages.requests.map(({ url }) => new URL(url).hostname);
    expect(asked.filter((host) => host === 'stranger.example')).toEqual([]);
    expect(asked.filter((host) => host === 'granted.example')).toHaveLength(1);
    expect(privateRequests).toBe(0);
    const counts = cases.map(({ url }) => pages.requests.filter((each) => each.url === url).length);
    // Chromium itself repeats a request whose connection is dropped before any response.
    const dropped = cases.findIndex(({ after }) => after?.drop === true);
    expect(counts.filter((_, at) => at !== dropped)).toEqual(
      cases.filter((_, at) => at !== dropped).map(({ asked: times = 1 }) => times),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a clip of another report that a statement cites is verified with the report, and for both', async ({
  launch,
  pages,
}) => {
  const extension = await launch({ origins: originsOf([ARTICLE, FRENCH]) });
  const panel = await panelAfter(extension, async (page) => {
    await storePassages(page, 'Old notes', [[FRENCH, WINTER]]);
    await storePassages(page, 'Lakes in spring', [[ARTICLE, HIGHEST]]);
  });
  await switchReport(panel, 'Lakes in spring');
  await panel.getByRole('button', { name: 'Write a statement' }).click();
  await panel.keyboard.type('Winter held on.');
  await panel.keyboard.press('Control+k');
  await panel.keyboard.type('hiver');
  const dialog = panel.getByRole('dialog', { name: 'Cite clips' });
  await expect(dialog.getByText('In other reports')).toBeVisible();
  await expect(dialog.getByRole('checkbox')).toHaveCount(1);
  await panel.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await panel.keyboard.press('Escape');

  const header = panel.locator('.panel-header');
  await expect(header).toContainText('2 clips');
  await startVerification(panel);
  await expect(panel.getByText('Verification finished. 2 clips: 2 stand')).toBeVisible();
  expect(pages.requests.map(({ url }) => url).sort()).toEqual([ARTICLE, FRENCH].sort());
  await expect(header).not.toContainText('not checked');

  const desk = await openDesk(panel);
  await expect(desk.locator('.passage-card .verdict')).toHaveText('Verbatim');
  await desk.close();

  await switchReport(panel, 'Old notes');
  await expect(cardWith(panel, WINTER).locator('.verdict')).toHaveText('Verbatim');

  // Without its citation the clip is no longer part of the report.
  await switchReport(panel, 'Lakes in spring');
  await panel.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(panel.locator('.statement-text .cite')).toHaveCount(0);
  await expect(header).toContainText('1 clip');
});

test('a passage that its page lost, as the user’s own tab showed, stays missing in later runs until it is back', async ({
  launch,
  pages,
}) => {
  const extension = await launch({ origins: originsOf([LISTS]) });
  const panel = await panelAfter(extension, (page) =>
    storePassages(page, 'Lakes in spring', [[LISTS, SNOW]]),
  );
  const found = async () => {
    const [check] = await verifyReport(panel);
    return [check?.verdict, check?.evidence.reason];
  };
  const whole = pages.read(LISTS);
  change(pages, LISTS, SNOW, '');
  expect(await found()).toEqual(['unchecked', 'not-found-not-rendered']);
  const tab = await extension.context.newPage();
  await tab.goto(LISTS);
  expect((await checkThisPage(extension, tab)).badges).toEqual(['Missing']);
  await panel.bringToFront();
  for (let run = 0; run < 2; run += 1) {
    expect(await found()).toEqual(['missing', 'missing-before']);
    await expect(cardWith(panel, SNOW)).toContainText(
      'Missing when the page was last read in full',
    );
  }
  pages.replace(LISTS, whole);
  expect(await found()).toEqual(['verbatim', null]);
});

test('a deleted clip that a statement still cites is verified, and keeps its result', async ({
  launch,
}) => {
  const extension = await launch({ origins: originsOf([ARTICLE, FRENCH]) });
  const panel = await panelAfter(extension, (page) =>
    storePassages(page, 'Lakes in spring', [
      [ARTICLE, HIGHEST],
      [FRENCH, WINTER],
    ]),
  );
  await panel.getByRole('button', { name: 'Write a statement' }).click();
  await panel.keyboard.type('Winter held on.');
  await panel.keyboard.press('Control+k');
  await panel.keyboard.type('hiver');
  const dialog = panel.getByRole('dialog', { name: 'Cite clips' });
  await expect(dialog.getByRole('checkbox')).toHaveCount(1);
  await panel.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await panel.keyboard.press('Escape');
  await cardWith(panel, WINTER).press('Delete');
  await expect(cardWith(panel, WINTER)).toHaveCount(0);

  const header = panel.locator('.panel-header');
  await expect(header).toContainText('2 clips');
  await startVerification(panel);
  await expect(panel.getByText('Verification finished. 2 clips: 2 stand')).toBeVisible();
  await expect(header).not.toContainText('not checked');

  const desk = await openDesk(panel);
  await expect(desk.locator('.passage-card .verdict')).toHaveText('Verbatim');
  await desk.close();

  await choose(panel, 'Report actions', 'Bin (1)');
  await expect(panel.getByText('still cited')).toBeVisible();
  await panel.getByRole('button', { name: /^Restore/ }).click();
  await panel.getByRole('button', { name: 'Back' }).click();
  await expect(cardWith(panel, WINTER).locator('.verdict')).toHaveText('Verbatim');
  await expect(header).toContainText('2 clips');
});
