import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '@/utils/model/failure';
import { DATABASE_FILE } from './open-database';

const LOCK_FILE = 'pincite.lock';
/** A file with the id of the folder. Its database has the same id. */
const ID_FILE = 'pincite.folder';
/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * Makes the data folder if it is missing, for the user of the process alone, and locks it for this
 * process. Returns a function that unlocks it. SQLite holds the lock through the operating system,
 * so the lock ends when the process ends, even if it is killed. Throws an error with a sentence.
 * `isShared`: the database is elsewhere, and several processes may use the folder for their blobs.
 */
export function takeFolder(folder: string, isShared = false): () => void {
  makeFolder(folder);
  const other = path.join(folder, isShared ? DATABASE_FILE : ID_FILE);
  if (existsSync(other)) {
    throw new Error(
      isShared
        ? `The folder ${folder} has a database of its own. With PINCITE_DATABASE_URL, use another folder (PINCITE_DATA).`
        : `The folder ${folder} belongs to a database of PostgreSQL. Set PINCITE_DATABASE_URL, or use another folder (PINCITE_DATA).`,
    );
  }
  let lock: DatabaseSync | undefined;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (isShared) return () => undefined;
    lock = new DatabaseSync(path.join(folder, LOCK_FILE));
    lock.exec('begin exclusive');
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new Error(`Another server uses the folder ${folder} already.`);
    }
    throw new Error(`The folder ${folder} cannot be written: ${messageOf(error)}.`);
  }
  const taken = lock;
  return () => taken.close();
}

/**
 * Gives the folder the id that its database knows, so that no other database uses the folder: each
 * would lack the blobs of the other. Throws an error with a sentence.
 */
export function claimFolder(folder: string, id: string): void {
  const name = path.join(folder, ID_FILE);
  try {
    writeFileSync(name, id, { flag: 'wx', mode: 0o600 });
  } catch {
    // Another instance, or an earlier start, has written it.
    if (readFileSync(name, 'utf8') === id) return;
    throw new Error(`The folder ${folder} belongs to another database. Set PINCITE_DATA.`);
  }
}

/**
 * Makes a folder and its parent folders, for the user of the process alone. Node's own `recursive`
 * never returns where a folder cannot be made, as in /proc. Throws an error with a sentence.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file, not a folder.`);
    return;
  }
  const around = path.dirname(folder);
  if (around !== folder) makeFolder(around);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    throw new Error(`The folder ${folder} cannot be made: ${messageOf(error)}.`);
  }
}
