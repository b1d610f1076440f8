import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';

/*
 * Sizes in bytes of blocks and record headers in LevelDB's log, and the type of a first record:
 * https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
const BLOCK = 32_768;
const HEADER = 7;
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
 * Cuts the log of the extension's databases after the first record of the first transaction of more
 * than 32 kB. A browser that dies while it writes such a transaction leaves the same log. No browser
 * may use the profile. Returns false if the log has no such transaction.
 */
export function tearLog(profile: string): boolean {
  const file = findLog(profile);
  const bytes = readFileSync(file);
  for (let at = 0; at + HEADER <= bytes.length; ) {
    const left = BLOCK - (at % BLOCK);
    const length = bytes.readUInt16LE(at + 4);
    const type = bytes[at + 6];
    if (left < HEADER || (type === 0 && length === 0)) {
      at += left;
      continue;
    }
    at += HEADER + length;
    if (type !== FIRST) continue;
    truncateSync(file, at);
    return true;
  }
  return false;
}
