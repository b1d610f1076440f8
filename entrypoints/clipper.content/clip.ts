import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { ClipDraft, TabReplies } from '@/utils/messaging/protocol';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { type ClipWish, draftClips } from './draft-clips';
import { type Kept, showFailure, showSaved } from './show-toast';
import { focusToastNote } from './toast-host';

/** What was clipped last, all of it, while its toast stands: the same key again is for its note. */
let last: Kept | null = null;

type Clipped = Result<TabReplies['clip'], Failure>;

/** Clips what is selected. The toast appears once the clips are stored, and not before. */
export async function clip(wish: ClipWish): Promise<Clipped> {
  const drafted = draftClips(wish);
  if (!drafted.ok) return refuse(drafted);
  const drafts = drafted.value;
  if (last !== null && samePassages(drafts, last.drafts) && focusToastNote()) {
    return ok(last.saved);
  }
  return save(drafts);
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
  if (first === undefined) return refuse(refused ?? err(failure('no_selection')));
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

function refuse(refused: { readonly ok: false; readonly error: Failure }) {
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
  return (
    here !== null &&
    there !== null &&
    here.start === there.start &&
    here.end === there.end &&
    a.url === b?.url &&
    a.pageText === b.pageText
  );
}
