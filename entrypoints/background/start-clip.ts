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
 * What the clipper of a tab handed in during the act under way: a page that goes away right then
 * can't pass on the answer, and "not saved" would be wrong. Of several passages each is one.
 */
const saves = new Map<number, Promise<Saved>[]>();

/** The places named by the acts under way, by tab: pages hear nothing of them. */
const places = new Map<number, NamedPlace>();

/** The place that the act under way in a tab named; null where there is none. */
export function placeNamedIn(tabId: number | undefined): NamedPlace | null {
  return tabId === undefined ? null : (places.get(tabId) ?? null);
}

/** Remembers a save until the act that it belongs to ends. */
export function trackSave(tabId: number | undefined, save: Promise<Saved>): Promise<Saved> {
  if (tabId !== undefined) saves.get(tabId)?.push(save);
  return save;
}

/** The user's act, from the key, the menu or the popup, to the stored clip or a sentence. */
export async function startClip(act: ClipAct): Promise<Saved> {
  const handedIn: Promise<Saved>[] = [];
  saves.set(act.tabId, handedIn);
  if (act.place === null) places.delete(act.tabId);
  else places.set(act.tabId, act.place);
  let result = await clipByScript(act);
  if (!result.ok && result.error.code === 'no_selection' && !act.clipPage && act.frameId === 0) {
    const selection = await readSelection(act.tabId);
    if (selection !== null && selection.frameId !== 0) {
      result = await clipByScript({ ...act, frameId: selection.frameId });
    }
  }
  const answers = await Promise.all(handedIn);
  const kept = answers.flatMap((saved) => (saved.ok ? [saved.value] : []));
  if (!result.ok && result.error.code === 'page_navigated') {
    result = answers.find(({ ok }) => !ok) ?? answers[0] ?? result;
  }
  if (result.ok) {
    // The answer came through the page's process: what counts is that the clip is there.
    const { clipId } = result.value;
    const stored = await useLibrary((library) => library.clip(clipId));
    if (!stored.ok) result = stored;
  }
  if (saves.get(act.tabId) === handedIn) {
    saves.delete(act.tabId);
    places.delete(act.tabId);
  }
  // Of what was kept in part, the words would be stored twice.
  const wordsHelp =
    !result.ok && kept.length === 0 && !LIBRARY_FAILURES.includes(result.error.code);
  if (wordsHelp && act.selected !== null) {
    result = await saveSelectedText(act.selected, act.place);
  }
  if (result.ok) await showBadge(act.tabId, 'saved', whereItWent(result.value));
  else await showBadge(act.tabId, 'failed', whatFailed(result.error, kept));
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

function whereItWent({ reportTitle, sectionTitle }: SavedClip): string {
  return i18n.t('saved_to_section', [reportTitle, sectionTitle ?? i18n.t('inbox')]);
}

/** Before it, what was kept of the same act. */
function whatFailed({ code }: Failure, [first, ...more]: readonly SavedClip[]): string {
  const problem = i18n.t(`failure_${code}`);
  if (first === undefined) return problem;
  const { reportTitle, sectionTitle } = first;
  const place: [string, string] = [reportTitle, sectionTitle ?? i18n.t('inbox')];
  const kept =
    more.length === 0
      ? i18n.t('saved_to_section', place)
      : i18n.t('toast_saved_several', [more.length + 1, ...place]);
  return `${kept}\n${problem}`;
}
