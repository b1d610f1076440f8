import { messageOf } from '@/utils/model/failure';
import { browser } from './browser';

/*
 * A small window in which pages are shown one after the other, in the user's own session. A
 * background tab would get no animation frames, and nothing in it would become visible, so pages
 * that load while they are scrolled would stay empty. Therefore the window is visible, but without
 * the focus.
 */

/** In a narrower window sites show their version for phones, with parts collapsed. */
const SIZE = { width: 1040, height: 640 };
/**
 * The key under which the window of a stopped worker is remembered until the browser closes: its id
 * or, while it is being opened, the ids of the windows that were there before.
 */
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
      /**
       * The final address of the tab; null if the browser does not tell it without the permission.
       */
      readonly url: string | null;
      /** Whether everything was loaded in time. */
      readonly loaded: boolean;
    }
  /** The user closed the window. */
  | { readonly kind: 'closed' }
  /** The browser opened no window, or its tab closed. */
  | { readonly kind: 'failed'; readonly detail: string | null };

let current: Shown | null = null;
let tidied: Promise<void> | null = null;

/**
 * Closes a window that a stopped worker left open. Once for each worker; showing a page waits for
 * it.
 */
export function closeForgottenWindow(): Promise<void> {
  tidied ??= closeKept();
  return tidied;
}

async function closeKept(): Promise<void> {
  const { [KEPT]: kept } = await browser.storage.session.get(KEPT);
  const left = Array.isArray(kept) ? await openedSince(kept) : [kept];
  for (const id of left) if (typeof id === 'number') await removeWindow(id);
  await browser.storage.session.remove(KEPT);
}

/**
 * Returns the window that a worker was opening when it was stopped: a popup with an empty page that
 * was not there before. Its size proves nothing, because some desktops change the size of a window.
 */
async function openedSince(before: readonly unknown[]): Promise<(number | undefined)[]> {
  const popups = await browser.windows.getAll({ populate: true, windowTypes: ['popup'] });
  return popups.flatMap(({ id, tabs = [] }) => {
    const isEmpty = tabs.length === 1 && (tabs[0]?.url ?? BLANK) === BLANK;
    return isEmpty && !before.includes(id) ? [id] : [];
  });
}

/**
 * Shows an address in the window, which is opened if necessary, and waits until it is loaded, at
 * most `limit` milliseconds. The caller must show one page at a time.
 */
export async function showPage(url: string, limit: number): Promise<ShowAnswer> {
  await closeForgottenWindow();
  let shown: Shown | null;
  try {
    shown = current ?? (await openWindow());
  } catch (cause) {
    await browser.storage.session.remove(KEPT);
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
 * Raises the window and gives it the focus. On many desktops a window that opens without the focus
 * is under the others and counts as hidden.
 */
export async function raiseWindow(): Promise<void> {
  if (current === null) return;
  try {
    await browser.windows.update(current.windowId, { focused: true });
  } catch {
    // The window was closed by hand. The next reader notices it.
  }
}

/**
 * Removes the page from the window, so that it does not continue to run. Returns false if the
 * window is gone.
 */
export async function leavePage(): Promise<boolean> {
  if (current === null) return false;
  try {
    await browser.tabs.update(current.tabId, { url: BLANK });
    return true;
  } catch {
    // The user probably closed it.
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

/**
 * Returns the tab's current address; null if the browser does not tell it; undefined if the tab is
 * gone.
 */
export async function shownUrl(tabId: number): Promise<string | null | undefined> {
  try {
    return (await browser.tabs.get(tabId)).url ?? null;
  } catch {
    return undefined;
  }
}

/**
 * Runs a function in the page, awaits it and returns its value. The function must not use anything
 * outside of itself. Rejects if the page closed meanwhile or cannot be reached.
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

/** Returns null if the window was closed before its first page was loaded. */
async function openWindow(): Promise<Shown | null> {
  const before = await browser.windows.getAll();
  await browser.storage.session.set({ [KEPT]: before.map(({ id }) => id) });
  const made = await browser.windows.create({
    url: BLANK,
    type: 'popup',
    focused: false,
    ...SIZE,
  });
  const windowId = made.id;
  const tabId = made.tabs?.[0]?.id;
  if (windowId === undefined || tabId === undefined) throw new Error('No window was made');
  // Stored before anything can fail. Otherwise the window would stay open.
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
    // The window was closed by hand.
  }
}

/**
 * In milliseconds. The first page of a new tab would cancel the next one if the tab navigates too
 * early. On a busy machine it takes seconds.
 */
const BLANK_LIMIT = 15_000;
const BLANK_PACE = 20;

/** Returns false if the tab is gone. */
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

/** Resolves when the tab's next page is loaded. Start it before the tab navigates. */
function watchLoading(tabId: number, limit: number) {
  const { promise: done, resolve, reject } = Promise.withResolvers<boolean>();
  let begun = false;
  const updated = (
    id: number,
    { status }: { status?: string | undefined },
    { url }: { url?: string | undefined },
  ) => {
    if (id !== tabId) return;
    if (status === 'loading') begun = true;
    // The empty page of a new tab may complete after the status of the tab was complete.
    if (status === 'complete' && begun && url !== BLANK) resolve(true);
  };
  const removed = (id: number) => {
    if (id === tabId) reject(new Error('The tab was closed'));
  };
  browser.tabs.onUpdated.addListener(updated);
  browser.tabs.onRemoved.addListener(removed);
  const timer = setTimeout(resolve, limit, false);
  // No caller may be waiting any more when the tab closes.
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
