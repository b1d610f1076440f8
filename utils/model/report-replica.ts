import type { ReportId } from './ids';
import type { ReportContent } from './report-content';
import {
  applyReportUpdate,
  encodeReport,
  loadReportDocument,
  mergeReportUpdates,
  type ReportDocument,
  type ReportUpdate,
  readReport,
} from './report-document';
import { createReportHistory } from './report-history';

/**
 * An open page's own copy of a report. Edits apply at once, and the copy follows everyone else's
 * edits.
 */
export interface ReportReplica {
  readonly reportId: ReportId;
  /** For reading with other tools. Edit only with `edit`, or the edit cannot be undone. */
  readonly doc: ReportDocument;
  /**
   * Runs one act of the user: all its changes of content and notes are one transaction and one undo
   * step. Consecutive acts with the same `joins` (the keystrokes in one note) form one step, until
   * `endStep`. A `lasting` act is not an undo step, and undo does not change it. `about` names what the
   * step changes, such as the id of a statement.
   */
  edit<T>(
    act: (doc: ReportDocument) => T,
    options?: { readonly joins?: string; readonly lasting?: boolean; readonly about?: string },
  ): T;
  /** Ends the current undo step. What the user types after this is another step. */
  endStep(): void;
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  /** The number of undo steps. */
  undoDepth(): number;
  /** Returns the `about` of the step that an undo would revert; null if it has none. */
  undoAbout(): string | null;
  /** Returns the `about` of the step that a redo would repeat; null if it has none. */
  redoAbout(): string | null;
  /** Removes all undo steps, because nothing can be undone after the bin was emptied. */
  clearHistory(): void;
  /** Applies an update from elsewhere. Returns false and changes nothing if it is invalid. */
  applyRemote(update: ReportUpdate): boolean;
  /** Returns the current report; the same object until something changes. */
  content(): ReportContent;
  /** Calls the listener after each change of the content, of `pending` and of the undo steps. */
  subscribe(listener: () => void): () => void;
  /** The number of local updates that are not acknowledged. */
  pending(): number;
  /**
   * Returns everything that is not acknowledged, as at most one update of each document; null if
   * there is nothing.
   */
  unsent(): readonly ReportUpdate[] | null;
  /** Sends the unsent updates again. Returns true if none is left. */
  flush(): Promise<boolean>;
  /** Returns both documents as they are, each as one update. */
  whole(): readonly ReportUpdate[];
  /** Stops retrying and removes the listeners. Pending updates stay unsent. */
  close(): void;
}

export interface ReplicaOptions {
  readonly reportId: ReportId;
  readonly updates: Iterable<ReportUpdate>;
  /** Updates that may not be stored yet. They are sent like edits, but are not undo steps. */
  readonly unsent?: readonly ReportUpdate[];
  /**
   * Sends at most one update of each document. Resolves to true when all are durable; the background
   * stores all of them or none. A rejection counts as false.
   */
  readonly send: (updates: readonly ReportUpdate[]) => Promise<boolean>;
  /** Resolves after that many milliseconds: the pause before an unsent update is sent again. */
  readonly wait: (ms: number) => Promise<void>;
  readonly onChange?: () => void;
}

const REMOTE = Symbol('remote');
const LASTING = Symbol('lasting');
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

export function createReportReplica(options: ReplicaOptions): ReportReplica {
  const { reportId } = options;
  const doc = loadReportDocument(options.updates);
  const history = createReportHistory(doc);
  const listeners = new Set<() => void>();
  if (options.onChange !== undefined) listeners.add(options.onChange);
  const notify = () => {
    for (const listener of [...listeners]) listener();
  };
  const queue = createSendQueue(options, notify);
  for (const update of options.unsent ?? []) {
    if (applyReportUpdate(doc, update, REMOTE)) queue.add([update]);
  }
  let content: ReportContent | null = null;
  let joined: string | null = null;
  /** Updates of the act that is running; null between acts. */
  let made: ReportUpdate[] | null = null;

  const changed = (updates: readonly ReportUpdate[]) => {
    queue.add(updates);
    notify();
  };
  const listen = (update: ReportUpdate, origin: unknown) => {
    content = null;
    if (origin === REMOTE) notify();
    else if (made === null) changed([update]);
    else made.push(update);
  };
  doc.on('update', (update: Uint8Array, origin: unknown) => listen({ update }, origin));
  doc.notes.on('update', (update: Uint8Array, origin: unknown) =>
    listen({ update, notes: true }, origin),
  );
  /** Runs one act: its updates of both documents are sent together. */
  const asOne = <T>(act: () => T): { readonly value: T; readonly isChange: boolean } => {
    if (made !== null) return { value: act(), isChange: false };
    const updates: ReportUpdate[] = [];
    made = updates;
    let value: T;
    try {
      value = act();
    } finally {
      made = null;
      if (updates.length > 0) changed(updates);
    }
    return { value, isChange: updates.length > 0 };
  };
  const step = (act: () => boolean): boolean => {
    joined = null;
    return asOne(act).value;
  };

  return {
    reportId,
    doc,
    edit: (act, { joins, lasting = false, about } = {}) => {
      if (lasting) return asOne(() => doc.transact(() => act(doc), LASTING)).value;
      const isJoining = joins !== undefined && joins === joined && history.undoDepth() > 0;
      const { value, isChange } = asOne(() =>
        history.record(() => act(doc), isJoining, about ?? null),
      );
      if (isChange) joined = joins ?? null;
      return value;
    },
    endStep: () => {
      joined = null;
    },
    undo: () => step(history.undo),
    redo: () => step(history.redo),
    canUndo: () => history.undoDepth() > 0,
    canRedo: () => history.redoDepth() > 0,
    undoDepth: history.undoDepth,
    undoAbout: history.undoAbout,
    redoAbout: history.redoAbout,
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
    whole: () => encodeReport(doc),
    close: () => {
      queue.close();
      listeners.clear();
      history.destroy();
      doc.destroy();
    },
  };
}

/**
 * Sends updates in order, one message at a time. Updates that are made during a request are sent as
 * one merged update of each document. An update that was not acknowledged is sent again, which is
 * harmless if it had arrived.
 */
function createSendQueue({ send, wait }: ReplicaOptions, changed: () => void) {
  let waiting: ReportUpdate[] = [];
  let sending: Promise<boolean> | null = null;
  let retrying = false;
  let closed = false;

  const attempt = async (updates: readonly ReportUpdate[]): Promise<boolean> => {
    try {
      return await send(updates);
    } catch {
      return false;
    }
  };
  const merged = (): readonly ReportUpdate[] | null =>
    waiting.length === 0 ? null : mergeReportUpdates(waiting);
  const drain = async (): Promise<boolean> => {
    for (let updates = merged(); updates !== null && !closed; updates = merged()) {
      const batch = waiting.length;
      if (!(await attempt(updates))) return false;
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
    add: (updates: readonly ReportUpdate[]) => {
      waiting.push(...updates);
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
