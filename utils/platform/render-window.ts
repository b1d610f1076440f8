import { messageOf } from '@/utils/model/failure';
import { browser } from './browser';

/*
 * One small window in which pages are shown one after the other, in the user's own session. A
 * tab in the background would get no animation frames and see nothing come into view, so pages
 * that load as one scrolls would stay empty: the window is left in sight, but without the focus.
 */

/** Narrower, and sites show what they have for telephones, with parts folded away. */
const SIZE = { width: 1040, height: 640 };
/** Where a stopped worker's window is remembered: for as long as the browser runs. */
const KEPT = 'renderWindow';
const BLANK = 'about:blank';

interface Shown {
  readonly windowId: number;
  readonly tabId: number;
}

export type ShowAnswer =
  | {
      readonly kind: 'shown';
      readonly tabId: number;
      /** Where the tab ended; null where the browser does not tell, for want of permission. */
      readonly url: string | null;
      /** Whether everything had loaded in time. */
      readonly loaded: boolean;
    }
  /** The user closed the window. */
  | { readonly kind: 'closed' }
  /** The browser made no window, or its tab went away. */
  | { readonly kind: 'failed'; readonly detail: string | null };

let current: Shown | null = null;
let tidied: Promise<void> | null = null;

/** Closes what a stopped worker had left open. Once per worker; showing a page waits for it. */
export function closeForgottenWindow(): Promise<void> {
  tidied ??= closeKept();
  return tidied;
}

async function closeKept(): Promise<void> {
  const { [KEPT]: kept } = await browser.storage.session.get(KEPT);
  if (typeof kept !== 'number') return;
  await removeWindow(kept);
  await browser.storage.session.remove(KEPT);
}

/**
 * Shows an address in the window, which is opened where there is none, and waits until it has
 * loaded, at most `limit` milliseconds. One page at a time: that is the caller's business.
 */
export async function showPage(url: string, limit: number): Promise<ShowAnswer> {
  await closeForgottenWindow();
  let shown: Shown | null;
  try {
    shown = current ?? (await openWindow());
  } catch (cause) {
    return { kind: 'failed', detail: messageOf(cause) };
  }
  if (shown === null) return forget();
  current = shown;
  const { tabId } = shown;
  const loading = watchLoading(tabId, limit);
  try {
    await browser.tabs.update(tabId, { url, muted: true });
    const loaded = await loading.done;
    const tab = await browser.tabs.get(tabId);
    return { kind: 'shown', tabId, url: tab.url ?? null, loaded };
  } catch (cause) {
    return (await isOpen(shown)) ? { kind: 'failed', detail: messageOf(cause) } : forget();
  } finally {
    loading.stop();
  }
}

/**
 * Brings the window to the front, with the focus: on many desktops a window that opens without
 * it opens beneath the others, where it counts as hidden.
 */
export async function raiseWindow(): Promise<void> {
  if (current === null) return;
  try {
    await browser.windows.update(current.windowId, { focused: true });
  } catch {
    // It was closed by hand; whoever reads it next finds that out.
  }
}

/** Takes the page out of the window, so that nothing of it goes on. False where the window is gone. */
export async function leavePage(): Promise<boolean> {
  if (current === null) return false;
  try {
    await browser.tabs.update(current.tabId, { url: BLANK });
    return true;
  } catch {
    // Closed by the user, most likely.
    forget();
    return false;
  }
}

/** Closes the window, if one is open. */
export async function closeRenderWindow(): Promise<void> {
  if (current === null) return;
  const { windowId } = current;
  forget();
  await removeWindow(windowId);
  await browser.storage.session.remove(KEPT);
}

/** Where the tab is now; null where the browser does not tell. Undefined: it is gone. */
export async function shownUrl(tabId: number): Promise<string | null | undefined> {
  try {
    return (await browser.tabs.get(tabId)).url ?? null;
  } catch {
    return undefined;
  }
}

/**
 * Runs a function in the page that is shown, awaits it and gives its value. It must be whole in
 * itself. Rejects where the page went away meanwhile or may not be reached.
 */
export async function runInPage<Args extends unknown[]>(
  tabId: number,
  func: (...args: Args) => unknown,
  args: Args,
): Promise<unknown> {
  const [injection] = await browser.scripting.executeScript({
    target: { tabId, frameIds: [0] },
    func: func as (...args: unknown[]) => unknown,
    args,
  });
  return injection?.result;
}

/** Null where it was closed again before its first page had come. */
async function openWindow(): Promise<Shown | null> {
  const made = await browser.windows.create({
    url: BLANK,
    type: 'popup',
    focused: false,
    ...SIZE,
  });
  const windowId = made.id;
  const tabId = made.tabs?.[0]?.id;
  if (windowId === undefined || tabId === undefined) throw new Error('No window was made');
  // Remembered before anything can go wrong, or it would stay open for good.
  await browser.storage.session.set({ [KEPT]: windowId });
  return (await firstPage(tabId)) ? { windowId, tabId } : null;
}

async function isOpen({ windowId, tabId }: Shown): Promise<boolean> {
  try {
    return (await browser.tabs.get(tabId)).windowId === windowId;
  } catch {
    return false;
  }
}

function forget(): ShowAnswer {
  current = null;
  return { kind: 'closed' };
}

async function removeWindow(windowId: number): Promise<void> {
  try {
    await browser.windows.remove(windowId);
  } catch {
    // It was closed by hand.
  }
}

/** A new tab's own first page, which would cancel one that it is sent to before that has come. */
const BLANK_LIMIT = 2_000;
const BLANK_PACE = 20;

/** False where the tab is gone. */
async function firstPage(tabId: number): Promise<boolean> {
  try {
    for (let waited = 0; waited < BLANK_LIMIT; waited += BLANK_PACE) {
      if ((await browser.tabs.get(tabId)).status === 'complete') break;
      await new Promise((resolve) => setTimeout(resolve, BLANK_PACE));
    }
    return true;
  } catch {
    return false;
  }
}

/** Tells when the tab's next page has loaded. Start it before the tab is sent there. */
function watchLoading(tabId: number, limit: number) {
  const { promise: done, resolve, reject } = Promise.withResolvers<boolean>();
  let begun = false;
  const updated = (id: number, { status }: { status?: string | undefined }) => {
    if (id !== tabId) return;
    if (status === 'loading') begun = true;
    if (status === 'complete' && begun) resolve(true);
  };
  const removed = (id: number) => {
    if (id === tabId) reject(new Error('The tab was closed'));
  };
  browser.tabs.onUpdated.addListener(updated);
  browser.tabs.onRemoved.addListener(removed);
  const timer = setTimeout(resolve, limit, false);
  // Nobody may be waiting any more when the tab goes.
  done.catch(() => undefined);
  return {
    done,
    stop: () => {
      clearTimeout(timer);
      browser.tabs.onUpdated.removeListener(updated);
      browser.tabs.onRemoved.removeListener(removed);
    },
  };
}
