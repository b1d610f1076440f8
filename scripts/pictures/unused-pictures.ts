import { takeUnusedDesk } from './desk-pictures';
import { openPanel } from './open-panel';
import { AS_POPUP, openPopup } from './open-popup';
import type { EmptyStudio, PictureSet } from './studio';

const PAGE = 'http://hydrology.example/bulletin-april-2026';

/** Pictures of panel, popup and desk directly after the installation. */
export const UNUSED_PICTURES: PictureSet<EmptyStudio> = {
  name: 'unused',
  async take(studio) {
    const { extension, words, take } = studio;
    const panel = await openPanel(studio);
    await panel.getByText(words.no_report_title, { exact: true }).waitFor();
    await take(panel, 'unused-panel', { forced: true });
    await panel.close();
    const tab = await extension.context.newPage();
    await tab.goto(PAGE);
    const popup = await openPopup(studio, tab, null);
    await popup.getByText(words.recent_none, { exact: true }).waitFor();
    await take(popup, 'unused-popup', AS_POPUP);
    await popup.close();
    await tab.close();
    await takeUnusedDesk(studio);
  },
};
