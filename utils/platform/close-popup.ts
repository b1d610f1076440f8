import { browser } from './browser';

/**
 * Closes the popup when the browser shows another tab. Chrome does so itself, Firefox leaves the
 * popup above the page that it opened. Does nothing where the page is no popup, but a tab.
 */
export function closePopupWithTab(): void {
  if (!browser.extension.getViews({ type: 'popup' }).includes(window)) return;
  browser.tabs.onActivated.addListener(() => window.close());
}
