import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';

/*
 * Backups of what the user deleted, in the extension's own folder on the disk (the origin
 * private file system), until their time is over.
 */

const FOLDER = 'deleted-libraries';
const NAME = /^deleted-(\d+)\.pincite$/;
/** How long one is kept, in milliseconds. */
const KEPT_MS = 7 * 86_400_000;

export interface KeptBackup {
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly deletedAt: string;
  readonly keptUntil: string;
  readonly file: File;
}

/** Writes one whole; where it breaks off, there is none. */
export async function keepBackup(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<Result<KeptBackup, Failure>> {
  const at = Date.now();
  const name = `deleted-${at.toString()}.pincite`;
  try {
    const folder = await openFolder();
    const handle = await folder.getFileHandle(name, { create: true });
    try {
      await stream.pipeTo(await handle.createWritable());
    } catch (cause) {
      await folder.removeEntry(name);
      throw cause;
    }
    return ok(keptAs(name, at, await handle.getFile()));
  } catch (cause) {
    return err(failureOf(cause));
  }
}

/** Those whose time is not over, the latest first; the others are destroyed. */
export async function keptBackups(now = Date.now()): Promise<readonly KeptBackup[]> {
  const kept: KeptBackup[] = [];
  try {
    const root = await navigator.storage.getDirectory();
    // Not made here: most libraries are never deleted.
    const folder = await root.getDirectoryHandle(FOLDER);
    for await (const handle of folder.values()) {
      const at = Number(NAME.exec(handle.name)?.[1] ?? Number.NaN);
      if (handle.kind !== 'file' || Number.isNaN(at)) continue;
      const file = await handle.getFile();
      // Empty: the browser was closed before it was written.
      if (at + KEPT_MS > now && file.size > 0) kept.push(keptAs(handle.name, at, file));
      else if (at + KEPT_MS <= now) await folder.removeEntry(handle.name);
    }
  } catch (cause) {
    const none = cause instanceof DOMException && cause.name === 'NotFoundError';
    if (!none) console.warn('kept backups', cause);
  }
  return kept.sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1));
}

export async function dropKeptBackup(name: string): Promise<void> {
  const folder = await openFolder();
  await folder.removeEntry(name);
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

function keptAs(name: string, at: number, file: File): KeptBackup {
  return {
    name,
    deletedAt: new Date(at).toISOString(),
    keptUntil: new Date(at + KEPT_MS).toISOString(),
    file,
  };
}

/** What the file system's refusals mean to a person. */
export function failureOf(cause: unknown): Failure {
  if (!(cause instanceof Error || cause instanceof DOMException)) return failure('unexpected');
  if (cause.name === 'QuotaExceededError') return failure('quota_exceeded');
  if (cause.name === 'NotAllowedError' || cause.name === 'SecurityError') {
    return failure('folder_refused');
  }
  if (cause.name === 'NotFoundError') return failure('folder_gone');
  return failure('unexpected', `${cause.name}: ${cause.message}`);
}
