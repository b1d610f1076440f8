import path from 'node:path';
import { messageOf } from '@/utils/model/failure';
import { backUp, restore } from './backup';
import { HELP, readSettings } from './settings';
import { startServer } from './start-server';
import { writeLog } from './write-log';

/** The process ends this long after a stop signal, even if connections are still open. */
const STOP_MS = 5_000;

/** Logs only that a library printed a message: the message may contain somebody's text. */
function muteLibraries(): void {
  for (const method of ['log', 'warn', 'error'] as const) {
    console[method] = () => writeLog({ event: 'library_message', level: method });
  }
}

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  // Makes new files readable only for this user, even in a folder that others may read.
  process.umask(0o077);
  muteLibraries();
  const server = await startServer({ ...settings, writeLog });
  const invitation =
    server.invitation === null
      ? ''
      : `Invitation for the owner, once, for seven days: ${server.invitation.link}\n`;
  process.stdout.write(`Address: ${server.address}\nData: ${settings.folder}\n${invitation}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(0), STOP_MS).unref();
      void server.stop().finally(() => process.exit(0));
    });
  }
}

const COMMANDS = {
  backup: (data: string, folder: string) => backUp(data, folder),
  restore: (data: string, folder: string) => restore(folder, data),
};

async function runCommand([name = '', folder, ...more]: readonly string[]): Promise<void> {
  if ((name !== 'backup' && name !== 'restore') || folder === undefined || more.length > 0) {
    throw new Error('The server takes backup FOLDER, restore FOLDER, or no arguments. See --help.');
  }
  process.umask(0o077);
  const settings = readSettings(process.env);
  if (settings.databaseUrl !== null) {
    throw new Error(
      'PINCITE_DATABASE_URL is set. Use pg_dump or pg_restore, and copy the folder blobs: see docs/SERVER.md.',
    );
  }
  const { blobs, copied, damaged } = await COMMANDS[name](settings.folder, path.resolve(folder));
  if (damaged.length > 0) {
    throw new Error(
      `All but these blobs, whose files are missing or damaged: ${damaged.join(', ')}`,
    );
  }
  process.stdout.write(`The ${name} is complete: ${blobs} blobs, ${copied} of them copied now.\n`);
}

/** Runs the server until it is stopped, or a command. Prints an error as one sentence and sets status 1. */
export async function runServer(args: readonly string[]): Promise<void> {
  const [first] = args;
  if (first === '--help' || first === '-h') {
    process.stdout.write(HELP);
    return;
  }
  try {
    if (first === undefined) await start();
    else await runCommand(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
