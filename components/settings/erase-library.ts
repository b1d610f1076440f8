import { request } from '@/utils/messaging/client';
import { sendKeptUpdates } from '@/utils/messaging/client-report';
import type { Failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import type { LibraryReader } from '@/utils/storage/read';
import { readBackup } from '@/utils/storage/read-backup';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import type { KeptBackup, OptionsActs } from './options-acts';
import { type BackupWork, writeBackup } from './write-backup';

type ErasingActs = Pick<OptionsActs, 'keepBackup' | 'dropKeptBackup'>;

/**
 * Deletes everything after a backup of all of it was written and read through. If something is
 * added or removed in between, nothing is deleted (`library_changed`). Returns null if the user
 * cancelled. Nothing has changed then, or after a failure.
 */
export async function eraseLibrary(
  acts: ErasingActs,
  reader: LibraryReader,
  work: BackupWork,
): Promise<Result<KeptBackup, Failure> | null> {
  // Edits that closed pages left behind are stored first, so that the backup has them.
  const unsent = await sendKeptUpdates();
  if (unsent !== null) return err(unsent);
  const marked = await request('library.mark', {});
  if (!marked.ok) return marked;
  const kept = await writeBackup(reader, work, acts.keepBackup);
  if (kept === null || !kept.ok) return kept;
  const { name, file } = kept.value;
  const read = await readBackup(readBackupFile(file), () => Promise.resolve());
  if (!read.ok || work.signal.aborted) {
    await acts.dropKeptBackup(name);
    return read.ok ? null : err(read.error);
  }
  const { mark } = marked.value;
  const erased = await request('library.erase', { mark });
  if (erased.ok) return ok(kept.value);
  if (await isStillThere(erased.error, mark)) await acts.dropKeptBackup(name);
  return erased;
}

/**
 * Returns whether it is certain that nothing was deleted. A worker that stops between the deletion
 * and its answer looks like one that never began, so the backup is removed only if it is useless.
 */
async function isStillThere(refused: Failure, mark: string): Promise<boolean> {
  if (refused.code === 'library_changed') return true;
  const now = await request('library.mark', {});
  return now.ok && now.value.mark === mark;
}
