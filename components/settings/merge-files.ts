import { restoreBackup } from '@/utils/messaging/client-restore';
import type { Failure } from '@/utils/model/failure';
import type { MergeChoice, MergePlan } from '@/utils/model/merge-plan';
import { readBackupFile } from '@/utils/storage/read-backup-file';

export interface MergedFiles {
  /** The number of files that were merged completely. */
  readonly files: number;
  /** The number of records that the library did not have. */
  readonly added: number;
  /** The failure of the last file that was not merged. The other files were merged. */
  readonly failure: Failure | null;
}

/** Merges backups into the library one after another, each completely or not at all. */
export async function mergeFiles(
  files: readonly File[],
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
  decide: (plan: MergePlan, file: File) => Promise<MergeChoice | null>,
): Promise<MergedFiles> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let before = 0;
  let merged = 0;
  let added = 0;
  let failure: Failure | null = null;
  for (const file of files) {
    if (signal.aborted) break;
    onProgress(before, total);
    const restored = await restoreBackup(() => readBackupFile(file), {
      expected: 'backup',
      decide: (plan) => decide(plan, file),
      signal,
      onProgress: (bytes) => onProgress(before + bytes, total),
    });
    if (restored === null) break;
    if (restored.ok) {
      merged += 1;
      added += restored.value.added;
    } else failure = restored.error;
    before += file.size;
  }
  return { files: merged, added, failure };
}
