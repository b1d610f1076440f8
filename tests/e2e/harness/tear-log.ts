import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';

/*
 * Sizes in bytes of blocks and record headers in LevelDB's log, and the types of whole and of first
 * records:
 * https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
const BLOCK = 32_768;
const HEADER = 7;
const FULL = 1;
const FIRST = 2;

/** Returns the path of the log to which the databases of the extension are written. */
export function findLog(profile: string): string {
  const databases = path.join(profile, 'Default', 'IndexedDB');
  const folder = readdirSync(databases).find((name) => name.startsWith('chrome-extension_'));
  if (folder === undefined) throw new Error('The profile has no database of the extension.');
  const log = readdirSync(path.join(databases, folder))
    .filter((name) => name.endsWith('.log'))
    .sort()
    .at(-1);
  if (log === undefined) throw new Error('The databases have no log.');
  return path.join(databases, folder, log);
}

/**
 * Cuts the log of the extension's databases after the first record of the transaction that wrote a
 * text. A browser that dies while it writes a transaction of more than 32 kB leaves the same log. No
 * browser may use the profile.
 * @param text ASCII of more than 32 kB, so that it is in several records of the log. The log may
 * have other transactions that are in two records, because they crossed the end of a block.
 * @returns False if the log has no such transaction: the browser may have put it into a table.
 */
export function tearLog(profile: string, text: string): boolean {
  const file = findLog(profile);
  const bytes = readFileSync(file);
  // A record may end in one of the pieces, but not in both.
  const pieces = [text.slice(0, 50), text.slice(-50)];
  let first = 0;
  for (let at = 0; at + HEADER <= bytes.length; ) {
    const left = BLOCK - (at % BLOCK);
    const length = bytes.readUInt16LE(at + 4);
    const type = bytes[at + 6];
    if (left < HEADER || (type === 0 && length === 0)) {
      at += left;
      continue;
    }
    const data = bytes.subarray(at + HEADER, at + HEADER + length);
    at += HEADER + length;
    if (type === FIRST) first = at;
    if (type === FULL || !pieces.some((piece) => data.includes(piece))) continue;
    truncateSync(file, first);
    return true;
  }
  return false;
}
