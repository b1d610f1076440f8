import { OverLimit, READ_LIMITS } from './read-limits';

/** The bytes are no gzip, or one that was cut or changed. */
export class BadPacking extends Error {
  constructor(readonly isGzip: boolean) {
    super('not a whole gzip file');
  }
}

/**
 * Packed bytes that are handed over at once. Chromium unpacks all that it is given before anybody
 * can read of it, to a thousand times as much: 16 MB here.
 */
const SLICE = 16_384;

/**
 * Unpacks gzip, in pieces as they come. Throws a `BadPacking`, and an `OverLimit` where more comes
 * out than `most` allows. Memory: a slice of the packed bytes, unpacked.
 */
export async function* unpack(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  /** How many bytes may come out of so many packed ones. */
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
    // Reading the pieces failed, not unpacking them.
    if (failed !== null) throw failed;
    throw error instanceof TypeError ? new BadPacking(isGzip) : error;
  } finally {
    // The reader stopped early, or the stream broke: let go of what is left.
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
