import type { PictureSet } from './studio';

/** Pictures of the introduction, step by step. */
export const WELCOME_PICTURES: PictureSet = {
  name: 'welcome',
  async take({ extension, words, take }) {
    const page = await extension.openExtensionPage('welcome.html');
    await page.setViewportSize({ width: 900, height: 900 });
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await take(page, 'welcome-whole', { whole: true, forced: true });
    await button(words.clip_selection).click();
    await page.getByText(words.failure_no_selection, { exact: true }).last().waitFor();
    await take(page, 'welcome-nothing');
    await button(words.practice_select).click();
    await button(words.clip_selection).click();
    await page.locator('.practice-card').waitFor();
    await take(page, 'welcome-clipped', { forced: true });
    await button(words.practice_change).click();
    await page.locator('.practice-card .verdict').waitFor();
    await take(page, 'welcome-changed');
    await page.close();
  },
};
