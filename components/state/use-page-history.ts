import { useRef, useState } from 'preact/hooks';
import type { ReportId } from '@/utils/model/ids';
import type { ReportReplica } from '@/utils/model/report-replica';

/** What has undo steps of its own, as the replica of an open report. */
export interface UndoSource
  extends Pick<ReportReplica, 'reportId' | 'undoDepth' | 'canUndo' | 'canRedo'> {
  undo(): void;
  redo(): void;
}

/**
 * An act outside of a report's own undo: a report was made, deleted or imported, or something
 * changed that the report does not store, such as an image.
 */
export interface PageAct {
  /**
   * The only report that the act changed: its replica, if the act edits that, or else its id. Only
   * while it is shown is the act a step, because nobody would see what the step changes.
   */
  readonly within?: UndoSource | ReportId;
  /** Whether an undo loses no later work. If it would, the act is no longer an undo step. */
  readonly mayUndo?: () => Promise<boolean>;
  readonly undo: () => void;
  readonly redo: () => void;
}

/**
 * When an act was done or undone: the open report, and the number of its undo steps at that time.
 */
interface Placed {
  readonly act: PageAct;
  readonly replica: UndoSource | null;
  readonly depth: number;
}

export interface PageHistory {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The number of steps: acts on whole reports, and the steps of the open report. */
  readonly depth: () => number;
  /** Whether an undo would revert an act outside of the open report's own steps. */
  readonly isUndoOfPage: () => boolean;
  readonly isRedoOfPage: () => boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /**
   * Registers an act that was just done. Call the returned function if the act was undone in
   * another way.
   */
  readonly did: (act: PageAct) => () => void;
  /**
   * Removes all steps, because they cannot be undone any more, for example after the bin was
   * emptied.
   */
  readonly clear: () => void;
}

export interface PageSteps extends PageHistory {
  /** Resolves to false if the latest act cannot be undone any more. Then nothing was undone. */
  readonly undo: () => Promise<boolean>;
}

/**
 * One undo history for the whole page: the steps of the open report, or of its reviews, and between
 * them the other acts, the latest first. It lasts as long as the page.
 */
export function usePageHistory(replica: UndoSource | null): PageSteps {
  const [, redraw] = useState(0);
  const done = useRef<Placed[]>([]);
  const undone = useRef<Placed[]>([]);

  /** The open report, its number of undo steps now, and that number when it was shown. */
  const seen = useRef({ replica, depth: 0, depthWhenShown: replica?.undoDepth() ?? 0 });
  // An act on a whole report is not undone before later work in that report.
  if (seen.current.replica !== replica) {
    const last = done.current.at(-1);
    const worked =
      seen.current.depth >
      (last?.replica === seen.current.replica ? last.depth : seen.current.depthWhenShown);
    if (worked) done.current = done.current.filter(({ act }) => act.within !== undefined);
    seen.current.depthWhenShown = replica?.undoDepth() ?? 0;
  }
  seen.current = { ...seen.current, replica, depth: replica?.undoDepth() ?? 0 };
  // A long act on whole reports belongs to the report that is open when it ends.
  const now = (replica = seen.current.replica) => ({
    replica,
    depth: replica?.undoDepth() ?? 0,
  });
  const isHidden = ({ within }: PageAct) => {
    const open = now().replica;
    return within !== undefined && within !== open && within !== open?.reportId;
  };
  // The steps in a report since it was shown are later than an act in another report.
  const isUndoOfPage = () => {
    const last = done.current.at(-1);
    if (last === undefined || isHidden(last.act)) return false;
    const { replica: open, depth } = now();
    return last.replica === open ? depth <= last.depth : depth <= seen.current.depthWhenShown;
  };
  const isRedoOfPage = () => {
    const next = undone.current.at(-1);
    if (next === undefined || isHidden(next.act)) return false;
    const { replica: open, depth } = now();
    if (next.replica === open) return depth === next.depth;
    return depth === seen.current.depthWhenShown && open?.canRedo() !== true;
  };
  const move = (from: Placed[], to: Placed[]): PageAct | undefined => {
    const act = from.pop()?.act;
    if (act !== undefined) to.push({ act, ...now() });
    redraw((count) => count + 1);
    return act;
  };
  return {
    get canUndo() {
      return isUndoOfPage() || replica?.canUndo() === true;
    },
    get canRedo() {
      return isRedoOfPage() || replica?.canRedo() === true;
    },
    depth: () => done.current.length + now().depth,
    ...{ isUndoOfPage, isRedoOfPage },
    undo: async () => {
      if (!isUndoOfPage()) {
        now().replica?.undo();
        return true;
      }
      const act = done.current.at(-1)?.act;
      const isStep = act?.mayUndo === undefined || (await act.mayUndo());
      if (done.current.at(-1)?.act !== act) return true;
      if (isStep) move(done.current, undone.current)?.undo();
      else {
        done.current.pop();
        redraw((count) => count + 1);
      }
      return isStep;
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
      done.current.push({ act, ...now(typeof act.within === 'object' ? act.within : undefined) });
      undone.current = [];
      redraw((count) => count + 1);
      return () => {
        done.current = done.current.filter((placed) => placed.act !== act);
        redraw((count) => count + 1);
      };
    },
  };
}
