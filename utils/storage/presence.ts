import { type Id, isId, newId } from '@/utils/model/ids';
import type { PinciteDatabase } from './schema';
import { writeTransaction } from './write-transaction';

/**
 * The row of `meta` that identifies this database. It is not the id of the library: a restore into
 * an empty library gives that library the id of the backup. Nothing changes this row.
 */
export const DATABASE_KEY = 'database';

/** Which database is open, and whether it has anything of the user's. */
export interface Presence {
  /** Null when the row is damaged. */
  readonly databaseId: Id<'database'> | null;
  readonly isEmpty: boolean;
}

/** Reads the presence. The time does not depend on the size of the library. */
export async function readPresence(db: PinciteDatabase): Promise<Presence> {
  const anyId = IDBKeyRange.lowerBound('');
  const tx = db.transaction(['meta', 'reports', 'clips'], 'readonly');
  const [row, report, clip] = await Promise.all([
    tx.objectStore('meta').get(DATABASE_KEY),
    tx.objectStore('reports').getKey(anyId),
    tx.objectStore('clips').getKey(anyId),
    tx.done,
  ]);
  const value = row === undefined ? await identify(db) : row.value;
  return {
    databaseId: isId<'database'>(value) ? value : null,
    isEmpty: report === undefined && clip === undefined,
  };
}

/** Gives a database its id when the background meets the database for the first time. */
function identify(db: PinciteDatabase): Promise<unknown> {
  return writeTransaction(db, ['meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    // A damaged row keeps its key, and reading gives nothing.
    if ((await meta.getKey(DATABASE_KEY)) !== undefined) {
      return (await meta.get(DATABASE_KEY))?.value;
    }
    const value = newId<'database'>();
    await meta.put({ key: DATABASE_KEY, value });
    return value;
  });
}
