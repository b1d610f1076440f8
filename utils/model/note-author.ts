import * as Y from 'yjs';

/*
 * Notes are written under an author (a Yjs client id) of their own, which writes nothing else.
 * So a copy without notes is the document without those authors: a true part of it, which
 * takes nothing away from anybody and to which the notes can be added later
 * (leave-out-notes.ts). A document that is cut in any other way no longer merges.
 */

/** The root texts that hold notes are named so: see `placementNote`. */
const NOTE = 'note/';

export function isNoteName(name: string): boolean {
  return name.startsWith(NOTE);
}

const authors = new WeakMap<Y.Doc, number>();

/** Runs edits of notes, and of nothing else, under this copy's author of notes. */
export function asNoteAuthor<T>(doc: Y.Doc, act: () => T): T {
  let author = authors.get(doc);
  if (author === undefined) {
    author = new Y.Doc().clientID;
    authors.set(doc, author);
  }
  return asAuthor(doc, author, act);
}

/** Runs edits under a given Yjs client id. */
export function asAuthor<T>(doc: Y.Doc, author: number, act: () => T): T {
  const { clientID } = doc;
  doc.clientID = author;
  try {
    return act();
  } finally {
    doc.clientID = clientID;
  }
}

/** Whether these are the texts of notes, all of them: what a step of undo would touch. */
export function areNotes(doc: Y.Doc, types: Iterable<unknown>): boolean {
  const wanted = new Set(types);
  if (wanted.size === 0) return false;
  let notes = 0;
  for (const [name, type] of doc.share) {
    if (wanted.has(type) && isNoteName(name)) notes += 1;
  }
  return notes === wanted.size;
}
