import { useState } from 'preact/hooks';
import type { BulkQuestion } from '@/components/organise/use-bulk-acts';
import type { ReportQuestion } from '@/components/report/panel-context';
import type { ReviewerQuestion } from '@/components/report/ReviewerDialog';
import type { ClipId, ReportId } from '@/utils/model/ids';

/** The dialogs of the panel; PanelDialogs.tsx renders each kind. */
export type PanelDialog =
  | ReportQuestion
  | BulkQuestion
  | ReviewerQuestion
  /** `from`: the report that the new report starts from. */
  | { readonly kind: 'new-report'; readonly from?: ReportId }
  | { readonly kind: 'report-details' }
  /** Null for every clip of the report. */
  | { readonly kind: 'verify'; readonly clipIds: readonly ClipId[] | null }
  /** Lists the located passages that can be adopted as quotes. */
  | { readonly kind: 'adopt' }
  /** A received bundle. */
  | { readonly kind: 'receive-bundle'; readonly file: File }
  /** Asks with which team to share the report. */
  | { readonly kind: 'share' }
  /** Asks an owner whether to delete the report from the server of its team. */
  | { readonly kind: 'delete-shared'; readonly team: string }
  /** Asks whether to check the report regularly. */
  | { readonly kind: 'recheck' }
  | { readonly kind: 'undo-merge'; readonly at: string }
  | { readonly kind: 'purge' }
  | { readonly kind: 'keys' };

export interface PanelQuestions {
  /** The open dialog. */
  readonly dialog: PanelDialog | null;
  readonly ask: (dialog: PanelDialog) => void;
  readonly close: () => void;
  /** Opens the dialogs for bundles, one after another. */
  readonly receive: (files: readonly File[]) => void;
  /** Goes to the next bundle. */
  readonly receiveNext: () => void;
  /** How many bundles wait. */
  readonly waiting: number;
}

/** Holds the open dialog, and the bundles that wait. */
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
