import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
import { browser } from './browser';

/*
 * The last report of each tab's highlighter. It is lost with the browser, like the numbers of tabs.
 */

const KEY = 'highlights:';
/** For a tab with a highlighter in a frame, whose main page may have reported nothing. */
const FRAMED = 'highlighted:';

const TabHighlightsSchema = z.object({
  /** The page of the report, without its fragment directive. */
  url: z.string(),
  clips: z.array(z.object({ clipId: idSchema<'clip'>(), found: z.boolean() })),
});
export type TabHighlights = z.infer<typeof TabHighlightsSchema>;

export async function readTabHighlights(tabId: number): Promise<TabHighlights | null> {
  const key = `${KEY}${tabId}`;
  const parsed = TabHighlightsSchema.safeParse((await browser.storage.session.get(key))[key]);
  return parsed.success ? parsed.data : null;
}

export async function writeTabHighlights(tabId: number, shown: TabHighlights): Promise<void> {
  await browser.storage.session.set({ [`${KEY}${tabId}`]: shown });
}

/** Remembers that a frame in a tab has a highlighter. */
export async function noteFramedHighlighter(tabId: number): Promise<void> {
  await browser.storage.session.set({ [`${FRAMED}${tabId}`]: true });
}

/**
 * Asks the highlighters of all tabs to request the clips of their pages again. Tabs that have
 * navigated since are forgotten.
 */
export async function refreshHighlighters(): Promise<void> {
  const stored = await browser.storage.session.get(null);
  const keys = Object.keys(stored).filter((key) => key.startsWith(KEY) || key.startsWith(FRAMED));
  const tabs = new Set(keys.map((key) => key.slice(key.indexOf(':') + 1)));
  await Promise.all(
    [...tabs].map(async (tab) => {
      const message = { to: 'highlighter', call: 'refresh', payload: {} };
      try {
        await browser.tabs.sendMessage(Number(tab), message);
      } catch {
        await browser.storage.session.remove([KEY + tab, FRAMED + tab]);
      }
    }),
  );
}

/**
 * Calls the listener with the active tab of this page's window now, whenever it changes, and
 * whenever a highlighter reports something. Call the result to stop.
 */
export function followFrontTab(listener: (tabId: number | null) => void): () => void {
  const tell = () => {
    void browser.tabs
      .query({ active: true, currentWindow: true })
      .then(([tab]) => listener(tab?.id ?? null));
  };
  const changed = (changes: Record<string, unknown>, area: string) => {
    if (area === 'session' && Object.keys(changes).some((key) => key.startsWith(KEY))) tell();
  };
  tell();
  browser.tabs.onActivated.addListener(tell);
  browser.storage.onChanged.addListener(changed);
  return () => {
    browser.tabs.onActivated.removeListener(tell);
    browser.storage.onChanged.removeListener(changed);
  };
}
