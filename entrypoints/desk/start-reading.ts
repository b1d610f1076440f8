import type { Change } from '@/utils/messaging/protocol/change';
import type { ReportId } from '@/utils/model/ids';
import { followBroadcasts } from '@/utils/platform/changes';
import { type ReportReading, startReading } from '@/utils/storage/read-report';

/*
 * What the desk's page runs first, by itself (scripts/first-script.mjs): the database looks up the
 * report that the address names while the rest is still being loaded. Keep what it imports small.
 */

export interface DeskReading extends ReportReading {
  /** Tells this listener of every change since the reading began, and of those to come. */
  follow(listener: (change: Change) => void): () => void;
}

/** Of which report; only to look it up, and not before it was told from something else. */
function namedReport(): ReportId | null {
  const named = new URLSearchParams(location.search).get('report') ?? '';
  const isId = (text: string): text is ReportId => /^[0-9a-f-]{36}$/.test(text);
  return isId(named) ? named : null;
}

/** Begins to read a report, and to hear of its changes. */
export function readForDesk(reportId: ReportId): DeskReading {
  let missed: Change[] | null = [];
  let heard: ((change: Change) => void) | null = null;
  // Before anything is read: no change falls between the two.
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
