import * as Y from 'yjs';
import { exceededPart, measureUpdates, type UpdateLoad } from '@/utils/model/update-budget';
import { clockOf, findRootsQuickly, isUpdate, isWaiting } from '@/utils/model/yjs-internals';
import { Refused } from './refused';
import type { StoredUpdates, UpdateLog } from './update-log';

/** Maximum number of bytes in one update. The sender splits a larger one (`splitUpdate`). */
export const MOST_UPDATE_BYTES = 16_000_000;
/** A log with at least this many updates is compacted when the last person closes the document. */
const COMPACT_FROM = 32;

/** What the document door keeps in memory about an open document. */
interface Opened {
  /** The server's own copy of the stored document. Each update is tried on this copy first. */
  readonly scratch: Y.Doc;
  /** The updates of the log. */
  rows: Uint8Array[];
  /** The result of the last `measureUpdates` of the whole log. */
  measured: UpdateLoad;
  /** The sum of the loads of the updates that were added after `measured`. */
  since: UpdateLoad;
  /** The number of the last update in `rows`. */
  last: number;
}

type Loads = Pick<Opened, 'measured' | 'since'>;

/**
 * Decides which updates a document takes, and stores them. What it stores can always be opened
 * again: the updates of a document are within the budget of the extension, all together, and Yjs
 * has applied them once before.
 */
export interface DocumentDoor {
  /** Opens a document. Resolves with its stored state as one update. */
  open(document: string): Promise<Uint8Array>;
  /** Resolves when the update is on disk, or at once if its content was stored before. */
  admit(document: string, update: Uint8Array): Promise<void>;
  /** Reads the edits of these open documents that other instances have stored. */
  refresh(documents: readonly string[]): Promise<void>;
  /** Forgets a document that nobody has open, and compacts its log. */
  close(document: string): Promise<void>;
}

/**
 * `isShared`: whether other instances may store updates, too. `onStored` is called with updates
 * that were stored, perhaps by another instance.
 */
export function createDocumentDoor(
  log: UpdateLog,
  { isShared = false, onStored = (_document: string, _update: Uint8Array): void => undefined } = {},
): DocumentDoor {
  const opened = new Map<string, Opened>();
  const turns = new Map<string, Promise<unknown>>();

  /** Runs acts on one document one after the other. */
  const inTurn = <T>(document: string, act: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(document) ?? Promise.resolve()).then(act, act);
    turns.set(document, turn);
    const forget = () => {
      if (turns.get(document) === turn) turns.delete(document);
    };
    turn.then(forget, forget);
    return turn;
  };

  const openStored = async (document: string): Promise<Opened> => {
    const known = opened.get(document);
    if (known !== undefined) return known;
    const { updates, last } = await log.read(document);
    const load = measureUpdates(updates);
    if (load === null || exceededPart(load) !== null) throw new Refused('damaged');
    const scratch = stateOf(updates);
    const fresh = { scratch, rows: [...updates], measured: load, since: NO_LOAD, last };
    opened.set(document, fresh);
    // If the document is open already, another instance may have stored some of this.
    if (isShared) onStored(document, Y.encodeStateAsUpdate(scratch));
    return fresh;
  };

  /** Opens a document with the updates that other instances have stored since. */
  const openCurrent = async (document: string): Promise<Opened> => {
    const door = await openStored(document);
    if (!isShared) return door;
    const { updates, last } = await log.read(document, door.last);
    for (const update of updates) {
      const loads = loadsWith(door, update, measured([update]));
      if (loads === null) {
        // Another instance has compacted the log, so there is more here than in the log.
        opened.delete(document);
        return openStored(document);
      }
      Y.applyUpdate(door.scratch, update);
      door.rows.push(update);
      Object.assign(door, loads);
      onStored(document, update);
    }
    door.last = last;
    return door;
  };

  const admitInTurn = async (document: string, update: Uint8Array): Promise<void> => {
    if (update.length > MOST_UPDATE_BYTES) throw new Refused('too_large');
    const alone = measureUpdates([update]);
    if (alone === null) throw new Refused('malformed');
    if (exceededPart(alone) !== null) throw new Refused('over_budget');
    if (!isUpdate(update)) throw new Refused('malformed');
    for (;;) {
      const door = await openCurrent(document);
      const loads = loadsWith(door, update, alone);
      if (loads === null && !hasRoomFor(door, update)) throw new Refused('over_budget');
      try {
        if (!applyToScratch(door, update) || (await store(document, door, update, loads))) return;
      } catch (error) {
        // The copy may now have an edit that is not stored, so it is made again at the next call.
        opened.delete(document);
        throw error instanceof Refused ? error : new Refused('not_stored');
      }
      // Another instance was faster. The copy is made again, in the order of the log.
      opened.delete(document);
    }
  };

  /**
   * Stores an update that the copy has already. Without `loads`, the log has no room for it, and
   * is replaced by the state of the copy. Returns false if another instance was faster.
   */
  const store = async (
    document: string,
    door: Opened,
    update: Uint8Array,
    loads: Loads | null,
  ): Promise<boolean> => {
    if (loads !== null) {
      const last = await log.append(document, update, door.last);
      if (last === null) return false;
      Object.assign(door, { ...loads, last });
      door.rows.push(update);
      return true;
    }
    const state = Y.encodeStateAsUpdate(door.scratch);
    const load = measured([state]);
    if (exceededPart(load) !== null) throw new Refused('over_budget');
    if (!(await log.replace(document, door.last, state))) return false;
    Object.assign(door, { rows: [state], measured: load, since: NO_LOAD });
    return true;
  };

  return {
    open: (document) =>
      inTurn(document, async () => {
        const { rows, scratch } = await openStored(document);
        const [first, ...more] = rows;
        return first !== undefined && more.length === 0 ? first : Y.encodeStateAsUpdate(scratch);
      }),
    admit: (document, update) => inTurn(document, () => admitInTurn(document, update)),
    refresh: async (documents) => {
      if (documents.length === 0) return;
      const lasts = await log.lastOf(documents);
      const isBehind = (document: string) =>
        (opened.get(document)?.last ?? -1) < (lasts.get(document) ?? 0);
      await Promise.all(
        documents.filter(isBehind).map((document) => inTurn(document, () => openCurrent(document))),
      );
    },
    close: (document) =>
      inTurn(document, async () => {
        opened.delete(document);
        const stored = await log.read(document);
        if (stored.updates.length < COMPACT_FROM) return;
        // If another instance has stored an edit meanwhile, the log stays as it is.
        await log.replace(document, stored.last, compacted(stored));
      }),
  };
}

