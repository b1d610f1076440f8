import { type Generated, type Kysely, type Selectable, sql } from 'kysely';
import type { Role } from './roles';

/*
 * The tables of the server, in SQLite or in PostgreSQL. Times are milliseconds since 1970.
 */

interface TeamRow {
  id: string;
  name: string;
  created_at: number;
}

interface MemberRow {
  id: string;
  team_id: string;
  name: string;
  role: Role;
  created_at: number;
  removed_at: number | null;
}

interface DeviceRow {
  id: string;
  member_id: string;
  name: string;
  /** SHA-256 of the token. The token itself is stored nowhere. */
  token_hash: string;
  created_at: number;
  expires_at: number;
  revoked_at: number | null;
}

interface InvitationRow {
  id: string;
  team_id: string;
  role: Role;
  /** The member who may add a device with the invitation; null if it makes a new member. */
  member_id: string | null;
  secret_hash: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  revoked_at: number | null;
}

interface AuditRow {
  seq: Generated<number>;
  team_id: string;
  at: number;
  /** The member who did the act; null for the person who runs the server. */
  member_id: string | null;
  act: string;
  /** The id of the device, the invitation or the member that the act is about. */
  subject: string;
}

/** An update of a Yjs document, as it was acknowledged. */
interface UpdateRow {
  seq: Generated<number>;
  /** Its name, `team/report/part`. */
  document: string;
  bytes: Uint8Array;
  stored_at: number;
}

/** A record of evidence: see `evidence.ts`. */
interface RecordRow {
  seq: Generated<number>;
  team_id: string;
  store: string;
  id: string;
  /** SHA-256 of the JSON and the name of the blob. */
  hash: string;
  json: string;
  blob: string | null;
  /** The member who added the record, or who deleted it. */
  member_id: string;
  stored_at: number;
  /** When it was deleted. The row stays, with the fields of the id alone, so it never comes back. */
  deleted_at: number | null;
}

/** A blob that a team has uploaded. Its bytes are in a file that is named by the hash. */
interface BlobRow {
  team_id: string;
  hash: string;
  size: number;
  stored_at: number;
}

/** A blob that a team no longer has: see `released-blobs.ts`. */
interface ReleasedRow {
  hash: string;
  released_at: number;
}

/** A report that an owner has deleted: see `deleted-reports.ts`. */
interface DeletedReportRow {
  team_id: string;
  report_id: string;
  member_id: string;
  deleted_at: number;
}

/** A key with which a member signs reviews: see `member-keys.ts`. */
interface KeyRow {
  team_id: string;
  /** The public key, as in a review record. */
  author: string;
  member_id: string;
  /** The device that proved last that it has the key. */
  device_id: string;
  bound_at: number;
}

/** The text that a device was asked to sign. A device has one at most. */
interface ChallengeRow {
  device_id: string;
  challenge: string;
  expires_at: number;
}

/** How many bytes a team has stored. A team in which nothing has happened yet has no row. */
interface UsageRow {
  team_id: string;
  blob_bytes: Generated<number>;
  record_bytes: Generated<number>;
  edit_bytes: Generated<number>;
}
export type Usage = Exclude<keyof UsageRow, 'team_id'>;

export interface Tables {
  teams: TeamRow;
  members: MemberRow;
  devices: DeviceRow;
  invitations: InvitationRow;
  audit: AuditRow;
  updates: UpdateRow;
  records: RecordRow;
  blobs: BlobRow;
  released_blobs: ReleasedRow;
  deleted_reports: DeletedReportRow;
  member_keys: KeyRow;
  challenges: ChallengeRow;
  team_usage: UsageRow;
  /** One row: the id of the folder with the blobs of this database. */
  blob_folder: { id: string };
  schema_version: { version: number };
}

export type Database = Kysely<Tables>;

/** What SQLite and PostgreSQL write differently. */
export interface Dialect {
  /** The type of a column that the database numbers. */
  readonly counter: string;
  readonly bytes: string;
  /** The type of texts, which are compared by their bytes: ids have an order. */
  readonly text: string;
  /** Makes other processes wait that update the tables, until the end of the transaction. */
  readonly lockSchema: (tx: Database) => Promise<void>;
}

export const SQLITE: Dialect = {
  ...{ counter: 'integer primary key autoincrement', bytes: 'blob', text: 'text' },
  // Only one process uses the file.
  lockSchema: async () => undefined,
};

