import { browser } from './browser';

type BadgeKind = 'saved' | 'failed' | 'asked';
/** A check of the page's quotes looks the same; what it found is no clip's news. */
type CheckBadgeKind = 'passed' | 'fell';

const LOOK = {
  saved: { text: '✓', colour: '#1e7145' },
  failed: { text: '!', colour: '#a8231c' },
  asked: { text: '?', colour: '#8f5200' },
  // With the sign that asks for plain text, which these are anyway, to tell them from a clip's.
  passed: { text: '✓\uFE0E', colour: '#1e7145' },
  fell: { text: '!\uFE0E', colour: '#a8231c' },
} as const;

const COUNT_COLOUR = '#5b4a17';

/**
 * Marks the toolbar button of one tab, with a sentence in its tooltip. The browser clears
 * it when the tab navigates.
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
    // The tab was closed meanwhile: nobody is left to see it.
    console.debug('badge', cause);
  }
}

/**
 * What a tab's button was marked with after a clip, and takes the mark away: who reads it tells
 * it, once. Null of a button without such a mark.
 */
export async function takeBadge(
  tabId: number,
): Promise<{ readonly kind: 'saved' | 'failed'; readonly title: string } | null> {
  const [text, title, untold] = await Promise.all([
    browser.action.getBadgeText({ tabId }),
    browser.action.getTitle({ tabId }),
    browser.action.getTitle({}),
  ]);
  const kind = (['saved', 'failed'] as const).find((each) => LOOK[each].text === text);
  if (kind === undefined) return null;
  await showCount(tabId, 0, untold);
  return { kind, title };
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
