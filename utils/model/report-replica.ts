import * as Y from 'yjs';
import type { ReportId } from './ids';
import { areNotes, asNoteAuthor } from './note-author';
import type { ReportContent } from './report-content';
import { applyReportUpdate, loadReportDocument, readReport } from './report-document';

/**
 * An open page's own copy of a report. Edits apply at once, and the copy follows everyone else's
 * edits.
 */
export interface ReportReplica {
  readonly reportId: ReportId;
  /** For reading with other tools. Edit only with `edit`, or the edit cannot be undone. */
  readonly doc: Y.Doc;
  /**
   * Runs one act of the user: all its changes are one transaction and one undo step. Consecutive
   * acts with the same `joins` (the keystrokes in one note) form one step. A `lasting` act is not
   * an undo step, and undo does not change it.
   */
  edit<T>(
    act: (doc: Y.Doc) => T,
    options?: { readonly joins?: string; readonly lasting?: boolean },
  ): T;
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  /** The number of undo steps. */
  undoDepth(): number;
  /** Removes all undo steps, because nothing can be undone after the bin was emptied. */
  clearHistory(): void;
  /** Applies an update from elsewhere. Returns false and changes nothing if it is invalid. */
  applyRemote(update: Uint8Array): boolean;
  /** Returns the current report; the same object until something changes. */
  content(): ReportContent;
  /** Calls the listener after each change of the content, of `pending` and of the undo steps. */
  subscribe(listener: () => void): () => void;
  /** The number of local updates that are not acknowledged. */
  pending(): number;
  /** Returns everything that is not acknowledged as one update; null if there is nothing. */
  unsent(): Uint8Array | null;
  /** Sends the unsent updates again. Returns true if none is left. */
  flush(): Promise<boolean>;
  stateVector(): Uint8Array;
  /** Returns what a copy with that state vector lacks, as one update. */
  missingFrom(stateVector: Uint8Array): Uint8Array;
  /** Stops retrying and removes the listeners. Pending updates stay unsent. */
  close(): void;
}

export interface ReplicaOptions {
  readonly reportId: ReportId;
  readonly updates: Iterable<Uint8Array>;
  /** Updates that may not be stored yet. They are sent like edits, but are not undo steps. */
  readonly unsent?: readonly Uint8Array[];
  /** Resolves to true when the update is durable. A rejection counts as false. */
  readonly send: (update: Uint8Array) => Promise<boolean>;
  /** Resolves after that many milliseconds: the pause before an unsent update is sent again. */
  readonly wait: (ms: number) => Promise<void>;
  readonly onChange?: () => void;
}

const LOCAL = Symbol('local');
const REMOTE = Symbol('remote');
const LASTING = Symbol('lasting');
/** Marks an undo step that changed only notes. */
const OF_NOTES = Symbol('of notes');
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

export function createReportReplica(options: ReplicaOptions): ReportReplica {
  const { reportId } = options;
  const doc = loadReportDocument(options.updates);
  const history = new Y.UndoManager(doc, {
    trackedOrigins: new Set([LOCAL]),
    captureTimeout: 0,
    captureTransaction: (transaction) => transaction.changed.size > 0,
  });
  const listeners = new Set<() => void>();
  if (options.onChange !== undefined) listeners.add(options.onChange);
  const notify = () => {
    for (const listener of [...listeners]) listener();
  };
  const queue = createSendQueue(options, notify);
  for (const update of options.unsent ?? []) {
    if (applyReportUpdate(doc, update, REMOTE)) queue.add(update);
  }
  let content: ReportContent | null = null;
  let joined: string | null = null;
  let changes = 0;

  // What undo writes again is written under the original author.
  history.on('stack-item-added', ({ stackItem, changedParentTypes }) => {
    stackItem.meta.set(OF_NOTES, areNotes(doc, changedParentTypes.keys()));
  });
  history.on('stack-item-updated', ({ stackItem, changedParentTypes }) => {
    if (!areNotes(doc, changedParentTypes.keys())) stackItem.meta.set(OF_NOTES, false);
  });
  const revert = (stack: Y.UndoManager['undoStack'], act: () => unknown) =>
    stack.at(-1)?.meta.get(OF_NOTES) === true ? asNoteAuthor(doc, act) : act();

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    content = null;
    changes += 1;
    if (origin !== REMOTE) queue.add(update);
    notify();
  });
  const step = (act: () => unknown): boolean => {
    joined = null;
    return act() !== null;
  };

  return {
    reportId,
    doc,
    edit: (act, { joins, lasting = false } = {}) => {
      if (lasting) return doc.transact(() => act(doc), LASTING);
      const joining = joins !== undefined && joins === joined && history.undoStack.length > 0;
      history.captureTimeout = joining ? Number.POSITIVE_INFINITY : 0;
      const before = changes;
      const value = doc.transact(() => act(doc), LOCAL);
      if (changes !== before) joined = joins ?? null;
      return value;
    },
    undo: () => step(() => revert(history.undoStack, () => history.undo())),
    redo: () => step(() => revert(history.redoStack, () => history.redo())),
    canUndo: () => history.canUndo(),
    canRedo: () => history.canRedo(),
    undoDepth: () => history.undoStack.length,
    clearHistory: () => {
      joined = null;
      history.clear();
      notify();
    },
    applyRemote: (update) => applyReportUpdate(doc, update, REMOTE),
    content: () => {
      content ??= readReport(doc, reportId);
      return content;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pending: () => queue.size(),
    unsent: () => queue.merged(),
    flush: () => queue.flush(),
    stateVector: () => Y.encodeStateVector(doc),
    missingFrom: (stateVector) => Y.encodeStateAsUpdate(doc, stateVector),
    close: () => {
      queue.close();
      listeners.clear();
      history.destroy();
      doc.destroy();
    },
  };
}

/**
 * Sends updates in order, one at a time. Updates that are made during a request are sent as one
 * merged update. An update that was not acknowledged is sent again, which is harmless if it had
 * arrived.
 */
function createSendQueue({ send, wait }: ReplicaOptions, changed: () => void) {
  let waiting: Uint8Array[] = [];
  let sending: Promise<boolean> | null = null;
  let retrying = false;
  let closed = false;

  const attempt = async (update: Uint8Array): Promise<boolean> => {
    try {
      return await send(update);
    } catch {
      return false;
    }
  };
  const merged = (): Uint8Array | null => {
    const [first] = waiting;
    if (first === undefined) return null;
    return waiting.length === 1 ? first : Y.mergeUpdates(waiting);
  };
  const drain = async (): Promise<boolean> => {
    for (let update = merged(); update !== null && !closed; update = merged()) {
      const batch = waiting.length;
      if (!(await attempt(update))) return false;
      waiting = waiting.slice(batch);
      changed();
    }
    return waiting.length === 0;
  };
  const flush = async (): Promise<boolean> => {
    do {
      sending ??= drain().finally(() => {
        sending = null;
      });
      if (!(await sending)) return false;
    } while (waiting.length > 0);
    return true;
  };
  const flushUntilSent = async (): Promise<void> => {
    if (retrying) return;
    retrying = true;
    for (let pause = FIRST_PAUSE_MS; !closed; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      if (await flush()) break;
      await wait(pause);
    }
    retrying = false;
  };
  return {
    add: (update: Uint8Array) => {
      waiting.push(update);
      void flushUntilSent();
    },
    size: () => waiting.length,
    merged,
    flush,
    close: () => {
      closed = true;
    },
  };
}
