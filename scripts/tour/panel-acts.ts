import type { Locator, Page } from '@playwright/test';
import en from '@/locales/en.json';
import { oneLine } from './stage';

/** Chooses an entry of the menu with this button. */
async function choose(page: Page, button: Locator, entry: string): Promise<void> {
  await button.click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Confirms the open dialog and waits until it is closed. */
async function confirm(page: Page, words: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: words, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

export async function renameReport(panel: Page, title: string): Promise<void> {
  const menu = panel.getByRole('button', { name: en.report_actions, exact: true });
  await choose(panel, menu, en.report_details);
  await panel.getByLabel(en.report_title, { exact: true }).fill(title);
  await confirm(panel, en.save);
  await panel.locator('.report-switch-title', { hasText: title }).waitFor();
}

export async function addSection(panel: Page, title: string): Promise<void> {
  await panel.getByRole('button', { name: en.add_section, exact: true }).click();
  await panel.getByLabel(en.section_name, { exact: true }).fill(title);
  await confirm(panel, en.create);
  await sectionOf(panel, title).waitFor();
}

/** A section of the panel, or the inbox, with its content. */
export function sectionOf(panel: Page, title: string): Locator {
  return panel.getByRole('region', { name: title, exact: true });
}

/** The card of a clip, by its quote. */
export function cardOf(panel: Page, quote: string): Locator {
  return panel.locator('article').filter({ has: panel.locator('.quote', { hasText: quote }) });
}

export async function moveClip(panel: Page, quote: string, section: string): Promise<void> {
  const menu = cardOf(panel, quote).getByRole('button', { name: en.clip_actions, exact: true });
  await choose(panel, menu, en.move_to);
  await panel.getByRole('dialog').getByLabel(en.section, { exact: true }).selectOption(section);
  await confirm(panel, en.move_confirm);
  await sectionOf(panel, section).locator('.quote', { hasText: quote }).waitFor();
}

/** Writes a statement in a section, and cites clips at its end. */
export async function writeStatement(
  panel: Page,
  section: string,
  text: string,
  quotes: readonly string[],
): Promise<void> {
  const name = `${en.add_statement} – ${section}`;
  await panel.getByRole('button', { name, exact: true }).click();
  await panel.getByRole('textbox', { name: en.statement_text }).pressSequentially(text);
  await panel.getByRole('button', { name: en.cite, exact: true }).click();
  const dialog = panel.getByRole('dialog');
  for (const quote of quotes) {
    await dialog.locator('label.pick', { hasText: quote }).getByRole('checkbox').check();
  }
  await confirm(panel, en.cite_confirm.n.replace('$1', quotes.length.toString()));
  await panel
    .locator('.cited')
    .nth(quotes.length - 1)
    .waitFor();
  await panel.getByRole('button', { name: en.done, exact: true }).click();
  await panel.locator('article', { hasText: text }).first().waitFor();
}

/** Returns the verdict on a clip's card in the user's words; null if there is none. */
export async function verdictOn(panel: Page, quote: string): Promise<string | null> {
  const badge = cardOf(panel, quote).locator('.verdict');
  return (await badge.count()) === 0 ? null : oneLine((await badge.first().textContent()) ?? '');
}
