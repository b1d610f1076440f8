import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { browser } from './browser';

/** How the elements begin that Pincite itself shows in a page. */
const OWN = 'pincite-';

export type Format = 'png' | 'jpeg';

/**
 * What a tab shows, without what Pincite shows in it. The tab has to be the one in front of its
 * window, before and after: the browser takes whichever is. Needs activeTab.
 */
export async function takeScreenshot(
  tabId: number,
  format: Format = 'png',
): Promise<Result<Blob, Failure>> {
  const shown = await browser.tabs.get(tabId).catch(() => null);
  if (shown === null || !shown.active) return err(failure('screenshot_failed', 'not in front'));
  await hideOwn(tabId, true);
  try {
    const { windowId } = shown;
    const url = await browser.tabs.captureVisibleTab(
      windowId ?? browser.windows.WINDOW_ID_CURRENT,
      {
        format,
        ...(format === 'jpeg' ? { quality: 92 } : {}),
      },
    );
    const after = await browser.tabs.get(tabId);
    if (!after.active || after.url !== shown.url) {
      return err(failure('screenshot_failed', 'not in front'));
    }
    return ok(await (await fetch(url)).blob());
  } catch (cause) {
    return err(
      failure('screenshot_failed', cause instanceof Error ? cause.message : String(cause)),
    );
  } finally {
    await hideOwn(tabId, false);
  }
}

/** A page that no script may enter shows nothing of ours. */
async function hideOwn(tabId: number, hidden: boolean): Promise<void> {
  try {
    await browser.scripting.executeScript({
      target: { tabId },
      func: (own: string, hide: boolean) => {
        for (const element of document.documentElement.children) {
          if (!element.localName.startsWith(own) || !(element instanceof HTMLElement)) continue;
          element.style.visibility = hide ? 'hidden' : '';
        }
        // Until the page has been drawn without it; a page that is not drawn waits for nothing.
        return new Promise<void>((resolve) => {
          setTimeout(resolve, 100);
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        });
      },
      args: [OWN, hidden],
    });
  } catch (cause) {
    console.debug('screenshot', cause);
  }
}
