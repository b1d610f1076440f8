import * as Y from 'yjs';
import { editText } from './edit-text';
import { encodeDeletions } from './encode-update';
import { asNoteAuthor, isNoteName } from './note-author';

/**
 * The whole document but for its notes, as one update; null where that can't be had, because
 * somebody wrote notes and other things under one author: then `separateNotes` first. The
 * update is a true part of the document: merged into a copy that has notes it leaves them
 * alone, and the notes can be merged in afterwards. No letter of a note is in it, and this is
 * verified before it is given. Linear in the document.
 */
export function encodeWithoutNotes(doc: Y.Doc): Uint8Array<ArrayBuffer> | null {
  const copy = wholeCopy(doc);
  const left = noteAuthors(copy).onlyNotes;
  const clocks = new Map([...left].map((author) => [author, Y.getState(copy.store, author)]));
  const vector = Y.encodeStateVector(clocks as unknown as Y.Doc);
  const update = withoutDeletions(Y.encodeStateAsUpdate(copy, vector), left);
  return isWholeAndNoteless(update) ? update : null;
}

/**
 * Writes notes that stand under an author of other things anew under the author of notes.
 * Documents from before notes had one need it, once. False where nothing had to be done.
 */
export function separateNotes(doc: Y.Doc): boolean {
  const { onlyNotes } = noteAuthors(doc);
  let separated = false;
  doc.transact(() => {
    for (const [name, type] of [...doc.share]) {
      if (!isNoteName(name)) continue;
      const foreign = itemsOf(type).some(
        (item) => !(item.deleted || onlyNotes.has(item.id.client)),
      );
      if (!foreign) continue;
      const text = doc.getText(name);
      const words = text.toString();
      asNoteAuthor(doc, () => {
        editText(text, '');
        text.insert(0, words);
      });
      separated = true;
    }
  });
  return separated;
}

/** A copy without what waits for updates that have not been seen: that may hold anything. */
function wholeCopy(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  copy.store.pendingStructs = null;
  copy.store.pendingDs = null;
  return copy;
}

function noteAuthors(doc: Y.Doc): { readonly onlyNotes: ReadonlySet<number> } {
  const notes = new Set<unknown>();
  for (const [name, type] of doc.share) if (isNoteName(name)) notes.add(type);
  const onlyNotes = new Set<number>();
  for (const [author, structs] of doc.store.clients) {
    const isOfNotes = structs.every(
      (struct) => struct instanceof Y.Item && notes.has(struct.parent),
    );
    if (isOfNotes) onlyNotes.add(author);
  }
  return { onlyNotes };
}

/** Everything ever typed into a text, in order, what was deleted included. */
function itemsOf(type: Pick<Y.Text, '_start'>): Y.Item[] {
  const items: Y.Item[] = [];
  for (let item = type._start; item !== null; item = item.right) items.push(item);
  return items;
}

/**
 * An update ends with what was deleted: the number of authors, and for each its id and its
 * ranges. It is written anew without some authors; the rest of the bytes stays as it is.
 */
function withoutDeletions(
  update: Uint8Array,
  authors: ReadonlySet<number>,
): Uint8Array<ArrayBuffer> {
  const { ds } = Y.decodeUpdate(update);
  const whole = encodeDeletions(ds.clients, new Set());
  const kept = encodeDeletions(ds.clients, authors);
  const head = update.subarray(0, update.length - whole.length);
  const out = new Uint8Array(head.length + kept.length);
  out.set(head);
  out.set(kept, head.length);
  return out;
}

function isWholeAndNoteless(update: Uint8Array): boolean {
  const read = new Y.Doc();
  try {
    Y.applyUpdate(read, update);
  } catch {
    return false;
  }
  if (read.store.pendingStructs !== null || read.store.pendingDs !== null) return false;
  return [...read.share].every(
    ([name, type]) => !isNoteName(name) || itemsOf(type).every((item) => item.deleted),
  );
}
