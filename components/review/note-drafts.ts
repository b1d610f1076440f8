/*
 * Notes on claims that nobody decided yet. A note is part of a decision. Until there is one, it is
 * kept as long as the tab, so that a reload loses nothing.
 */

const PREFIX = 'pincite-note ';

/** Returns '' if there is no note, or if the browser stores nothing. */
export function readDraft(claimKey: string): string {
  try {
    return sessionStorage.getItem(PREFIX + claimKey) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(claimKey: string, note: string): void {
  try {
    if (note === '') sessionStorage.removeItem(PREFIX + claimKey);
    else sessionStorage.setItem(PREFIX + claimKey, note);
  } catch (cause) {
    // The field still has the note.
    console.debug('note draft', cause);
  }
}
