import { deletedAmong } from './deleted-reports';
import { contentsOf, reportOf, teamOf } from './document-names';
import { createQuota } from './limits';
import { Refused } from './refused';
import { type Database, inParts, lockTeam, MOST_AT_ONCE } from './schema';

interface Waiting {
  readonly document: string;
  readonly bytes: Uint8Array;
  readonly last: number;
  readonly answer: (stored: number | null) => void;
  readonly fail: (reason: unknown) => void;
}

/** The updates of all documents, in the order in which they were acknowledged. */
export interface UpdateLog {
  /**
   * Resolves with the update's number when it is on disk. If the log has an update after `last`,
   * which another instance stored, nothing is stored, and null is returned.
   */
  append(document: string, bytes: Uint8Array, last?: number): Promise<number | null>;
  /** Returns the ids of the reports of a team, in no particular order. */
  reportsOf(teamId: string): Promise<string[]>;
  /** Returns the updates with numbers above `after`. */
  read(document: string, after?: number): Promise<StoredUpdates>;
  /** Returns the number of the last update of each document that has any. */
  lastOf(documents: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Replaces the updates up to `last` by one update, `state`, which has the same effect. If the log
   * has an update after `last`, nothing is replaced, and false is returned.
   */
  replace(document: string, last: number, state: Uint8Array): Promise<boolean>;
}

export interface StoredUpdates {
  readonly updates: readonly Uint8Array[];
  /** The number of the last stored update; 0 if there is none. */
  readonly last: number;
}

export function createUpdateLog(db: Database, now: () => number, quota = createQuota()): UpdateLog {
  let waiting: Waiting[] = [];
  let isFlushing = false;

  /** Stores the updates of one turn of the event loop together, to wait for the disk once. */
  const flush = async () => {
    // While a batch is being stored, further updates wait for the next one.
    if (isFlushing) return;
    isFlushing = true;
    const batch = waiting.slice(0, MOST_AT_ONCE);
    waiting = waiting.slice(MOST_AT_ONCE);
    try {
      const stored = await db.transaction().execute((tx) => store(tx, batch));
      for (const each of batch) {
        const result = stored.get(each);
        if (result === undefined) each.fail(new Refused('quota'));
        else if (result === 'deleted') each.fail(new Refused('report_deleted'));
        else each.answer(result);
      }
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
    isFlushing = false;
    if (waiting.length > 0) setImmediate(flush);
  };

  /**
   * Stores updates of several teams. Returns the number of each; null if its log has a later
   * update, `deleted` if its report was deleted, and none if its team has no room.
   */
  const store = async (
    tx: Database,
    batch: readonly Waiting[],
  ): Promise<Map<Waiting, number | null | 'deleted'>> => {
    const stored_at = now();
    const used = new Map<string, { left: number; added: number }>();
    const deleted = new Set<string>();
    // Each instance locks teams in the same order, so that no two wait for each other.
    for (const teamId of [...new Set(batch.map(({ document }) => teamOf(document)))].sort()) {
      const { edit_bytes } = await lockTeam(tx, teamId);
      used.set(teamId, { left: quota.mostOf('edit_bytes') - edit_bytes, added: 0 });
      const own = batch.filter(({ document }) => teamOf(document) === teamId);
      const reports = own.map(({ document }) => reportOf(document));
      for (const id of await deletedAmong(tx, teamId, reports)) deleted.add(`${teamId}/${id}`);
    }
    const lasts = new Map(await lastOf(tx, [...new Set(batch.map(({ document }) => document))]));
    const results = new Map<Waiting, number | null | 'deleted'>();
    const taken: Waiting[] = [];
    for (const each of batch) {
      const of = used.get(teamOf(each.document));
      const report = `${teamOf(each.document)}/${reportOf(each.document)}`;
      if (deleted.has(report)) results.set(each, 'deleted');
      else if ((lasts.get(each.document) ?? 0) > each.last) results.set(each, null);
      else if (of !== undefined && of.added + each.bytes.length <= of.left) {
        of.added += each.bytes.length;
        lasts.set(each.document, Number.POSITIVE_INFINITY);
        taken.push(each);
      }
    }
    if (taken.length > 0) {
      const rows = await tx
        .insertInto('updates')
        .values(taken.map(({ document, bytes }) => ({ document, bytes, stored_at })))
        .returning('seq')
        .execute();
      // In one statement, rows get numbers in their order.
      const numbers = rows.map(({ seq }) => seq).sort((a, b) => a - b);
      for (const [at, each] of taken.entries()) results.set(each, numbers[at] ?? null);
    }
    for (const [teamId, { added }] of used) await quota.add(tx, teamId, 'edit_bytes', added);
    return results;
  };

  const lastOf = async (from: Database, documents: readonly string[]) => {
    const rows = await from
      .selectFrom('updates')
      .select(({ fn }) => ['document', fn.max('seq').as('last')])
      .where('document', 'in', documents)
      .groupBy('document')
      .execute();
    return new Map(rows.map(({ document, last }) => [document, last]));
  };

  return {
    append: (document, bytes, last = Number.POSITIVE_INFINITY) =>
      new Promise((answer, fail) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ document, bytes, last, answer, fail });
      }),

    reportsOf: async (teamId) => (await contentsOf(db, teamId)).map(reportOf),

    read: async (document, after = 0) => {
      const rows = await db
        .selectFrom('updates')
        .select(['seq', 'bytes'])
        .where('document', '=', document)
        .where('seq', '>', after)
        .orderBy('seq')
        .execute();
      return { updates: rows.map(({ bytes }) => bytes), last: rows.at(-1)?.seq ?? after };
    },

    lastOf: async (documents) => {
      const all = new Map<string, number>();
      for (const some of inParts(documents)) {
        for (const [document, last] of await lastOf(db, some)) all.set(document, last);
      }
      return all;
    },

    replace: (document, last, bytes) =>
      db.transaction().execute(async (tx) => {
        await lockTeam(tx, teamOf(document));
        if (((await lastOf(tx, [document])).get(document) ?? 0) !== last) return false;
        const rows = await tx
          .deleteFrom('updates')
          .where('document', '=', document)
          .returning(({ fn }) => fn<number>('octet_length', ['bytes']).as('length'))
          .execute();
        const before = rows.reduce((sum, { length }) => sum + length, 0);
        await quota.add(tx, teamOf(document), 'edit_bytes', bytes.length - before);
        await tx
          .insertInto('updates')
          .values({ seq: last, document, bytes, stored_at: now() })
          .execute();
        return true;
      }),
  };
}
