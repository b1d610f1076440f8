import { browser } from './browser';

type BadgeKind = 'saved' | 'failed' | 'asked' | 'pending';
/** A check of the page's quotes uses the same badge, but it is not the result of a clip. */
type CheckBadgeKind = 'passed' | 'fell';

const LOOK = {
  saved: { text: '✓', colour: '#1e7145' },
  failed: { text: '!', colour: '#a8231c' },
  asked: { text: '?', colour: '#8f5200' },
  pending: { text: '…', colour: '#5b4a17' },
  // The variation selector distinguishes these badges from a clip's. It asks for the text form,
  // which these characters have anyway.
  passed: { text: '✓\uFE0E', colour: '#1e7145' },
  fell: { text: '!\uFE0E', colour: '#a8231c' },
} as const;

const COUNT_COLOUR = '#5b4a17';

/**
 * Puts a badge on the toolbar button of one tab, with a sentence in its tooltip. The browser
 * removes it when the tab navigates.
 */
export async function showBadge(
  tabId: number,
  kind: BadgeKind | CheckBadgeKind,
  title: string,
): Promise<void> {
  const look = LOOK[kind];
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text: look.text }),
      browser.action.setBadgeBackgroundColor({ tabId, color: look.colour }),
      browser.action.setTitle({ tabId, title }),
    ]);
  } catch (cause) {
    // The tab was closed meanwhile.
    console.debug('badge', cause);
  }
}

/** What the toolbar button says of the last clip in a tab. */
export interface ClipBadge {
  readonly kind: 'saved' | 'failed';
  readonly title: string;
}

/**
 * Returns the badge that a tab's button got after a clip, and removes it, so that it is reported
 * once. Returns null without such a badge.
 * @param kinds Other badges stay.
 */
export async function takeBadge(
  tabId: number,
  kinds: readonly ClipBadge['kind'][] = ['saved', 'failed'],
): Promise<ClipBadge | null> {
  const [text, title, untold] = await Promise.all([
    browser.action.getBadgeText({ tabId }),
    browser.action.getTitle({ tabId }),
    browser.action.getTitle({}),
  ]);
  const kind = kinds.find((each) => LOOK[each].text === text);
  if (kind === undefined) return null;
  await showCount(tabId, 0, untold);
  return { kind, title };
}

/**
 * Opens the popup over a tab, if that is still active, to show what its page cannot show. If the
 * browser does not allow it, only the badge remains.
 */
export async function openPopup(tabId: number): Promise<void> {
  try {
    const { active, windowId } = await browser.tabs.get(tabId);
    if (active && windowId !== undefined) await browser.action.openPopup({ windowId });
  } catch (cause) {
    console.debug('popup', cause);
  }
}

/** Shows a number on the toolbar button of one tab; none for 0. `title` is its tooltip. */
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
