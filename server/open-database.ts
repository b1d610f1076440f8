import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { messageOf } from '@/utils/model/failure';
import { type Database, migrate, NewerDatabase, type Tables } from './schema';

export const DATABASE_FILE = 'pincite.sqlite';
/** How long a statement waits for another process that writes to the file. */
const BUSY_MS = 5_000;

/**
 * Opens the database in a folder, and makes it if it is missing. Throws a sentence. Tests name the
 * version of an older schema.
 */
export async function openDatabase(folder: string, version?: number): Promise<Database> {
  const name = path.join(folder, DATABASE_FILE);
  let file: DatabaseSync | undefined;
  try {
    file = new DatabaseSync(name);
    // FULL: a commit returns only when the write-ahead log is on disk, not just in the system's
    // memory. Otherwise a power failure could lose an edit that was acknowledged.
    file.exec(
      `pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = ${BUSY_MS}`,
    );
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: adapt(file) }) });
    await migrate(db, version);
    return db;
  } catch (error) {
    file?.close();
    if (error instanceof NewerDatabase) throw error;
    throw new Error(`The database ${name} cannot be used: ${messageOf(error)}.`);
  }
}

/** Gives Node's SQLite the methods that Kysely calls. */
function adapt(file: DatabaseSync) {
  return {
    close: () => file.close(),
    prepare: (text: string) => {
      const statement = file.prepare(text);
      const inputs = (values: readonly unknown[]) => values as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (values: readonly unknown[]) => statement.all(...inputs(values)),
        run: (values: readonly unknown[]) => statement.run(...inputs(values)),
        iterate: (values: readonly unknown[]) => statement.iterate(...inputs(values)),
      };
    },
  };
}
