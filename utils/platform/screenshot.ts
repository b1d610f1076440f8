import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { browser } from './browser';

/** What Pincite itself shows in a page: its toast, its notes, its marks. */
const OWN = `pincite-toast, pincite-note { visibility: hidden !important }
::highlight(pincite-clip) {
  background-color: transparent !important;
  text-decoration: none !important;
}`;
/** The browser's wash over what is selected is no part of an image. */
const SELECTION = '::selection { background-color: transparent !important }';

interface Wish {
  readonly format?: 'png' | 'jpeg';
  /** Whether what is selected shows as such. */
  readonly selection?: boolean;
}

/**
 * What a tab shows, without what Pincite shows in it. The tab has to be the one in front of its
 * window, before and after: the browser takes whichever is. Needs activeTab.
 */
export async function takeScreenshot(
  tabId: number,
  { format = 'png', selection = true }: Wish = {},
): Promise<Result<Blob, Failure>> {
  const shown = await browser.tabs.get(tabId).catch(() => null);
  if (shown === null || !shown.active) return err(failure('screenshot_failed', 'not in front'));
  const target = { tabId };
  // The page's own sheets have the last word on what is selected, and none on what is ours.
  const own = { target, css: OWN, origin: 'USER' } as const;
  const selected = { target, css: SELECTION, origin: 'AUTHOR' } as const;
  await inPage(async () => {
    await browser.scripting.insertCSS(own);
    if (!selection) await browser.scripting.insertCSS(selected);
    await browser.scripting.executeScript({ target, func: drawn });
  });
  try {
    const { windowId } = shown;
    const url = await browser.tabs.captureVisibleTab(
      windowId ?? browser.windows.WINDOW_ID_CURRENT,
      format === 'png' ? { format } : { format, quality: 92 },
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
    await inPage(() => browser.scripting.removeCSS(own));
    if (!selection) await inPage(() => browser.scripting.removeCSS(selected));
  }
}

/** A page that no style or script may enter shows nothing of ours. */
async function inPage(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    console.debug('screenshot', cause);
  }
}

/** Resolves once the page has been drawn anew, or soon where it is not drawn. Runs in the page. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 200);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
