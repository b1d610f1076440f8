import type { ReportId } from '@/utils/model/ids';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { contentsOf, reportOf } from './document-names';
import { createQuota } from './limits';
import { type Actor, note } from './people';
import { Refused } from './refused';
import { releaseBlobs } from './released-blobs';
import { type Database, inParts, lockTeam, MOST_AT_ONCE } from './schema';

/*
 * Reports that an owner has deleted. Their documents are gone, and their records leave rows without
 * content, as every deleted record does. The id of the report stays, so that no old copy of it is
 * opened or sent again.
 */

export type DeletedReports = ReturnType<typeof createDeletedReports>;

/** Returns which of the reports of a team were deleted. */
export async function deletedAmong(
  from: Database,
  teamId: string,
  reportIds: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const some of inParts([...new Set(reportIds)])) {
    const rows = await from
      .selectFrom('deleted_reports')
      .select('report_id')
      .where('team_id', '=', teamId)
      .where('report_id', 'in', some)
      .execute();
    for (const { report_id } of rows) found.add(report_id);
  }
  return found;
}

export function createDeletedReports(db: Database, now: () => number, quota = createQuota()) {
  return {
    among: (teamId: string, reportIds: Iterable<string>) => deletedAmong(db, teamId, reportIds),

    /**
     * Deletes a report: its documents, its runs and reviews, and its clips with everything about
     * them. A clip stays that another report of the team has too. Resolves with the number of
     * records that were deleted. Takes time and memory for all records of the team.
     */
    remove: (actor: Actor, reportId: string): Promise<{ readonly records: number }> =>
      db.transaction().execute(async (tx) => {
        const { teamId, memberId } = actor;
        await lockTeam(tx, teamId);
        if ((await deletedAmong(tx, teamId, [reportId])).size > 0) return { records: 0 };
        const found = await findRecords(tx, teamId, reportId);
        const documents = ['content', 'notes'].map((part) => `${teamId}/${reportId}/${part}`);
        const edits = await tx
          .deleteFrom('updates')
          .where('document', 'in', documents)
          .returning(({ fn }) => fn<number>('octet_length', ['bytes']).as('length'))
          .execute();
        if (edits.length === 0 && found.length === 0) throw new Refused('not_found');
        await quota.add(
          tx,
          teamId,
          'edit_bytes',
          -edits.reduce((sum, each) => sum + each.length, 0),
        );
        const at = now();
        for (const some of inParts(found)) {
          const seqs = some.map(({ seq }) => seq);
          await tx.deleteFrom('records').where('seq', 'in', seqs).execute();
          const values = some.map(({ store, id, json }) => ({
            ...{ team_id: teamId, store, id, hash: '', json, blob: null },
            ...{ member_id: memberId, stored_at: at, deleted_at: at },
          }));
          await tx.insertInto('records').values(values).execute();
        }
        const freed = found.reduce((sum, { length, json }) => sum + length - json.length, 0);
        await quota.add(tx, teamId, 'record_bytes', -freed);
        const hashes = [...new Set(found.flatMap(({ blob }) => blob ?? []))];
        for (const some of inParts(hashes)) {
          await releaseBlobs(tx, { teamId, hashes: some, at, quota });
        }
        await tx
          .insertInto('deleted_reports')
          .values({ team_id: teamId, report_id: reportId, member_id: memberId, deleted_at: at })
          .execute();
        await note(tx, { at, teamId, by: memberId, act: 'delete_report', subject: reportId });
        return { records: found.length };
      }),
  };
}

interface Found {
  readonly seq: number;
  readonly store: string;
  readonly id: string;
  /** The JSON that stays after the deletion: only the id. */
  readonly json: string;
  readonly blob: string | null;
  /** The size of the whole record, in bytes. */
  readonly length: number;
}

/** A record with the ids of the records that it names. */
interface Named extends Found {
  readonly reportId: string | undefined;
  readonly clipId: string | undefined;
  readonly runId: string | undefined;
  readonly sourceId: string | undefined;
  readonly snapshotId: string | undefined;
}

