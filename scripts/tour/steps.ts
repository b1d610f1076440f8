import path from 'node:path';
import type { TourStep } from './stage';

export const FIRST_PAGE = 'http://hydrology.example/bulletin-april-2026';

/**
 * The tour, in order. Each step looks at what the user would see and throws where it isn't
 * there, so a tour that ends is a check as well.
 */
export const TOUR: readonly TourStep[] = [
  {
    title: 'Open a page to read',
    async run({ tab }) {
      await tab.goto(FIRST_PAGE);
      const title = await tab.title();
      if (!title.startsWith('Monthly bulletin')) throw new Error(`The page shows “${title}”.`);
      return title;
    },
  },
  {
    title: 'Press the toolbar button',
    async run({ extension, tab, out }) {
      const popup = await extension.triggerAction(tab);
      await popup.locator('#root > *').first().waitFor();
      await popup.screenshot({ path: path.join(out, 'popup.png') });
      await popup.close();
      return 'popup.png';
    },
  },
  {
    title: 'Open the panel',
    async run({ extension, out }) {
      const panel = await extension.openExtensionPage('sidepanel.html');
      await panel.setViewportSize({ width: 400, height: 860 });
      await panel.locator('#root > *').first().waitFor();
      await panel.screenshot({ path: path.join(out, 'panel.png') });
      await panel.close();
      return 'panel.png';
    },
  },
];
