import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unpackUpdates } from '@/utils/messaging/packed-updates';
import type { PackedUpdate } from '@/utils/messaging/protocol/report-calls';
import type { ClipId, Id, ReportId, RunId, StatementId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import type { MergeUndo } from '@/utils/storage/last-merge';

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
  /** `bytes` is base64. */
  images: { clipId: ClipId; id: Id<'attachment'>; bytes: string }[];
  purged: ClipId[];
  /** Runs, with the number of clips that each run must check. */
  runs: { id: RunId; clips: number }[];
  /** Reports with a started or finished import, with their number of clips. */
  imports: { reportId: ReportId; clips: number; acknowledged: boolean }[];
  merges: Merge[];
  shared: SharedText | null;
}

/** The merged bundles of one report. They are all from one person, who edits one copy of it. */
export interface Merge {
  readonly reportId: ReportId;
  /** Each bundle gives this statement a new text, and adds clips. */
  readonly statementId: StatementId;
  /** The other person's copy, as base64 of a Yjs update. */
  state: string;
  /** The clips of each started merge. */
  attempts: ClipId[][];
  /** Number of the last acknowledged merge, from 1 on. */
  acknowledged: number;
}

/** The statement that two windows edit, each in its own copy of the report. */
export interface SharedText {
  readonly reportId: ReportId;
  readonly statementId: StatementId;
  /** The document that both copies begin with, as base64 of a Yjs update. */
  readonly base: string;
  /** The acknowledged tokens, which the text must contain. */
  readonly tokens: string[];
}

/** The text of the statement in a bundle. */
export function mergedText(id: StatementId, version: number): string {
  return `Merged ${id} version ${version}`;
}

export const emptyLibrary = (): Stored => ({
  reports: [],
  statements: [],
  clips: [],
  images: [],
  purged: [],
  runs: [],
  imports: [],
  merges: [],
  shared: null,
});

/** PINCITE_KILLS_FOLDER names another folder, so that two benches can run at the same time. */
export const FOLDER = path.resolve(process.env['PINCITE_KILLS_FOLDER'] ?? 'out/kills');
const FILE = path.join(FOLDER, 'ledger.json');

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
  mkdirSync(FOLDER, { recursive: true });
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
  for (const { id } of stored.runs) if (!runs.has(id)) lost('run', id);
  const images = new Map(rows('attachments').map(({ id, bytes }) => [String(id), bytes]));
  for (const { clipId, id, bytes } of stored.images) {
    if (!images.has(id) && !gone.has(clipId)) lost('image', id);
    else if (images.has(id) && images.get(id) !== bytes) half(`image ${id} with other bytes`);
  }

  const updates = Map.groupBy(rows('reportUpdates'), ({ reportId }) => String(reportId));
  const contents = new Map(
    [...updates].map(([id, list]) => {
      const parts = unpackUpdates(list as unknown as PackedUpdate[]) ?? [];
      return [id, readReport(loadReportDocument(parts), id as ReportId)];
    }),
  );
  for (const { reportId, id, text } of stored.statements) {
    const statement = contents.get(reportId)?.statements.find((each) => each.id === id);
    if (statement?.text !== text) lost('statement', id);
  }
  faults.push(...faultsOfText(contents, stored.shared));
  for (const merge of stored.merges) {
    const undo = rows('meta').find(({ key }) => key === `merged/${merge.reportId}`);
    faults.push(...faultsOfMerge(merge, contents, clips, undo?.['value']));
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
  const ofMerges = new Set<unknown>(stored.merges.flatMap(({ attempts }) => attempts.flat()));
  for (const { reportId, clips: count, acknowledged } of stored.imports) {
    const there = rows('clips').filter(
      ({ id, filedUnder }) => (filedUnder as Row)['reportId'] === reportId && !ofMerges.has(id),
    ).length;
    if (reports.has(reportId) && there < count) half(`import ${reportId}: ${there} clips`);
    if (!reports.has(reportId) && there > 0) half(`import ${reportId}: clips, and no report`);
    if (acknowledged && !reports.has(reportId)) lost('import', reportId);
  }
  if (rows('staging').length > 0) half(`${rows('staging').length} records left in staging`);
  return faults;
}

type Contents = ReadonlyMap<string, ReportContent>;

function textOf(contents: Contents, { reportId, statementId }: SharedText | Merge): string | null {
  const { statements = [] } = contents.get(reportId) ?? {};
  return statements.find(({ id }) => id === statementId)?.text ?? null;
}

/** Lists the tokens that are not in the text that two windows edit. */
function faultsOfText(contents: Contents, shared: SharedText | null): string[] {
  if (shared === null) return [];
  const text = new Set(textOf(contents, shared)?.split(' '));
  return shared.tokens.filter((token) => !text.has(token)).map((token) => `lost: typed ${token}`);
}

/**
 * Lists the merges that are lost or only partly stored. Every merge must have all of its clips or
 * none. The text of the statement and the undo data of the report must be from the last stored merge.
 */
function faultsOfMerge(
  merge: Merge,
  contents: Contents,
  clips: ReadonlySet<string>,
  undo: unknown,
): string[] {
  const { reportId, statementId, attempts, acknowledged } = merge;
  const isThere = attempts.map((ids) => ids.filter((id) => clips.has(id)).length);
  const last = isThere.findLastIndex((count) => count > 0) + 1;
  const faults = isThere.flatMap((count, at) =>
    count === 0 || count === attempts[at]?.length
      ? []
      : [`half-written: merge ${at + 1} into ${reportId}: ${count} clips`],
  );
  if (last < acknowledged) faults.push(`lost: merge ${acknowledged} into ${reportId}`);
  const text = textOf(contents, merge);
  const expected = last === 0 ? null : mergedText(statementId, last);
  if (text !== expected) faults.push(`half-written: merge ${last} into ${reportId}: “${text}”`);
  const undone = [...((undo as MergeUndo | undefined)?.clips ?? [])].sort();
  const added = [...(attempts[last - 1] ?? [])].sort();
  if (undone.join() !== added.join()) {
    faults.push(`half-written: undo of merge ${last} into ${reportId}: ${undone.length} clips`);
  }
  return faults;
}

/** Describes the queues that are not empty: jobs, runs, and clips to be added to the search. */
export function openQueues(dump: Dump): string[] {
  const rows = (store: string) => (dump[store] ?? []) as readonly Row[];
  const jobs = rows('jobs').filter(({ state }) => state === 'waiting' || state === 'leased');
  const runs = rows('runs').filter(({ finishedAt }) => finishedAt === null);
  const counts = { jobs, runs, 'clips for the search': rows('searchStale') };
  return Object.entries(counts).flatMap(([name, { length }]) =>
    length === 0 ? [] : [`stuck: ${length} ${name}`],
  );
}

/** Lists the acknowledged runs that have fewer checks than clips. */
export function unfinishedRuns(dump: Dump, { runs }: Stored): string[] {
  const checks = Map.groupBy((dump['checks'] ?? []) as readonly Row[], ({ runId }) => runId);
  return runs.flatMap(({ id, clips }) => {
    const count = checks.get(id)?.length ?? 0;
    return count >= clips ? [] : [`stuck: run ${id} has ${count} checks of ${clips}`];
  });
}
