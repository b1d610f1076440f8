import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { ClipDraft, PrivateAnswer, TabReplies } from '@/utils/messaging/protocol';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { type ClipWish, draftClips } from './draft-clips';
import { readImages } from './draft-image';
import { type Kept, showFailure, showQuestion, showSaved } from './show-toast';
import { closeToast, focusToastNote } from './toast-host';

/** What was clipped last, all of it, while its toast stands: the same key again is for its note. */
let last: Kept | null = null;

/** What was clipped in a private window and waits for the user's answer. Only the page has it. */
let unanswered: readonly ClipDraft[] = [];

type Clipped = Result<TabReplies['clip'], Failure>;

/** Clips what is selected. The toast appears once the clips are stored, and not before. */
export async function clip(wish: ClipWish): Promise<Clipped> {
  const { privateAnswer } = wish;
  if (privateAnswer !== undefined && unanswered.length > 0) {
    return save(answered(unanswered, privateAnswer));
  }
  const drafted = draftClips(wish);
  if (!drafted.ok) return refuse(drafted);
  const drafts = answered(drafted.value, privateAnswer);
  if (samePassages(drafts, unanswered.slice(-drafts.length)) && focusToastNote()) {
    return err(failure('private_window'));
  }
  if (last !== null && samePassages(drafts, last.drafts) && focusToastNote()) {
    return ok(last.saved);
  }
  return save(await readImages(drafts));
}

/**
 * Hands all in at once, since the page may go away while an answer is awaited; what is stored
 * stays stored. Where one was refused, the toast says what was kept, and the answer is the refusal.
 */
async function save(drafts: readonly ClipDraft[]): Promise<Clipped> {
  const answers = await Promise.all(drafts.map((draft) => requestFromClipper('clip.save', draft)));
  const saved = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const refused = answers.find((answer) => !answer.ok) ?? null;
  const [first, ...more] = saved;
  if (first === undefined) {
    const nothing = refused ?? err(failure('no_selection'));
    const asked = drafts.some(({ privateAnswer }) => privateAnswer !== undefined);
    return asked || nothing.error.code === 'private_window'
      ? ask(drafts, nothing)
      : refuse(nothing);
  }
  unanswered = unanswered.filter(({ clipId }) => !drafts.some((each) => each.clipId === clipId));
  const kept: Kept = {
    drafts: drafts.filter((_, at) => answers[at]?.ok),
    saved: [first, ...more],
    passages: drafts.length,
    problem: refused?.error ?? null,
  };
  // After a refusal the same key tries again: what is stored is not stored twice.
  last = refused === null ? kept : null;
  show(kept);
  return refused ?? ok(kept.saved);
}

function show(kept: Kept): void {
  const keepBoth = () => save(kept.drafts.map((draft) => ({ ...draft, keepBoth: true })));
  onScreen(() => showSaved(kept, () => void keepBoth()));
}

type Refused = { readonly ok: false; readonly error: Failure };

/** Asks about these, and about what waits already; after a yes that did not help, once more. */
function ask(drafts: readonly ClipDraft[], refused: Refused): Refused {
  const again = (waiting: ClipDraft) =>
    drafts.some(
      ({ clipId, kind }) =>
        clipId === waiting.clipId || (kind === 'page' && waiting.kind === 'page'),
    );
  unanswered = [...unanswered.filter((waiting) => !again(waiting)), ...drafts];
  // Its toast gives way to the question.
  last = null;
  return question(refused);
}

/** The question stands until it is answered, whatever else fails meanwhile. */
function question(refused: Refused): Refused {
  const all = unanswered;
  const problem = refused.error.code === 'private_window' ? null : refused.error;
  onScreen(() => showQuestion(all, problem, (answer) => void save(answered(all, answer)), drop));
  return refused;
}

/** Forgets what waits for an answer. */
export function drop(): void {
  unanswered = [];
  closeToast();
}

function answered(drafts: readonly ClipDraft[], privateAnswer: PrivateAnswer | undefined) {
  return privateAnswer === undefined
    ? drafts
    : drafts.map((draft) => ({ ...draft, privateAnswer }));
}

function refuse(refused: Refused): Refused {
  if (unanswered.length > 0) return question(refused);
  onScreen(() => showFailure(refused.error));
  return refused;
}

/**
 * A document may take no toast (a bare SVG): the toolbar button's badge says it too, and what is
 * stored is stored.
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

/** The same words at another place, or at another address, are another passage. */
function samePassage(a: ClipDraft, b: ClipDraft | undefined): boolean {
  const [here, there] = [a.selectors.position, b?.selectors.position ?? null];
  if (here === null && a.image !== undefined && a.image.url !== null) {
    return there === null && a.url === b?.url && a.image.url === b.image?.url;
  }
  return (
    a.kind === b?.kind &&
    here !== null &&
    there !== null &&
    here.start === there.start &&
    here.end === there.end &&
    a.url === b.url &&
    a.pageText === b.pageText
  );
}
