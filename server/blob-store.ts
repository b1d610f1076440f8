import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@/utils/model/ids';
import { makeFolder } from './data-folder';
import { Refused } from './refused';

/** Maximum number of bytes in a blob. The packed text of the longest page has about 20 million. */
export const MOST_BLOB_BYTES = 32_000_000;

export interface BlobPart {
  readonly start: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The number of bytes of the whole blob. */
  readonly size: number;
}

/** Files that are named by the SHA-256 of their bytes, in one folder. */
export interface BlobStore {
  /** Resolves with the size when the bytes are on disk. Refuses bytes with another hash. */
  put(hash: string, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** Refuses a blob whose bytes are gone or have changed since they were stored. */
  read(hash: string): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Reads `length` bytes from `start` on, or as many as there are, with the size of the whole blob.
   * Does not check the hash, which whoever joins the parts does. Refuses a blob that is gone.
   */
  readPart(hash: string, start: number, length: number): Promise<BlobPart>;
  /** Deletes the file of a blob. */
  remove(hash: string): Promise<void>;
}

/** The end of the name of a file that is being written. */
const PART = '.part';
/** After this time without a new byte, nobody writes such a file any more. */
const PART_MS = 24 * 60 * 60 * 1000;

/** `isShared`: whether other processes use the folder, too. */
export function createBlobStore(folder: string, isShared = false): BlobStore {
  makeFolder(folder);
  // Deletes files that a killed process had not finished writing.
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(PART)) continue;
    const part = path.join(folder, name);
    const { mtimeMs } = statSync(part);
    if (!isShared || mtimeMs < Date.now() - PART_MS) rmSync(part);
  }
  const placeOf = (hash: string) => path.join(folder, hash.slice(0, 2), hash);

  return {
    put: async (hash, bytes) => {
      const temporary = path.join(folder, `${newId()}${PART}`);
      const file = await open(temporary, 'wx', 0o600);
      try {
        const sum = createHash('sha256');
        let size = 0;
        for await (const chunk of bytes) {
          size += chunk.length;
          if (size > MOST_BLOB_BYTES) throw new Refused('too_large');
          sum.update(chunk);
          await file.writeFile(chunk);
        }
        if (sum.digest('hex') !== hash) throw new Refused('malformed');
        await file.sync();
        await file.close();
        const place = placeOf(hash);
        mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 });
        await rename(temporary, place);
        // A folder stores the names of what is in it, so both folders must be synced too.
        await syncFolder(path.dirname(place));
        await syncFolder(folder);
        return size;
      } catch (error) {
        await file.close().catch(() => undefined);
        await rm(temporary, { force: true });
        throw error;
      }
    },

    read: async (hash) => {
      const bytes = await readFile(placeOf(hash)).catch(() => null);
      const isSame = bytes !== null && createHash('sha256').update(bytes).digest('hex') === hash;
      if (!isSame) throw new Refused('damaged');
      return new Uint8Array(bytes);
    },

    readPart: async (hash, start, length) => {
      const file = await open(placeOf(hash)).catch(() => {
        throw new Refused('damaged');
      });
      try {
        const { size } = await file.stat();
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - start)));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return { start, bytes: bytes.subarray(0, bytesRead), size };
      } finally {
        await file.close();
      }
    },

    remove: (hash) => rm(placeOf(hash), { force: true }),
  };
}

/** Waits until the names of the files in a folder are on disk. */
export async function syncFolder(folder: string): Promise<void> {
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
