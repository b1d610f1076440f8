import { useEffect, useRef } from 'preact/hooks';
import type { ReportId } from '@/utils/model/ids';
import type { NoticeState } from './Snackbar';

/** The undo steps of an open report or of its reviews. */
export interface UndoSteps {
  readonly reportId: ReportId;
  /** The number of steps that Undo takes back, with those of the page if it has any. */
  undoDepth(): number;
  /** The number of clips in the report. A new clip from a page is not an undo step. */
  readonly clips?: number;
}

/**
 * Shows what was done to a report, with Undo. `of` names the report if it may not be open yet, for
 * example because it was just imported; otherwise it is the open report.
 */
export type SayUndoable = (text: string, onUndo: () => void, of?: ReportId) => void;

/**
 * Shows what the last step did to the open report. Its Undo takes back this step as every Undo does,
 * so that the next Undo takes back the step before it, and Redo repeats it. `onUndone` is called
 * after that, for example to move the focus.
 */
export type SayDone = (text: string, onUndone?: () => void) => void;

/**
 * Returns a function that shows a notice with Undo. The notice disappears after another step in its
 * report, because its Undo would undo that step instead. It also disappears after a new clip: the
 * Undo of an import would move that clip into the bin with the report.
 */
export function useUndoableNotice(
  steps: UndoSteps | null,
  { say, retract }: Pick<NoticeState, 'say' | 'retract'>,
): SayUndoable {
  /**
   * `depth` is null until the report of the notice is open. `clips` is null if the report was open
   * already, because then the act itself may still add clips.
   */
  const told = useRef<{
    text: string;
    reportId: ReportId;
    depth: number | null;
    clips: number | null;
  } | null>(null);
  useEffect(() => {
    const last = told.current;
    if (last === null) return;
    const open = steps?.reportId === last.reportId ? steps : null;
    const [depth, clips] = [open?.undoDepth() ?? null, open?.clips ?? null];
    if (depth === last.depth && (last.clips === null || clips === last.clips)) return;
    if (last.depth === null) {
      told.current = { ...last, depth, clips };
      return;
    }
    told.current = null;
    retract(last.text);
  });
  return (text, onUndo, of = steps?.reportId) => {
    const depth = steps !== null && steps.reportId === of ? steps.undoDepth() : null;
    told.current = of === undefined ? null : { text, reportId: of, depth, clips: null };
    say(text, onUndo);
  };
}
