import * as Y from 'yjs';

/*
 * The only file that uses parts of Yjs which are not its public API: authors (client ids), the
 * items of a text, the updates that wait for others, and the structs of an update. A new version
 * of Yjs may change these parts without notice. `tests/unit/model/yjs-internals.test.ts` fails
 * when the installed version is another one than the version below: then check each function
 * here against the new version, and raise the number.
 */
export const CHECKED_YJS_VERSION = '13.6.33';

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

/** Returns the Yjs client id of a document. */
export function authorOf(doc: Y.Doc): number {
  return doc.clientID;
}

/** Returns a Yjs client id that no document has. */
export function newAuthor(): number {
  return new Y.Doc().clientID;
}

/** Returns the number of an author's changes in a document, deleted changes included. */
export function clockOf(doc: Y.Doc, author: number): number {
  return Y.getState(doc.store, author);
}

/** Whether a document has the latest change of this entry of another document's map. */
export function knowsEntry(doc: Y.Doc, map: Y.Map<unknown>, key: string): boolean {
  const last = map._map.get(key);
  return last === undefined || last.id.clock < clockOf(doc, last.id.client);
}

/** Whether a document has no changes, not even changes that Yjs cannot apply yet. */
export function isEmptyDocument(doc: Y.Doc): boolean {
  return doc.store.clients.size === 0 && !isWaiting(doc);
}

