import type { BackupFile } from '@/utils/messaging/protocol/offscreen-calls';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { openReader } from '@/utils/storage/read';

/**
 * Writes the whole library to a file with an address that the browser can download while this
 * document is open. Null if there is no library yet.
 * @param createdAt ISO 8601 UTC.
 */
export async function makeBackup(createdAt: string): Promise<Result<BackupFile | null, Failure>> {
  const opened = await openReader();
  if (!opened.ok) return opened;
  const reader = opened.value;
  if (reader === null) return ok(null);
  try {
    let setAside = 0;
    const onSetAside = (counts: Readonly<Record<string, number>>) => {
      setAside = sumOf(counts);
    };
    const stream = await reader.backup({ createdAt, onSetAside });
    if (!stream.ok) return stream;
    const blob = await new Response(stream.value).blob();
    return ok({ url: URL.createObjectURL(blob), bytes: blob.size, setAside });
  } catch (cause) {
    const detail = messageOf(cause);
    return err(failure('storage_unavailable', detail));
  } finally {
    reader.close();
  }
}

export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
