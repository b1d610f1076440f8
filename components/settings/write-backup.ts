import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, type Result } from '@/utils/model/result';
import type { LibraryReader } from '@/utils/storage/read';

export interface BackupWork {
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** Called if records are damaged, with the number set aside in the file for each store. */
  readonly onSetAside?: (counts: Readonly<Record<string, number>>) => void;
}

/**
 * Writes a backup of the whole library to the stream that `write` receives. Returns null when the
 * user cancelled; then nothing was written.
 */
export async function writeBackup<T>(
  reader: LibraryReader,
  work: BackupWork,
  write: (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure> | null> {
  const stream = await reader.backup(work);
  if (!stream.ok) return stream;
  try {
    const written = await write(stream.value);
    // A cancelled stream ends with an error, which is not a failure of the target.
    return !written.ok && work.signal.aborted ? null : written;
  } catch (cause) {
    if (work.signal.aborted) return null;
    const detail = messageOf(cause);
    return err(failure('storage_unavailable', detail));
  }
}
