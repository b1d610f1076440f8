import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Returns the fingerprint of the user's own key as the desk shows it. */
async function readOut(desk: Page): Promise<string> {
  await desk.bringToFront();
  await desk.getByRole('button', { name: /^More act/ }).press('Enter');
  await desk.getByRole('menuitem', { name: 'Reviewers…' }).press('Enter');
  const sheet = desk.getByRole('dialog', { name: 'Reviewers' });
  const own = sheet.locator('.fingerprint').first();
  await expect(own).toHaveText(/^(?:[0-9A-Z]{4} ){4}[0-9A-Z]{4}$/);
  const groups = (await own.textContent()) ?? '';
  await sheet.getByRole('button', { name: 'Done' }).press('Enter');
  return groups;
}

/** Compares the key of another desk like two people on the telephone. */
export async function compareKeys(desk: Page, other: Page, name: string): Promise<void> {
  const groups = await readOut(other);
  await desk.bringToFront();
  await desk.getByRole('button', { name: 'Compare…' }).first().press('Enter');
  const sheet = desk.getByRole('dialog', { name: 'Reviewers' });
  const row = sheet.getByRole('listitem').filter({ hasText: groups });
  await row.getByRole('textbox').fill(name);
  const same = row.getByRole('button', { name: 'They are the same' });
  // Unlike a click, a key press does not wait until the button is enabled.
  await expect(same).toBeEnabled();
  await same.press('Enter');
  await expect(row.getByText(/^Verified/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(sheet).toBeHidden();
}
