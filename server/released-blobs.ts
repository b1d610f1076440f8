import type { BlobStore } from './blob-store';
import type { Quota } from './limits';
import type { Database } from './schema';

/*
 * A blob that no record names any more is forgotten at once, and its file is deleted a day later.
 * Until then, a backup that began before may still copy the file.
 */

const DELETE_AFTER_MS = 24 * 60 * 60 * 1000;

/** Takes a blob from a team, unless one of its records names it. The team is locked. */
export async function releaseBlob(
  tx: Database,
  { teamId, hash, at, quota }: { teamId: string; hash: string; at: number; quota: Quota },
): Promise<void> {
  const named = await tx
    .selectFrom('records')
    .select('id')
    .where('team_id', '=', teamId)
    .where('blob', '=', hash)
    .executeTakeFirst();
  if (named !== undefined) return;
  const taken = await tx
    .deleteFrom('blobs')
    .where('team_id', '=', teamId)
    .where('hash', '=', hash)
    .returning('size')
    .executeTakeFirst();
  if (taken === undefined) return;
  await quota.add(tx, teamId, 'blob_bytes', -taken.size);
  // Perhaps another team has it. This is asked before the file is deleted.
  await tx
    .insertInto('released_blobs')
    .values({ hash, released_at: at })
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
