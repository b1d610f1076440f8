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
 * Deletes everything, once all of it is kept in a file that was read through: the way back. What
 * comes in between the two is never lost: it stops the deletion (`library_changed`). Null where
 * the user cancelled; nothing has changed then, nor where it failed.
 */
export async function eraseLibrary(
  acts: ErasingActs,
  reader: LibraryReader,
  work: BackupWork,
): Promise<Result<KeptBackup, Failure> | null> {
  // What pages that are gone have kept goes too, and is in the way back.
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
 * Whether nothing was deleted for certain. A worker that stops after the deletion and before its
 * answer looks like one that never began: the way back is dropped only where it leads nowhere.
 */
async function isStillThere(refused: Failure, mark: string): Promise<boolean> {
  if (refused.code === 'library_changed') return true;
  const now = await request('library.mark', {});
  return now.ok && now.value.mark === mark;
}
