/** The size in bytes of a piece of a backup in one message. Its base64 is below 5.6 MB. */
export const RESTORE_CHUNK_BYTES = 4_000_000;

/** Splits a backup file into pieces for `restore.chunk`. In memory: one piece. */
export async function* readBackupFile(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let at = 0; at < file.size; at += RESTORE_CHUNK_BYTES) {
    const piece = file.slice(at, Math.min(at + RESTORE_CHUNK_BYTES, file.size));
    yield new Uint8Array(await piece.arrayBuffer());
  }
}
