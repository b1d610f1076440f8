import type { Change } from '@/utils/messaging/protocol/change';
import type { ReportId } from '@/utils/model/ids';
import { followBroadcasts } from '@/utils/platform/changes';
import { type ReportReading, startReading } from '@/utils/storage/read-report';

/*
 * The first script of the desk's page (scripts/first-script.mjs). The database reads the report in
 * the address while the rest is loaded. Keep its imports small.
 */

export interface DeskReading extends ReportReading {
  /** Calls the listener with every change since the reading began, and with later ones. */
  follow(listener: (change: Change) => void): () => void;
}

/** Reads the id from the address. It is only used to look the report up. */
function namedReport(): ReportId | null {
  const named = new URLSearchParams(location.search).get('report') ?? '';
  const isId = (text: string): text is ReportId => /^[0-9a-f-]{36}$/.test(text);
  return isId(named) ? named : null;
}

/** Starts to read a report and to follow its changes. */
export function readForDesk(reportId: ReportId): DeskReading {
  let missed: Change[] | null = [];
  let heard: ((change: Change) => void) | null = null;
  // Before anything is read, so that no change is missed.
  const stop = followBroadcasts((change) => {
    missed?.push(change);
    heard?.(change);
  });
  return {
    ...startReading(reportId),
    follow: (listener) => {
      const before = missed ?? [];
      missed = null;
      heard = listener;
      for (const change of before) listener(change);
      return stop;
    },
  };
}

const named = namedReport();
export const reading: DeskReading | null = named === null ? null : readForDesk(named);
