import * as z from 'zod/mini';
import { browser } from './browser';

const ASKED = 'panel:asked';
const PanelSheetSchema = z.literal('import');
/** A sheet that the panel can be opened for. */
export type PanelSheet = z.infer<typeof PanelSheetSchema>;
const AskedSchema = z.object({ windowId: z.number(), sheet: PanelSheetSchema });

/**
 * Opens the side panel (Chrome) or the sidebar (Firefox), with one of its sheets where that is
 * named. Call it inside the click, before any await: both refuse it afterwards. Rejects where the
 * browser has neither.
 */
export async function openPanel(windowId: number, sheet?: PanelSheet): Promise<void> {
  const opened = openIn(windowId);
  if (sheet === undefined) return opened;
  // It can't be given an address, and may be open already: it is told like this.
  const asked = browser.storage.session.set({ [ASKED]: { windowId, sheet } });
  try {
    await Promise.all([opened, asked]);
  } catch (cause) {
    // Nobody waits for the sheet when the panel is opened some other time.
    await browser.storage.session.remove(ASKED);
    throw cause;
  }
}

function openIn(windowId: number): Promise<void> {
  if (typeof chrome !== 'undefined' && 'sidePanel' in chrome) {
    return chrome.sidePanel.open({ windowId });
  }
  return browser.sidebarAction.open();
}

/** Hears, in the panel, of a sheet that it was opened for, once; call the result to stop. */
export function followPanelSheet(listener: (sheet: PanelSheet) => void): () => void {
  let stopped = false;
  const take = async () => {
    const parsed = AskedSchema.safeParse((await browser.storage.session.get(ASKED))[ASKED]);
    if (!parsed.success) return;
    const { id } = await browser.windows.getCurrent();
    // It is the panel of another window that was asked.
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
