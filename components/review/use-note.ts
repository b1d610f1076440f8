import { useState } from 'preact/hooks';
import { isOutdated } from '@/utils/review/review-state';
import type { ReviewChanges } from './review-changes';
import type { DeskClaim } from './use-desk-claims';

export interface NoteField {
  readonly value: string;
  readonly write: (note: string) => void;
  /** Called when a new decision has taken the note. */
  readonly taken: () => void;
  /** Stores a note as the draft for a claim; '' removes the draft. */
  readonly keep: (claimKey: string, note: string) => void;
}

/**
 * Returns the note on a claim: from the reviewer's decision while it applies, or else a draft for
 * the next one.
 */
export function useNote(claim: DeskClaim | null, changes: ReviewChanges): NoteField {
  const [, redraw] = useState(0);
  const key = claim?.item.claim.key ?? '';
  const last = claim?.review.all.find(({ standing }) => standing === 'own') ?? null;
  const own = last !== null && claim !== null && isOutdated(last, claim.item) ? null : last;
  return {
    value: own?.note ?? readDraft(key),
    write: (note) => {
      if (own !== null) {
        changes.setNote(own, note);
        return;
      }
      keepDraft(key, note);
      redraw((count) => count + 1);
    },
    taken: () => keepDraft(key, ''),
    keep: (claimKey, note) => {
      keepDraft(claimKey, note);
      redraw((count) => count + 1);
    },
  };
}

/**
 * A note is part of a decision. Before the decision, the tab keeps the note as a draft, so that a
 * reload loses nothing.
 */
const DRAFT = 'pincite-note ';

/** Returns '' if there is no note, or if the browser stores nothing. */
function readDraft(claimKey: string): string {
  try {
    return sessionStorage.getItem(DRAFT + claimKey) ?? '';
  } catch {
    return '';
  }
}

function keepDraft(claimKey: string, note: string): void {
  try {
    if (note === '') sessionStorage.removeItem(DRAFT + claimKey);
    else sessionStorage.setItem(DRAFT + claimKey, note);
  } catch (cause) {
    // The field still has the note.
    console.debug('note draft', cause);
  }
}
