import type { Page } from '@playwright/test';
import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';

/** Clips the image like the browser does when the user chooses "Clip this image" from its menu. */
export async function clipByMenu(
  extension: ExtensionBrowser,
  page: Page,
  srcUrl: string,
): Promise<void> {
  const worker = await extension.serviceWorker();
  await worker.evaluate(
    async ([url, source]) => {
      const [tab] = await chrome.tabs.query({ url });
      const clicked = chrome.contextMenus.onClicked as unknown as {
        dispatch(info: object, tab: unknown): void;
      };
      const info = { menuItemId: 'clip-image', mediaType: 'image', srcUrl: source };
      clicked.dispatch({ ...info, frameId: 0, pageUrl: url }, tab);
    },
    [page.url(), srcUrl] as const,
  );
}
