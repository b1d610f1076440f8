import * as z from 'zod/mini';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';

/*
 * Backups of deleted libraries, in the extension's own folder on the disk (the origin private file
 * system), until their time is over.
 */

const FOLDER = 'deleted-libraries';
const NAME = /^deleted-(\d+)\.pincite$/;
const DAY_MS = 86_400_000;
/** Minimum number of days that a backup is kept. */
const KEPT_DAYS = 7;
const KEPT_MS = KEPT_DAYS * DAY_MS;

/**
 * The file that counts the days on which the browser ran. A backup is destroyed only after
 * `KEPT_DAYS` such days, so one wrong time of the clock cannot destroy it.
 */
const DAYS_FILE = 'days.json';
const DaysSchema = z.object({
  /** The last day that was counted, in days since 1970. */
  day: z.number(),
  /** Number of counted days, by the name of the backup. */
  counts: z.record(z.string(), z.number()),
});
type Days = z.infer<typeof DaysSchema>;

export interface KeptBackup {
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly deletedAt: string;
  /** The earliest time at which the backup is destroyed. */
  readonly keptUntil: string;
  readonly file: File;
}

/** Writes a complete backup, or none if the writing fails. */
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

/** Returns all kept backups, the latest first. */
export async function keptBackups(): Promise<readonly KeptBackup[]> {
  const folder = await existingFolder();
  if (folder === null) return [];
  const kept: KeptBackup[] = [];
  for (const { name, at } of await namesIn(folder)) {
    const file = await (await folder.getFileHandle(name)).getFile();
    // A file is empty if the browser was closed before the backup was written.
    if (file.size > 0) kept.push(keptAs(name, at, file));
  }
  return kept.sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1));
}

/**
 * Counts this day, and destroys the backups that were kept long enough. Returns the time of the
 * next call in milliseconds since 1970, or null when no backup is left.
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
    // If the backup has a date in the future, the clock was wrong, so only the counted days decide.
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

/** Returns null if the folder cannot be opened. Most users never delete a library and have none. */
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

/** Lists the backups in the folder, each with the time in its name. */
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

/**
 * Returns null if no day was counted yet, or if the file is damaged. Counting then starts again.
 */
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

/** Returns the failure that an error of the file system means for the user. */
export function failureOf(cause: unknown): Failure {
  if (!(cause instanceof Error || cause instanceof DOMException)) return failure('unexpected');
  if (cause.name === 'QuotaExceededError') return failure('quota_exceeded');
  if (cause.name === 'NotAllowedError' || cause.name === 'SecurityError') {
    return failure('folder_refused');
  }
  if (cause.name === 'NotFoundError') return failure('folder_gone');
  return failure('unexpected', `${cause.name}: ${cause.message}`);
}
