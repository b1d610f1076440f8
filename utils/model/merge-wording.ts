import * as Y from 'yjs';
import { contentAuthor } from './content-author';
import { editText, findSplices } from './edit-text';

export interface MergedWording {
  readonly text: string;
  /** Whether both sides had changed it. */
  readonly both: boolean;
}

/**
 * One text of two that were changed apart. `bases` are wordings that one side or the other
 * remembers as common; the one nearest to both counts. Without any, everything that either
 * says is kept. The same whichever side is called mine.
 */
export function mergeWording(
  mine: string,
  theirs: string,
  bases: readonly string[],
): MergedWording {
  if (mine === theirs) return { text: mine, both: false };
  const base = nearest(bases, mine, theirs);
  if (base === null) return { text: keepBoth(mine, theirs), both: true };
  if (base === theirs) return { text: mine, both: false };
  if (base === mine) return { text: theirs, both: false };
  return { text: mergeChanges(base, mine, theirs), both: true };
}

function nearest(bases: readonly string[], mine: string, theirs: string): string | null {
  let best: { readonly base: string; readonly cost: number } | null = null;
  for (const base of bases) {
    const cost = editCost(base, mine) + editCost(base, theirs);
    if (best === null || cost < best.cost) best = { base, cost };
  }
  return best?.base ?? null;
}

function editCost(from: string, to: string): number {
  return findSplices(from, to).reduce((sum, { remove, insert }) => sum + remove + insert.length, 0);
}

/** What both changes make of the base, as Yjs merges them. */
function mergeChanges(base: string, mine: string, theirs: string): string {
  const start = new Y.Doc();
  start.getText().insert(0, base);
  const state = Y.encodeStateAsUpdate(start);
  const updates = [mine, theirs].map((text) => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, state);
    // Named after what it says, so that either order gives the same.
    copy.clientID = contentAuthor(text);
    editText(copy.getText(), text);
    return Y.encodeStateAsUpdate(copy);
  });
  for (const update of updates) Y.applyUpdate(start, update);
  return start.getText().toString();
}

/** Every word of one and, where the other says something else, that too. */
function keepBoth(mine: string, theirs: string): string {
  if (isWithin(mine, theirs)) return theirs;
  if (isWithin(theirs, mine)) return mine;
  const [from, to] = mine < theirs ? [mine, theirs] : [theirs, mine];
  let text = from;
  for (const { at, remove, insert } of findSplices(from, to).toReversed()) {
    text = text.slice(0, at + remove) + insert + text.slice(at + remove);
  }
  return text;
}

/** Whether every letter of `part` stands in `whole`, in the same order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (let index = 0; index < whole.length && at < part.length; index += 1) {
    if (whole[index] === part[at]) at += 1;
  }
  return at === part.length;
}
