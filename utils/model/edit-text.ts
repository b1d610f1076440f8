import type * as Y from 'yjs';

/** Beyond this many pieces on a side, a changed middle is replaced whole. */
const MAX_PIECES = 600;

/** Whole tokens, words and surrogate pairs: pieces that an edit never cuts. */
const PIECES = /\[\[cite:[0-9a-f-]{36}\]\]|[\p{L}\p{N}\p{M}]+|[\s\S]/gu;

interface Splice {
  /** UTF-16 offset into the text before the edit. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * Makes `text` read `next` with few and small changes, so that what somebody else types into
 * it at the same time is kept where it stands. Linear in the texts' length, quadratic in the
 * number of pieces that changed, at most 600 × 600.
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
    // Deleting alone leaves no trace of who did it: two people who each delete something could
    // not be told from one who knew of the other (read-again.ts). A letter that comes and goes
    // does.
    if (splices.every(({ insert }) => insert === '')) {
      text.insert(first.at, TRACE);
      text.delete(first.at, TRACE.length);
    }
  };
  if (text.doc === null) edit();
  else text.doc.transact(edit);
}

const TRACE = '.';

/** The changes that turn `before` into `after`, in order of their place, not overlapping. */
export function findSplices(before: string, after: string): Splice[] {
  if (before === after) return [];
  const old = before.match(PIECES) ?? [];
  const now = after.match(PIECES) ?? [];
  let head = 0;
  let at = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) {
    at += (old[head] ?? '').length;
    head += 1;
  }
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail += 1;
  }
  const from = old.slice(head, old.length - tail);
  const to = now.slice(head, now.length - tail);
  if (from.length > MAX_PIECES || to.length > MAX_PIECES) {
    return [narrow({ at, remove: from.join('').length, insert: to.join('') }, from.join(''))];
  }
  return comparePieces(from, to, at);
}

/** The longest common subsequence of pieces stays; what lies between is replaced. */
function comparePieces(from: readonly string[], to: readonly string[], start: number): Splice[] {
  const width = to.length + 1;
  const longest = new Uint16Array((from.length + 1) * width);
  const lengthAt = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        from[i] === to[j]
          ? lengthAt(i + 1, j + 1) + 1
          : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const splices: Splice[] = [];
  let at = start;
  let removed = '';
  let insert = '';
  const close = () => {
    if (removed !== '' || insert !== '') {
      splices.push(narrow({ at, remove: removed.length, insert }, removed));
    }
    at += removed.length;
    removed = '';
    insert = '';
  };
  let i = 0;
  let j = 0;
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      close();
      at += (from[i] ?? '').length;
      i += 1;
      j += 1;
    } else if (j >= to.length || (i < from.length && lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      removed += from[i] ?? '';
      i += 1;
    } else {
      insert += to[j] ?? '';
      j += 1;
    }
  }
  close();
  return splices;
}

/**
 * Leaves in place the letters that a replaced word shares with its replacement at either end.
 * A token is replaced whole: half of one id and half of another would name nothing.
 */
function narrow(splice: Splice, removed: string): Splice {
  const { insert } = splice;
  if (removed.includes('[[cite:') || insert.includes('[[cite:')) return splice;
  const old = [...removed];
  const now = [...insert];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail += 1;
  }
  const kept = old.slice(0, head).join('').length;
  return {
    at: splice.at + kept,
    remove: old.slice(head, old.length - tail).join('').length,
    insert: now.slice(head, now.length - tail).join(''),
  };
}
