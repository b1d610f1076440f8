import { browser } from './browser';

export type BadgeKind = 'saved' | 'failed';

const LOOK = {
  saved: { text: '✓', colour: '#1e7145' },
  failed: { text: '!', colour: '#a8231c' },
} as const;

const COUNT_COLOUR = '#5b4a17';

/**
 * Marks the toolbar button of one tab, with a sentence in its tooltip. The browser clears
 * it when the tab navigates.
 */
export async function showBadge(tabId: number, kind: BadgeKind, title: string): Promise<void> {
  const look = LOOK[kind];
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text: look.text }),
      browser.action.setBadgeBackgroundColor({ tabId, color: look.colour }),
      browser.action.setTitle({ tabId, title }),
    ]);
  } catch (cause) {
    // The tab was closed meanwhile: nobody is left to see it.
    console.debug('badge', cause);
  }
}

/** What a tab's button was marked with; null of one without a mark. */
export async function readBadge(
  tabId: number,
): Promise<{ readonly kind: BadgeKind; readonly title: string } | null> {
  const [text, title] = await Promise.all([
    browser.action.getBadgeText({ tabId }),
    browser.action.getTitle({ tabId }),
  ]);
  if (text === LOOK.saved.text) return { kind: 'saved', title };
  return text === LOOK.failed.text ? { kind: 'failed', title } : null;
}

/**
 * Opens the popup over a tab, if that is still in front, to say what its page can't. Where the
 * browser doesn't let it be opened, the mark is all there is.
 */
export async function openPopup(tabId: number): Promise<void> {
  try {
    const { active, windowId } = await browser.tabs.get(tabId);
    if (active && windowId !== undefined) await browser.action.openPopup({ windowId });
  } catch (cause) {
    console.debug('popup', cause);
  }
}

/** Puts a number on the toolbar button of one tab; none for 0. `title` is its tooltip. */
export async function showCount(tabId: number, count: number, title: string): Promise<void> {
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text: count === 0 ? '' : String(count) }),
      browser.action.setBadgeBackgroundColor({ tabId, color: COUNT_COLOUR }),
      browser.action.setTitle({ tabId, title }),
    ]);
  } catch (cause) {
    // The tab was closed meanwhile.
    console.debug('badge', cause);
  }
}
