import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';
import { encodeBase64 } from './base64';
import { request } from './client';
import type { PageReplies, pageRequests } from './protocol';
import type { Reply, RequestOf } from './protocol/envelope';

export interface RestoreOptions {
  /** A file of another kind is refused. */
  readonly expected: RequestOf<typeof pageRequests, 'restore.begin'>['expected'];
  /** Called as pieces arrive at the background, with the bytes sent so far. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Restores a backup: its pieces, each small enough for a message, go into staging, then all
 * of it takes effect at once. Null where the user cancelled; nothing has changed then, nor
 * where it failed.
 */
export async function restoreBackup(
  pieces: AsyncIterable<Uint8Array>,
  { expected, onProgress, signal }: RestoreOptions,
): Promise<Reply<PageReplies['restore.commit']> | null> {
  const begun = await request('restore.begin', { expected });
  if (!begun.ok) return begun;
  const { restoreId } = begun.value;
  const giveUp = () => request('restore.abort', { restoreId });
  let index = 0;
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      if (signal.aborted) break;
      const chunk = { restoreId, index, bytes: encodeBase64(piece) };
      const sent = await request('restore.chunk', chunk);
      if (!sent.ok) {
        await giveUp();
        return sent;
      }
      index += 1;
      bytes += piece.byteLength;
      onProgress(bytes);
    }
  } catch (cause) {
    // The file was moved or changed since it was chosen.
    await giveUp();
    return err(failure('backup_damaged', cause instanceof Error ? cause.message : undefined));
  }
  if (signal.aborted) {
    await giveUp();
    return null;
  }
  return request('restore.commit', { restoreId });
}
