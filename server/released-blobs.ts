import type { BlobStore } from './blob-store';
import type { Quota } from './limits';
import type { Database } from './schema';

/*
 * A blob that no record names any more is forgotten at once, and its file is deleted a day later.
 * Until then, a backup that began before may still copy the file.
 */

const DELETE_AFTER_MS = 24 * 60 * 60 * 1000;

/** Takes a blob from a team, unless one of its records names it. The team is locked. */
export function releaseBlob(
  tx: Database,
  { hash, ...of }: { teamId: string; hash: string; at: number; quota: Quota },
): Promise<void> {
  return releaseBlobs(tx, { ...of, hashes: [hash] });
}

/** Does the same for several blobs, at most `MOST_AT_ONCE`. */
export async function releaseBlobs(
  tx: Database,
  { teamId, hashes, at, quota }: { teamId: string; hashes: string[]; at: number; quota: Quota },
): Promise<void> {
  const rows = await tx
    .selectFrom('records')
    .select('blob')
    .distinct()
    .where('team_id', '=', teamId)
    .where('blob', 'in', hashes)
    .execute();
  const named = new Set(rows.map(({ blob }) => blob));
  const free = hashes.filter((hash) => !named.has(hash));
  if (free.length === 0) return;
  const taken = await tx
    .deleteFrom('blobs')
    .where('team_id', '=', teamId)
    .where('hash', 'in', free)
    .returning(['hash', 'size'])
    .execute();
  if (taken.length === 0) return;
  await quota.add(tx, teamId, 'blob_bytes', -taken.reduce((sum, { size }) => sum + size, 0));
  // Another team may have the same blobs. This is checked before the files are deleted.
  await tx
    .insertInto('released_blobs')
    .values(taken.map(({ hash }) => ({ hash, released_at: at })))
    .onConflict((known) => known.column('hash').doUpdateSet({ released_at: at }))
    .execute();
}

/** Called before a blob is written, so that its file is not deleted meanwhile. */
export async function keepBlob(db: Database, hash: string): Promise<void> {
  await db.deleteFrom('released_blobs').where('hash', '=', hash).execute();
}

/** Deletes the files of blobs that were released a day ago and that no team has. */
export async function deleteReleased(db: Database, blobs: BlobStore, at: number): Promise<void> {
  const due = await db
    .selectFrom('released_blobs')
    .select('hash')
    .where('released_at', '<', at - DELETE_AFTER_MS)
    .execute();
  for (const { hash } of due) {
    await db.transaction().execute(async (tx) => {
      // Whoever stores the blob again waits here until the file is deleted.
      const { numDeletedRows } = await tx
        .deleteFrom('released_blobs')
        .where('hash', '=', hash)
        .where('released_at', '<', at - DELETE_AFTER_MS)
        .executeTakeFirstOrThrow();
      if (numDeletedRows === 0n) return;
      const owner = await tx
        .selectFrom('blobs')
        .select('team_id')
        .where('hash', '=', hash)
        .executeTakeFirst();
      if (owner === undefined) await blobs.remove(hash);
    });
  }
}
