import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { copyFile, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '@/utils/model/failure';
import { syncFolder } from './blob-store';
import { makeFolder } from './data-folder';
import { DATABASE_FILE, openDatabase } from './open-database';

/*
 * A backup is a folder like the data folder: the database, and the blobs that it names. A server
 * can use a copy of it.
 */

/** The end of the name of a file or folder that is not complete yet. */
const PART = '.part';
/** How far the numbers of the feed go on after those of a restored backup. */
const LOST_RECORDS = 1_000_000;

/** What was copied. */
export interface Copied {
  /** The number of blobs in the backup, and how many of them were copied this time. */
  readonly blobs: number;
  readonly copied: number;
  /** The names of blobs that are missing or have other bytes. They are not in the copy. */
  readonly damaged: readonly string[];
}

/**
 * Writes a backup while a server may use the data. The backup is of one moment. A backup that is in
 * the folder already is brought up to date: blobs that it has are not copied again.
 */
export async function backUp(data: string, folder: string): Promise<Copied> {
  const source = path.join(data, DATABASE_FILE);
  if (!existsSync(source)) throw new Error(`There is no data of a server in ${data}.`);
  makeFolder(folder);
  const target = path.join(folder, DATABASE_FILE);
  if (!existsSync(target) && readdirSync(folder).some((name) => !isOfBackup(name))) {
    throw new Error(`The folder ${folder} has other files in it.`);
  }
  const part = `${target}${PART}`;
  rmSync(part, { force: true });
  const db = new DatabaseSync(source);
  try {
    db.exec('pragma busy_timeout = 5000');
    // One read transaction, which does not stop those who write.
    db.prepare('vacuum into ?').run(part);
  } catch (error) {
    throw new Error(`The database cannot be copied to ${part}: ${messageOf(error)}.`);
  } finally {
    db.close();
  }
  // SQLite itself does not wait until this copy is on disk.
  await syncFile(part);
  // A blob is stored before the row that names it, and deleted a day after it at the earliest. So
  // all of them are there.
  const copied = await copyBlobs(part, data, folder);
  await rename(part, target);
  await syncFolder(folder);
  return copied;
}

/** Restores a backup into a data folder that does not exist or is empty. Checks all of it first. */
export async function restore(folder: string, data: string): Promise<Copied> {
  const source = path.join(folder, DATABASE_FILE);
  if (!existsSync(source)) throw new Error(`There is no backup in ${folder}.`);
  if (existsSync(data) && readdirSync(data).length > 0) {
    throw new Error(
      `The data folder ${data} is not empty. A backup is restored into an empty one.`,
    );
  }
  // Everything is put into another folder first, so an interrupted restore leaves no half of it.
  const part = `${path.resolve(data)}${PART}`;
  rmSync(part, { recursive: true, force: true });
  makeFolder(part);
  try {
    const target = path.join(part, DATABASE_FILE);
    await copyFile(source, target);
    await openRestored(part, source);
    const copied = await copyBlobs(target, folder, part);
    await syncFile(target);
    await syncFolder(part);
    if (existsSync(data)) rmdirSync(data);
    await rename(part, data);
    await syncFolder(path.dirname(path.resolve(data)));
    return copied;
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
}

const isOfBackup = (name: string) => name === 'blobs' || name.startsWith(DATABASE_FILE);

/** Checks a copied database, and updates its tables to this server's version. */
async function openRestored(folder: string, source: string): Promise<void> {
  const name = path.join(folder, DATABASE_FILE);
  await (await openDatabase(folder)).destroy();
  const db = new DatabaseSync(name);
  try {
    const [row] = db.prepare('pragma integrity_check').all();
    if (row?.['integrity_check'] !== 'ok') throw new Error(`The database ${source} is damaged.`);
    // A client asks for the records after the last number it has seen. Numbers that the lost server
    // may have given to records after the backup must not be given to others.
    db.exec(`
      create temp table last as select coalesce(max(seq), 0) as seq from records;
      delete from sqlite_sequence where name = 'records';
      insert into sqlite_sequence (name, seq) select 'records', seq + ${LOST_RECORDS} from last;
      pragma wal_checkpoint(truncate)`);
  } finally {
    db.close();
  }
}

/** Copies the blobs that the database names, unless the folder has them, and checks each hash. */
async function copyBlobs(database: string, from: string, to: string): Promise<Copied> {
  const db = new DatabaseSync(database, { readOnly: true });
  const damaged: string[] = [];
  let [blobs, copied] = [0, 0];
  const folders = new Set<string>([path.join(to, 'blobs')]);
  makeFolder(path.join(to, 'blobs'));
  try {
    const rows = db.prepare('select hash, max(size) as size from blobs group by hash').iterate();
    for (const { hash: given, size } of rows) {
      const hash = String(given);
      const place = path.join('blobs', hash.slice(0, 2), hash);
      const target = path.join(to, place);
      blobs += 1;
      if ((await stat(target).catch(() => null))?.size === size) continue;
      if ((await hashOf(path.join(from, place))) !== hash) {
        damaged.push(hash);
        continue;
      }
      mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
      folders.add(path.dirname(target));
      await copyFile(path.join(from, place), `${target}${PART}`);
      await syncFile(`${target}${PART}`);
      await rename(`${target}${PART}`, target);
      copied += 1;
    }
  } finally {
    db.close();
  }
  for (const folder of folders) await syncFolder(folder);
  return { blobs, copied, damaged };
}

async function hashOf(file: string): Promise<string | null> {
  const sum = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) sum.update(chunk as Buffer);
  } catch {
    return null;
  }
  return sum.digest('hex');
}

async function syncFile(name: string): Promise<void> {
  const file = await open(name, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
