import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { err, ok, type Result } from '@/utils/model/result';
import { LOCK_ENDING } from './lock-file';
import { fileFault, texts } from './texts';

/** The name of the file with the patterns of files to leave out. */
const IGNORE_FILE = '.pinciteignore';
/** Folders with files of other people, and lock files. Patterns leave these out. */
const ALWAYS_IGNORED = ['node_modules/', '.git/', `*${LOCK_ENDING}`];

/**
 * Returns the files that arguments name: a file by its name, `-` for the standard input, and for a
 * pattern every file that it matches in `folder`, sorted and without repetition. Matches that
 * `.pinciteignore` and `ignored` name are left out, as `.gitignore` does; a file that an argument
 * names directly never is. `rulesFolder`: the folder of `.pinciteignore` and of all these patterns.
 * Fails with a sentence for the user when an argument names nothing, because a check of
 * nothing must not pass.
 */
export function findFiles(
  named: readonly string[],
  ignored: readonly string[],
  folder: string,
  rulesFolder = folder,
): Result<readonly string[], string> {
  let rules: Ignore | null = null;
  const files = new Set<string>();
  for (const name of named) {
    const file = path.resolve(folder, name);
    if (name === '-' || (existsSync(file) && !statSync(file).isDirectory())) {
      files.add(name);
      continue;
    }
    if (existsSync(file)) return err(`${name}: ${texts().file.folder}`);
    if (!/[*?[{]/u.test(name)) return err(`${name}: ${texts().file.none}`);
    if (rules === null) {
      const listed = ignoredIn(rulesFolder);
      if (!listed.ok) return listed;
      rules = ignore()
        .add(ALWAYS_IGNORED)
        .add(listed.value)
        .add([...ignored]);
    }
    const found = matchesOf(name, { folder, rulesFolder, rules });
    if (found.length === 0) return err(`${name}: ${texts().file['no-match']}`);
    for (const match of found) files.add(match);
  }
  return ok([...files]);
}

function ignoredIn(folder: string): Result<string, string> {
  const file = path.join(folder, IGNORE_FILE);
  try {
    return ok(existsSync(file) ? readFileSync(file, 'utf8') : '');
  } catch (cause) {
    return err(fileFault(file, cause));
  }
}

function matchesOf(
  pattern: string,
  { folder, rulesFolder, rules }: { folder: string; rulesFolder: string; rules: Ignore },
): string[] {
  const isIgnored = (name: string) => {
    const relative = path
      .relative(rulesFolder, path.resolve(folder, name))
      .split(path.sep)
      .join('/');
    // The patterns do not apply to files outside of their folder.
    return ignore.isPathValid(relative) && rules.ignores(relative);
  };
  return globSync(pattern, { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => (path.isAbsolute(pattern) ? file : path.relative(folder, file)))
    .filter((name) => !isIgnored(name))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}
