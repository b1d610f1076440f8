import * as z from 'zod/mini';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { sha256 } from '@/utils/storage/sha256';
import { type Asking, askServer, send } from './ask-server';

/*
 * Uploads and downloads of blobs, in pieces. Each piece is a call of its own. So a slow connection
 * stays below the time limit of a call, and a broken connection costs only one piece.
 */

/** The number of bytes in one call. At 300 kbit/s they need less time than a call may take. */
const PIECE = 1_000_000;
/** How many blobs are on their way at once. */
const AT_ONCE = 3;
/** Maximum size of a blob, as on the server. */
const MOST_BYTES = 32_000_000;
/** How often a piece is tried again, and how long to wait before, in milliseconds. */
const TRIES = 3;
const PAUSE_MS = 500;

type Reply<T> = Promise<Result<T, Failure>>;

const UploadSchema = z.object({ offset: z.int().check(z.gte(0)), isStored: z.boolean() });

/**
 * Uploads bytes under the SHA-256 that names them. Goes on where an earlier upload of this device
 * stopped, also after the worker was stopped: the server says how much it has.
 */
export async function uploadBlob(
  asking: Asking,
  hash: string,
  bytes: Uint8Array<ArrayBuffer>,
): Reply<void> {
  const path = `/v1/uploads/${hash}`;
  const look = () => askServer(asking, { call: `GET ${path}`, answer: UploadSchema });
  // A blob of one piece is sent at once: the server rarely has it already.
  const begun = bytes.length > PIECE ? await look() : ok({ offset: 0, isStored: false });
  if (!begun.ok) return begun;
  let state = begun.value;
  for (let tries = 0; !state.isStored; ) {
    const { offset } = state;
    if (offset > bytes.length) return err(failure('team_not_server', path));
    const sent = await askServer(asking, {
      call: `PATCH ${path}?offset=${offset}&length=${bytes.length}`,
      body: bytes.subarray(offset, offset + PIECE),
      answer: UploadSchema,
    });
    if (sent.ok && (sent.value.isStored || sent.value.offset > offset)) {
      state = sent.value;
      tries = 0;
      continue;
    }
    if (sent.ok) return err(failure('team_not_server', path));
    // The server may still be receiving the piece before this one, or its answer was lost.
    const isElsewhere = sent.error.detail === 'wrong_offset';
    if (!isElsewhere && sent.error.code !== 'team_no_answer') return sent;
    tries += 1;
    if (tries > TRIES) return isElsewhere ? err(failure('team_busy')) : sent;
    await pause(tries);
    const looked = await look();
    if (looked.ok) state = looked.value;
    else if (looked.error.code !== 'team_no_answer') return looked;
  }
  return ok(undefined);
}

/**
 * Downloads the bytes that a SHA-256 names. A piece that does not come is asked for again. Fails
 * with `team_damaged` if the bytes have another hash.
 */
export async function downloadBlob(asking: Asking, hash: string): Reply<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let tries = 0; ; ) {
    const headers = { Range: `bytes=${length}-${length + PIECE - 1}` };
    const came = await send(asking, `GET /v1/blobs/${hash}`, { headers });
    if (!came.ok) {
      tries += 1;
      if (came.error.code !== 'team_no_answer' || tries > TRIES) return came;
      await pause(tries);
      continue;
    }
    tries = 0;
    const { bytes, range } = came.value;
    const [, start, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(range ?? '') ?? [];
    const isWhole = range === null;
    if (isWhole) parts.length = 0;
    else if (Number(start) !== length || bytes.length === 0 || size === undefined) {
      return err(failure('team_not_server', 'Content-Range'));
    }
    parts.push(bytes);
    length = isWhole ? bytes.length : length + bytes.length;
    if (length > MOST_BYTES) return err(failure('team_too_large'));
    if (isWhole || length >= Number(size)) break;
  }
  const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
  return (await sha256(whole)) === hash ? ok(whole) : err(failure('team_damaged'));
}

const pause = (tries: number) => new Promise((resolve) => setTimeout(resolve, tries * PAUSE_MS));

/** Does something with each item, with a bounded number at once. Stops at the first failure. */
export async function eachAtOnce<T>(
  items: readonly T[],
  act: (item: T, at: number) => Reply<unknown>,
): Reply<void> {
  let next = 0;
  let failed: Failure | null = null;
  const work = async () => {
    while (failed === null && next < items.length) {
      const at = next;
      next += 1;
      const done = await act(items[at] as T, at);
      if (!done.ok) failed ??= done.error;
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
  return failed === null ? ok(undefined) : err(failed);
}