/** Returns one update with the effect of the stored ones. Throws if one of them is damaged. */
function compacted({ updates }: StoredUpdates): Uint8Array {
  const doc = stateOf(updates);
  const state = Y.encodeStateAsUpdate(doc);
  const again = stateOf([state]);
  const isSame = Buffer.from(Y.encodeStateVector(again)).equals(Y.encodeStateVector(doc));
  if (!isSame || exceededPart(measured([state])) !== null) throw new Refused('damaged');
  return state;
}

function stateOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = findRootsQuickly(new Y.Doc());
  try {
    // One transaction for each update, as when it was admitted, so that Yjs does the same again.
    for (const update of updates) Y.applyUpdate(doc, update);
  } catch {
    throw new Refused('damaged');
  }
  return doc;
}

function measured(updates: readonly Uint8Array[]): UpdateLoad {
  const load = measureUpdates(updates);
  if (load === null) throw new Refused('damaged');
  return load;
}

/**
 * Returns the loads of the log with the update, or null if they are over the budget. Measuring the
 * whole log takes long for a large report, so this happens only if the estimate (`mostOf`) is over
 * the budget, or if the update does not follow on.
 */
function loadsWith(door: Opened, update: Uint8Array, alone: UpdateLoad): Loads | null {
  const since = sumOf(door.since, alone);
  const most = mostOf(door.measured, since);
  if (exceededPart(most) === null && followsOn(door, update)) {
    return { measured: door.measured, since };
  }
  const whole = measured([...door.rows, update]);
  return exceededPart(whole) === null ? { measured: whole, since: NO_LOAD } : null;
}

/** Whether the update directly continues each author's edits, and no update waits for another. */
function followsOn({ scratch }: Opened, update: Uint8Array): boolean {
  if (isWaiting(scratch)) return false;
  return [...Y.parseUpdateMeta(update).from].every(
    ([author, clock]) => clock === clockOf(scratch, author),
  );
}

/** Whether the update still fits into the budget after the log is compacted. */
function hasRoomFor({ scratch }: Opened, update: Uint8Array): boolean {
  const news = Y.diffUpdate(update, Y.encodeStateVector(scratch));
  return exceededPart(measured([Y.encodeStateAsUpdate(scratch), news])) === null;
}

/**
 * Applies an update to the copy, because Hocuspocus reports no error if Yjs fails later. Returns
 * whether the update has anything new to store.
 */
function applyToScratch({ scratch }: Opened, update: Uint8Array): boolean {
  let isNew = false;
  const notice = () => {
    isNew = true;
  };
  scratch.on('update', notice);
  try {
    Y.applyUpdate(scratch, update);
  } catch {
    throw new Refused('malformed');
  } finally {
    scratch.off('update', notice);
  }
  // An update that waits for a missing one causes no `update` event yet, but must be stored.
  return isNew || isWaiting(scratch);
}

const NO_LOAD = measured([]);

/** Returns the sum of two loads. The load of both logs measured together may be larger. */
export function sumOf(one: UpdateLoad, other: UpdateLoad): UpdateLoad {
  const parts = Object.keys(one) as (keyof UpdateLoad)[];
  const sums = parts.map((part) => [part, one[part] + other[part]]);
  return { ...one, ...Object.fromEntries(sums), depth: Math.max(one.depth, other.depth) };
}

/** Returns an upper limit of the load after more updates that all pass `followsOn`. */
export function mostOf(before: UpdateLoad, more: UpdateLoad): UpdateLoad {
  const sum = sumOf(before, more);
  // Each new piece joins at most two lists. Any m of the lists have at most √(m × ordering) pieces
  // (Cauchy-Schwarz), and all of them may become one list. Twice that, to be safe.
  const joined = Math.sqrt((4 * more.structs + 4) * before.ordering) + more.structs;
  // A piece is split by the two neighbours of another piece, or by the two ends of a deletion.
  const cuts = 2 * (before.structs + before.deletions);
  const newCuts = 2 * (more.structs + more.deletions);
  return {
    ...sum,
    ordering: before.ordering + joined ** 2,
    cutting:
      before.cutting + cuts * (more.structs + newCuts) + newCuts * (sum.structs + cuts + newCuts),
  };
}
