import { keyWords } from '@/components/ui/key-words';
import { readBrowserKeys } from '@/utils/platform/commands';
import { isSidebarOpen } from '@/utils/platform/panel';

/** The browser's own key from a page into an open sidebar, on Windows and Linux. */
const INTO_SIDEBAR = 'Shift+F6';

/**
 * Returns the key that leads from a tab to the panel (Firefox); null if there is none. The key that
 * opens the panel closes it if it is open.
 */
export async function keyToPanel(tabId: number | undefined): Promise<string | null> {
  const isOpen = tabId !== undefined && (await isSidebarOpen(tabId).catch(() => false));
  const key = isOpen ? INTO_SIDEBAR : (await readBrowserKeys())['open-panel'];
  return key === null ? null : keyWords(key);
}
