import { useState } from 'preact/hooks';
import type { PanelDialog } from '@/components/report/panel-context';

export interface PanelQuestions {
  /** The one that the panel is asking. */
  readonly dialog: PanelDialog | null;
  readonly ask: (dialog: PanelDialog) => void;
  readonly close: () => void;
  /** Bundles, asked about one after another. */
  readonly receive: (files: readonly File[]) => void;
  /** On from the bundle that was asked about. */
  readonly receiveNext: () => void;
  /** How many bundles come after it. */
  readonly waiting: number;
}

/** Which question the panel is asking, and which bundles wait for theirs. */
export function usePanelQuestions(): PanelQuestions {
  const [dialog, setDialog] = useState<PanelDialog | null>(null);
  const [bundles, setBundles] = useState<readonly File[]>([]);
  const receive = ([file, ...rest]: readonly File[]) => {
    setBundles(rest);
    setDialog(file === undefined ? null : { kind: 'receive-bundle', file });
  };
  return {
    dialog,
    ask: setDialog,
    close: () => setDialog(null),
    receive,
    receiveNext: () => receive(bundles),
    waiting: bundles.length,
  };
}
