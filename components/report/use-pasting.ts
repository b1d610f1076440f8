import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Failure } from '@/utils/model/failure';
import { citePasted, letGo, setAside, storePasted } from './cite-pasted';
import { findPasted, type PastedSpot } from './find-pasted';
import { pastedParts } from './pasted-blocks';
import { type Pasted, readPasted } from './read-pasted';
import type { OpenReport } from './use-report';

interface Ports {
  readonly report: OpenReport | null;
  readonly say: (text: string) => void;
  readonly setFailure: (failure: Failure | null) => void;
}

/** Told of words pasted into a statement, makes citations of their links; the words stand meanwhile. */
export type Paste = (pasted: Pasted, spot: PastedSpot) => void;

export function usePasting(ports: Ports): Paste {
  const latest = useRef(ports);
  latest.current = ports;

  const cite = async (pasted: Pasted, spot: PastedSpot): Promise<void> => {
    const reportId = latest.current.report?.replica.reportId;
    const read = await readPasted(pasted);
    const { report, say, setFailure } = latest.current;
    if (report === null || report.replica.reportId !== reportId) return;
    if (!read.ok) return setFailure(read.error);
    const { content } = report.tree;
    const statement = content.statements.find(({ id }) => id === spot.statementId);
    const sectionId = statement?.sectionId ?? null;
    const parts = pastedParts(read.value, { reportId, sectionId }, report.views.values());
    if (parts.citations.length === 0 || findPasted(statement?.text ?? '', spot) === null) return;
    setAside(report.replica, parts);
    const stored = await storePasted(parts, report.tree);
    if (!stored.ok) {
      letGo(report.replica, parts, false);
      return setFailure(stored.error);
    }
    const now = latest.current.report;
    if (now === null || now.replica.reportId !== reportId) return;
    const cited = citePasted(now.replica, now.tree, spot, parts);
    // After the step of undo, which would bring back what it takes away.
    letGo(now.replica, parts, true);
    if (cited) {
      say(i18n.t('pasted_links', parts.citations.length));
    }
  };
  return (pasted, spot) => void cite(pasted, spot);
}
