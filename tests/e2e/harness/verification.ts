import { expect, type Locator, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { checksOf, type ReportedCheck, readLibrary } from '@/scripts/tour/read-library';
import type { Run } from '@/utils/model/evidence';

/** The button of the dialog that starts a verification. The browser may have to be asked first. */
export const CONFIRM_VERIFY = /^(?:Allow and verify|Verify)$/;

/** Clicks "Verify" for the whole report, and allows the sites that the dialog names. */
export async function startVerification(panel: Page): Promise<void> {
  await panel.getByRole('button', { name: /^Verify \d+ clips?$/ }).click();
  await panel.getByRole('dialog').getByRole('button', { name: CONFIRM_VERIFY }).click();
}

/** Returns the latest run of a kind. Waits until it has ended. */
export async function endedRun(page: Page, trigger: Run['trigger']): Promise<Run> {
  const latest = async () =>
    (await readLibrary(page)).runs.filter((run) => run.trigger === trigger).at(-1) ?? null;
  await expect
    .poll(async () => (await latest())?.finishedAt ?? null, {
      intervals: [100, 250],
      timeout: 120_000,
    })
    .not.toBeNull();
  const run = await latest();
  if (run === null) throw new Error('There was a run, and it is gone.');
  return run;
}

/** Returns the checks of a run in the order in which the quotes were clipped. */
export async function checksIn(page: Page, run: Run): Promise<ReportedCheck[]> {
  return checksOf(await readLibrary(page), run);
}

/** Verifies the whole report like a user. Returns the checks of the run. */
export async function verifyReport(panel: Page): Promise<ReportedCheck[]> {
  const before = (await readLibrary(panel)).runs.length;
  await startVerification(panel);
  await expect.poll(async () => (await readLibrary(panel)).runs.length).toBe(before + 1);
  return checksIn(panel, await endedRun(panel, 'manual'));
}

export interface PageResult {
  /** The message of the popup and the verdicts that it shows. */
  readonly said: string;
  readonly badges: readonly string[];
}

/** Runs "Check my clips of this page" on the user's own tab from the popup. */
export async function checkThisPage(extension: ExtensionBrowser, tab: Page): Promise<PageResult> {
  const popup = await extension.triggerAction(tab);
  await popup.getByRole('button', { name: 'Check my clips of this page', exact: true }).click();
  const answer = popup.getByText(
    /quotes stand on this page|no recorded words|^No saved|nothing to check/i,
  );
  const failed = popup.getByRole('alert');
  await answer.or(failed).first().waitFor();
  const said = oneLine((await answer.or(failed).first().textContent()) ?? '');
  const badges = await popup.locator('.verdict').allTextContents();
  await popup.close();
  return { said, badges: badges.map(oneLine) };
}

/** Returns the card of a clip by words of its quote. */
export function cardWith(panel: Page, words: string): Locator {
  return panel.getByRole('article').filter({ hasText: words });
}

export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
