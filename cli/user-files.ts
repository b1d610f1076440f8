import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileFault, texts } from './texts';

/*
 * The files that a user names, and the standard output.
 */

/** Why the command could not run, as a sentence for the user. */
export class CannotRun extends Error {}

export function readFile(name: string): Uint8Array {
  try {
    return readFileSync(name);
  } catch (cause) {
    throw new CannotRun(fileFault(name, cause));
  }
}

export function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new CannotRun(fileFault(file, cause));
  }
}

/** Fails early if a file cannot be written, before hundreds of pages are read. */
export function proveWritable(file: string): void {
  const folder = path.dirname(path.resolve(file));
  const isFolder = (name: string) => statSync(name, { throwIfNoEntry: false })?.isDirectory();
  try {
    if (isFolder(folder) !== true) throw new CannotRun(`${file}: ${texts().file['no-folder']}`);
    if (isFolder(file) === true) throw new CannotRun(`${file}: ${texts().file['is-folder']}`);
    accessSync(existsSync(file) ? file : folder, constants.W_OK);
  } catch (cause) {
    throw cause instanceof CannotRun ? cause : new CannotRun(fileFault(file, cause));
  }
}

/** Returns the exit status of a command that did what it was asked for. */
export function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}
