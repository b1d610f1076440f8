import { useState } from 'preact/hooks';
import type { BulkQuestion } from '@/components/organise/use-bulk-acts';
import type { ReportQuestion } from '@/components/report/panel-context';
import type { ClipId, ReportId } from '@/utils/model/ids';

/** What the panel can ask; PanelDialogs.tsx draws each kind. */
export type PanelDialog =
  | ReportQuestion
  | BulkQuestion
  /** `from` names the report that it begins like. */
  | { readonly kind: 'new-report'; readonly from?: ReportId }
  | { readonly kind: 'report-details' }
  /** Null: every clip of the report. */
  | { readonly kind: 'verify'; readonly clipIds: readonly ClipId[] | null }
  /** A file of another library, for this one. */
  | { readonly kind: 'receive-bundle'; readonly file: File }
  /** Whether the report is checked by itself. */
  | { readonly kind: 'recheck' }
  | { readonly kind: 'undo-merge'; readonly at: string }
  | { readonly kind: 'purge' };

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
