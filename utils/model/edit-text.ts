import { diffArrays } from 'diff/lib/diff/array.js';
import type * as Y from 'yjs';

/** If an edit changes more pieces than this, all text from the first to the last change is replaced. */
const MOST_EDITS = 600;

/** Whole tokens, words and surrogate pairs, which an edit never cuts. */
const PIECES = /\[\[cite:[0-9a-f-]{36}\]\]|[\p{L}\p{N}\p{M}]+|[\s\S]/gu;

interface Splice {
  /** UTF-16 offset into the text before the edit. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * Changes `text` to `next` with few and small edits, so that what another person types at the same
 * time keeps its place. Costs at most the length of the texts times the number of changed pieces,
 * of which there are at most 600.
 */
export function editText(text: Y.Text, next: string): void {
  const splices = findSplices(text.toString(), next);
  const first = splices[0];
  if (first === undefined) return;
  const edit = () => {
    for (const { at, remove, insert } of splices.toReversed()) {
      if (remove > 0) text.delete(at, remove);
      if (insert !== '') text.insert(at, insert);
    }
    // A deletion alone does not record its author: two people who each delete something would look
    // like one who knew of the other (read-again.ts). A letter that is inserted and deleted does
    // record it.
    if (splices.every(({ insert }) => insert === '')) {
      text.insert(first.at, TRACE);
      text.delete(first.at, TRACE.length);
    }
  };
  if (text.doc === null) edit();
  else text.doc.transact(edit);
}

const TRACE = '.';

/** Returns the changes from `before` to `after`, in order, without overlaps. */
export function findSplices(before: string, after: string): Splice[] {
  if (before === after) return [];
  const old = before.match(PIECES) ?? [];
  const now = after.match(PIECES) ?? [];
  const runs = diffArrays(old, now, { maxEditLength: MOST_EDITS });
  if (runs === undefined) return [replaceMiddle(old, now, 0)];
  const splices: Splice[] = [];
  let at = 0;
  let [removed, insert] = ['', ''];
  const close = () => {
    if (removed !== '' || insert !== '') {
      splices.push(narrow({ at, remove: removed.length, insert }, removed));
    }
    at += removed.length;
    [removed, insert] = ['', ''];
  };
  for (const run of runs) {
    const words = run.value.join('');
    if (run.removed) removed += words;
    else if (run.added) insert += words;
    else {
      close();
      at += words.length;
    }
  }
  close();
  return splices;
}

/**
 * Keeps the letters that a replaced word shares with its replacement at either end. A token is
 * replaced as a whole, because a mixture of two ids would name nothing.
 */
function narrow(splice: Splice, removed: string): Splice {
  const { at, insert } = splice;
  if (removed.includes('[[cite:') || insert.includes('[[cite:')) return splice;
  return replaceMiddle([...removed], [...insert], at);
}

/** Replaces the text between the pieces that both sides share at the start and at the end. */
function replaceMiddle(old: readonly string[], now: readonly string[], at: number): Splice {
  const shared = Math.min(old.length, now.length);
  let head = 0;
  while (head < shared && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shared - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return {
    at: at + old.slice(0, head).join('').length,
    remove: old.slice(head, old.length - tail).join('').length,
    insert: now.slice(head, now.length - tail).join(''),
  };
}
