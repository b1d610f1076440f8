import { request } from '@/utils/messaging/client';
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
  const marked = await request('library.mark', {});
  if (!marked.ok) return marked;
  const kept = await writeBackup(reader, work, acts.keepBackup);
  if (kept === null || !kept.ok) return kept;
  const erased = await eraseWhatIsKept(kept.value, marked.value.mark, work.signal);
  if (erased === null || !erased.ok) {
    await acts.dropKeptBackup(kept.value.name);
    return erased;
  }
  return ok(kept.value);
}

async function eraseWhatIsKept(
  { file }: KeptBackup,
  mark: string,
  signal: AbortSignal,
): Promise<Result<unknown, Failure> | null> {
  const read = await readBackup(readBackupFile(file), () => Promise.resolve());
  if (!read.ok) return err(read.error);
  return signal.aborted ? null : request('library.erase', { mark });
}