/** Whether a document has updates that Yjs cannot apply yet, because an earlier update is missing. */
export function isWaiting(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/** Drops the updates that a document cannot apply yet. Returns whether there were any. */
export function dropWaiting(doc: Y.Doc): boolean {
  const isWaitingForOthers = isWaiting(doc);
  doc.store.pendingStructs = null;
  doc.store.pendingDs = null;
  return isWaitingForOthers;
}

/**
 * Deletes everything from a text that is not a character, such as an embedded object. The text as a
 * string does not contain it, but Yjs counts it, so that edits would come to a wrong place.
 */
export function keepCharacters(text: Y.Text): void {
  const strange: Y.Item[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    const isCharacters = item.content instanceof Y.ContentString;
    if (!item.deleted && item.countable && !isCharacters) strange.push(item);
  }
  if (strange.length === 0) return;
  text.doc?.transact((transaction) => {
    for (const item of strange) item.delete(transaction);
  });
}

/** Number of roots that are tried first when Yjs searches one. */
const RECENT = 16;

/**
 * Makes encoding linear in the number of roots. To write a change directly under a root, Yjs searches
 * the name of the root in `share.entries()`, and a report has a root for each statement.
 * Consecutive changes are under the same few roots or under the next one, so these come first.
 */
export function findRootsQuickly<Doc extends Y.Doc>(doc: Doc): Doc {
  const roots: Y.Doc['share'] = new Roots();
  for (const [name, root] of doc.share) roots.set(name, root);
  doc.share = roots;
  return doc;
}

/** A map whose entries begin with those at which earlier iterations were ended. */
class Roots<T> extends Map<string, T> {
  readonly #names: string[] = [];
  #recent: readonly string[] = [];
  #next = 0;

  override set(name: string, root: T): this {
    if (!this.has(name)) this.#names.push(name);
    return super.set(name, root);
  }

  override *entries(): MapIterator<[string, T]> {
    const recent = this.#recent;
    const first = this.#next;
    const count = this.#names.length;
    let last: string | null = null;
    let next = first;
    try {
      for (let at = 0; at < recent.length + count; at += 1) {
        const place = (first + at - recent.length) % count;
        const isRecent = at < recent.length;
        const name = (isRecent ? recent[at] : this.#names[place]) ?? '';
        if (!isRecent && recent.includes(name)) continue;
        const root = this.get(name);
        if (root === undefined) continue;
        last = name;
        next = isRecent ? first : place + 1;
        yield [name, root];
      }
      last = null;
    } finally {
      // Ended before its end: the search has found this one.
      if (last !== null) {
        this.#recent = [last, ...recent.filter((each) => each !== last)].slice(0, RECENT);
        this.#next = next;
      }
    }
  }
}

/** Consecutive characters of one author in a text. */
export interface TextRun {
  readonly client: number;
  /** The author's clock of its first character, and after its last one. */
  readonly start: number;
  readonly end: number;
  readonly deleted: boolean;
}

/** Iterates over all characters of a text in order, deleted characters included. */
export function* textRuns(text: Y.Text): Generator<TextRun, void> {
  for (let item = text._start; item !== null; item = item.right) {
    const { client, clock } = item.id;
    yield { client, start: clock, end: clock + item.length, deleted: item.deleted };
  }
}

/** Returns the runs of each author, in the order of their clocks. */
export function groupRuns(runs: Iterable<TextRun>): Map<number, TextRun[]> {
  const groups = new Map<number, TextRun[]>();
  for (const run of runs) {
    const group = groups.get(run.client);
    if (group === undefined) groups.set(run.client, [run]);
    else group.push(run);
  }
  for (const group of groups.values()) group.sort((a, b) => a.start - b.start);
  return groups;
}

/**
 * Returns those runs of an author that share characters with another run of that author. `runs` are in
 * order and do not overlap. Logarithmic in `runs`, and linear in what is returned.
 */
export function runsWithin(
  runs: readonly TextRun[] | undefined,
  { start, end }: TextRun,
): readonly TextRun[] {
  if (runs === undefined) return [];
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while ((runs[last]?.start ?? end) < end) last++;
  return runs.slice(low, last);
}

/** Whether bytes are a readable update. Changes no document. */
export function isUpdate(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Encodes the wanted roots of a document as one update. All changes keep their ids. A placeholder of
 * the same length (Yjs's `GC`), without text or names, replaces each change of another root. So the
 * same parts of two copies of a document merge like the copies themselves. Updates that wait for a
 * missing update may contain any root; `waiting` says whether to encode them too. Linear.
 */
export function encodeRoots(
  doc: Y.Doc,
  isWanted: (root: string) => boolean,
  { waiting }: { readonly waiting: boolean },
): Uint8Array<ArrayBuffer> {
  const wanted = new Set<unknown>();
  for (const [name, type] of doc.share) if (isWanted(name)) wanted.add(type);
  const isOfWanted = (struct: Y.Item | Y.GC): boolean =>
    struct instanceof Y.Item && wanted.has(rootOf(struct));
  const { store } = doc;
  const { clients, pendingStructs, pendingDs } = store;
  store.clients = new Map(
    [...clients].map(([client, structs]) => [client, withPlaceholders(structs, isOfWanted)]),
  );
  if (!waiting) {
    store.pendingStructs = null;
    store.pendingDs = null;
  }
  try {
    return new Uint8Array(Y.encodeStateAsUpdate(doc));
  } finally {
    Object.assign(store, { clients, pendingStructs, pendingDs });
  }
}

function withPlaceholders(
  structs: readonly (Y.Item | Y.GC)[],
  isKept: (struct: Y.Item | Y.GC) => boolean,
): (Y.Item | Y.GC)[] {
  const result: (Y.Item | Y.GC)[] = [];
  for (const struct of structs) {
    const last = result.at(-1);
    if (isKept(struct)) result.push(struct);
    else if (last instanceof Y.GC) last.length += struct.length;
    else result.push(new Y.GC(struct.id, struct.length));
  }
  return result;
}

/** Returns the root that contains an item, directly or in nested types. */
function rootOf(item: Y.Item): unknown {
  let { parent } = item;
  while (parent instanceof Y.AbstractType && parent._item !== null) parent = parent._item.parent;
  return parent;
}

/**
 * Splits an update into several of about that many bytes, to apply in this order. Together they
 * have the same effect. A database does not take values of any size. Linear.
 */
export function splitUpdate(update: Uint8Array, bytes: number): Uint8Array<ArrayBuffer>[] {
  const { structs } = Y.decodeUpdate(update);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const ends = new Map<number, number>();
  let piece: (Y.Item | Y.GC)[] = [];
  let size = 0;
  const finish = () => {
    const [first] = piece;
    if (first !== undefined) pieces.push(encodeStructs(first.id.client, piece));
    piece = [];
    size = 0;
  };
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const isNext = piece[0]?.id.client === client && ends.get(client) === clock;
    if (!isNext || size >= bytes) finish();
    // A `Skip` is a gap in the update, not a change.
    if (struct instanceof Y.Skip) continue;
    ends.set(client, clock + struct.length);
    piece.push(struct);
    size += sizeOf(struct);
  }
  finish();
  // Without its changes, the update contains only its deletions.
  const vector = Y.encodeStateVector(ends as unknown as Y.Doc);
  pieces.push(new Uint8Array(Y.diffUpdate(update, vector)));
  return pieces;
}

/** Estimates the bytes of a change. Everything but its text is small. */
function sizeOf(struct: Y.Item | Y.GC): number {
  if (!(struct instanceof Y.Item)) return 60;
  const { content } = struct;
  if (content instanceof Y.ContentString) return 60 + content.str.length;
  return 60 + (content instanceof Y.ContentAny ? JSON.stringify(content.arr).length : 0);
}

function encodeStructs(client: number, structs: (Y.Item | Y.GC)[]): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  doc.store.clients = new Map([[client, structs]]);
  return new Uint8Array(Y.encodeStateAsUpdate(doc));
}
