import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { MOST_BLOB_BYTES } from './blob-store';
import type { Evidence } from './evidence';
import type { Actor } from './people';
import { Refused } from './refused';

/*
 * Uploads of blobs that go on where they stopped. The bytes that have come are in a file for each
 * device and hash. Nobody else can add to this file, and its hash is checked when it is complete.
 */

/** Maximum number of uploads that one device has begun and not finished. */
const MOST_PARTS = 20;
/** After this time without a new byte, an upload has to begin again. */
const EXPIRES_MS = 24 * 60 * 60 * 1000;

/** How far an upload is. `offset` is the number of bytes that the server has. */
export interface UploadState {
  readonly offset: number;
  /** Whether the team has the blob, so that no byte is missing. */
  readonly isStored: boolean;
}

export type PartialUploads = ReturnType<typeof createPartialUploads>;

export function createPartialUploads(folder: string, evidence: Evidence) {
  /** The files that are being written. */
  const busy = new Set<string>();
  const folderOf = ({ teamId }: Actor) => path.join(folder, teamId);
  const fileOf = (actor: Actor, hash: string) =>
    path.join(folderOf(actor), `${actor.deviceId}.${hash}`);

  const look = async (actor: Actor, hash: string): Promise<UploadState> => ({
    offset: await sizeOf(fileOf(actor, hash)),
    isStored: await evidence.hasBlob(actor.teamId, hash),
  });

  /** Throws if the device has begun too much, or if the team has no room for the rest. */
  const refuseTooMuch = async (actor: Actor, file: string, rest: number): Promise<void> => {
    const names = await readdir(folderOf(actor)).catch(() => []);
    const own = names.filter((name) => name.startsWith(`${actor.deviceId}.`));
    if (own.length >= MOST_PARTS && !own.includes(path.basename(file))) {
      throw new Refused('too_many');
    }
    // Unfinished uploads count in the quota of the team, too.
    const sizes = await Promise.all(names.map((name) => sizeOf(path.join(folderOf(actor), name))));
    const here = sizes.reduce((sum, size) => sum + size, 0);
    if ((await evidence.blobRoom(actor.teamId)) < here + rest) throw new Refused('quota');
  };

  /** Adds bytes to a file, up to `length` bytes in all. Resolves with its size. */
  const write = async (file: string, bytes: AsyncIterable<Uint8Array>, length: number) => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    try {
      let { size } = await handle.stat();
      // If the connection breaks, the loop throws, and what has come stays.
      for await (const chunk of bytes) {
        size += chunk.length;
        if (size > length) throw new Refused('too_large');
        await handle.appendFile(chunk);
      }
      return size;
    } finally {
      await handle.close();
    }
  };

  return {
    look,

    /**
     * Adds bytes to an upload, from `offset` on. `length` is the size of the whole blob. When the
     * last byte has come, stores the blob, or forgets all bytes if they have another hash.
     */
    append: async (
      actor: Actor,
      hash: string,
      {
        offset,
        length,
        bytes,
      }: { offset: number; length: number; bytes: AsyncIterable<Uint8Array> },
    ): Promise<UploadState> => {
      if (length > MOST_BLOB_BYTES) throw new Refused('too_large');
      const file = fileOf(actor, hash);
      const known = await look(actor, hash);
      if (known.isStored) return { offset: length, isStored: true };
      if (busy.has(file) || known.offset !== offset) throw new Refused('wrong_offset');
      busy.add(file);
      try {
        await refuseTooMuch(actor, file, length - offset);
        const size = await write(file, bytes, length);
        if (size < length) return { offset: size, isStored: false };
        await evidence.putBlob(actor, hash, createReadStream(file), length);
        await rm(file, { force: true });
        return { offset: length, isStored: true };
      } catch (error) {
        const isUseless =
          error instanceof Refused && ['malformed', 'too_large'].includes(error.reason);
        if (isUseless) await rm(file, { force: true });
        throw error;
      } finally {
        busy.delete(file);
      }
    },

    /** Deletes uploads that nobody has gone on with for a day. */
    expire: async (at: number): Promise<void> => {
      const entries = await readdir(folder, { recursive: true }).catch(() => []);
      for (const name of entries) {
        const file = path.join(folder, name);
        const found = await stat(file).catch(() => null);
        if (found?.isFile() && found.mtimeMs < at - EXPIRES_MS) await rm(file, { force: true });
      }
    },
  };
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}
