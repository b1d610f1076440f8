import { menuOpener, openPanel, showReport } from './open-panel';
import { PICTURE_SAMPLE } from './picture-sample';
import type { PictureSet } from './studio';

/** Pictures of the library in the panel: a search, filters, duplicates. */
export const LIBRARY_PICTURES: PictureSet = {
  name: 'library',
  async take(studio) {
    const { take, words } = studio;
    const panel = await openPanel(studio);
    await showReport(panel, PICTURE_SAMPLE.title);
    await panel.getByRole('button', { name: words.library_open, exact: true }).click();
    await panel.locator('.found').first().waitFor();
    await take(panel, 'library-all');
    const field = panel.getByRole('searchbox', { name: words.library_search });
    await field.fill('snow');
    await panel.locator('.found mark').first().waitFor();
    await take(panel, 'library-search', { forced: true });
    const open = menuOpener(panel, words.clip_actions);
    await open();
    await take(panel, 'library-menu', { again: open });
    await panel.getByRole('menuitem', { name: words.library_put, exact: true }).click();
    await panel.getByRole('dialog').waitFor();
    await take(panel, 'library-put');
    await panel.keyboard.press('Escape');
    await panel.getByRole('button', { name: words.desk_filters, exact: true }).click();
    await panel.locator('.library-filters').waitFor();
    await take(panel, 'library-filters');
    await panel.getByLabel(words.tags, { exact: true }).selectOption({ index: 1 });
    await field.fill('glacier');
    await panel.getByText(words.library_nothing, { exact: true }).waitFor();
    await take(panel, 'library-nothing');
    await panel.getByRole('button', { name: words.library_duplicates, exact: true }).click();
    await panel.locator('.twin').first().waitFor();
    await take(panel, 'library-duplicates');
    await panel.locator('[aria-pressed=false]').first().click();
    await panel.locator('.twin').first().waitFor();
    await take(panel, 'library-duplicates-across');
    await panel.close();
  },
};