/** Each step runs once, in one transaction. A step that was released is never changed. */
const migrationsFor = ({ counter, bytes, text }: Dialect): readonly (readonly string[])[] => [
  [
    `create table teams (id ${text} primary key, name ${text} not null, created_at bigint not null)`,
    `create table members (id ${text} primary key, team_id ${text} not null references teams (id),
      name ${text} not null, role ${text} not null, created_at bigint not null, removed_at bigint)`,
    'create index members_of_team on members (team_id)',
    `create table devices (id ${text} primary key, member_id ${text} not null references members (id),
      name ${text} not null, token_hash ${text} not null unique, created_at bigint not null,
      expires_at bigint not null, revoked_at bigint)`,
    'create index devices_of_member on devices (member_id)',
    `create table invitations (id ${text} primary key, team_id ${text} not null references teams (id),
      role ${text} not null, member_id ${text} references members (id), secret_hash ${text} not null unique,
      created_at bigint not null, expires_at bigint not null, used_at bigint, revoked_at bigint)`,
    `create table audit (seq ${counter}, team_id ${text} not null,
      at bigint not null, member_id ${text}, act ${text} not null, subject ${text} not null)`,
    'create index audit_of_team on audit (team_id, seq)',
    `create table updates (seq ${counter}, document ${text} not null,
      bytes ${bytes} not null, stored_at bigint not null)`,
    'create index updates_of_document on updates (document, seq)',
  ],
  [
    `create table records (seq ${counter}, team_id ${text} not null,
      store ${text} not null, id ${text} not null, hash ${text} not null, json ${text} not null, blob ${text},
      member_id ${text} not null, stored_at bigint not null, unique (team_id, store, id))`,
    'create index records_of_team on records (team_id, seq)',
    `create table blobs (team_id ${text} not null, hash ${text} not null, size bigint not null,
      stored_at bigint not null, primary key (team_id, hash))`,
  ],
  [
    `create table member_keys (team_id ${text} not null, author ${text} not null,
      member_id ${text} not null references members (id),
      device_id ${text} not null references devices (id), bound_at bigint not null,
      primary key (team_id, author))`,
    `create table challenges (device_id ${text} primary key references devices (id),
      challenge ${text} not null, expires_at bigint not null)`,
  ],
  [
    `create table team_usage (team_id ${text} primary key, blob_bytes bigint not null default 0,
      record_bytes bigint not null default 0, edit_bytes bigint not null default 0)`,
    // The names of a team's documents begin with its id, and no id has a letter above f.
    `insert into team_usage select id,
      (select coalesce(sum(size), 0) from blobs where team_id = teams.id),
      (select coalesce(sum(octet_length(json)), 0) from records where team_id = teams.id),
      (select coalesce(sum(octet_length(bytes)), 0) from updates
        where document >= teams.id and document < teams.id || 'g')
      from teams`,
  ],
  [`create table blob_folder (id ${text} primary key)`],
  [
    'alter table records add column deleted_at bigint',
    'create index records_of_blob on records (team_id, blob) where blob is not null',
    'create index blobs_by_hash on blobs (hash)',
    `create table released_blobs (hash ${text} primary key, released_at bigint not null)`,
  ],
  [
    `create table deleted_reports (team_id ${text} not null, report_id ${text} not null,
      member_id ${text} not null, deleted_at bigint not null, primary key (team_id, report_id))`,
  ],
];

export class NewerDatabase extends Error {}

/** Updates the tables to a version, by default the newest. Throws if a newer server made them. */
export async function migrate(db: Database, to?: number, dialect = SQLITE): Promise<void> {
  const steps = migrationsFor(dialect);
  const migrateOnce = (): Promise<boolean> =>
    db.transaction().execute(async (tx) => {
      await dialect.lockSchema(tx);
      await sql`create table if not exists schema_version (version integer not null)`.execute(tx);
      const row = await tx.selectFrom('schema_version').select('version').executeTakeFirst();
      const from = row?.version ?? 0;
      if (from > steps.length) {
        throw new NewerDatabase('The database was written by a newer version of the server.');
      }
      const step = from < (to ?? steps.length) ? steps[from] : undefined;
      if (step === undefined) return false;
      for (const statement of step) await sql.raw(statement).execute(tx);
      await tx.deleteFrom('schema_version').execute();
      await tx
        .insertInto('schema_version')
        .values({ version: from + 1 })
        .execute();
      return true;
    });
  while (await migrateOnce());
}

/** Makes other instances wait that start or do the same, until the end of the transaction. */
export async function lockServer(tx: Database): Promise<void> {
  await tx
    .updateTable('schema_version')
    .set(({ ref }) => ({ version: ref('version') }))
    .execute();
}

/**
 * Makes other writers of a team wait until the end of the transaction, and returns what the team
 * uses. The database numbers the rows of a team under this lock, so they become visible in the
 * order of their numbers: a reader who has seen a number has seen all below it.
 */
export function lockTeam(tx: Database, teamId: string): Promise<Selectable<UsageRow>> {
  return tx
    .insertInto('team_usage')
    .values({ team_id: teamId })
    .onConflict((known) => known.column('team_id').doUpdateSet({ team_id: teamId }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** SQLite and PostgreSQL take a limited number of values in one statement. */
export const MOST_AT_ONCE = 500;

/** Returns the items in parts that one statement can take. */
export function* inParts<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += MOST_AT_ONCE) yield items.slice(at, at + MOST_AT_ONCE);
}
