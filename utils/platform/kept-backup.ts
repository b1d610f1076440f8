import * as z from 'zod/mini';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';

/*
 * Backups of what the user deleted, in the extension's own folder on the disk (the origin
 * private file system), until their time is over.
 */

const FOLDER = 'deleted-libraries';
const NAME = /^deleted-(\d+)\.pincite$/;
const DAY_MS = 86_400_000;
/** How long one is kept at least. */
const KEPT_DAYS = 7;
const KEPT_MS = KEPT_DAYS * DAY_MS;

/**
 * The file of the days on which the browser was seen running. A backup is destroyed only after so
 * many of them, so no single wrong reading of the clock destroys it.
 */
const DAYS_FILE = 'days.json';
const DaysSchema = z.object({
  /** The last day that was counted, in days since 1970. */
  day: z.number(),
  /** Number of days counted for each backup, by name. */
  counts: z.record(z.string(), z.number()),
});
type Days = z.infer<typeof DaysSchema>;

export interface KeptBackup {
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly deletedAt: string;
  /** Earliest time of its destruction. */
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

/** All of them, the latest first. */
export async function keptBackups(): Promise<readonly KeptBackup[]> {
  const folder = await existingFolder();
  if (folder === null) return [];
  const kept: KeptBackup[] = [];
  for (const { name, at } of await namesIn(folder)) {
    const file = await (await folder.getFileHandle(name)).getFile();
    // Empty: the browser was closed before it was written.
    if (file.size > 0) kept.push(keptAs(name, at, file));
  }
  return kept.sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1));
}

/**
 * Counts this day, and destroys the backups whose time is over. Returns when to call it again, in
 * milliseconds since 1970, or null when no backup is left.
 */
export async function destroyKeptBackups(now = Date.now()): Promise<number | null> {
  const folder = await existingFolder();
  if (folder === null) return null;
  const names = await namesIn(folder);
  if (names.length === 0) return null;
  const before = await readDays(folder);
  const day = Math.floor(now / DAY_MS);
  const more = before !== null && before.day !== day ? 1 : 0;
  const days: Days = { day, counts: {} };
  let next = now + DAY_MS;
  for (const { name, at } of names) {
    const counted = before?.counts[name];
    const count = counted === undefined ? 0 : counted + more;
    // A time to come was written by a clock that was wrong, so only the days count.
    if (count >= KEPT_DAYS && (at + KEPT_MS <= now || at > now)) {
      await folder.removeEntry(name);
      continue;
    }
    days.counts[name] = count;
    if (at + KEPT_MS > now) next = Math.min(next, at + KEPT_MS);
  }
  await writeDays(folder, days);
  return Object.keys(days.counts).length === 0 ? null : next;
}

export async function dropKeptBackup(name: string): Promise<void> {
  const folder = await openFolder();
  await folder.removeEntry(name);
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** Null where there is none: most libraries are never deleted. */
async function existingFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER);
  } catch (cause) {
    const isAbsent = cause instanceof DOMException && cause.name === 'NotFoundError';
    if (!isAbsent) console.warn('kept backups', cause);
    return null;
  }
}

/** The backups in the folder, each with the time in its name. */
async function namesIn(
  folder: FileSystemDirectoryHandle,
): Promise<readonly { readonly name: string; readonly at: number }[]> {
  const names: { name: string; at: number }[] = [];
  for await (const { kind, name } of folder.values()) {
    const at = Number(NAME.exec(name)?.[1] ?? Number.NaN);
    if (kind === 'file' && !Number.isNaN(at)) names.push({ name, at });
  }
  return names;
}

/** Null where no day was counted yet, or where the file is damaged: counting then begins again. */
async function readDays(folder: FileSystemDirectoryHandle): Promise<Days | null> {
  try {
    const file = await (await folder.getFileHandle(DAYS_FILE)).getFile();
    const days = DaysSchema.safeParse(JSON.parse(await file.text()));
    return days.success ? days.data : null;
  } catch {
    return null;
  }
}

async function writeDays(folder: FileSystemDirectoryHandle, days: Days): Promise<void> {
  const handle = await folder.getFileHandle(DAYS_FILE, { create: true });
  const writable = await handle.createWritable();
  await writable.write(JSON.stringify(days));
  await writable.close();
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
