/*
 * Notes on claims that nobody decided yet. A note is part of a decision; until there is one it
 * is kept for as long as the tab, so that a reload loses nothing.
 */

const PREFIX = 'pincite-note ';

/** '' where there is none, or the browser keeps nothing. */
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
    // The field itself still holds it.
    console.debug('note draft', cause);
  }
}
