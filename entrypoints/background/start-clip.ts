import { i18n } from '#i18n';
import type { ClipOrigin, SavedClip } from '@/utils/messaging/protocol';
import type { Failure, FailureCode } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { showBadge } from '@/utils/platform/badge';
import { askClipper, injectClipper, readSelection } from '@/utils/platform/tabs';
import type { NamedPlace } from './clip-destination';
import { useLibrary } from './open-library';
import { type SelectedText, saveSelectedText } from './save-clip';

export interface ClipAct {
  readonly tabId: number;
  readonly frameId: number;
  readonly origin: ClipOrigin;
  readonly clipPage: boolean;
  /** What the context menu hands over, for pages that no script can read. */
  readonly selected: SelectedText | null;
  /** Where the user said that this clip goes; null leaves it to the destination chosen. */
  readonly place: NamedPlace | null;
}

/** What the words alone don't mend: the library can't take them either. */
const LIBRARY_FAILURES: readonly FailureCode[] = [
  'quota_exceeded',
  'storage_unavailable',
  'database_newer',
  'database_blocked',
];

type Saved = Result<SavedClip, Failure>;

/**
 * What the clipper of a tab handed in during an act: a page that goes away right then can't
 * pass on the answer, and "not saved" would be wrong.
 */
const saves = new Map<number, Promise<Saved>>();

/** The places named by the acts under way, by tab: pages hear nothing of them. */
const places = new Map<number, NamedPlace>();

/** The place that the act under way in a tab named; null where there is none. */
export function placeNamedIn(tabId: number | undefined): NamedPlace | null {
  return tabId === undefined ? null : (places.get(tabId) ?? null);
}

/** Remembers a save until the act that it belongs to ends. */
export function trackSave(tabId: number | undefined, save: Promise<Saved>): Promise<Saved> {
  if (tabId !== undefined) saves.set(tabId, save);
  return save;
}

/** The user's act, from the key, the menu or the popup, to the stored clip or a sentence. */
export async function startClip(act: ClipAct): Promise<Saved> {
  saves.delete(act.tabId);
  if (act.place === null) places.delete(act.tabId);
  else places.set(act.tabId, act.place);
  let result = await clipByScript(act);
  if (!result.ok && result.error.code === 'no_selection' && !act.clipPage && act.frameId === 0) {
    const selection = await readSelection(act.tabId);
    if (selection !== null && selection.frameId !== 0) {
      result = await clipByScript({ ...act, frameId: selection.frameId });
    }
  }
  if (!result.ok && result.error.code === 'page_navigated') {
    result = (await saves.get(act.tabId)) ?? result;
  }
  if (result.ok) {
    // The answer came through the page's process: what counts is that the clip is there.
    const { clipId } = result.value;
    const stored = await useLibrary((library) => library.clip(clipId));
    if (!stored.ok) result = stored;
  }
  saves.delete(act.tabId);
  places.delete(act.tabId);
  if (!result.ok && act.selected !== null && !LIBRARY_FAILURES.includes(result.error.code)) {
    result = await saveSelectedText(act.selected, act.place);
  }
  if (result.ok) {
    const { reportTitle, sectionTitle } = result.value;
    const place = i18n.t('saved_to_section', [reportTitle, sectionTitle ?? i18n.t('inbox')]);
    await showBadge(act.tabId, 'saved', place);
  } else {
    await showBadge(act.tabId, 'failed', i18n.t(`failure_${result.error.code}`));
  }
  return result;
}

async function clipByScript(act: ClipAct): Promise<Saved> {
  const injected = await injectClipper(act.tabId, act.frameId);
  if (!injected.ok) return injected;
  return askClipper(act.tabId, act.frameId, 'clip', {
    origin: act.origin,
    clipPage: act.clipPage,
  });
}
