import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ReportId } from '@/utils/model/ids';

export interface Selection {
  /** Visible items only; in no order. */
  readonly selected: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  /** Selects from the last chosen item to this one, in the order of the report. */
  readonly extendTo: (id: string) => void;
  readonly add: (ids: readonly string[]) => void;
  readonly clear: () => void;
}

/** Holds the selected statements and clips. `order` has the visible items in order. */
export function useSelection(reportId: ReportId | null, order: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE);
  /** The start of a range, and the items that were selected beside it. */
  const anchor = useRef<{ readonly id: string; readonly beside: ReadonlySet<string> } | null>(null);
  // A layout effect, because a later one would undo a newer selection.
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
