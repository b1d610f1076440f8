import { requestFromClipper } from '@/utils/messaging/client-clipper';
import type { SavedClip } from '@/utils/messaging/protocol';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import { type ClipWish, draftClip } from './draft-clip';
import { showFailure, showSaved } from './show-toast';
import { focusToastNote } from './toast-host';

/** The words clipped last, while their toast stands: the same key again is for its note. */
let last: { readonly words: string; readonly saved: SavedClip } | null = null;

/** Clips the selection. The toast appears once the clip is stored, and not before. */
export async function clip(wish: ClipWish): Promise<Result<SavedClip, Failure>> {
  const words = String(document.getSelection());
  if (last !== null && words !== '' && words === last.words && focusToastNote()) {
    return { ok: true, value: last.saved };
  }
  const draft = draftClip(wish);
  const result = draft.ok ? await requestFromClipper('clip.save', draft.value) : draft;
  try {
    if (draft.ok && result.ok) {
      last = { words, saved: result.value };
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
