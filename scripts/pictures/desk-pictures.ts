import type { Page } from '@playwright/test';
import { DESK_SAMPLE } from '@/scripts/tour/desk-sample';
import { decideSome, goTo, openDesk } from '@/scripts/tour/desk-steps';
import { makeReview } from '@/scripts/tour/make-review';
import { storeRecords } from '@/scripts/tour/store-records';
import { newId, type ReportId } from '@/utils/model/ids';
import { menuOpener } from './open-panel';
import type { EmptyStudio, PictureSet, Studio } from './studio';

const WIDE = { width: 1440, height: 900 };
/** Other widths at which the desk changes its layout or is very wide. */
const WIDTHS = [1680, 1000, 800] as const;

/** Pictures of the review desk, from the first claim to a void sign-off. */
export const DESK_PICTURES: PictureSet = {
  name: 'desk',
  async take(studio) {
    const { extension, take, words, library } = studio;
    const desk = await openDesk(extension, await storeSample(studio));
    await desk.keyboard.press('1');
    await desk.getByRole('dialog', { name: words.reviewer_title }).waitFor();
    await take(desk, 'desk-reviewer');
    await desk.keyboard.press('Escape');
    await decideSome(desk, words.reviewer_title);
    await take(desk, 'desk-altered', { forced: true });
    await takeWidths(studio, desk);
    await takeClaims(studio, desk);
    await takeLists(studio, desk);
    await takeSheets(studio, desk);
    await takeReviewers(studio, desk);
    await takeSignOff(studio, desk);
    await takeOverview(studio, desk);
    await takeAnswers(studio, desk);
    await desk.goto(desk.url().replace(/report=.*/, `report=${library.empty}`));
    await desk.locator('.empty').waitFor();
    await take(desk, 'desk-no-claims');
    await desk.close();
    await takeFrame(studio);
  },
};

/** The desk of a user without a report. */
export async function takeUnusedDesk({ extension, take }: EmptyStudio): Promise<void> {
  const desk = await extension.openExtensionPage('desk.html');
  await desk.setViewportSize(WIDE);
  await desk.locator('.desk-empty .empty').waitFor();
  await take(desk, 'unused-desk');
  await desk.close();
}

async function storeSample({ extension }: Studio): Promise<ReportId> {
  const page = await extension.openExtensionPage('options.html');
  const reportId = newId<'report'>();
  await storeRecords(page, await makeReview(DESK_SAMPLE, reportId));
  await page.close();
  return reportId;
}

async function takeWidths({ take, language }: Studio, desk: Page): Promise<void> {
  for (const width of WIDTHS) {
    await desk.setViewportSize({ width, height: 900 });
    if (language === 'en' || width === 800) {
      await take(desk, `desk-${width}`, { fixed: true, whole: width === 800 });
    }
  }
  await desk.setViewportSize(WIDE);
}

/** Takes pictures of the reviewers dialog, with the fingerprint of the user's own key. */
async function takeReviewers({ take, words }: Studio, desk: Page): Promise<void> {
  await desk.getByRole('button', { name: words.desk_more }).press('Enter');
  await desk.getByRole('menuitem', { name: words.desk_menu_reviewer }).press('Enter');
  const sheet = desk.getByRole('dialog', { name: words.reviewers_title });
  await sheet.getByText(words.fingerprint_hint).waitFor();
  await take(desk, 'desk-reviewers', { forced: true });
  await desk.keyboard.press('Escape');
}

/** Claims whose passages have different verdicts. */
async function takeClaims({ take }: Studio, desk: Page): Promise<void> {
  for (const [name, words] of [
    ['missing', 'Late snow held the melt back'],
    ['hinted', 'a third less than planned'],
    ['gone', 'The register lists'],
    ['stands', 'The northern basin stood'],
  ] as const) {
    await goTo(desk, words);
    await take(desk, `desk-claim-${name}`);
  }
  await desk.keyboard.press('w');
  await take(desk, 'desk-clipped');
  await desk.keyboard.press('w');
  await desk.keyboard.press('n');
  await desk.keyboard.type('Read on the page itself, with the table under it.');
  await take(desk, 'desk-note');
  await desk.keyboard.press('Escape');
}

async function takeLists({ take, words }: Studio, desk: Page): Promise<void> {
  for (const view of ['list', 'uncited'] as const) {
    await desk.keyboard.press('t');
    await take(desk, `desk-view-${view}`, { forced: view === 'list' });
  }
  await desk.keyboard.press('t');
  const search = desk.getByRole('searchbox', { name: words.desk_search });
  await search.fill('basin');
  await desk.locator('.desk-filtered').waitFor();
  await take(desk, 'desk-search');
  await search.fill('glacier');
  await take(desk, 'desk-search-nothing');
  await search.fill('');
  const menu = menuOpener(desk, words.desk_more);
  await menu();
  await take(desk, 'desk-menu', { again: menu });
  await desk.keyboard.press('Escape');
}

async function takeSheets({ take }: Studio, desk: Page): Promise<void> {
  await goTo(desk, 'The southern basin');
  for (const [name, key] of [
    ['clean', 'c'],
    ['keys', '?'],
    ['filters', 'f'],
    ['sign-off', 'Shift+S'],
    ['report', 'e'],
  ] as const) {
    await desk.keyboard.press(key);
    const sheet = desk.locator('dialog[open]');
    await sheet.waitFor();
    if (name === 'report') await sheet.locator('.export-preview').first().waitFor();
    await take(desk, `desk-sheet-${name}`, { forced: name === 'sign-off' });
    await desk.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  }
}

/** A sign-off with exceptions, then void because a decision changed. */
async function takeSignOff({ take, words }: Studio, desk: Page): Promise<void> {
  await desk.keyboard.press('Shift+S');
  const sheet = desk.locator('dialog[open]');
  for (const box of await sheet.getByRole('checkbox').all()) await box.check();
  await take(desk, 'desk-sheet-excepted');
  await sheet.getByRole('button', { name: words.sign_confirm, exact: true }).click();
  await desk.locator('.sign-banner.is-valid').waitFor();
  await desk.locator('.snackbar').waitFor({ state: 'detached' });
  await take(desk, 'desk-signed', { forced: true });
  await goTo(desk, 'The northern basin stood');
  await desk.keyboard.press('2');
  await desk.locator('.sign-banner.is-void').waitFor();
  await take(desk, 'desk-void');
}

async function takeOverview({ take }: Studio, desk: Page): Promise<void> {
  await desk.keyboard.press('v');
  await desk.locator('.desk-overview').waitFor();
  await desk.setViewportSize({ ...WIDE, height: 1500 });
  await take(desk, 'desk-overview', { forced: true });
  await desk.locator('.ov-sort').nth(5).click();
  await take(desk, 'desk-overview-sorted');
  await desk.setViewportSize(WIDE);
  await desk.keyboard.press('Escape');
}

/** An objection that is answered and raised again. */
async function takeAnswers({ take }: Studio, desk: Page): Promise<void> {
  await goTo(desk, 'Late snow held the melt back');
  await desk.keyboard.press('x');
  await desk.locator('.why-again').waitFor();
  await take(desk, 'desk-answered');
}

/** The frame that is visible before any script. */
async function takeFrame({ extension, take }: Studio): Promise<void> {
  const page = await extension.context.newPage();
  await page.setViewportSize(WIDE);
  const session = await extension.context.newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.goto(`chrome-extension://${extension.extensionId}/desk.html`);
  await take(page, 'desk-frame', { forced: true, fixed: true });
  await page.close();
}
