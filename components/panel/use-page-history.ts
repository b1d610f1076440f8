import { useRef, useState } from 'preact/hooks';
import type { ReportReplica } from '@/utils/model/report-replica';

/** An act that no report's own undo knows: a report made, deleted or imported. */
export interface PageAct {
  readonly undo: () => void;
  readonly redo: () => void;
}

/** When an act was done, or undone: with that report open, after so many steps in it. */
interface Placed {
  readonly act: PageAct;
  readonly replica: ReportReplica | null;
  readonly depth: number;
}

export interface PageHistory {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** An act was done just now. Call what it gives where that was taken back in another way. */
  readonly did: (act: PageAct) => () => void;
  /** There is nothing to go back to any more, as after the bin was emptied. */
  readonly clear: () => void;
}

/**
 * One undo for the whole page: the steps of the report that is open, and between them what was
 * done to reports as a whole, the latest first. It lasts as long as the page.
 */
export function usePageHistory(replica: ReportReplica | null): PageHistory {
  const [, redraw] = useState(0);
  const done = useRef<Placed[]>([]);
  const undone = useRef<Placed[]>([]);

  const seen = useRef({ replica, depth: 0 });
  // What was done to a report as a whole is not undone over the work in it that came later.
  if (seen.current.replica !== replica) {
    const last = done.current.at(-1);
    const worked = seen.current.depth > (last?.replica === seen.current.replica ? last.depth : 0);
    if (worked) done.current = [];
  }
  seen.current = { replica, depth: replica?.undoDepth() ?? 0 };
  // An act that took a while ends with the report that is open then.
  const now = () => ({
    replica: seen.current.replica,
    depth: seen.current.replica?.undoDepth() ?? 0,
  });
  // A report that was opened since has only steps that came later.
  const isUndoOfPage = () => {
    const last = done.current.at(-1);
    if (last === undefined) return false;
    const { replica: open, depth } = now();
    return last.replica === open ? depth <= last.depth : depth === 0;
  };
  const isRedoOfPage = () => {
    const next = undone.current.at(-1);
    if (next === undefined) return false;
    const { replica: open, depth } = now();
    if (next.replica === open) return depth === next.depth;
    return depth === 0 && open?.canRedo() !== true;
  };
  const move = (from: Placed[], to: Placed[]): PageAct | undefined => {
    const act = from.pop()?.act;
    if (act !== undefined) to.push({ act, ...now() });
    redraw((count) => count + 1);
    return act;
  };
  return {
    canUndo: isUndoOfPage() || replica?.canUndo() === true,
    canRedo: isRedoOfPage() || replica?.canRedo() === true,
    undo: () => {
      if (isUndoOfPage()) move(done.current, undone.current)?.undo();
      else now().replica?.undo();
    },
    redo: () => {
      if (isRedoOfPage()) move(undone.current, done.current)?.redo();
      else now().replica?.redo();
    },
    clear: () => {
      done.current = [];
      undone.current = [];
      redraw((count) => count + 1);
    },
    did: (act) => {
      done.current.push({ act, ...now() });
      undone.current = [];
      redraw((count) => count + 1);
      return () => {
        done.current = done.current.filter((placed) => placed.act !== act);
        redraw((count) => count + 1);
      };
    },
  };
}
