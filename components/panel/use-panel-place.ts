import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PanelCommands } from '@/components/report/panel-context';
import { searchReport } from '@/components/report/search-report';
import type { Acts, ClipPlace, Destination } from '@/components/state/acts';
import type { ClipView } from '@/components/state/clip-view';
import { liveItems } from '@/components/state/clip-views';
import { useDestination } from '@/components/state/use-destination';
import type { OpenReport } from '@/components/state/use-report';
import { type CheckGroup, groupOf } from '@/utils/model/check-state';
import type { ClipId, ReportId, StatementId } from '@/utils/model/ids';
import { checkStateOf } from '@/utils/review/claim-item';
import type { ReportSummary } from '@/utils/storage/read';

/** The page of the panel: a report, its bin, or the whole library. */
export type PanelPage = 'report' | 'bin' | 'library';

export interface PanelPlace {
  readonly reportId: ReportId | null;
  readonly page: PanelPage;
  /** The search text in the report. */
  readonly query: string;
  /** The group of check states whose clips are shown; null for all clips. */
  readonly group: CheckGroup | null;
  readonly turnTo: (page: PanelPage) => void;
  readonly seek: (query: string) => void;
  readonly showGroup: (group: CheckGroup | null) => void;
  readonly choose: (destination: Destination) => void;
  /** Goes from the bin, the library, a search or a group back to the whole report. */
  readonly backToReport: () => void;
  readonly showReport: (id: ReportId) => void;
  /** Whether a section is unfolded, by its id. Sections start unfolded. */
  readonly isOpen: (id: string) => boolean;
  readonly setOpen: (id: string, open: boolean) => void;
}

/** Holds which page, report and search the panel shows. */
export function usePanelPlace(acts: Acts, reports: readonly ReportSummary[]): PanelPlace {
  const [{ reportId }, choose] = useDestination(acts, reports);
  const [page, turnTo] = useState<PanelPage>('report');
  const [query, seek] = useState('');
  const [group, showGroup] = useState<CheckGroup | null>(null);
  // Shows the first thing that was found, even if the report was scrolled down.
  useLayoutEffect(() => {
    if (query.trim() !== '' || group !== null) scrollTo(0, 0);
  }, [query, group]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const setOpen = useCallback((id: string, open: boolean) => {
    setFolded((before) => {
      const next = new Set(before);
      if (open) next.delete(id);
      else next.add(id);
      return next;
    });
  }, []);
  const backToReport = () => {
    turnTo('report');
    seek('');
    showGroup(null);
  };
  return {
    reportId,
    page,
    query,
    group,
    turnTo,
    seek,
    showGroup: (next) => {
      turnTo('report');
      showGroup(next);
    },
    choose,
    backToReport,
    showReport: (id) => {
      backToReport();
      choose({ reportId: id, sectionId: null });
    },
    isOpen: (id) => !folded.has(id),
    setOpen,
  };
}

/** Returns a function that shows a clip as soon as the clip's report is open. */
export function useShowLater(
  report: OpenReport | null,
  commands: PanelCommands | null,
): (clip: ClipPlace) => void {
  const [pending, setPending] = useState<ClipPlace | null>(null);
  useEffect(() => {
    if (pending === null || commands === null) return;
    if (report?.replica.reportId !== pending.reportId) return;
    setPending(null);
    commands.showClip(pending.clipId);
  }, [pending, report, commands]);
  return setPending;
}

/**
 * Returns the items that match the search; null without a search. A statement that the user edits
 * stays among them until the next search, even if its new words do not match. `keep` does the same
 * for another item; call it before the item is edited.
 */
export function useFound(
  report: OpenReport | null,
  { query, group }: Pick<PanelPlace, 'query' | 'group'>,
  editing: StatementId | null,
): { readonly found: ReadonlySet<string> | null; readonly keep: (id: string) => void } {
  const edited = useRef({ query, group, ids: new Set<string>() });
  if (edited.current.query !== query || edited.current.group !== group) {
    edited.current = { query, group, ids: new Set() };
  }
  if (editing !== null) edited.current.ids.add(editing);
  const found = useMemo(() => {
    if (report === null) return null;
    const matches = searchReport(report.tree, report.views, query, group);
    if (matches === null) return null;
    const { ids } = edited.current;
    const kept = liveItems(report.tree).filter(({ id }) => ids.has(id));
    return new Set([...matches, ...kept.map(({ id }) => id)]);
  }, [report?.tree, report?.views, query, group, editing]);
  return { found, keep: (id) => edited.current.ids.add(id) };
}

/**
 * Returns how many clips were in the group when it was chosen and got another verdict since, without
 * those that are still found.
 */
export function useLeftGroup(
  report: OpenReport | null,
  group: CheckGroup | null,
  found: ReadonlySet<string> | null,
): number {
  const reportId = report?.replica.reportId ?? null;
  const views = report?.views;
  const ids = useMemo(() => {
    const isIn = (view: ClipView) => view.isCounted && groupOf(checkStateOf(view)) === group;
    return new Set([...(views?.values() ?? [])].filter(isIn).map(({ clip }) => clip.id));
  }, [views, group]);
  const chosen = useRef({ reportId, group, ids });
  if (chosen.current.reportId !== reportId || chosen.current.group !== group) {
    chosen.current = { reportId, group, ids };
  }
  const hasLeft = (id: ClipId) =>
    views?.get(id)?.isCounted === true && !ids.has(id) && found?.has(id) !== true;
  return [...chosen.current.ids].filter(hasLeft).length;
}
