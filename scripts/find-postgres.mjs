// Finds PostgreSQL for tests. It is not needed to use or build the server.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where Debian's packages have a folder for each version. */
const DEBIAN = '/usr/lib/postgresql';
/** The oldest version that can compare texts as the tests need it. */
const OLDEST = 15;

/** @returns {string | null} The folder with `initdb` and `postgres`, of the newest version. */
export function findPostgres() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number) : [];
  const folders = versions
    .filter((version) => version >= OLDEST)
    .sort((a, b) => b - a)
    .map((version) => path.join(DEBIAN, String(version), 'bin'));
  // Debian has the clients in this folder, too, without the server.
  return folders.find((folder) => existsSync(path.join(folder, 'postgres'))) ?? null;
}
