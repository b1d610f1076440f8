import { useEffect, useRef, useState } from 'preact/hooks';
import { followChanges, request } from '@/utils/messaging/client';
import type { ReportId, StatementId } from '@/utils/model/ids';
import type { PresentPerson, ShareState } from '@/utils/model/team';

/** How often a page says that it shows the report, in milliseconds. */
const WATCH_MS = 15_000;

export interface SharedReport {
  /** Null for a report that is not shared. */
  readonly state: ShareState | null;
  /** Who else is in the report now. */
  readonly people: readonly PresentPerson[];
}

const NOT_SHARED: SharedReport = { state: null, people: [] };

/**
 * Follows a report that is shared with a team, and tells the team's server at which statement the
 * user of this page is. Asks nothing of a server if the report is not shared.
 */
export function useShare(reportId: ReportId | null, at: StatementId | null): SharedReport {
  const [shared, setShared] = useState(NOT_SHARED);
  const place = useRef(at);
  place.current = at;
  const isShared = shared.state !== null;
  useEffect(() => {
    let left = false;
    setShared(NOT_SHARED);
    if (reportId === null) return;
    const watch = () =>
      void request('team.watch', { reportId, at: place.current }).then((watched) => {
        // A worker that was just stopped says nothing about the report.
        if (!left && watched.ok) setShared(watched.value);
      });
    watch();
    const stop = followChanges((change) => {
      if (change.kind === 'team' && change.reportId === reportId) watch();
    });
    return () => {
      left = true;
      stop();
    };
  }, [reportId]);
  useEffect(() => {
    // Without a team, the background is left asleep.
    if (!isShared || reportId === null) return;
    const tell = () => void request('team.watch', { reportId, at: place.current });
    const leave = () => void request('team.unwatch', { reportId });
    const timer = setInterval(tell, WATCH_MS);
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [reportId, isShared]);
  useEffect(() => {
    if (isShared && reportId !== null) void request('team.watch', { reportId, at });
  }, [reportId, isShared, at]);
  return shared;
}

/** Returns the statement whose card has the focus, or had it last; null before. */
export function useFocusedStatement(): StatementId | null {
  const [at, setAt] = useState<StatementId | null>(null);
  useEffect(() => {
    const follow = ({ target }: FocusEvent) => {
      const card = target instanceof Element ? target.closest('[data-statement]') : null;
      const id = card?.getAttribute('data-statement') ?? null;
      if (id !== null) setAt(id as StatementId);
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  return at;
}
