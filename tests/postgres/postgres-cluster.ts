import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** A PostgreSQL of its own in a temporary folder, that only this user can reach. */
export interface PostgresCluster {
  /** Returns the address of a database of it. */
  urlOf(database: string): string;
  start(): Promise<void>;
  /** Ends all processes at once, as a crash does. */
  crash(): Promise<void>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

/** PostgreSQL refuses to run as root. Returns the user and group to run it as. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const [, , uid, gid] = (users.find((line) => line.startsWith('nobody:')) ?? '').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** In memory where the system has a folder for that, because the tests end no power. */
const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** `bin` is the folder of its commands, and `place` the folder in which it gets its own. */
export async function startPostgres(bin: string, place = IN_MEMORY): Promise<PostgresCluster> {
  const folder = mkdtempSync(path.join(place, 'pincite-postgres-'));
  const as = unprivileged();
  if (as !== null) chownSync(folder, as.uid, as.gid);
  chmodSync(folder, 0o700);
  const data = path.join(folder, 'data');
  // Another order of texts than that of their bytes: the server must not depend on it.
  const language = ['--locale-provider=icu', '--icu-locale=en', '--locale=C.UTF-8'];
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'pincite', '-E', 'UTF8', '--auth=trust', '--no-sync', ...language],
    { ...as, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const urlOf = (database: string) =>
    `postgres://pincite@localhost/${database}?host=${encodeURIComponent(folder)}`;
  let running: ChildProcess | null = null;

  const isUp = async (): Promise<boolean> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    client.on('error', () => undefined);
    return client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
  };
  const start = async () => {
    const child = spawn(
      path.join(bin, 'postgres'),
      ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'max_connections=100'],
      { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    running = child;
    let said = '';
    child.stderr?.on('data', (text) => {
      said += text;
    });
    while (!(await isUp())) {
      if (child.exitCode !== null) throw new Error(said);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const end = async (signal: 'SIGQUIT' | 'SIGINT') => {
    const child = running;
    running = null;
    if (child === null || child.exitCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  await start();
  return {
    ...{ urlOf, start },
    crash: () => end('SIGQUIT'),
    remove: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
