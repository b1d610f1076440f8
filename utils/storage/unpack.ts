import { OverLimit, READ_LIMITS } from './read-limits';

/** The bytes are not gzip, or the gzip data was truncated or changed. */
export class BadPacking extends Error {
  constructor(readonly isGzip: boolean) {
    super('not a whole gzip file');
  }
}

/**
 * Number of packed bytes in one write. Chromium unpacks all bytes of a write before the reader gets
 * any, up to a thousand times the size: 16 MB for this slice.
 */
const SLICE = 16_384;

/**
 * Unpacks gzip data in pieces. Throws a `BadPacking` for invalid data, and an `OverLimit` when the
 * data unpacks to more than `most` allows. Memory use: one unpacked slice.
 */
export async function* unpack(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  /** Returns the maximum number of unpacked bytes for a number of packed bytes. */
  most: (packed: number) => number = mostOfFile,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const slices = slicesOf(pieces);
  let isGzip = true;
  let packed = 0;
  let unpacked = 0;
  let failed: unknown = null;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await slices.next();
          if (done === true) return controller.close();
          if (packed === 0) isGzip = value[0] === 0x1f && value[1] === 0x8b;
          packed += value.length;
          controller.enqueue(value);
        } catch (error) {
          failed = error;
          controller.error(error);
        }
      },
    },
    { highWaterMark: 0 },
  );
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      unpacked += value.length;
      if (unpacked > most(packed)) throw new OverLimit(`${packed} → ${unpacked} bytes`);
      yield value;
    }
  } catch (error) {
    // The error comes from reading the input, not from unpacking.
    if (failed !== null) throw failed;
    throw error instanceof TypeError ? new BadPacking(isGzip) : error;
  } finally {
    // The consumer stopped early, or the stream failed: release the remaining data.
    await reader.cancel().catch(() => undefined);
  }
}

function mostOfFile(packed: number): number {
  const { unpacked, ratio, backup } = READ_LIMITS;
  return Math.min(backup, unpacked + ratio * packed);
}

async function* slicesOf(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += SLICE) yield piece.subarray(at, at + SLICE);
  }
}
