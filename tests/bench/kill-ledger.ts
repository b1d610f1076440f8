import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ClipId, Id, ReportId, RunId, StatementId } from '@/utils/model/ids';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { decodeBase64 } from '@/utils/text/base64';

/** The writes that the extension acknowledged, and the kill counts of all runs. */
export interface Ledger {
  /** Each generation starts a new library. */
  generation: number;
  lives: number;
  browserKills: number;
  workerStops: number;
  /** Numbers of started and acknowledged acts by kind. */
  begun: Record<string, number>;
  acknowledged: Record<string, number>;
  faults: string[];
  library: Stored;
}

/** The records that the library of this generation must contain. */
export interface Stored {
  reports: ReportId[];
  statements: { reportId: ReportId; id: StatementId; text: string }[];
  clips: ClipId[];
  images: { clipId: ClipId; id: Id<'attachment'> }[];
  purged: ClipId[];
  runs: RunId[];
  /** Reports with a started or finished import, with their number of clips. */
  imports: { reportId: ReportId; clips: number; acknowledged: boolean }[];
}

export const emptyLibrary = (): Stored => ({
  reports: [],
  statements: [],
  clips: [],
  images: [],
  purged: [],
  runs: [],
  imports: [],
});

const FILE = path.resolve('out/kills/ledger.json');

export function readLedger(): Ledger {
  if (existsSync(FILE)) return JSON.parse(readFileSync(FILE, 'utf8')) as Ledger;
  return {
    generation: 0,
    lives: 0,
    browserKills: 0,
    workerStops: 0,
    begun: {},
    acknowledged: {},
    faults: [],
    library: emptyLibrary(),
  };
}

export function writeLedger(ledger: Ledger): void {
  mkdirSync(path.dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify(ledger));
}

type Row = Readonly<Record<string, unknown>>;
export type Dump = Readonly<Record<string, readonly unknown[]>>;

/**
 * Lists faults of the stored library: acknowledged writes that are lost, and writes that are
 * stored only in part.
 */
export function faultsOf(dump: Dump, stored: Stored): string[] {
  const faults: string[] = [];
  const rows = (store: string) => (dump[store] ?? []) as readonly Row[];
  const idsOf = (store: string) => new Set(rows(store).map(({ id }) => String(id)));
  const [clips, sources, snapshots, runs, purged, reports] = (
    ['clips', 'sources', 'snapshots', 'runs', 'purged', 'reports'] as const
  ).map(idsOf) as [Set<string>, Set<string>, Set<string>, Set<string>, Set<string>, Set<string>];
  const gone = new Set(stored.purged);
  const lost = (what: string, id: string) => faults.push(`lost: ${what} ${id}`);
  const half = (what: string) => faults.push(`half-written: ${what}`);

  for (const id of stored.reports) if (!reports.has(id)) lost('report', id);
  for (const id of stored.clips) if (!clips.has(id) && !gone.has(id)) lost('clip', id);
  for (const id of stored.purged) {
    if (clips.has(id)) lost('deletion of clip', id);
    if (!purged.has(id)) lost('mark of the deleted clip', id);
  }
  for (const id of stored.runs) if (!runs.has(id)) lost('run', id);
  const images = new Set(rows('attachments').map(({ id }) => String(id)));
  for (const { clipId, id } of stored.images) {
    if (!images.has(id) && !gone.has(clipId)) lost('image', id);
  }

  const updates = Map.groupBy(rows('reportUpdates'), ({ reportId }) => String(reportId));
  const contents = new Map(
    [...updates].map(([id, list]) => {
      const bytes = list.flatMap(({ update }) => decodeBase64(String(update)) ?? []);
      return [id, readReport(loadReportDocument(bytes), id as ReportId)];
    }),
  );
  for (const { reportId, id, text } of stored.statements) {
    const statement = contents.get(reportId)?.statements.find((each) => each.id === id);
    if (statement?.text !== text) lost('statement', id);
  }
  for (const id of reports) if (!updates.has(id)) half(`report ${id} without a document`);
  for (const id of updates.keys()) if (!reports.has(id)) half(`document ${id} without a report`);

  const pinned = new Set(rows('pins').map(({ clipId }) => String(clipId)));
  for (const clip of rows('clips')) {
    const id = String(clip['id']);
    if (!sources.has(String(clip['sourceId']))) half(`clip ${id} without its source`);
    if (!pinned.has(id)) half(`clip ${id} without a pin`);
    const snapshotId = clip['snapshotId'];
    if (snapshotId !== null && !snapshots.has(String(snapshotId))) half(`clip ${id}, no snapshot`);
  }
  for (const store of ['pins', 'attachments', 'checks']) {
    for (const { clipId } of rows(store)) {
      if (!clips.has(String(clipId))) half(`a record of ${store} without its clip ${clipId}`);
    }
  }
  for (const { runId } of rows('checks')) {
    if (!runs.has(String(runId))) half(`a check without its run ${runId}`);
  }
  for (const { reportId, clips: count, acknowledged } of stored.imports) {
    const there = rows('clips').filter(
      ({ filedUnder }) => (filedUnder as Row)['reportId'] === reportId,
    ).length;
    if (reports.has(reportId) && there < count) half(`import ${reportId}: ${there} clips`);
    if (!reports.has(reportId) && there > 0) half(`import ${reportId}: clips, and no report`);
    if (acknowledged && !reports.has(reportId)) lost('import', reportId);
  }
  if (rows('staging').length > 0) half(`${rows('staging').length} records left in staging`);
  return faults;
}

/** The unfinished jobs of the queue. */
export function unfinishedJobs(dump: Dump): number {
  const jobs = (dump['jobs'] ?? []) as readonly Row[];
  return jobs.filter(({ state }) => state === 'waiting' || state === 'leased').length;
}
