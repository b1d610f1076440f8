import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { Reply, RequestOf } from '@/utils/messaging/protocol/envelope';
import type { TabReplies, tabRequests } from '@/utils/messaging/protocol/tab-calls';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { isParsed, whenParsed } from '@/utils/page/live-page';
import { handIn } from '@/utils/platform/runtime';
import { type ClipWish, draftClips, whatIsSelected } from './draft-clips';
import { readImages } from './draft-image';
import { type Kept, showFailure, showLoading, showSaved, showWaiting } from './show-toast';
import { closeToast, focusToastNote, isToastEdited } from './toast-host';

/** The clips that the open toast shows. The same key again moves the focus to its note. */
let last: Kept | null = null;

/**
 * The clips of a private window that wait for the user's answer in the popup. They exist only in
 * this page.
 */
let unanswered: readonly ClipDraft[] = [];

type Request = RequestOf<typeof tabRequests, 'clip'>;
type Answer = Result<TabReplies['clip'], Failure>;

/** The last act that waits for its page to be parsed. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Answers the background with drafts of what is selected, or with drafts that it already had. If the
 * page is not parsed yet, keeps the present selection, says so in the toast, and drafts later, because
 * a link must be proved on the whole text. Several such acts are done one after the other.
 */
export function clip({ port, wish }: Request): Promise<Answer> {
  if ('again' in wish) return handInAgain(port, wish.again);
  const isOfWords = !wish.clipPage && wish.image === undefined;
  const selected = isOfWords ? whatIsSelected(wish.origin) : [];
  const draft = () => handInDrafts(port, wish, selected);
  if (isParsed(document) || (isOfWords && selected.length === 0)) return draft();
  onScreen(showLoading);
  // A script of the page can still replace the selected words.
  const words = selected.join();
  const waited = Promise.all([whenParsed(document), turn]).then(() =>
    selected.join() === words ? draft() : refuse(failure('selection_changed')),
  );
  turn = waited.catch(() => null);
  return waited;
}

async function handInAgain(port: string, again: readonly ClipId[]): Promise<Answer> {
  const known = [...unanswered, ...(last?.drafts ?? [])];
  const drafts = known.filter(({ clipId }) => again.includes(clipId));
  return drafts.length === 0 ? err(failure('no_selection')) : handInAll(port, drafts);
}

async function handInDrafts(
  port: string,
  wish: ClipWish,
  selected: readonly Range[],
): Promise<Answer> {
  const drafted = draftClips(wish, selected);
  if (!drafted.ok) {
    // The focus in the note takes the selection from the page.
    if (isToastEdited()) return ok(last?.saved ?? []);
    const isElsewhere = wish.orElsewhere === true && drafted.error.code === 'no_selection';
    return isElsewhere ? err(drafted.error) : refuse(drafted.error);
  }
  if (samePassages(drafted.value, unanswered.slice(-drafted.value.length))) {
    return refuse(failure('private_window'));
  }
  // After a refusal the same key tries again. What is stored is not stored twice.
  const isSame = last?.problem === null && samePassages(drafted.value, last.drafts);
  if (isSame && focusToastNote()) return ok(last?.saved ?? []);
  return handInAll(port, await readImages(drafted.value));
}

/** Hands the drafts in. The toast appears once they are stored, and not before. */
async function handInAll(port: string, drafts: readonly ClipDraft[]): Promise<Answer> {
  // If the background stopped, a new one looks in the library. If the extension is gone, that fails.
  const reply = (await handIn(port, drafts).catch(() => null)) as Reply<Outcomes> | null;
  show(drafts, reply ?? (await requestFromClipper('clip.find', idsOf(drafts))));
  return ok([]);
}

/** Counts the clips that wait for an answer. */
export function countUnanswered(): number {
  return unanswered.length;
}

/** The results of drafts, in their order. */
type Outcomes = readonly Reply<SavedClip>[];

const idsOf = (drafts: readonly ClipDraft[]) => ({ clipIds: drafts.map(({ clipId }) => clipId) });

/** Shows the results of drafts. */
function show(drafts: readonly ClipDraft[], reply: Reply<Outcomes>): void {
  const outcomes: Outcomes = reply.ok ? reply.value : [reply];
  const stored = drafts.filter((_, at) => outcomes[at]?.ok);
  // A clip whose saving failed after a yes is waiting already.
  const asked = drafts.filter((_, at) => isAskedAbout(outcomes[at]));
  const isSettled = (waiting: ClipDraft) =>
    stored.includes(waiting) || asked.some((draft) => isAskedTwice(draft, waiting));
  unanswered = [...unanswered.filter((waiting) => !isSettled(waiting)), ...asked];
  const [first, ...more] = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const refused = outcomes.find((outcome) => !outcome.ok);
  const problem = refused?.error ?? null;
  if (first === undefined || unanswered.length > 0) {
    refuse(problem ?? failure('private_window'));
    return;
  }
  const kept: Kept = { drafts: stored, saved: [first, ...more], passages: drafts.length, problem };
  last = kept;
  onScreen(() => showSaved(kept, () => void keepBoth(stored)));
}

function isAskedAbout(outcome: Reply<unknown> | undefined): boolean {
  return outcome?.ok === false && outcome.error.code === 'private_window';
}

function isAskedTwice(draft: ClipDraft, waiting: ClipDraft): boolean {
  const arePages = draft.kind === 'page' && waiting.kind === 'page';
  return draft === waiting || (arePages && draft.url === waiting.url);
}

/** Asks for second clips of these passages. The background then asks for the same drafts again. */
async function keepBoth(drafts: readonly ClipDraft[]): Promise<void> {
  const asked = await requestFromClipper('clip.keepBoth', idsOf(drafts));
  if (!asked.ok) refuse(asked.error);
}

/** Discards the clips that wait for an answer. */
export function drop(): void {
  unanswered = [];
  closeToast();
}

/**
 * Says why nothing was clipped. If clips wait for an answer, says that as well: the toast about the
 * waiting clips replaces the toast about the last clips.
 */
function refuse(error: Failure): { readonly ok: false; readonly error: Failure } {
  if (unanswered.length === 0) onScreen(() => showFailure(error));
  else {
    last = null;
    onScreen(() => showWaiting(error.code === 'private_window' ? null : error));
  }
  return err(error);
}

/**
 * A document may refuse the toast. The badge of the toolbar button shows the result too, and the
 * clips stay stored.
 */
function onScreen(draw: () => void): void {
  try {
    draw();
  } catch (cause) {
    console.error('pincite', cause);
  }
}

function samePassages(a: readonly ClipDraft[], b: readonly ClipDraft[]): boolean {
  return a.length === b.length && a.every((draft, at) => samePassage(draft, b[at]));
}

/**
 * Whether two drafts are of the same passage: the same words at the same place, address and image.
 * Images without an address cannot be compared, so they always count as different.
 */
function samePassage(a: ClipDraft, b: ClipDraft | undefined): boolean {
  if (a.kind !== b?.kind || a.url !== b.url || a.image?.url !== b.image?.url) return false;
  const [here, there] = [a.selectors.position, b.selectors.position];
  if (a.image?.url === null) return false;
  if (a.image !== undefined && here === null) return there === null;
  return (
    here !== null &&
    there !== null &&
    here.start === there.start &&
    here.end === there.end &&
    a.pageText === b.pageText
  );
}
