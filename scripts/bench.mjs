// Measures what the project promises of its speed, beside what others need for the same.
//   npm run bench                 every bench there is
//   npm run bench -- model clip   these
//   npm run bench -- --list       their names
// A bench is tests/bench/<name>.browser.ts (in one real Chromium) or <name>.node.ts (drives what
// it needs itself). PINCITE_CORPUS adds saved pages. Run them on a quiet machine: figures of one
// run belong together, those of two runs don't.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBrowsers, ensureDependencies, explain, ROOT, toolEnvironment } from './set-up.mjs';

const FOLDER = path.join(ROOT, 'tests', 'bench');
/** Benches that drive the built extension; PINCITE_BUILD names a build that is there already. */
const NEED_BUILD = ['clip', 'library', 'desk', 'verify'];

/** @returns {{name: string, project: string, file: string}[]} */
function benches() {
  return readdirSync(FOLDER).flatMap((file) => {
    const parts = /^([a-z-]+)\.(browser|node)\.ts$/.exec(file);
    if (parts === null) return [];
    const [, name = '', where] = parts;
    const project = where === 'browser' ? 'bench' : 'bench-node';
    return [{ name, project, file: path.join('tests', 'bench', file) }];
  });
}

/** @param {string[]} names */
function chosen(names) {
  const all = benches();
  const unknown = names.find((name) => !all.some((bench) => bench.name === name));
  if (unknown !== undefined) {
    const known = all.map(({ name }) => name).join(' ');
    throw new Error(`There is no bench ${unknown}. Benches: ${known}`);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

/**
 * @param {string} tool
 * @param {string[]} args
 * @param {'inherit' | 'ignore'} stdout
 */
function succeeds(tool, args, stdout) {
  const { status } = spawnSync(tool, args, {
    cwd: ROOT,
    env: toolEnvironment(),
    stdio: ['ignore', stdout, 'inherit'],
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** @param {{name: string, project: string, file: string}} bench */
function run({ name, project, file }) {
  const builds = NEED_BUILD.includes(name) && !process.env.PINCITE_BUILD;
  if (builds && !succeeds('wxt', ['build'], 'ignore')) return false;
  const args = ['run', '--project', project, '--reporter=dot', '--hideSkippedTests', file];
  return succeeds('vitest', args, 'inherit');
}

try {
  const args = process.argv.slice(2);
  if (args.includes('--list')) {
    console.log(
      benches()
        .map(({ name }) => name)
        .join('\n'),
    );
  } else {
    const some = chosen(args);
    ensureDependencies();
    ensureBrowsers({ firefox: false });
    const load = os.loadavg()[0] ?? 0;
    console.log(
      `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown'}, load ${load.toFixed(2)}`,
    );
    const failed = some.filter((bench) => !run(bench));
    for (const { name } of failed) console.log(`The bench ${name} did not finish.`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
