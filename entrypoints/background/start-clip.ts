import * as z from 'zod/mini';
import { i18n } from '#i18n';
import { savedWords } from '@/components/clip/saved-words';
import type { ClipOrigin } from '@/utils/messaging/protocol/clip-draft';
import {
  type ClippedPassages,
  MAX_PASSAGES,
  type SavedClip,
} from '@/utils/messaging/protocol/clipped-passages';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import type { TabReplies } from '@/utils/messaging/protocol/tab-calls';
import { type Failure, type FailureCode, failure } from '@/utils/model/failure';
import { idSchema } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { openPopup, showBadge } from '@/utils/platform/badge';
import { beginClipAct, endClipAct, type Waiting } from '@/utils/platform/clip-acts';
import { holdPrivateWords } from '@/utils/platform/private-words';
import { askClipper, injectClipper, readSelection } from '@/utils/platform/tabs';
import { mayKeep } from './ask-in-private';
import type { NamedPlace } from './clip-destination';
import { findSavedClip, type SelectedText, saveSelectedText } from './save-clip';

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

type Saved = Result<SavedClip, Failure>;

/** What the clipper of a tab sent during the current act. */
interface HandedIn {
  readonly saves: Promise<Saved>[];
  /** The number of passages of the act, as each of them says. */
  passages: number;
}

/** By tab. A page that closes at that moment cannot report the result of its passages. */
const acts = new Map<number, HandedIn>();

/** The places chosen for the current acts, by tab. Pages do not learn them. */
const places = new Map<number, NamedPlace>();

/** Returns the place chosen for the current act in a tab; null if there is none. */
export function placeNamedIn(tabId: number | undefined): NamedPlace | null {
  return tabId === undefined ? null : (places.get(tabId) ?? null);
}

/** Records the result of one of several passages until its act ends. */
export function trackSave(
  tabId: number | undefined,
  passages: number,
  save: Promise<Saved>,
): Promise<Saved> {
  const act = tabId === undefined ? undefined : acts.get(tabId);
  if (act !== undefined) {
    act.saves.push(save);
    act.passages = Math.max(act.passages, passages);
  }
  return save;
}

/**
 * Handles the user's act, from the key, the menu or the popup, to the stored clips or a message.
 * Fails if nothing was kept.
 */
export async function startClip(act: ClipAct): Promise<Result<ClippedPassages, Failure>> {
  const handedIn = handIn(act.tabId);
  if (act.place === null) places.delete(act.tabId);
  else places.set(act.tabId, act.place);
  let answer = await clipByScript(act);
  if (!answer.ok && answer.error.code === 'no_selection' && !act.clipPage && act.frameId === 0) {
    const selection = await readSelection(act.tabId);
    if (selection !== null && selection.frameId !== 0) {
      answer = await clipByScript({ ...act, frameId: selection.frameId });
    }
  }
  const saves = await Promise.all(handedIn.saves);
  let result = await whatWasKept(saves, handedIn.passages, answer);
  if (acts.get(act.tabId) === handedIn) {
    acts.delete(act.tabId);
    places.delete(act.tabId);
  }
  // If a part was kept, the words would be stored twice.
  if (!result.ok && act.selected !== null && !NOT_MENDED.includes(result.error.code)) {
    result = await saveWords(act, act.selected);
  }
  await tellOfClip(act.tabId, result);
  if (act.origin === 'context-menu' && !answer.ok) {
    if (await isWithoutToast(act.tabId, answer.error.code)) await openPopup(act.tabId);
  }
  return result;
}

/**
 * Returns whether the refusal concerns a page that no script may enter, like the PDF viewer: not
 * only one of its frames, and not a later page.
 */
async function isWithoutToast(tabId: number, refusal: FailureCode): Promise<boolean> {
  if (refusal === 'page_navigated') return false;
  const page = await readSelection(tabId);
  if (page !== null) return page.pdf;
  return refusal === 'restricted_page' || refusal === 'pdf_viewer';
}

function handIn(tabId: number): HandedIn {
  const handedIn: HandedIn = { saves: [], passages: 0 };
  acts.set(tabId, handedIn);
  return handedIn;
}

/** Tells a frame's clipper to save its waiting clips after the user agreed. */
export async function keepWaitingClips(
  tabId: number,
  waiting: readonly [Waiting, ...Waiting[]],
  privateAnswer: PrivateAnswer,
): Promise<Result<ClippedPassages, Failure>> {
  const [{ frameId }] = waiting;
  const handedIn = handIn(tabId);
  const name = await beginClipAct({ tabId, frameId }, privateAnswer, waiting);
  const answer = await askClipper(tabId, frameId, 'keep', { act: name });
  const saves = await Promise.all(handedIn.saves);
  if (acts.get(tabId) === handedIn) acts.delete(tabId);
  return whatWasKept(saves, saves.length, answer);
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

/**
 * Returns what the library has of an act's passages, whatever the page says. A passage that never
 * arrived counts as a problem, like one that was refused.
 */
async function whatWasKept(
  saves: readonly Saved[],
  passages: number,
  answer: Result<TabReplies['clip'], Failure>,
): Promise<Result<ClippedPassages, Failure>> {
  const [first, ...more] = saves.flatMap((saved) => (saved.ok ? [saved.value] : []));
  const refused = saves.find((saved) => !saved.ok);
  if (first !== undefined) {
    const saved = [first, ...more] as const;
    if (saved.length >= passages) return ok({ saved, passages: saved.length, problem: null });
    const missing = refused ?? (answer.ok ? err(failure('page_navigated')) : answer);
    return ok({ saved, passages, problem: missing.error });
  }
  if (!answer.ok) {
    return answer.error.code === 'page_navigated' ? (refused ?? answer) : answer;
  }
  // The previous act made these clips. The page's process could forge this answer, so the clips
  // are read from the library.
  const named = NamedClipsSchema.safeParse(answer.value);
  if (!named.success) return err(failure('bad_message', 'clip'));
  const clips: SavedClip[] = [];
  for (const { clipId, duplicate } of named.data) {
    const stored = await findSavedClip(clipId);
    if (!stored.ok) return stored;
    clips.push({ ...stored.value, duplicate });
  }
  const [one, ...others] = clips;
  return one === undefined
    ? err(failure('no_selection'))
    : ok({ saved: [one, ...others], passages: clips.length, problem: null });
}

const NamedClipsSchema = z
  .array(z.object({ clipId: idSchema<'clip'>(), duplicate: z.boolean() }))
  .check(z.maxLength(MAX_PASSAGES));

async function clipByScript(act: ClipAct): Promise<Result<TabReplies['clip'], Failure>> {
  const { tabId, frameId, origin, clipPage, image, privateAnswer = null } = act;
  const [injected, name] = await Promise.all([
    injectClipper(tabId, frameId),
    beginClipAct({ tabId, frameId }, privateAnswer),
  ]);
  const answer = injected.ok
    ? await askClipper(tabId, frameId, 'clip', {
        act: name,
        origin,
        clipPage,
        ...(image === undefined ? {} : { image }),
      })
    : injected;
  await endClipAct(tabId, name);
  return answer;
}

/** Shows on the toolbar button what was kept, and why the rest was not. */
export function tellOfClip(tabId: number, result: Result<ClippedPassages, Failure>): Promise<void> {
  const problem = result.ok ? result.value.problem : result.error;
  const words = result.ok ? savedWords(result.value) : null;
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
