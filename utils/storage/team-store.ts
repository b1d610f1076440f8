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

/** What the server has acknowledged of a document: see `utils/model/acknowledged.ts`. */
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

interface TeamSchema extends DBSchema {
  teams: { key: string; value: TeamRow };
  shares: { key: string; value: ShareRow };
  acknowledged: { key: [string, string]; value: AcknowledgedRow };
  exchanged: { key: [string, string]; value: ExchangedRow };
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
        db = await openDB<TeamSchema>(name, 1, {
          upgrade: (fresh) => {
            fresh.createObjectStore('teams', { keyPath: 'id' });
            fresh.createObjectStore('shares', { keyPath: 'reportId' });
            fresh.createObjectStore('acknowledged', { keyPath: ['reportId', 'part'] });
            fresh.createObjectStore('exchanged', { keyPath: ['teamId', 'key'] });
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
      writeInTurn(db, ['teams', 'shares', 'acknowledged', 'exchanged'], async (tx) => {
        await tx.objectStore('teams').delete(id);
        for (const { reportId, teamId } of await tx.objectStore('shares').getAll()) {
          if (teamId !== id) continue;
          await tx.objectStore('shares').delete(reportId);
          await tx.objectStore('acknowledged').delete(ofReport(reportId));
        }
        await tx.objectStore('exchanged').delete(ofTeam(id));
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
  };
}

const ofReport = (reportId: ReportId) => IDBKeyRange.bound([reportId], [reportId, []]);
const ofTeam = (teamId: TeamId) => IDBKeyRange.bound([teamId], [teamId, []]);
