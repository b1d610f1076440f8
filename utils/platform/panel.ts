import * as z from 'zod/mini';
import { browser } from './browser';

const ASKED = 'panel:asked';
const PanelSheetSchema = z.literal('import');
/** A dialog that the panel can be opened with. */
export type PanelSheet = z.infer<typeof PanelSheetSchema>;
const AskedSchema = z.object({ windowId: z.number(), sheet: PanelSheetSchema });

/**
 * Opens the side panel (Chrome) or the sidebar (Firefox), with a dialog if one is given. Call it
 * inside the click handler, before any await, because both browsers refuse it later. Rejects if the
 * browser has neither.
 */
export async function openPanel(windowId: number, sheet?: PanelSheet): Promise<void> {
  const opened = openIn(windowId);
  if (sheet === undefined) return opened;
  // The panel takes no address, and may be open already, so it is told through the storage.
  const asked = browser.storage.session.set({ [ASKED]: { windowId, sheet } });
  try {
    await Promise.all([opened, asked]);
  } catch (cause) {
    // The dialog must not open when the panel is opened at another time.
    await browser.storage.session.remove(ASKED);
    throw cause;
  }
}

/**
 * Opens the side panel in the window of a tab (Chrome). Call it inside the handler of the message that
 * a click sent, before any await.
 */
export function openPanelBeside(tabId: number): Promise<void> {
  return chrome.sidePanel.open({ tabId });
}

function openIn(windowId: number): Promise<void> {
  if (typeof chrome !== 'undefined' && 'sidePanel' in chrome) {
    return chrome.sidePanel.open({ windowId });
  }
  return browser.sidebarAction.open();
}

/**
 * Calls the listener once, in the panel, with the dialog that the panel was opened for. Call the
 * result to stop.
 */
export function followPanelSheet(listener: (sheet: PanelSheet) => void): () => void {
  let stopped = false;
  const take = async () => {
    const parsed = AskedSchema.safeParse((await browser.storage.session.get(ASKED))[ASKED]);
    if (!parsed.success) return;
    const { id } = await browser.windows.getCurrent();
    // The panel of another window was asked.
    if (stopped || id !== parsed.data.windowId) return;
    await browser.storage.session.remove(ASKED);
    listener(parsed.data.sheet);
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
