import { existsSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { findFirefox } from '@/scripts/find-browser.mjs';
import {
  FIREFOX_BUILD,
  type FirefoxWithExtension,
  launchFirefox,
} from '@/scripts/firefox/launch-firefox';
import { startTeamServer, type TeamServer } from '@/tests/fixtures/team-server';
import { clipPassage } from './harness/clip-passage';
import { complaints } from './harness/complaints';
import { exportReport } from './harness/export-report';
import { expect, test } from './harness/fixtures';
import { dumpLibrary } from './harness/library';
import {
  answerPlace,
  choose,
  chooseByKey,
  expectShown,
  importReport,
  itemWith,
  openDesk,
  readReport,
  shownReport,
} from './harness/panel';

const ARTICLE = 'http://hydrology.example/bulletin-april-2026';
const LINK = `${ARTICLE}#:~:text=It%20is%20the%20highest%20reading%20since%20the%20gauge%20was%20moved`;
const REPORT = `# Lakes in spring\n\n## Levels\n\nThe lake is high ([Bulletin](${LINK})).\n`;
const CLIPPED = '44 centimetres above the mean';
const ORIGINS = ['http://127.0.0.1/*'];

let server: TeamServer;
test.beforeEach(async () => {
  server = await startTeamServer();
});
test.afterEach(() => server.remove());

/** Joins the team in the settings, as a person does. */
async function join(
  options: Page,
  name: string,
  role: 'writer' | 'reviewer' | 'owner',
): Promise<void> {
  const part = options.getByRole('region', { name: 'Teams', exact: true });
  await part.getByLabel('Invitation link').fill(await server.invite(role));
  await part.getByRole('button', { name: 'Look at the invitation' }).click();
  await expect(part).toContainText(`You will be: ${role}`);
  await part.getByLabel('Your name in the team').fill(name);
  await part.getByRole('button', { name: 'Join the team' }).click();
  await expect(part).toContainText('You joined Team.');
}

/** Joins the team in Firefox, gets its report, and opens it in a panel. */
async function joinInFirefox(firefox: FirefoxWithExtension, name: string): Promise<void> {
  const submit = '[aria-labelledby=teams] [type=submit]';
  const says = (words: string) =>
    firefox.waitFor(words, 'return document.body.textContent.includes(arguments[0]);', words);
  await firefox.openExtensionPage('options.html');
  await firefox.click('[data-focus=team-link]');
  await firefox.type(await server.invite('writer'));
  await firefox.click(submit);
  await says('You will be: writer');
  await firefox.click('[data-focus=team-name]');
  await firefox.type(name);
  await firefox.click(submit);
  await says('You joined Team.');
  await firefox.click('[aria-label="Get its reports: Team"]');
  await says('1 report comes into your library.');
  await firefox.openExtensionPage('sidepanel.html');
}

const shownInFirefox = (firefox: FirefoxWithExtension) =>
  firefox.marionette.run(`return (${readReport.toString()})();`);

async function writeStatement(panel: Page, section: string, words: string): Promise<void> {
  await panel.getByRole('button', { name: `Write a statement – ${section}` }).click();
  await panel.keyboard.type(words);
  await panel.keyboard.press('Escape');
  await expect(itemWith(panel, words)).toBeVisible();
}

/** Opens a statement for editing, with the caret at one of its ends. */
async function edit(panel: Page, words: string, at: 'Home' | 'End'): Promise<void> {
  await itemWith(panel, words).getByRole('button', { name: 'Edit', exact: true }).click();
  await panel.locator('.statement-input').press(at);
}

const hasFirefox = findFirefox() !== null && existsSync(FIREFOX_BUILD);

test('three browsers share a report through a server, write in one statement, review it, sign off, work offline, and end alike', async ({
  launch,
}) => {
  if (!hasFirefox) test.info().annotations.push({ type: 'left out', description: 'Firefox' });
  const [ana, ben, cleo] = await Promise.all([
    ...[launch({ origins: ORIGINS }), launch({ origins: ORIGINS })],
    hasFirefox ? launchFirefox() : null,
  ] as const);
  try {
    const hers = await importReport(ana, REPORT);
    await join(await ana.openExtensionPage('options.html'), 'Ana', 'writer');
    await hers.bringToFront();
    await choose(hers, 'Report actions', 'Share with the team…');
    await expect(hers.getByRole('dialog')).toContainText('goes to the server of the team');
    await hers.getByRole('dialog').getByRole('button', { name: 'Share', exact: true }).click();
    await expect(hers.getByText('Up to date with Team')).toBeVisible();

    const settings = await ben.openExtensionPage('options.html');
    await join(settings, 'Ben', 'reviewer');
    await settings.getByRole('button', { name: 'Get its reports: Team' }).click();
    await expect(settings.getByText('1 report comes into your library.')).toBeVisible();
    const his = await ben.openExtensionPage('sidepanel.html');
    await expectShown(his, await shownReport(hers));
    if (cleo !== null) await joinInFirefox(cleo, 'Cleo');

    // Ana clips while she reads, Ben gives the clip its place, and Cleo writes in Firefox.
    const article = await ana.context.newPage();
    await article.goto(ARTICLE);
    await clipPassage(ana, article, { text: CLIPPED });
    await article.close();
    await hers.bringToFront();
    await chooseByKey(itemWith(his, CLIPPED), 'Move to…');
    await answerPlace(his, 'Levels');
    if (cleo !== null) {
      await cleo.click('[aria-label="Write a statement – Levels"]');
      await cleo.type('Cleo agrees.');
      await cleo.press('Escape');
      await expect(itemWith(his, 'Cleo agrees.')).toBeVisible();
    }
    await expect
      .poll(async () => (await shownReport(hers)).filter((line) => line.startsWith('>')))
      .toHaveLength(2);

    // Both write in one statement, and see each other there.
    await writeStatement(his, 'Levels', 'Ben writes.');
    await expect(itemWith(hers, 'Ben writes.')).toBeVisible();
    await edit(hers, 'Ben writes.', 'End');
    await edit(his, 'Ben writes.', 'Home');
    const there = hers.getByRole('list', { name: 'In this report now' });
    await expect(there).toContainText('Ben');
    await expect(itemWith(hers, 'Ben is here')).toBeVisible();
    await Promise.all([hers.keyboard.type(' So does Ana.'), his.keyboard.type('Indeed, ')]);
    await Promise.all([hers.keyboard.press('Escape'), his.keyboard.press('Escape')]);
    for (const panel of [hers, his]) {
      await expect(itemWith(panel, 'Indeed, Ben writes. So does Ana.')).toBeVisible();
    }

    // Ben decides and signs off; both count at Ana's, under his name.
    const desk = await openDesk(his);
    await desk.keyboard.press('1');
    await expect(desk.locator('input:focus')).toBeVisible();
    await desk.keyboard.type('Somebody');
    await desk.keyboard.press('Enter');
    await expect(desk.getByText('1 of 1 claims decided')).toBeVisible();
    await desk.keyboard.press('Shift+S');
    await desk.getByRole('dialog').getByRole('button', { name: 'Sign off', exact: true }).click();
    await expect(desk.getByText(/^Signed off by Somebody, /)).toBeVisible();
    const hersDesk = await openDesk(hers);
    await expect(hersDesk.getByText(/^Signed off by Ben, /)).toBeVisible();
    await expect(hersDesk.getByText('1 of 1 claims decided')).toBeVisible();
    await hersDesk.close();
    await desk.close();

    await server.stop();
    await writeStatement(hers, 'Levels', 'Ana writes offline.');
    await expect(hers.getByText('No connection to Team since')).toContainText(/changes? not sent/);
    await ana.stopServiceWorker();
    await server.start();
    // Her page wakes the stopped worker within 15 s, and all connect again within 10 s.
    await expect(itemWith(his, 'Ana writes offline.')).toBeVisible({ timeout: 90_000 });
    await expect(hers.getByText('Up to date with Team')).toBeVisible({ timeout: 90_000 });
    const lines = await shownReport(hers);
    await expectShown(his, lines);
    if (cleo !== null) {
      await expect.poll(() => shownInFirefox(cleo), { timeout: 90_000 }).toEqual(lines);
    }
    expect(await exportReport(his)).toBe(await exportReport(hers));
  } finally {
    await cleo?.close();
  }
});

test('a page text comes when it is needed, and an owner deletes the report from the server', {
  tag: '@long',
}, async ({ launch }) => {
  const [ana, ben] = await Promise.all([
    launch({ origins: ORIGINS }),
    launch({ origins: ORIGINS }),
  ]);
  const hers = await importReport(ana, REPORT);
  const article = await ana.context.newPage();
  await article.goto(ARTICLE);
  await clipPassage(ana, article, { text: CLIPPED });
  await article.close();
  await join(await ana.openExtensionPage('options.html'), 'Ana', 'owner');
  await hers.bringToFront();
  await choose(hers, 'Report actions', 'Share with the team…');
  const sheet = hers.getByRole('dialog');
  await sheet.getByRole('checkbox', { name: /^Full texts of the pages/ }).check();
  await sheet
    .getByRole('checkbox', { name: /also what was read while signed in to your accounts/ })
    .check();
  await sheet.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(hers.getByText('Up to date with Team')).toBeVisible();

  const settings = await ben.openExtensionPage('options.html');
  await join(settings, 'Ben', 'writer');
  await settings.getByRole('button', { name: 'Get its reports: Team' }).click();
  await expect(settings.getByText('1 report comes into your library.')).toBeVisible();
  const his = await ben.openExtensionPage('sidepanel.html');
  const lines = await shownReport(hers);
  await expectShown(his, lines);

  // The text of the page did not come with its clip. The backup gets it, once the server answers.
  await settings.bringToFront();
  const backup = settings.getByRole('button', { name: 'Download a backup' });
  await expect(async () => {
    await settings.reload();
    await expect(settings.getByText('1 page text is only on')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await server.stop();
  await backup.click();
  await expect(settings.getByText('1 page text did not come:')).toBeVisible();
  expect(await complaints(settings)).toEqual([]);
  await server.start();
  const [file] = await Promise.all([settings.waitForEvent('download'), backup.click()]);
  expect(file.suggestedFilename()).toMatch(/\.pincite$/);
  await expect(settings.getByText('1 page text')).toHaveCount(0);
  expect((await dumpLibrary(settings))['snapshots']).toHaveLength(1);

  await hers.bringToFront();
  await expect(hers.getByText('Up to date with Team')).toBeVisible({ timeout: 90_000 });
  await choose(hers, 'Report actions', 'Stop sharing and delete from the server…');
  const question = hers.getByRole('dialog');
  await expect(question).toContainText('Delete this report from the server of Team?');
  expect(await complaints(hers)).toEqual([]);
  await question.getByRole('button', { name: 'Delete from the server' }).click();
  await expect(
    hers.getByText('Deleted from the server of Team. Your copy stays here.'),
  ).toBeVisible();
  await his.bringToFront();
  await expect(his.getByText('An owner of the team deleted this report')).toBeVisible({
    timeout: 90_000,
  });
  await expectShown(hers, lines);
  await expectShown(his, lines);
  expect(await server.ask('GET /v1/reports')).toEqual({ reports: [] });
  await his.getByRole('button', { name: 'Stop sharing', exact: true }).click();
  await expect(his.getByText('An owner of the team deleted this report')).toBeHidden();
  await expectShown(his, lines);
});
