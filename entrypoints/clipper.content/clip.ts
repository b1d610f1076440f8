import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { ClipDraft, SavedClip } from '@/utils/messaging/protocol';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { type ClipWish, draftClip } from './draft-clip';
import { showFailure, showSaved } from './show-toast';
import { focusToastNote } from './toast-host';

/** What was clipped last, while its toast stands: the same key again is for its note. */
let last: { readonly draft: ClipDraft; readonly saved: SavedClip } | null = null;

/** Clips the selection. The toast appears once the clip is stored, and not before. */
export async function clip(wish: ClipWish): Promise<Result<SavedClip, Failure>> {
  const draft = draftClip(wish);
  if (draft.ok && last !== null && samePassage(draft.value, last.draft) && focusToastNote()) {
    return { ok: true, value: last.saved };
  }
  const result = draft.ok ? await requestFromClipper('clip.save', draft.value) : draft;
  try {
    if (draft.ok && result.ok) {
      last = { draft: draft.value, saved: result.value };
      showSaved(result.value, draft.value);
    } else if (!result.ok) {
      showFailure(result.error);
    }
  } catch (cause) {
    // A document that takes no toast (a bare SVG): the toolbar button's badge says it too, and
    // what is stored is stored.
    console.error('pincite', cause);
  }
  return result;
}

/** The same words at another place, or at another address, are another passage. */
function samePassage(a: ClipDraft, b: ClipDraft): boolean {
  const [here, there] = [a.selectors.position, b.selectors.position];
  return (
    here !== null &&
    there !== null &&
    here.start === there.start &&
    here.end === there.end &&
    a.url === b.url &&
    a.pageText === b.pageText
  );
}
