import { browser } from './browser';

/**
 * Opens the side panel (Chrome) or the sidebar (Firefox). Call it inside the click, before
 * any await: both refuse it afterwards. Rejects where the browser has neither.
 */
export function openPanel(windowId: number): Promise<void> {
  if (typeof chrome !== 'undefined' && 'sidePanel' in chrome) {
    return chrome.sidePanel.open({ windowId });
  }
  return browser.sidebarAction.open();
}