/** Finds the records that only this report needs. */
async function findRecords(tx: Database, teamId: string, reportId: string): Promise<Found[]> {
  const { named, others, live } = await readDocuments(tx, teamId, reportId);
  const all = await readRecords(tx, teamId);
  const isOwnClip = ({ id, reportId: filed = '' }: Named) =>
    (filed === reportId || (named.has(id) && !live.has(filed))) && !others.has(id);
  const [clips, runs] = [new Set<string>(), new Set<string>()];
  for (const each of all) {
    if (each.store === 'clips' && isOwnClip(each)) clips.add(each.id);
    if (each.store === 'runs' && each.reportId === reportId) runs.add(each.id);
  }
  const goes = (each: Named): boolean => {
    const { store, id, clipId = '', runId = '' } = each;
    if (store === 'clips') return clips.has(id);
    if (store === 'runs') return runs.has(id);
    if (store === 'reviews') return each.reportId === reportId;
    return clips.has(clipId) || runs.has(runId);
  };
  const isPage = ({ store }: Named) => store === 'sources' || store === 'snapshots';
  const going = all.filter((each) => !isPage(each) && goes(each));
  const gone = new Set(going);
  const [dropped, kept] = [
    namesOf(going),
    namesOf(all.filter((each) => !isPage(each) && !gone.has(each))),
  ];
  // A source is deleted with its texts if only deleted records name it.
  const pages = all.filter(
    ({ store, id, sourceId = '' }) =>
      (store === 'sources' && dropped.has(id) && !kept.has(id)) ||
      (store === 'snapshots' &&
        !kept.has(id) &&
        (dropped.has(id) || (dropped.has(sourceId) && !kept.has(sourceId)))),
  );
  return [...going, ...pages];
}

function namesOf(records: readonly Named[]): ReadonlySet<string> {
  return new Set(
    records.flatMap(({ sourceId, snapshotId }) => [sourceId ?? [], snapshotId ?? []].flat()),
  );
}

/**
 * Reads the documents of a team. Returns the clips of one report, the clips of all other reports, and
 * the ids of those other reports.
 */
async function readDocuments(tx: Database, teamId: string, reportId: string) {
  const live = new Set<string>();
  const others = new Set<string>();
  let named: ReadonlySet<string> = new Set();
  for (const document of await contentsOf(tx, teamId)) {
    const id = reportOf(document);
    if (id === reportId) named = await clipsIn(tx, document, reportId).catch(() => new Set());
    else {
      live.add(id);
      for (const clip of await clipsIn(tx, document, id)) others.add(clip);
    }
  }
  return { named, others, live };
}

/** Throws `damaged` if the document cannot be read. */
async function clipsIn(tx: Database, document: string, reportId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('updates')
    .select('bytes')
    .where('document', '=', document)
    .orderBy('seq')
    .execute();
  try {
    const doc = loadReportDocument(rows.map(({ bytes }) => ({ update: new Uint8Array(bytes) })));
    const { citations, placements } = readReport(doc, reportId as ReportId);
    doc.destroy();
    return new Set([...citations, ...placements].map(({ clipId }) => clipId));
  } catch {
    throw new Refused('damaged');
  }
}

/** Reads which records each record of a team names. */
async function readRecords(tx: Database, teamId: string): Promise<Named[]> {
  const all: Named[] = [];
  for (let after = 0; ; ) {
    const rows = await tx
      .selectFrom('records')
      .select(['seq', 'store', 'id', 'json', 'blob'])
      .where('team_id', '=', teamId)
      .where('seq', '>', after)
      .where('deleted_at', 'is', null)
      .orderBy('seq')
      .limit(MOST_AT_ONCE)
      .execute();
    for (const row of rows) all.push(namedBy(row));
    const last = rows.at(-1);
    if (last === undefined) return all;
    after = last.seq;
  }
}

function namedBy(row: Omit<Found, 'length'>): Named {
  const record = JSON.parse(row.json) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const filed = record['filedUnder'] as { reportId?: unknown } | undefined;
  const [runId, clipId] = [text(record['runId']), text(record['clipId'])];
  return {
    ...row,
    json: JSON.stringify(row.store === 'checks' ? { clipId, runId } : { id: record['id'] }),
    length: Buffer.byteLength(row.json),
    ...{ runId, clipId, reportId: text(filed?.reportId ?? record['reportId']) },
    ...{ sourceId: text(record['sourceId']), snapshotId: text(record['snapshotId']) },
  };
}
