import type { DeskReadEarly } from '@/components/desk/Desk';
import type { ReportSource } from '@/components/state/open-report';
import { openReportEarly } from '@/components/state/open-report-early';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { type LibraryReader, openReader, type ReportEvidence } from '@/utils/storage/read';
import { isReadable } from '@/utils/storage/tolerant-database';
import type { DeskReading } from './start-reading';

/**
 * Opens the report that was read early. Returns null if it cannot be shown from that; the desk then
 * reads everything itself and shows what is wrong.
 */
export async function readEarly(reading: DeskReading): Promise<DeskReadEarly | null> {
  const { reportId, connection } = reading;
  const opened = await openReader({ connection });
  const reader = opened.ok ? opened.value : null;
  const giveUp = () => {
    stopReading(reading);
    return null;
  };
  if (reader === null) return giveUp();
  const reports = await reading.reports;
  const all = reports.ok && reports.value !== null ? reports.value : [];
  const isThere = all.some(({ id, binnedAt }) => id === reportId && binnedAt === null);
  if (!isThere) return giveUp();
  const report = await openReportEarly(sourceOf(reader, reading), reportId);
  return report === null ? giveUp() : { reader, reports: all, report };
}

/** Ends an early reading that is not used: stops following changes and closes the database. */
export function stopReading({ follow, connection }: DeskReading): void {
  follow(() => undefined)();
  connection.close();
}

/** Gives each early result once; later calls use the reader. */
function sourceOf(reader: LibraryReader, reading: DeskReading): ReportSource {
  let updates: DeskReading['updates'] | null = reading.updates;
  let evidence: DeskReading['evidence'] | null = reading.evidence;
  let reviews: DeskReading['reviews'] | null = reading.reviews;
  return {
    loadReportUpdates: (id) => {
      const begun = updates;
      updates = null;
      return begun === null ? reader.loadReportUpdates(id) : present(begun);
    },
    loadEvidence: (id) => {
      const begun = evidence;
      evidence = null;
      // The early reading does not check for damaged records.
      return begun === null
        ? reader.loadEvidence(id)
        : readableOnly(begun, () => reader.loadEvidence(id));
    },
    loadReviews: (id) => {
      const begun = reviews;
      reviews = null;
      return begun === null ? reader.loadReviews(id) : present(begun);
    },
    follow: (listener) => reading.follow(listener),
  };
}

/** Returns the early reading, or reads again without damaged records if it contains any. */
async function readableOnly(
  begun: DeskReading['evidence'],
  again: () => Promise<Result<ReportEvidence, Failure>>,
): Promise<Result<ReportEvidence, Failure>> {
  const read = await present(begun);
  const { clips, sources, pins, checks, runs } = read.ok ? read.value : NOTHING;
  const stores = { clips, sources, pins, checks, runs } as const;
  const isWhole = Object.entries(stores).every(([store, records]) =>
    records.every((record) => isReadable(store as keyof typeof stores, record)),
  );
  return read.ok && isWhole ? read : again();
}

const NOTHING = { clips: [], sources: [], pins: [], checks: [], runs: [] };

async function present<T>(begun: Promise<Result<T | null, Failure>>): Promise<Result<T, Failure>> {
  const read = await begun;
  if (!read.ok) return read;
  return read.value === null ? err(failure('not_found')) : ok(read.value);
}
