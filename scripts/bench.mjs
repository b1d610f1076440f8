// Measures the speed that the project promises, and compares it with other tools.
//
//   npm run bench                 all benchmarks
//   npm run bench -- model clip   only these
//   npm run bench -- --list       lists their names
//
// A run of all benchmarks writes docs/performance.json and docs/PERFORMANCE.md. With --record, a
// run of a selection writes them too. A bench is tests/bench/<name>.browser.ts (in one real
// Chromium) or <name>.node.ts (drives what it needs itself). PINCITE_CORPUS adds saved pages. Run
// them on a quiet machine, and compare only figures of the same run.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parseBenchRow, performancePage } from './bench-rows.mjs';
import { ensureBrowsers, ensureDependencies, explain, ROOT, toolEnvironment } from './set-up.mjs';

const FOLDER = path.join(ROOT, 'tests', 'bench');
/** Benches that drive the built extension. PINCITE_BUILD names an existing build. */
const NEED_BUILD = ['clip', 'library', 'desk', 'verify', 'kills'];

/** @returns {{name: string, project: string, file: string}[]} */
function benches() {
  return readdirSync(FOLDER).flatMap((file) => {
    const parts = /^([a-z-]+)\.(browser|node)\.ts$/.exec(file);
    if (parts === null) return [];
    const [, name = '', where] = parts;
    const inNode = name === 'fuzz' ? 'fuzz' : 'bench-node';
    const project = where === 'browser' ? 'bench' : inNode;
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

/** The rows of the table for programs, and the page that is generated from them. */
const RECORD = path.join(ROOT, 'docs', 'performance.json');
const PAGE = path.join(ROOT, 'docs', 'PERFORMANCE.md');

function builds() {
  const { status } = spawnSync('wxt', ['build'], {
    cwd: ROOT,
    env: toolEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/**
 * Runs a benchmark, prints its output, and parses its rows.
 * @param {{name: string, project: string, file: string}} bench
 * @returns {Promise<import('./bench-rows.mjs').BenchRun>}
 */
async function run({ name, project, file }) {
  const date = new Date().toISOString();
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}`;
  const load = os.loadavg()[0] ?? 0;
  const needsBuild = NEED_BUILD.includes(name) && !process.env.PINCITE_BUILD;
  if (needsBuild && !builds()) return { date, machine, load, finished: false, rows: [] };
  const args = ['run', '--project', project, '--reporter=dot', '--hideSkippedTests', file];
  const child = spawn('vitest', args, {
    cwd: ROOT,
    env: toolEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
    process.stdout.write(chunk);
    output += chunk.toString('utf8');
  });
  const finished = await new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
  const rows = stripVTControlCharacters(output)
    .split('\n')
    .flatMap((line) => parseBenchRow(line) ?? []);
  return { date, machine, load, finished, rows };
}

/** @param {Record<string, import('./bench-rows.mjs').BenchRun>} runs The runs of this call. */
function record(runs) {
  /** @type {Record<string, import('./bench-rows.mjs').BenchRun>} */
  let known = {};
  try {
    known = JSON.parse(readFileSync(RECORD, 'utf8'));
  } catch {
    console.log(`${RECORD} is made anew.`);
  }
  const names = benches().map(({ name }) => name);
  const all = Object.fromEntries(
    Object.entries({ ...known, ...runs }).filter(([name]) => names.includes(name)),
  );
  writeFileSync(RECORD, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(PAGE, performancePage(all));
  console.log('docs/performance.json and docs/PERFORMANCE.md have the figures.');
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
    const names = args.filter((arg) => arg !== '--record');
    const some = chosen(names);
    ensureDependencies();
    ensureBrowsers({ firefox: false });
    /** @type {Record<string, import('./bench-rows.mjs').BenchRun>} */
    const runs = {};
    for (const bench of some) runs[bench.name] = await run(bench);
    if (names.length === 0 || names.length < args.length) record(runs);
    const failed = some.filter(({ name }) => runs[name]?.finished !== true);
    for (const { name } of failed) console.log(`The bench ${name} did not finish.`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
