import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { browser } from './browser';

/**
 * What Pincite shows in a page: its toast and note card, which have the same element name, and its
 * highlights.
 */
const OWN = `pincite-toast { visibility: hidden !important }
::highlight(pincite-clip) {
  background-color: transparent !important;
  text-decoration: none !important;
}`;
/** The browser's colour of a selection is not part of an image. */
const SELECTION = '::selection { background-color: transparent !important }';

interface Wish {
  readonly format?: 'png' | 'jpeg';
  /** Whether the selection is visible in the screenshot. */
  readonly selection?: boolean;
}

export interface Screenshot {
  readonly picture: Blob;
  /** The address of the shown page; undefined if the browser does not tell it. */
  readonly url: string | undefined;
}

/**
 * Takes a screenshot of a tab without what Pincite shows in it. The tab must be the active one
 * before and after, because the browser captures whichever is active. Needs activeTab.
 */
export async function takeScreenshot(
  tabId: number,
  { format = 'png', selection = true }: Wish = {},
): Promise<Result<Screenshot, Failure>> {
  const shown = await browser.tabs.get(tabId).catch(() => null);
  if (shown === null || !shown.active) return err(failure('screenshot_failed', 'not in front'));
  const target = { tabId };
  // The page's own sheets win for the selection, but not for Pincite's elements.
  const own = { target, css: OWN, origin: 'USER' } as const;
  const selected = { target, css: SELECTION, origin: 'AUTHOR' } as const;
  await inPage(async () => {
    await browser.scripting.insertCSS(own);
    if (!selection) await browser.scripting.insertCSS(selected);
    await browser.scripting.executeScript({ target, func: drawn, injectImmediately: true });
  });
  try {
    const { windowId } = shown;
    const url = await capture(
      windowId ?? browser.windows.WINDOW_ID_CURRENT,
      format === 'png' ? { format } : { format, quality: 92 },
    );
    const after = await browser.tabs.get(tabId);
    if (!after.active || after.url !== shown.url) {
      return err(failure('screenshot_failed', 'not in front'));
    }
    return ok({ picture: await (await fetch(url)).blob(), url: shown.url });
  } catch (cause) {
    return err(failure('screenshot_failed', messageOf(cause)));
  } finally {
    await inPage(() => browser.scripting.removeCSS(own));
    if (!selection) await inPage(() => browser.scripting.removeCSS(selected));
  }
}

/**
 * Chromium takes at most two pictures in a second. The error message of a refused picture contains
 * this name.
 */
const QUOTA = 'MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND';
const QUOTA_TRIES = 4;
const QUOTA_PAUSE_MS = 500;

/** Takes the picture as a data URL. Waits and tries again if the browser took too many pictures. */
async function capture(
  windowId: number,
  options: { readonly format: 'png' | 'jpeg'; readonly quality?: number },
): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await browser.tabs.captureVisibleTab(windowId, options);
    } catch (cause) {
      const isQuota = cause instanceof Error && cause.message.includes(QUOTA);
      if (!isQuota || tries === QUOTA_TRIES) throw cause;
      await new Promise((resolve) => setTimeout(resolve, QUOTA_PAUSE_MS));
    }
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Returns whether the image at `url` is still in exactly this box, in CSS pixels. Needs activeTab.
 */
export async function isImageAt(tabId: number, box: Box, url: string): Promise<boolean> {
  const { left, top, width, height } = box;
  try {
    const [injection] = await browser.scripting.executeScript({
      target: { tabId },
      func: isBoxAt,
      args: [left, top, width, height, url],
      injectImmediately: true,
    });
    return injection?.result === true;
  } catch (cause) {
    console.debug('screenshot', cause);
    return false;
  }
}

/**
 * Runs in the page. Looks at the top element in the middle of the box, also in open shadow roots.
 */
function isBoxAt(left: number, top: number, width: number, height: number, url: string): boolean {
  const middle = [left + width / 2, top + height / 2] as const;
  // Uses the prototypes, because page elements can shadow the properties of the document and of
  // forms.
  let at = Document.prototype.elementFromPoint.call(document, ...middle);
  for (;;) {
    const root = at && (Reflect.get(Element.prototype, 'shadowRoot', at) as ShadowRoot | null);
    const inner = root?.elementFromPoint(...middle);
    // If the tree has no element there, the browser returns an element around it.
    if (inner == null || Node.prototype.getRootNode.call(inner) !== root) break;
    at = inner;
  }
  // The page may show another image in its place.
  if (!(at instanceof HTMLImageElement) || (at.currentSrc || at.src) !== url) return false;
  const box = at.getBoundingClientRect();
  const found = [box.left, box.top, box.width, box.height];
  return [left, top, width, height].every(
    (side, index) => Math.abs(side - (found[index] ?? -1)) < 1,
  );
}

/** A page that no style or script may enter shows nothing of Pincite. */
async function inPage(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    console.debug('screenshot', cause);
  }
}

/** Resolves after the page was painted again, or soon if it is not painted. Runs in the page. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 200);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
