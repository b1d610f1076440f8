import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { Failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import type { Author } from '@/utils/model/review-records';
import type { JoinedTeam, TeamId } from '@/utils/model/team';
import type { BundlePart } from './bundle-format';
import { toFailure } from './storage-failure';
import { writeInTurn } from './write-transaction';

/*
 * The teams that this browser has joined, in a database of its own: no backup contains the tokens,
 * and the database exists only after the first team was joined. Only the background opens it.
 */

const NAME = 'pincite-team';

/** A joined team with the secret of this device. */
export interface TeamRow extends JoinedTeam {
  readonly token: string;
  readonly deviceId: string;
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The number in the server's feed up to which its records were read. */
  readonly cursor: number;
  /** The key of which the server knows that it belongs to this member. */
  readonly boundKey?: Author | undefined;
}

/** A report that is shared with a team, and what of it goes there. */
export interface ShareRow {
  readonly reportId: ReportId;
  readonly teamId: TeamId;
  readonly include: Readonly<Record<BundlePart, boolean>>;
}

/** The two documents of a report, as the server names them. */
export type SharedPart = 'content' | 'notes';

/** What the server has acknowledged of a document, as a snapshot of Yjs. */
interface AcknowledgedRow {
  readonly reportId: ReportId;
  readonly part: SharedPart;
  readonly snapshot: Uint8Array<ArrayBuffer>;
}

/** A record of evidence that this browser and the server both have. */
interface ExchangedRow {
  readonly teamId: TeamId;
  /** The store, a slash, and the id. */
  readonly key: string;
  /** Whether it came from the server. */
  readonly received: boolean;
}

/**
 * A record of the feed that is not stored yet: the text of a page or an image whose bytes are still on
 * the server, or a source that no clip has named so far.
 */
export interface AwaitedRow {
  readonly teamId: TeamId;
  /** The store, a slash, and the id. */
  readonly key: string;
  /** The record as the server sent it, without its bytes. It is parsed again with them. */
  readonly record: Readonly<Record<string, unknown>>;
  /** The SHA-256 of the bytes; null for a source. */
  readonly blob: string | null;
}

export type AwaitedKind = 'sources' | 'snapshots' | 'attachments';

interface TeamSchema extends DBSchema {
  teams: { key: string; value: TeamRow };
  shares: { key: string; value: ShareRow };
  acknowledged: { key: [string, string]; value: AcknowledgedRow };
  exchanged: { key: [string, string]; value: ExchangedRow };
  awaited: { key: [string, string]; value: AwaitedRow };
}

export interface TeamStore {
  teams(): Promise<TeamRow[]>;
  putTeam(team: TeamRow): Promise<void>;
  shares(): Promise<ShareRow[]>;
  /** Shares a report, or changes what goes. The feed of the team is then read from its beginning. */
  putShare(share: ShareRow): Promise<void>;
  removeShare(reportId: ReportId): Promise<void>;
  acknowledged(reportId: ReportId, part: SharedPart): Promise<Uint8Array | null>;
  acknowledge(
    reportId: ReportId,
    part: SharedPart,
    snapshot: Uint8Array<ArrayBuffer>,
  ): Promise<void>;
  /** Returns the keys of the records that both have, and whether each came from the server. */
  exchanged(teamId: TeamId): Promise<ReadonlyMap<string, boolean>>;
  exchange(teamId: TeamId, keys: readonly string[], received: boolean): Promise<void>;
  /** Notes what the server has and this browser does not have yet. */
  await(rows: readonly AwaitedRow[]): Promise<void>;
  /** Returns the awaited records of a team with these keys, or all of a kind. */
  awaited(teamId: TeamId, of: readonly string[] | AwaitedKind): Promise<readonly AwaitedRow[]>;
  /** Returns the keys of all awaited records of a kind. */
  awaitedKeys(teamId: TeamId, of: AwaitedKind): Promise<readonly string[]>;
  /** Forgets awaited records that have come. */
  arrived(teamId: TeamId, keys: readonly string[]): Promise<void>;
  /** Forgets a team and everything about it. Its reports stay in the library. */
  removeTeam(id: TeamId): Promise<void>;
}

/** The database of the teams, which is created when it is first used. */
export interface TeamDatabase {
  /** Whether a team was joined in this browser. Creates nothing. */
  exists(): Promise<boolean>;
  /** Calls `act` with the store. A failure of the database is returned. */
  use<T>(act: (store: TeamStore) => Promise<T>): Promise<Result<T, Failure>>;
  /** Deletes the database with all tokens. */
  destroy(): Promise<Result<void, Failure>>;
}

export function teamDatabase(name = NAME): TeamDatabase {
  return {
    exists: async () => (await indexedDB.databases()).some((each) => each.name === name),
    destroy: () =>
      deleteDB(name).then(
        () => ok(undefined),
        (error: unknown) => err(toFailure(error)),
      ),
    use: async (act) => {
      let db: IDBPDatabase<TeamSchema> | null = null;
      try {
        db = await openDB<TeamSchema>(name, 2, {
          upgrade: async (fresh, from, _, tx) => {
            if (from < 1) {
              fresh.createObjectStore('teams', { keyPath: 'id' });
              fresh.createObjectStore('shares', { keyPath: 'reportId' });
              fresh.createObjectStore('acknowledged', { keyPath: ['reportId', 'part'] });
              fresh.createObjectStore('exchanged', { keyPath: ['teamId', 'key'] });
            }
            fresh.createObjectStore('awaited', { keyPath: ['teamId', 'key'] });
            // The first version dropped a clip whose source had come in an earlier look at the feed.
            const teams = tx.objectStore('teams');
            for (const team of await teams.getAll()) await teams.put({ ...team, cursor: 0 });
          },
        });
        return ok(await act(storeOf(db)));
      } catch (error) {
        return err(toFailure(error));
      } finally {
        db?.close();
      }
    },
  };
}

function storeOf(db: IDBPDatabase<TeamSchema>): TeamStore {
  return {
    teams: () => db.getAll('teams'),
    putTeam: (team) =>
      writeInTurn(db, ['teams'], async (tx) => {
        await tx.objectStore('teams').put(team);
      }),
    removeTeam: (id) =>
      writeInTurn(db, ['teams', 'shares', 'acknowledged', 'exchanged', 'awaited'], async (tx) => {
        await tx.objectStore('teams').delete(id);
        for (const { reportId, teamId } of await tx.objectStore('shares').getAll()) {
          if (teamId !== id) continue;
          await tx.objectStore('shares').delete(reportId);
          await tx.objectStore('acknowledged').delete(ofReport(reportId));
        }
        await tx.objectStore('exchanged').delete(ofTeam(id));
        await tx.objectStore('awaited').delete(ofTeam(id));
      }),
    shares: () => db.getAll('shares'),
    putShare: (share) =>
      writeInTurn(db, ['teams', 'shares'], async (tx) => {
        await tx.objectStore('shares').put(share);
        const team = await tx.objectStore('teams').get(share.teamId);
        if (team !== undefined) await tx.objectStore('teams').put({ ...team, cursor: 0 });
      }),
    removeShare: (reportId) =>
      writeInTurn(db, ['shares', 'acknowledged'], async (tx) => {
        await tx.objectStore('shares').delete(reportId);
        await tx.objectStore('acknowledged').delete(ofReport(reportId));
      }),
    acknowledged: async (reportId, part) =>
      (await db.get('acknowledged', [reportId, part]))?.snapshot ?? null,
    acknowledge: (reportId, part, snapshot) =>
      writeInTurn(db, ['acknowledged'], async (tx) => {
        await tx.objectStore('acknowledged').put({ reportId, part, snapshot });
      }),
    exchanged: async (teamId) => {
      const rows = await db.getAll('exchanged', ofTeam(teamId));
      return new Map(rows.map(({ key, received }) => [key, received]));
    },
    exchange: (teamId, keys, received) =>
      writeInTurn(db, ['exchanged'], async (tx) => {
        for (const key of keys) {
          // What this browser has made stays its own, also when the feed returns it.
          const known = await tx.objectStore('exchanged').get([teamId, key]);
          if (known === undefined) await tx.objectStore('exchanged').put({ teamId, key, received });
        }
      }),
    await: (rows) =>
      writeInTurn(db, ['awaited'], async (tx) => {
        for (const row of rows) await tx.objectStore('awaited').put(row);
      }),
    awaited: async (teamId, of) => {
      if (typeof of === 'string') return db.getAll('awaited', ofKind(teamId, of));
      const rows = await Promise.all(of.map((key) => db.get('awaited', [teamId, key])));
      return rows.filter((row) => row !== undefined);
    },
    awaitedKeys: async (teamId, of) =>
      (await db.getAllKeys('awaited', ofKind(teamId, of))).map(([, key]) => key),
    arrived: (teamId, keys) =>
      writeInTurn(db, ['awaited'], async (tx) => {
        for (const key of keys) await tx.objectStore('awaited').delete([teamId, key]);
      }),
  };
}

const ofReport = (reportId: ReportId) => IDBKeyRange.bound([reportId], [reportId, []]);
/** The keys of a kind begin with its name and a slash, which comes before the digit 0. */
const ofKind = (teamId: TeamId, kind: string) =>
  IDBKeyRange.bound([teamId, `${kind}/`], [teamId, `${kind}0`]);
const ofTeam = (teamId: TeamId) => IDBKeyRange.bound([teamId], [teamId, []]);
