import type { Snapshot } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { sha256 } from './sha256';
import { unpack } from './unpack';

/** The maximum unpacked size of a snapshot in bytes: the longest page text in UTF-8. */
const MAX_TEXT_BYTES = 96_000_000;

/**
 * Makes a snapshot of a page's text: compressed, with the text's length (UTF-16 units) and hash.
 */
export async function makeSnapshot(
  about: Pick<Snapshot, 'id' | 'sourceId' | 'takenAt' | 'readBy'>,
  text: string,
): Promise<Snapshot> {
  const { id, sourceId, takenAt, readBy } = about;
  const bytes = new TextEncoder().encode(text);
  const [textHash, packed] = await Promise.all([sha256(bytes), gzip(bytes)]);
  return { id, sourceId, takenAt, readBy, textHash, textLength: text.length, text: packed };
}

/**
 * Returns the text of a snapshot, or `unexpected` if its bytes have changed since they were stored.
 */
export async function readSnapshotText(snapshot: Snapshot): Promise<Result<string, Failure>> {
  try {
    const bytes = await gunzip(snapshot.text, MAX_TEXT_BYTES);
    if (bytes !== null && (await sha256(bytes)) === snapshot.textHash) {
      return ok(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    }
  } catch (error) {
    return err(failure('unexpected', String(error)));
  }
  return err(failure('unexpected', `snapshot ${snapshot.id}`));
}

/**
 * Whether a snapshot from a file is genuine: its bytes unpack to a text with the stated hash and
 * the stated length. A false snapshot must never replace text that this browser captured. Memory
 * use: the text.
 */
export async function isGenuineSnapshot(snapshot: Snapshot): Promise<boolean> {
  const { textLength, textHash } = snapshot;
  if (!Number.isInteger(textLength) || textLength < 0) return false;
  // A UTF-16 unit takes at most three bytes in UTF-8.
  const bytes = await gunzip(snapshot.text, Math.min(MAX_TEXT_BYTES, 3 * textLength)).catch(
    () => null,
  );
  if (bytes === null || (await sha256(bytes)) !== textHash) return false;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).length === textLength;
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Returns null if the bytes unpack to more than `limit`; rejects if they are not gzip. */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const whole = (async function* () {
    yield bytes;
  })();
  for await (const part of unpack(whole, () => Number.POSITIVE_INFINITY)) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
