/** The length of one piece of text, in UTF-16 units. */
const PIECE_LENGTH = 256_000;

/**
 * Returns lines as a gzipped stream, made as they are read. If reading a line fails or `signal`
 * aborts, the stream fails. If it is cancelled, no more lines are requested.
 */
export function packLines(
  lines: AsyncGenerator<string, void>,
  signal?: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const text = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      let piece = '';
      while (piece.length < PIECE_LENGTH) {
        signal?.throwIfAborted();
        const { done, value } = await lines.next();
        if (done === true) {
          if (piece !== '') controller.enqueue(encoder.encode(piece));
          controller.close();
          return;
        }
        piece += value;
      }
      controller.enqueue(encoder.encode(piece));
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
  return text.pipeThrough(new CompressionStream('gzip'));
}
