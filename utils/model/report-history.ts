import * as Y from 'yjs';
import type { ReportDocument } from './report-document';

/** The undo steps of one open report. */
export interface ReportHistory {
  /**
   * Runs an act of the user. If it `joins`, it becomes part of the last step. `about` is kept with a
   * new step.
   */
  record<T>(act: () => T, joins: boolean, about: string | null): T;
  /** Reverts the last step that still has an effect. Returns false if there is none. */
  undo(): boolean;
  redo(): boolean;
  /** The number of steps that can be undone. */
  undoDepth(): number;
  redoDepth(): number;
  /** Returns what the step is about that an undo would revert; null if nothing was given. */
  undoAbout(): string | null;
  /** Returns what the step is about that a redo would repeat; null if nothing was given. */
  redoAbout(): string | null;
  clear(): void;
  destroy(): void;
}

interface Step {
  /** The managers of the documents that one act of the user changed. */
  readonly managers: Set<Y.UndoManager>;
  readonly about: string | null;
}
type Direction = 'undo' | 'redo';

const LOCAL = Symbol('local');

/**
 * Keeps one order of steps for the two documents of a report. A Yjs UndoManager serves one document,
 * so each document has its own manager, and each step lists the managers whose stacks contain a part
 * of the step.
 */
export function createReportHistory(doc: ReportDocument): ReportHistory {
  const managers = [doc, doc.notes].map(
    (each) =>
      new Y.UndoManager(each, {
        trackedOrigins: new Set([LOCAL]),
        captureTimeout: 0,
        captureTransaction: (transaction) => transaction.changed.size > 0,
      }),
  );
  const steps: Record<Direction, Step[]> = { undo: [], redo: [] };
  /** The managers that added to their undo stack during the act that is running. */
  const changed = new Set<Y.UndoManager>();
  for (const manager of managers) {
    const note = () => changed.add(manager);
    manager.on('stack-item-added', note);
    manager.on('stack-item-updated', note);
  }

  /** Reverts a manager's part of the last step. Returns false if the part has no effect any more. */
  const revertPart = (manager: Y.UndoManager, way: Direction): boolean => {
    const [stack, back] = [way, opposite(way)];
    const before = depthOf(manager, stack);
    const done = manager[way]() !== null;
    const passed = before - depthOf(manager, stack);
    // Yjs skips parts without an effect and reverts the next part, which may belong to a step before
    // steps of the other document. That part is restored.
    const isOwn = done && passed === 1;
    if (done && !isOwn) manager[back]();
    dropParts(steps[stack], manager, isOwn ? 0 : done ? passed - 2 : passed - 1);
    return isOwn;
  };
  const revert = (way: Direction): boolean => {
    for (let step = steps[way].pop(); step !== undefined; step = steps[way].pop()) {
      const done = [...step.managers].filter((manager) => revertPart(manager, way));
      if (done.length === 0) continue;
      steps[opposite(way)].push({ ...step, managers: new Set(done) });
      return true;
    }
    return false;
  };

  return {
    record: (act, joins, about) => {
      changed.clear();
      const top = joins ? steps.undo.at(-1) : undefined;
      for (const manager of managers) {
        manager.captureTimeout = top?.managers.has(manager) === true ? Number.POSITIVE_INFINITY : 0;
      }
      const value = doc.transact(act, LOCAL);
      if (changed.size === 0) return value;
      if (top === undefined) steps.undo.push({ managers: new Set(changed), about });
      else for (const manager of changed) top.managers.add(manager);
      steps.redo = [];
      for (const manager of managers) manager.clear(false, true);
      return value;
    },
    undo: () => revert('undo'),
    redo: () => revert('redo'),
    undoDepth: () => steps.undo.length,
    redoDepth: () => steps.redo.length,
    undoAbout: () => steps.undo.at(-1)?.about ?? null,
    redoAbout: () => steps.redo.at(-1)?.about ?? null,
    clear: () => {
      steps.undo = [];
      steps.redo = [];
      for (const manager of managers) manager.clear();
    },
    destroy: () => {
      for (const manager of managers) manager.destroy();
    },
  };
}

function opposite(way: Direction): Direction {
  return way === 'undo' ? 'redo' : 'undo';
}

function depthOf(manager: Y.UndoManager, way: Direction): number {
  return way === 'undo' ? manager.undoStack.length : manager.redoStack.length;
}

/** Removes a manager from its last steps, and removes steps without a manager. */
function dropParts(steps: Step[], manager: Y.UndoManager, count: number): void {
  for (let at = steps.length - 1, left = count; at >= 0 && left > 0; at -= 1) {
    const step = steps[at];
    if (step?.managers.delete(manager) !== true) continue;
    left -= 1;
    if (step.managers.size === 0) steps.splice(at, 1);
  }
}
