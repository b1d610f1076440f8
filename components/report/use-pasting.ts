import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { OpenReport } from '@/components/state/use-report';
import type { Say } from '@/components/ui/Snackbar';
import type { SayDone } from '@/components/ui/use-undoable-notice';
import type { Failure } from '@/utils/model/failure';
import { citePasted, letGo, setAside, storePasted } from './cite-pasted';
import { findPasted, type PastedSpot } from './find-pasted';
import { pastedParts } from './pasted-blocks';
import { type Pasted, readPasted } from './read-pasted';

interface Ports {
  readonly report: OpenReport | null;
  readonly say: Say;
  readonly sayDone: SayDone;
  readonly setFailure: (failure: Failure | null) => void;
}

/**
 * Called after text was pasted into a statement. Turns its links into citations and repairs damage
 * from tools. The text is in the statement meanwhile.
 */
export type Paste = (pasted: Pasted, spot: PastedSpot) => void;

export function usePasting(ports: Ports): Paste {
  const latest = useRef(ports);
  latest.current = ports;

  const cite = async (pasted: Pasted, spot: PastedSpot): Promise<void> => {
    const reportId = latest.current.report?.replica.reportId;
    const read = await readPasted(pasted);
    const { report, say, sayDone, setFailure } = latest.current;
    if (report === null || report.replica.reportId !== reportId) return;
    if (!read.ok) return setFailure(read.error);
    const { content } = report.tree;
    const statement = content.statements.find(({ id }) => id === spot.statementId);
    const sectionId = statement?.sectionId ?? null;
    const parts = pastedParts(read.value, { reportId, sectionId }, report.views.values());
    if (parts.citations.length + parts.damage.length === 0) return;
    if (findPasted(statement?.text ?? '', spot) === null) return;
    setAside(report.replica, parts);
    const stored = await storePasted(parts, report.tree);
    if (!stored.ok) {
      letGo(report.replica, parts, false);
      return setFailure(stored.error);
    }
    const now = latest.current.report;
    if (now === null || now.replica.reportId !== reportId) return;
    const cited = citePasted(now.replica, now.tree, spot, parts);
    // After the undo step, because undoing would restore what it removes.
    letGo(now.replica, parts, true);
    if (!cited) return;
    const { citations, damage } = parts;
    const mended = damage.filter(({ original, mended }) => original !== mended);
    const cut = mended.filter(({ missing }) => missing !== null);
    const words = [
      ...(citations.length > 0 ? [i18n.t('pasted_links', citations.length)] : []),
      ...(mended.length > 0 ? [i18n.t('pasted_repaired', mended.length)] : []),
      ...(cut.length > 0 ? [i18n.t('pasted_cut', cut.length)] : []),
    ];
    if (words.length === 0) return;
    // Undoing the step removes its citations too.
    (citations.length > 0 ? say : sayDone)(words.join(' '));
  };
  return (pasted, spot) => void cite(pasted, spot);
}
