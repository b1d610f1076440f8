import { expect, type Locator, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';
import { dropFiles } from './drop-files';

/**
 * Returns the content of a side panel as lines: the title; `#` and the name of each section, by
 * depth; `>` and the quote of each clip with its note; `-` and each statement with its citations as
 * `[A]`. A folded section has only its heading.
 */
export function shownReport(panel: Page): Promise<string[]> {
  return panel.evaluate(readReport);
}

/** The same, inside the page of a panel. */
export function readReport(): string[] {
  const words = (element: Element | null) =>
    (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const lines = [words(document.querySelector('.report-switch-title'))];
  for (const shown of document.querySelectorAll('main .section-head, main article')) {
    if (shown.matches('.section-head')) {
      let depth = 0;
      for (let at = shown.closest('section'); at !== null; depth += 1) {
        at = at.parentElement?.closest('section') ?? null;
      }
      lines.push(`${'#'.repeat(depth)} ${words(shown.querySelector('bdi'))}`);
      continue;
    }
    const quote = shown.querySelector('.quote');
    if (quote !== null) {
      const note = words(shown.querySelector('.clip-note'));
      lines.push(`> ${words(quote)}${note === '' ? '' : ` (${note})`}`);
      continue;
    }
    const prose = shown.querySelector('.statement-text')?.cloneNode(true);
    if (!(prose instanceof Element)) {
      lines.push(`- ${words(shown.querySelector('.statement-empty, .statement-input'))}`);
      continue;
    }
    for (const chip of prose.querySelectorAll('button')) {
      chip.replaceWith(`[${chip.textContent ?? ''}]`);
    }
    lines.push(`- ${words(prose)}`);
  }
  return lines;
}

/** Waits until the panel shows exactly these lines. */
export async function expectShown(panel: Page, lines: readonly string[]): Promise<void> {
  await expect.poll(() => shownReport(panel)).toEqual(lines);
}

/** Opens the menu of a button and chooses an entry with the mouse. */
export async function choose(within: Page | Locator, button: string, item: string): Promise<void> {
  const page = 'mouse' in within ? within : within.page();
  await within.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Returns the clip or statement that contains these words. */
export function itemWith(panel: Page, words: string): Locator {
  return panel.getByRole('article').filter({ hasText: words });
}

/** Opens the menu of a clip or a statement and chooses an entry with the keyboard. */
export async function chooseByKey(item: Locator, entry: string): Promise<void> {
  const page = item.page();
  await item.getByRole('button', { name: /^Actions on this (clip|statement)$/ }).press('ArrowDown');
  await expect(page.getByRole('menu').getByRole('menuitem').first()).toBeFocused();
  const wanted = page.getByRole('menuitem', { name: entry, exact: true });
  for (let presses = 0; presses < 10; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(wanted).toBeFocused();
  await page.keyboard.press('Enter');
}

/** Answers the dialog that asks for a name. */
export async function answerName(panel: Page, name: string, language?: string): Promise<void> {
  const dialog = panel.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  if (language !== undefined) await dialog.getByRole('combobox').selectOption({ label: language });
  await panel.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}

/** Answers the dialog that asks where to move. */
export async function answerPlace(panel: Page, place: string): Promise<void> {
  const dialog = panel.getByRole('dialog');
  const value = await dialog.locator('option').evaluateAll(
    (options, wanted) =>
      options
        .filter((option) => option.textContent?.trim() === wanted)
        .map((option) => option.getAttribute('value') ?? '')
        .join(' '),
    place,
  );
  await dialog.getByRole('combobox').selectOption(value);
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Creates a report in the panel, which then shows it. */
export async function createReport(panel: Page, title: string): Promise<void> {
  const empty = panel.getByRole('button', { name: 'New report…' });
  const menu = panel.locator('.report-switch');
  await expect(empty.or(menu).first()).toBeVisible();
  await expect(panel.getByText('Loading…')).toHaveCount(0);
  if (await empty.isVisible()) await empty.click();
  else {
    await menu.click();
    await panel.getByRole('menuitem', { name: 'New report…' }).click();
  }
  await answerName(panel, title);
  await expect(panel.locator('.report-switch-title')).toHaveText(title);
}

export async function addSection(panel: Page, title: string): Promise<void> {
  await panel.getByRole('button', { name: 'Add a section' }).click();
  await answerName(panel, title);
}

/** Shows another report in the panel. */
export async function switchReport(panel: Page, title: string): Promise<void> {
  await panel.locator('.report-switch').click();
  await panel.getByRole('menuitemradio', { name: title, exact: true }).click();
  await expect(panel.locator('.report-switch-title')).toHaveText(title);
}

/**
 * Opens the panel and imports a Markdown file into a new report. Returns the panel when it shows the
 * report. Before that, the keys of a report do nothing.
 */
export async function importReport(extension: ExtensionBrowser, content: string): Promise<Page> {
  const panel = await extension.openExtensionPage('sidepanel.html');
  await expect(panel.getByRole('button', { name: 'Import a report…' })).toBeVisible();
  await dropFiles(panel, [{ name: 'lakes.md', content }]);
  const sheet = panel.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(sheet).toBeHidden();
  await expect(panel.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
  return panel;
}

/** Opens the desk from the menu of the panel, and waits until it shows a claim. */
export async function openDesk(panel: Page): Promise<Page> {
  const opened = panel.context().waitForEvent('page');
  await choose(panel, 'Report actions', 'Review…');
  const desk = await opened;
  await expect(desk.locator('.claim-words')).toBeVisible();
  return desk;
}
