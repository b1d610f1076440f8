import * as Y from 'yjs';
import type { ReportDocument } from './report-document';

/** The undo steps of one open report. */
export interface ReportHistory {
  /** Runs an act of the user. If it `joins`, it becomes part of the last step. */
  record<T>(act: () => T, joins: boolean): T;
  /** Reverts the last step that still has an effect. Returns false if there is none. */
  undo(): boolean;
  redo(): boolean;
  /** The number of steps that can be undone. */
  undoDepth(): number;
  redoDepth(): number;
  clear(): void;
  destroy(): void;
}

/** The managers of the documents that one act of the user changed. */
type Step = Set<Y.UndoManager>;
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
  const changed: Step = new Set();
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
      const done = [...step].filter((manager) => revertPart(manager, way));
      if (done.length === 0) continue;
      steps[opposite(way)].push(new Set(done));
      return true;
    }
    return false;
  };

  return {
    record: (act, joins) => {
      changed.clear();
      const top = joins ? steps.undo.at(-1) : undefined;
      for (const manager of managers) {
        manager.captureTimeout = top?.has(manager) === true ? Number.POSITIVE_INFINITY : 0;
      }
      const value = doc.transact(act, LOCAL);
      if (changed.size === 0) return value;
      if (top === undefined) steps.undo.push(new Set(changed));
      else for (const manager of changed) top.add(manager);
      steps.redo = [];
      for (const manager of managers) manager.clear(false, true);
      return value;
    },
    undo: () => revert('undo'),
    redo: () => revert('redo'),
    undoDepth: () => steps.undo.length,
    redoDepth: () => steps.redo.length,
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
    if (step?.delete(manager) !== true) continue;
    left -= 1;
    if (step.size === 0) steps.splice(at, 1);
  }
}
