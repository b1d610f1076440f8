/*
 * Edits that a page could not send before it closed, because a message to a sleeping worker is lost
 * with its sender. Only localStorage stores data before the page is gone. Each edit has a key of
 * its own until it is stored. The storage holds some MB at most.
 */

/** Key prefixes: updates of a report's documents, and unsigned reviews, both as JSON. */
const PREFIXES = { updates: 'pincite-unsent ', reviews: 'pincite-unsent-reviews ' } as const;
type KeptKind = keyof typeof PREFIXES;

export interface KeptEdit {
  readonly key: string;
  readonly reportId: string;
  readonly text: string;
}

/**
 * Returns a new key for the edits of one page in one report. Later edits under the key replace
 * earlier ones.
 */
export function editKey(kind: KeptKind, reportId: string): string {
  return `${PREFIXES[kind]}${reportId} ${crypto.randomUUID()}`;
}

/** Stores the edit synchronously, if there is enough space. */
export function keepEdit({ key, text }: KeptEdit): void {
  try {
    localStorage.setItem(key, text);
  } catch (cause) {
    console.error('kept-edits', cause);
  }
}

/** Removes the edit, unless its page has stored another under the key since. */
export function dropEdit({ key, text }: KeptEdit): void {
  try {
    if (localStorage.getItem(key) === text) localStorage.removeItem(key);
  } catch (cause) {
    console.error('kept-edits', cause);
  }
}

/** Returns what this and earlier pages kept and what is not stored yet. */
export function keptEdits(kind: KeptKind): KeptEdit[] {
  const prefix = PREFIXES[kind];
  return Object.entries(stored()).flatMap(([key, text]: [string, unknown]) => {
    const [reportId] = key.startsWith(prefix) ? key.slice(prefix.length).split(' ') : [];
    return reportId === undefined || typeof text !== 'string' ? [] : [{ key, reportId, text }];
  });
}

/** A browser may give a page no storage. Then nothing is kept. */
function stored(): Partial<Storage> {
  try {
    return (localStorage as Storage | null) ?? {};
  } catch (cause) {
    console.error('kept-edits', cause);
    return {};
  }
}
