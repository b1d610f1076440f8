import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { PageHistory, PageSteps } from '@/components/state/use-page-history';
import type { OpenReport } from '@/components/state/use-report';
import { FIELDS, focusAfterDrawing } from '@/components/ui/focus';
import type { Say } from '@/components/ui/Snackbar';
import type { ReportTree } from '@/utils/model/report-tree';
import { describeChange, partPlaces } from './describe-change';

type Way = 'undo' | 'redo';

/** Returns the history of the page; each undo and redo says which step it undid or repeated. */
export function useHistoryNotices(
  history: PageSteps,
  report: OpenReport | null,
  say: Say,
): PageHistory {
  const tree = report?.tree ?? null;
  /** The last step, and the report before it. */
  const pending = useRef<{
    readonly way: Way;
    readonly before: ReportTree;
    /** The names of what had the focus, and of its card. */
    readonly focus: readonly string[];
    /** Whether the focus may leave what has it. */
    readonly mayMove: boolean;
  } | null>(null);
  useEffect(() => {
    const step = pending.current;
    if (step === null || tree === null || tree === step.before) return;
    pending.current = null;
    if (tree.content.id !== step.before.content.id) return;
    // An undo names the step that it undid: a deletion, not that something came back.
    const [key, from, to] =
      step.way === 'undo'
        ? (['undone_what', tree, step.before] as const)
        : (['redone_what', step.before, tree] as const);
    say(i18n.t(key, [describeChange(from, to)]));
    const isLost = document.activeElement === document.body;
    const back = step.mayMove || isLost ? namesOfReturned(step.before, tree) : [];
    // The card that had the focus is now another element, in another place.
    focusAfterDrawing([...back, ...(isLost ? step.focus : [])]);
  }, [tree, say]);

  const latest = useRef<(way: Way) => void>(() => undefined);
  const go = (way: Way): void => {
    if (!(way === 'undo' ? history.canUndo : history.canRedo)) {
      say(i18n.t(way === 'undo' ? 'desk_nothing_undone' : 'desk_nothing_redone'));
      return;
    }
    // Replaces the older notice: its Undo would now undo another step.
    say(i18n.t(way === 'undo' ? 'desk_undone' : 'desk_redone'));
    const content = report?.replica.content();
    const { activeElement } = document;
    const focus = focusNames(activeElement);
    // Somebody who writes goes on. The buttons Undo and Redo, which have no name, may be pressed
    // again.
    const mayMove = focus.length > 0 && activeElement?.matches(FIELDS) === false;
    if (way === 'redo') history.redo();
    else {
      // If nothing was undone, the step before it is next.
      void history.undo().then((isDone) => isDone || latest.current(way));
    }
    // A step that is not an edit of the report, like a deleted image, shows a message of its own.
    const isEdit = report?.replica.content() !== content;
    pending.current = tree === null || !isEdit ? null : { way, before: tree, focus, mayMove };
  };
  latest.current = go;
  return { ...history, undo: () => go('undo'), redo: () => go('redo') };
}

/** Returns the names of an element and of its card, and of the report if the card is gone. */
function focusNames(element: Element | null): readonly string[] {
  const named = [element, element?.closest('[data-item]')];
  const names = named.flatMap((each) => each?.getAttribute('data-focus') ?? []);
  return names.length === 0 ? [] : [...new Set(names), 'main'];
}

/**
 * Returns the names of the first part that a step brought back, and of the sections around it,
 * which may be folded.
 */
function namesOfReturned(before: ReportTree, after: ReportTree): string[] {
  const [old, current] = [partPlaces(before), partPlaces(after)];
  const names: string[] = [];
  let id = [...current.keys()].find((each) => !old.has(each));
  while (id !== undefined && id !== '') {
    const part = current.get(id);
    names.push(`${part?.kind === 'section' ? 'section' : 'item'}-${id}`);
    id = part?.list;
  }
  return names;
}
