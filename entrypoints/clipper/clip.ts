import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { TabReplies } from '@/utils/messaging/protocol/tab-calls';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { type ClipWish, draftClips } from './draft-clips';
import { readImages } from './draft-image';
import { type Kept, showFailure, showSaved, showWaiting } from './show-toast';
import { closeToast, focusToastNote } from './toast-host';

/**
 * The last act and its clips while its toast is shown. The same key then moves the focus into the
 * toast.
 */
let last: Kept | null = null;

/**
 * The clips of a private window that wait for the user's answer in the popup. They exist only in
 * this page.
 */
let unanswered: readonly ClipDraft[] = [];

type Clipped = Result<TabReplies['clip'], Failure>;

/** Clips the selection. The toast appears only after the clips are stored. */
export async function clip(wish: ClipWish): Promise<Clipped> {
  const drafted = draftClips(wish);
  if (!drafted.ok) return refuse(drafted);
  const drafts = drafted.value;
  if (samePassages(drafts, unanswered.slice(-drafts.length))) {
    tellWaiting(null);
    return err(failure('private_window'));
  }
  if (last !== null && samePassages(drafts, last.drafts) && focusToastNote()) {
    return ok(last.saved);
  }
  return save(await readImages(drafts));
}

/** Saves the waiting clips for an act by which the user agreed. */
export async function keepUnanswered(act: string): Promise<Clipped> {
  if (unanswered.length === 0) return err(failure('no_selection'));
  return save(unanswered.map((draft) => ({ ...draft, act })));
}

/** Counts the clips that wait for an answer. */
export function countUnanswered(): number {
  return unanswered.length;
}

/**
 * Sends all drafts at once, because the page may close while an answer is awaited. What is stored
 * stays stored. If one draft was refused, the toast says what was kept, and the answer is the
 * refusal.
 */
async function save(drafts: readonly ClipDraft[]): Promise<Clipped> {
  const answers = await Promise.all(drafts.map((draft) => requestFromClipper('clip.save', draft)));
  const saved = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const refused = answers.find((answer) => !answer.ok) ?? null;
  const stored = drafts.filter((_, at) => answers[at]?.ok);
  unanswered = unanswered.filter(({ clipId }) => !stored.some((each) => each.clipId === clipId));
  wait(drafts.filter((_, at) => isAskedAbout(answers[at])));
  const [first, ...more] = saved;
  if (first === undefined) return refuse(refused ?? err(failure('no_selection')));
  const problem = refused?.error ?? null;
  const kept: Kept = { drafts: stored, saved: [first, ...more], passages: drafts.length, problem };
  if (unanswered.length > 0) tellWaiting(problem);
  else {
    // After a refusal the same key tries again. What is stored is not stored twice.
    last = refused === null ? kept : null;
    show(kept);
  }
  return refused ?? ok(kept.saved);
}

/** Whether the user must be asked. A clip whose saving failed after a yes is waiting already. */
function isAskedAbout(answer: Result<unknown, Failure> | undefined): boolean {
  return answer?.ok === false && answer.error.code === 'private_window';
}

function show(kept: Kept): void {
  const keepBoth = () => save(kept.drafts.map((draft) => ({ ...draft, keepBoth: true })));
  onScreen(() => showSaved(kept, () => void keepBoth()));
}

type Refused = { readonly ok: false; readonly error: Failure };

/** Adds these clips to the clips that wait for an answer. */
function wait(drafts: readonly ClipDraft[]): void {
  const again = (waiting: ClipDraft) =>
    drafts.some(
      ({ clipId, kind, url }) =>
        clipId === waiting.clipId ||
        (kind === 'page' && waiting.kind === 'page' && url === waiting.url),
    );
  unanswered = [...unanswered.filter((waiting) => !again(waiting)), ...drafts];
}

/** Says that clips wait for an answer, and why saving failed if the user has already agreed. */
function tellWaiting(refused: Failure | null): void {
  const problem = refused?.code === 'private_window' ? null : refused;
  // The toast about the waiting clips replaces the toast about the last clips.
  last = null;
  onScreen(() => showWaiting(problem));
}

/** Discards the clips that wait for an answer. */
export function drop(): void {
  unanswered = [];
  closeToast();
}

function refuse(refused: Refused): Refused {
  if (unanswered.length > 0) tellWaiting(refused.error);
  else onScreen(() => showFailure(refused.error));
  return refused;
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
