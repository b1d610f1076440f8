import { browser } from './browser';

export interface MenuClick {
  readonly id: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly frameUrl: string | undefined;
  readonly pageUrl: string | undefined;
  readonly tabTitle: string | undefined;
  readonly selectionText: string | undefined;
}

export interface MenuItem {
  readonly id: string;
  readonly title: string;
  readonly contexts: readonly ('selection' | 'page')[];
}

/** Makes the menu anew, on install and on every update: Chrome keeps items, and refuses doubles. */
export function defineContextMenu(items: readonly MenuItem[]): void {
  browser.runtime.onInstalled.addListener(() => {
    void (async () => {
      await browser.contextMenus.removeAll();
      for (const item of items) {
        browser.contextMenus.create({
          id: item.id,
          title: item.title,
          contexts: [...item.contexts],
        });
      }
    })();
  });
}

export function onMenuClick(listener: (click: MenuClick) => void): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (tab?.id === undefined) return;
    listener({
      id: String(info.menuItemId),
      tabId: tab.id,
      frameId: info.frameId ?? 0,
      frameUrl: info.frameUrl,
      pageUrl: info.pageUrl ?? tab.url,
      tabTitle: tab.title,
      selectionText: info.selectionText,
    });
  });
}
