import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ReportId } from '@/utils/model/ids';

export interface Selection {
  /** Of those that can be seen; in no order. */
  readonly selected: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  /** From the one chosen last to this one, in the order of the report. */
  readonly extendTo: (id: string) => void;
  readonly add: (ids: readonly string[]) => void;
  readonly clear: () => void;
}

/** Statements and clips chosen together. `order` is what is shown, in its order. */
export function useSelection(reportId: ReportId | null, order: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE);
  /** Where a range starts, and what was chosen beside it. */
  const anchor = useRef<{ readonly id: string; readonly beside: ReadonlySet<string> } | null>(null);
  // With the drawing: later it would undo what was chosen since.
  useLayoutEffect(() => {
    setChosen(NONE);
    anchor.current = null;
  }, [reportId]);

  const shown = chosen.size === 0 ? NONE : new Set(order.filter((id) => chosen.has(id)));
  return {
    selected: shown,
    toggle: (id) => {
      const next = new Set(shown);
      if (!next.delete(id)) next.add(id);
      anchor.current = { id, beside: next };
      setChosen(next);
    },
    extendTo: (id) => {
      const { id: from, beside } = anchor.current ?? { id, beside: shown };
      anchor.current ??= { id, beside };
      const [start, end] = [order.indexOf(from), order.indexOf(id)];
      const range = order.slice(start < 0 ? end : Math.min(start, end), Math.max(start, end) + 1);
      setChosen(new Set([...beside, ...range]));
    },
    add: (ids) => setChosen((before) => new Set([...before, ...ids])),
    clear: () => {
      anchor.current = null;
      setChosen(NONE);
    },
  };
}

const NONE: ReadonlySet<string> = new Set();
