/*
 * Edits that a page could not hand over before it went away: a message to a worker that sleeps is
 * lost with its sender. Of what a page can write to, only localStorage is done before the page is
 * gone. Each lies under a key of its own until it is stored; it holds at most some MB of them.
 */

/** Key prefixes: document updates in base64, and unsigned reviews as JSON. */
const PREFIXES = { updates: 'pincite-unsent ', reviews: 'pincite-unsent-reviews ' } as const;
type KeptKind = keyof typeof PREFIXES;

export interface KeptEdit {
  readonly key: string;
  readonly reportId: string;
  readonly text: string;
}

/** A new name for what one page keeps of one report; what is kept under it later replaces it. */
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

/** Forgets it, unless its page has kept something else there since. */
export function dropEdit({ key, text }: KeptEdit): void {
  try {
    if (localStorage.getItem(key) === text) localStorage.removeItem(key);
  } catch (cause) {
    console.error('kept-edits', cause);
  }
}

/** What this and earlier pages kept and nobody has stored since. */
export function keptEdits(kind: KeptKind): KeptEdit[] {
  const prefix = PREFIXES[kind];
  return Object.entries(stored()).flatMap(([key, text]: [string, unknown]) => {
    const [reportId] = key.startsWith(prefix) ? key.slice(prefix.length).split(' ') : [];
    return reportId === undefined || typeof text !== 'string' ? [] : [{ key, reportId, text }];
  });
}

/** A browser may refuse a page its storage, or have none for it: nothing is kept there then. */
function stored(): Partial<Storage> {
  try {
    return (localStorage as Storage | null) ?? {};
  } catch (cause) {
    console.error('kept-edits', cause);
    return {};
  }
}
