import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { ClipDraft, SavedClip } from '@/utils/messaging/protocol';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { type ClipWish, draftClips } from './draft-clips';
import { type Kept, showFailure, showSaved } from './show-toast';
import { focusToastNote } from './toast-host';

/** What was clipped last, all of it, while its toast stands: the same key again is for its note. */
let last: Kept | null = null;

/** Clips what is selected. The toast appears once the clips are stored, and not before. */
export async function clip(wish: ClipWish): Promise<Result<SavedClip, Failure>> {
  const drafted = draftClips(wish);
  if (!drafted.ok) return refuse(drafted);
  const drafts = drafted.value;
  if (last !== null && samePassages(drafts, last.drafts) && focusToastNote()) {
    return ok(last.saved[0]);
  }
  return save(drafts);
}

/**
 * Saves one after the other, in the order of the page; what is stored stays stored. Where one was
 * refused, the toast says what was kept, and the answer is the refusal.
 */
async function save(drafts: readonly ClipDraft[]): Promise<Result<SavedClip, Failure>> {
  const saved: SavedClip[] = [];
  let refused: { readonly ok: false; readonly error: Failure } | null = null;
  for (const draft of drafts) {
    const result = await requestFromClipper('clip.save', draft);
    if (result.ok) saved.push(result.value);
    else refused ??= result;
  }
  const [first, ...more] = saved;
  if (first === undefined) return refuse(refused ?? err(failure('no_selection')));
  const kept: Kept = { drafts, saved: [first, ...more] };
  // After a refusal the same key tries again: what is stored is not stored twice.
  last = refused === null ? kept : null;
  show(kept, refused?.error ?? null);
  return refused ?? ok(first);
}

function show(kept: Kept, problem: Failure | null): void {
  const keepBoth = () => save(kept.drafts.map((draft) => ({ ...draft, keepBoth: true })));
  onScreen(() => showSaved(kept, problem, () => void keepBoth()));
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
