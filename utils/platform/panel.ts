import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
import { browser } from './browser';

const ASKED = 'panel:asked';
const PanelWishSchema = z.union([
  z.literal('import'),
  z.object({ reportId: idSchema<'report'>(), clipId: idSchema<'clip'>() }),
]);
/** What the panel can be opened for: a dialog, or a clip to show. */
export type PanelWish = z.infer<typeof PanelWishSchema>;
const AskedSchema = z.object({ windowId: z.number(), wish: PanelWishSchema });

/**
 * Opens the side panel (Chrome) or the sidebar (Firefox), with a dialog if one is given. Call it
 * inside the click handler, before any await, because both browsers refuse it later. Rejects if the
 * browser has neither.
 */
export async function openPanel(windowId: number, wish?: PanelWish): Promise<void> {
  const opened = openIn(windowId);
  if (wish === undefined) return opened;
  try {
    await Promise.all([opened, tellPanel(windowId, wish)]);
  } catch (cause) {
    // The dialog must not open when the panel is opened at another time.
    await browser.storage.session.remove(ASKED);
    throw cause;
  }
}

/**
 * Tells the panel of a window what it was opened for. The panel takes no address, and may be open
 * already, so it is told through the storage.
 */
async function tellPanel(windowId: number, wish: PanelWish): Promise<void> {
  await browser.storage.session.set({ [ASKED]: { windowId, wish } });
}

/** Tells the panel in the window of a tab, which is open, to show a clip. */
export async function showClipInPanel(
  tabId: number,
  clip: Exclude<PanelWish, 'import'>,
): Promise<void> {
  const { windowId } = await browser.tabs.get(tabId);
  if (windowId !== undefined) await tellPanel(windowId, clip);
}

/**
 * Opens the side panel in the window of a tab (Chrome). Call it inside the handler of the message that
 * a click sent, before any await.
 */
export function openPanelBeside(tabId: number): Promise<void> {
  return chrome.sidePanel.open({ tabId });
}

/** Whether the sidebar is open in the window of a tab (Firefox). */
export async function isSidebarOpen(tabId: number): Promise<boolean> {
  const { windowId } = await browser.tabs.get(tabId);
  return windowId !== undefined && browser.sidebarAction.isOpen({ windowId });
}

function openIn(windowId: number): Promise<void> {
  if (typeof chrome !== 'undefined' && 'sidePanel' in chrome) {
    return chrome.sidePanel.open({ windowId });
  }
  return browser.sidebarAction.open();
}

/**
 * Calls the listener, in the panel, with each wish that the panel was opened for. Call the result to
 * stop.
 */
export function followPanelWish(listener: (wish: PanelWish) => void): () => void {
  let stopped = false;
  const take = async () => {
    const parsed = AskedSchema.safeParse((await browser.storage.session.get(ASKED))[ASKED]);
    if (!parsed.success) return;
    const { id } = await browser.windows.getCurrent();
    // The panel of another window was asked.
    if (stopped || id !== parsed.data.windowId) return;
    await browser.storage.session.remove(ASKED);
    listener(parsed.data.wish);
  };
  const changed = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'session' && changes[ASKED]?.newValue !== undefined) void take();
  };
  browser.storage.onChanged.addListener(changed);
  void take();
  return () => {
    stopped = true;
    browser.storage.onChanged.removeListener(changed);
  };
}
