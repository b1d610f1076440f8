import * as Y from 'yjs';
import { contentAuthor } from './content-author';
import { editText, findSplices } from './edit-text';
import { asAuthor } from './yjs-internals';

export interface MergedWording {
  readonly text: string;
  /** Whether both sides had changed the text. */
  readonly both: boolean;
}

/**
 * Merges two texts that were changed separately. `bases` are texts that either side remembers as
 * common; the closest to both is used. Without a base, everything that either side says is kept.
 * The result does not depend on which side is `mine`.
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

/** Returns what both changes make of the base, as Yjs merges them. */
function mergeChanges(base: string, mine: string, theirs: string): string {
  const start = new Y.Doc();
  start.getText().insert(0, base);
  const state = Y.encodeStateAsUpdate(start);
  const updates = [mine, theirs].map((text) => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, state);
    // The id depends on the content, so that both orders give the same result.
    asAuthor(copy, contentAuthor(text), () => editText(copy.getText(), text));
    return Y.encodeStateAsUpdate(copy);
  });
  for (const update of updates) Y.applyUpdate(start, update);
  return start.getText().toString();
}

/** Returns all words of one text and, where the other differs, its words too. */
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

/** Returns whether every letter of `part` is in `whole`, in the same order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (let index = 0; index < whole.length && at < part.length; index += 1) {
    if (whole[index] === part[at]) at += 1;
  }
  return at === part.length;
}
