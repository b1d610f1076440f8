import { readFileSync } from 'node:fs';
import { openDB } from 'idb';
import { migrations } from '@/utils/storage/migrations';
import type { PinciteSchema, StoredUpdate } from '@/utils/storage/schema';
import { gzip } from '@/utils/storage/snapshot-text';

/*
 * The last version that kept notes in the document of the content: version 3 of its files, and
 * version 6 of its database, which had the stores of version 7. One note is under the author of the
 * rest of the report, one is under an author of notes, and one was typed and deleted.
 */

const FILE = 'tests/fixtures/version-3/backup.ndjson';

/** Notes that the file shows. */
export const OLD_NOTES = ['A note, changed.', 'Of one author with the rest.'];
/** The name of each text of a note, and parts of what was ever typed into one. */
export const OLD_TYPED = ['note/', 'A note', 'changed', 'Of one author', 'Typed and del'];

export function oldBackup(): Promise<Uint8Array<ArrayBuffer>> {
  return gzip(new Uint8Array(readFileSync(FILE)));
}

/** The updates of the file, in its order. */
export function oldUpdates(): StoredUpdate[] {
  return readFileSync(FILE, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ store }) => store === 'reportUpdates')
    .map(({ record }) => ({
      ...record,
      update: new Uint8Array(Buffer.from(record.update, 'base64')),
    }));
}

/** Makes a library of that version with these rows. */
export async function makeOldLibrary(name: string, rows: readonly object[]): Promise<void> {
  const db = await openDB<PinciteSchema>(name, 6, {
    upgrade: (made, _from, _to, transaction) => migrations.run(0, made, transaction),
  });
  for (const row of rows) await db.add('reportUpdates', row as StoredUpdate);
  db.close();
}
