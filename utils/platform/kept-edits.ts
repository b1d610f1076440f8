/*
 * Edits that a page could not hand over before it went away: a message to a worker that sleeps is
 * lost with its sender. Of what a page can write to, only localStorage is done before the page is
 * gone. Each lies under a key of its own until it is stored; it holds at most some MB of them.
 */

const PREFIX = 'pincite-unsent ';

export interface KeptEdit {
  readonly key: string;
  readonly reportId: string;
  /** An update of the report's document, as base64. */
  readonly update: string;
}

/** A new name for what one page keeps of one report; what is kept under it later replaces it. */
export function editKey(reportId: string): string {
  return `${PREFIX}${reportId} ${crypto.randomUUID()}`;
}

/** Keeps an update at once, if there is room for it. */
export function keepEdit({ key, update }: KeptEdit): void {
  try {
    localStorage.setItem(key, update);
  } catch (cause) {
    console.error('kept-edits', cause);
  }
}

/** Forgets it, unless its page has kept something else there since. */
export function dropEdit({ key, update }: KeptEdit): void {
  try {
    if (localStorage.getItem(key) === update) localStorage.removeItem(key);
  } catch (cause) {
    console.error('kept-edits', cause);
  }
}

/** What this and earlier pages kept and nobody has stored since. */
export function keptEdits(): KeptEdit[] {
  return Object.entries(stored()).flatMap(([key, update]: [string, unknown]) => {
    const [reportId] = key.startsWith(PREFIX) ? key.slice(PREFIX.length).split(' ') : [];
    return reportId === undefined || typeof update !== 'string' ? [] : [{ key, reportId, update }];
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
