import { useMemo, useRef } from 'preact/hooks';
import { type PageAct, type UndoSource, usePageHistory } from '@/components/state/use-page-history';
import type { ReviewLedger } from '@/utils/model/review-ledger';

/**
 * Returns the undo of the desk. Its steps are decisions and other edits of the review, and passages
 * that were pinned, in the order in which they were done.
 * @param onDone Called after a pin was undone or repeated.
 */
export function useDeskHistory(
  ledger: ReviewLedger,
  undoReview: () => void,
  redoReview: () => void,
  onDone: (done: 'desk_undone' | 'desk_redone') => void,
) {
  const latest = useRef({ undoReview, redoReview, onDone });
  latest.current = { undoReview, redoReview, onDone };
  const source = useMemo((): UndoSource => {
    const { reportId, undoDepth } = ledger;
    return {
      reportId,
      undoDepth,
      // `undoReview` and `redoReview` tell the user if there is nothing to undo or redo.
      canUndo: () => true,
      canRedo: () => true,
      undo: () => latest.current.undoReview(),
      redo: () => latest.current.redoReview(),
    };
  }, [ledger]);
  const history = usePageHistory(source);
  return {
    undo: () => void history.undo(),
    redo: history.redo,
    did: (act: PageAct) =>
      history.did({
        undo: () => {
          act.undo();
          latest.current.onDone('desk_undone');
        },
        redo: () => {
          act.redo();
          latest.current.onDone('desk_redone');
        },
      }),
  };
}
