import { i18n } from '#i18n';
import { savedWords } from '@/components/clip/saved-words';
import type { ClipOrigin } from '@/utils/messaging/protocol/clip-draft';
import type { ClippedPassages } from '@/utils/messaging/protocol/clipped-passages';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { type Failure, type FailureCode, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { openPopup, showBadge } from '@/utils/platform/badge';
import {
  beginClipAct,
  changeClipAct,
  interruptedActs,
  type StoredAct,
} from '@/utils/platform/clip-acts';
import { keepAwake } from '@/utils/platform/keep-awake';
import { holdPrivateWords } from '@/utils/platform/private-words';
import { PAGE_LIMIT, readSelection } from '@/utils/platform/selection';
import { injectClipper } from '@/utils/platform/tabs';
import { mayKeep } from './ask-in-private';
import type { NamedPlace } from './clip-destination';
import { clipDrafts, summary } from './clip-drafts';
import { findStored, type SelectedText, saveSelectedText } from './save-clip';

export interface ClipAct {
  readonly tabId: number;
  readonly frameId: number;
  readonly origin: ClipOrigin;
  readonly clipPage: boolean;
  /** The address of an image that the user pointed at. */
  readonly image?: string | undefined;
  /** What the context menu tells, for pages that no script can read. */
  readonly selected: SelectedText | null;
  /** The place that the user chose for this clip; null for the chosen destination. */
  readonly place: NamedPlace | null;
  /** Set if this act answers the question of a private window. */
  readonly privateAnswer?: PrivateAnswer | undefined;
}

/**
 * Failures for which storing only the words does not help: the library cannot store them either, or
 * the user is asked.
 */
const NOT_MENDED: readonly FailureCode[] = [
  'quota_exceeded',
  'storage_unavailable',
  'database_newer',
  'database_blocked',
  'private_window',
];

/** Failures after which the popup asks the user a question. */
const ASKS: readonly FailureCode[] = ['private_window', 'private_unasked'];

/**
 * Handles the user's act, from the key, the menu or the popup, to the stored clips or a message.
 * Fails if nothing was kept.
 */
export async function startClip(act: ClipAct): Promise<Result<ClippedPassages, Failure>> {
  // The browser must not stop the background while a page that still loads delays the clip.
  const sleepAgain = keepAwake();
  try {
    return await clipAndTell(act);
  } finally {
    sleepAgain();
  }
}

async function clipAndTell(act: ClipAct): Promise<Result<ClippedPassages, Failure>> {
  const { tabId, frameId, place, privateAnswer: answer = null } = act;
  const beginning = beginClipAct({ tabId, frameId, place, answer });
  const busy = setTimeout(
    () => void showBadge(tabId, 'pending', i18n.t('page_busy')),
    PAGE_LIMIT / 2,
  );
  // The key does not tell in which frame the selection is.
  const orElsewhere = frameId === 0 && !act.clipPage && act.image === undefined;
  let clipped = await clipByScript(act, frameId, beginning, orElsewhere);
  const { id } = await beginning;
  if (!clipped.ok && clipped.error.code === 'no_selection' && orElsewhere) {
    const selection = await readSelection(tabId);
    const known = selection === 'unanswered' ? null : selection;
    const changed = changeClipAct(id, { frameId: known?.frameId ?? 0 });
    clipped = await clipByScript(act, known?.frameId ?? 0, changed, false);
  }
  let result = clipped;
  // If a part was kept, the words would be stored twice.
  if (!result.ok && act.selected !== null && !NOT_MENDED.includes(result.error.code)) {
    result = await saveWords(act, act.selected);
  }
  clearTimeout(busy);
  await tellOfClip(tabId, result);
  await changeClipAct(id, { run: null });
  const problem = result.ok ? result.value.problem : result.error;
  // The next page shows no toast, and a badge is out of sight where the button is not pinned.
  if (act.origin !== 'popup' && problem?.code === 'page_navigated') await openPopup(tabId);
  if (act.origin === 'context-menu' && !clipped.ok) {
    if (await isWithoutToast(tabId, clipped.error.code)) await openPopup(tabId);
  }
  return result;
}

async function clipByScript(
  { tabId, origin, clipPage, image }: ClipAct,
  frameId: number,
  storing: Promise<StoredAct | null>,
  orElsewhere: boolean,
): Promise<Result<ClippedPassages, Failure>> {
  const [injected, stored] = await Promise.all([injectClipper(tabId, frameId), storing]);
  if (!injected.ok) return injected;
  // The user has answered no in the popup meanwhile.
  if (stored === null) return err(failure('private_window'));
  return clipDrafts([stored], {
    ...{ origin, clipPage },
    ...(image === undefined ? {} : { image }),
    ...(orElsewhere ? { orElsewhere } : {}),
  });
}

/**
 * Returns whether the refusal concerns a page that no script may enter, like the PDF viewer: not
 * only one of its frames, and not a later page.
 */
async function isWithoutToast(tabId: number, refusal: FailureCode): Promise<boolean> {
  if (refusal === 'page_navigated') return false;
  const page = await readSelection(tabId);
  if (page !== null) return page !== 'unanswered' && page.pdf;
  return refusal === 'restricted_page' || refusal === 'pdf_viewer';
}

/** Stores only words. In a private window the popup asks first, because the page cannot. */
export async function saveWords(
  act: Pick<ClipAct, 'tabId' | 'origin' | 'place' | 'privateAnswer'>,
  selected: SelectedText,
): Promise<Result<ClippedPassages, Failure>> {
  if (!(await mayKeep(selected, act.privateAnswer))) {
    if (act.origin === 'popup') return err(failure('private_window'));
    const { incognito: _, ...words } = selected;
    await holdPrivateWords(act.tabId, { ...words, place: act.place });
    return err(failure('private_unasked'));
  }
  const saved = await saveSelectedText(selected, act.place);
  return saved.ok ? ok({ saved: [saved.value], passages: 1, problem: null }) : saved;
}

/** Reports the acts that an earlier run of the background did not finish. */
export async function tellOfInterrupted(): Promise<void> {
  for (const { id, tabId, clipIds } of await interruptedActs()) {
    const found = await Promise.all(clipIds.map(findStored));
    const isNone = found.length === 0;
    await tellOfClip(
      tabId,
      isNone ? err(failure('clip_interrupted')) : summary(found, found.length),
    );
    await changeClipAct(id, { run: null });
  }
}

/** Shows on the toolbar button what was kept, and why the rest was not. */
export function tellOfClip(tabId: number, result: Result<ClippedPassages, Failure>): Promise<void> {
  const problem = result.ok ? result.value.problem : result.error;
  const words = result.ok ? savedWords(result.value, i18n) : null;
  const lines = [
    words?.where,
    words?.again,
    problem === null ? null : i18n.t(`failure_${problem.code}`),
  ];
  return showBadge(
    tabId,
    problem === null ? 'saved' : ASKS.includes(problem.code) ? 'asked' : 'failed',
    lines.filter((line) => line != null).join('\n'),
  );
}
