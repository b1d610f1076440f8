import { browser } from './browser';

export interface MenuClick {
  readonly id: string;
  /** Null outside of a tab, for example in the side panel. */
  readonly tabId: number | null;
  readonly frameId: number;
  readonly frameUrl: string | undefined;
  readonly pageUrl: string | undefined;
  readonly tabTitle: string | undefined;
  readonly selectionText: string | undefined;
  /** The address of the clicked image. */
  readonly imageUrl: string | undefined;
  /** Whether the tab is in a private window. */
  readonly incognito: boolean;
}

export interface MenuItem {
  readonly id: string;
  readonly title: string;
  readonly contexts: readonly ('selection' | 'page' | 'image')[];
}

/**
 * Creates the menu again on every installation and update, because Chrome keeps items and refuses
 * duplicates. `then` is called when the menu exists.
 */
export function defineContextMenu(items: readonly MenuItem[], then: () => void): void {
  browser.runtime.onInstalled.addListener(() => {
    void (async () => {
      await browser.contextMenus.removeAll();
      for (const item of items) create(item);
      then();
    })();
  });
}

/**
 * Puts an item with these others under it in place of the previous one. Without others, removes it.
 */
export async function replaceSubmenu(
  parent: MenuItem,
  children: readonly { readonly id: string; readonly title: string }[],
): Promise<void> {
  try {
    await browser.contextMenus.remove(parent.id);
  } catch {
    // The item did not exist.
  }
  if (children.length === 0) return;
  create(parent);
  for (const child of children) create({ ...parent, ...child }, parent.id);
}

/** In a menu `&` marks an access key, so an `&` in a title is doubled. */
function create({ id, title, contexts }: MenuItem, parentId?: string): void {
  browser.contextMenus.create({
    id,
    title: title.replaceAll('&', '&&'),
    contexts: [...contexts],
    ...(parentId === undefined ? {} : { parentId }),
  });
}

export function onMenuClick(listener: (click: MenuClick) => void): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    const tabId = tab?.id ?? -1;
    listener({
      id: String(info.menuItemId),
      tabId: tabId < 0 ? null : tabId,
      frameId: info.frameId ?? 0,
      frameUrl: info.frameUrl,
      pageUrl: info.pageUrl ?? tab?.url,
      tabTitle: tab?.title,
      selectionText: info.selectionText,
      imageUrl: info.mediaType === 'image' ? info.srcUrl : undefined,
      incognito: tab?.incognito ?? false,
    });
  });
}
