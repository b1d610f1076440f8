import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { followChanges, request } from '@/utils/messaging/client';
import { sendKeptUpdates } from '@/utils/messaging/client-report';
import type { Change } from '@/utils/messaging/protocol/change';
import type { Failure } from '@/utils/model/failure';
import { type LibraryReader, openReader, type ReportSummary } from '@/utils/storage/read';

export interface Library {
  readonly state: 'loading' | 'ready';
  /** Null if there is no library because nothing was clipped yet. */
  readonly reader: LibraryReader | null;
  /** All reports, including those in the bin, the last changed first. */
  readonly reports: readonly ReportSummary[];
  readonly failure: Failure | null;
  readonly refresh: () => Promise<void>;
}

/** Kinds of change that do not affect the list of reports. */
const OF_ONE_REPORT: readonly Change['kind'][] = ['run', 'reviews', 'people'];

const NOTHING_READ = { state: 'loading', reader: null, reports: [], failure: null } as const;

/** Reads the library for this page and follows the change feed. */
export function useLibrary(): Library {
  const reader = useRef<LibraryReader | null>(null);
  const [library, setLibrary] = useState<Omit<Library, 'refresh'>>(NOTHING_READ);

  const refresh = useCallback(async () => {
    const failed = (failure: Failure) =>
      setLibrary((before) => ({ ...before, state: 'ready', failure }));
    const before = reader.current;
    let reports = await before?.listReports();
    if (reports === undefined || !reports.ok) {
      // The browser may have deleted the database, and the background may have made a new one.
      const opened = await openReader();
      if (!opened.ok) return failed(opened.error);
      if (reader.current === before) {
        before?.close();
        reader.current = opened.value;
        // Only the background notes that the library was lost, when it opens the database.
        if (before !== null && opened.value === null) void request('search.settle', {});
      } else {
        opened.value?.close();
      }
      reports = (await reader.current?.listReports()) ?? { ok: true, value: [] };
    }
    if (!reports.ok) return failed(reports.error);
    setLibrary({
      state: 'ready',
      reader: reader.current,
      reports: reports.value,
      failure: null,
    });
  }, []);
  const { reader: current } = library;
  useEffect(() => current?.whenTaken(() => void refresh()), [current, refresh]);

  useEffect(() => void sendKeptUpdates(), []);
  // Not after the next frame, as an effect would: what the page shows waits for it.
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = followChanges((change) => {
      if (OF_ONE_REPORT.includes(change.kind)) return;
      if (change.kind === 'evidence' && reader.current !== null) return;
      // Keystrokes arrive one by one; the list of reports is updated after a pause.
      clearTimeout(timer);
      timer = setTimeout(() => void refresh(), change.kind === 'report-update' ? 300 : 0);
    });
    void refresh();
    return () => {
      clearTimeout(timer);
      stop();
      reader.current?.close();
      reader.current = null;
    };
  }, [refresh]);

  return { ...library, refresh };
}
