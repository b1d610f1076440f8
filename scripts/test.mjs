// Runs every check on the project, two steps at a time, and stops after the first that fails.
//   npm test                  all of them
//   npm test -- unit e2e      these (what needs a build builds first)
//   npm test -- --quick       lint, types, layers, unit tests
//   npm test -- --list        their names
// Dependency-free until the dependencies are installed, and starts on Node 20.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { findPostgres } from './find-postgres.mjs';
import { ensureBrowsers, ensureDependencies, explain, ROOT, toolEnvironment } from './set-up.mjs';

const RESULTS = path.join(ROOT, 'out', 'test');
// A guard against a step that hangs. On a slow machine the longest step takes many minutes.
const STEP_LIMIT_MS = 40 * 60_000;
/** How long all steps may take on two cores, in minutes. */
const WHOLE_LIMIT = 13;
/** Most steps use one core. */
const STEPS_AT_ONCE = 2;

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[][]} commands Run one after the other.
 * @property {boolean} [alone] No other step runs beside it: it keeps two cores busy, or writes what others read.
 * @property {boolean} [quick]
 * @property {boolean} [needsBuild]
 * @property {boolean} [postgres] Needs PostgreSQL.
 * @property {boolean} [corpus] Needs the folder that PINCITE_CORPUS names; sees every fifteenth page of it.
 * @property {'vitest' | 'playwright' | 'web-ext'} [report] Which JSON report it leaves in RESULTS.
 */

/** @param {string} project */
const vitest = (project) => [
  'vitest',
  'run',
  '--project',
  project,
  '--allowOnly=false',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${path.join(RESULTS, `${project}.json`)}`,
];

/** Runs test files in several pages at the same time, because they wait as much as they work. */
const inPages = (/** @type {number} */ pages) => `--maxWorkers=${pages}`;
/** Some tests wait for timers, so one process more than there are cores keeps all cores busy. */
const ALL_CORES = `--maxWorkers=${availableParallelism() + 1}`;

/**
 * TypeScript 7, which checks in a fifth of the time. TypeScript 6 stays for the tools that read code
 * through its library. Both have a command `tsc`, so this one is named by its path.
 */
const NATIVE_TSC = path.join('node_modules', 'typescript-native', 'bin', 'tsc');

/** In the order in which they begin. @type {Step[]} */
const STEPS = [
  { name: 'prepare', quick: true, alone: true, commands: [['wxt', 'prepare']] },
  {
    name: 'types',
    quick: true,
    commands: [
      ['node', NATIVE_TSC, '--noEmit'],
      ['node', NATIVE_TSC, '-p', 'tsconfig.pure.json'],
      ['node', NATIVE_TSC, '-p', 'tsconfig.cli.json'],
      ['node', NATIVE_TSC, '-p', 'tsconfig.server.json'],
    ],
  },
  { name: 'lint', quick: true, commands: [['biome', 'check', '--error-on-warnings']] },
  {
    name: 'layers',
    quick: true,
    commands: [
      [
        'depcruise',
        '--config',
        '.dependency-cruiser.mjs',
        'cli',
        'entrypoints',
        'components',
        'server',
        'utils',
      ],
    ],
  },
  { name: 'unused', commands: [['knip']] },
  {
    name: 'unit',
    quick: true,
    alone: true,
    commands: [[...vitest('unit'), ALL_CORES]],
    report: 'vitest',
  },
  {
    name: 'build',
    // It writes the generated types again, which other steps read.
    alone: true,
    commands: [
      ['wxt', 'zip'],
      ['wxt', 'zip', '-b', 'firefox', '--mv3'],
    ],
  },
  // The longest first, so that both cores have something to do until the end.
  { name: 'firefox', needsBuild: true, commands: [vitest('firefox')], report: 'vitest' },
  { name: 'project', needsBuild: true, commands: [vitest('project')], report: 'vitest' },
  {
    name: 'corpus',
    commands: [[...vitest('corpus'), inPages(1)]],
    report: 'vitest',
    corpus: true,
  },
  // The tests of the server once more, on PostgreSQL.
  { name: 'postgres', commands: [vitest('postgres')], report: 'vitest', postgres: true },
  // Runs the benches on a few small pages, only to see that they still work.
  {
    name: 'bench',
    commands: [[...vitest('bench'), 'fragment', 'text-model', 'drift']],
    report: 'vitest',
  },
  {
    name: 'stores',
    needsBuild: true,
    commands: [['web-ext', 'lint', '--source-dir', '.output/firefox-mv3', '--self-hosted']],
  },
  // Asks native Chromium for the matches of the links that we build on 120 generated pages.
  { name: 'fuzz', commands: [vitest('fuzz')], report: 'vitest' },
  {
    name: 'sizes',
    needsBuild: true,
    commands: [['size-limit'], ['node', 'scripts/zip-sizes.mjs']],
  },
  {
    name: 'browser',
    alone: true,
    commands: [[...vitest('browser'), inPages(4)]],
    report: 'vitest',
  },
  {
    name: 'e2e',
    alone: true,
    needsBuild: true,
    commands: [['playwright', 'test', '--forbid-only', '--reporter=list,json']],
    report: 'playwright',
  },
];

/**
 * Runs one command and keeps its output.
 * @param {string[]} command
 * @param {Record<string, string>} environment
 * @returns {Promise<{ok: boolean, output: string}>}
 */
function run([tool, ...args], environment) {
  return new Promise((resolve) => {
    const child = spawn(tool ?? '', args, {
      cwd: ROOT,
      env: toolEnvironment(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = `$ ${[tool, ...args].join(' ')}\n`;
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const limit = setTimeout(() => {
      output += `\nStopped: it ran for more than ${STEP_LIMIT_MS / 60_000} minutes.\n`;
      child.kill('SIGKILL');
    }, STEP_LIMIT_MS);
    child.on('error', (error) => {
      clearTimeout(limit);
      resolve({ ok: false, output: `${output}${error.message}\n` });
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ ok: code === 0, output });
    });
  });
}

/**
 * Reads what a test runner reports. A missing report, or a report of no tests, is a failure: a step
 * that tests nothing must not pass.
 * @param {Step} step
 */
function readReport(step) {
  const file = path.join(RESULTS, `${step.name}.json`);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  if (step.report === 'vitest') {
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + (report.success || report.numFailedTests > 0 ? 0 : 1),
      skipped: report.numPendingTests + report.numTodoTests,
    };
  }
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  return { passed: expected, failed, skipped };
}

/**
 * @param {Step} step
 * @returns {Promise<{ok: boolean, passed: number, failed: number}>}
 */
async function runStep(step) {
  if (step.corpus && !process.env.PINCITE_CORPUS) {
    console.log(`▸ ${step.name} left out: PINCITE_CORPUS names no folder of pages`);
    return { ok: true, passed: 0, failed: 0 };
  }
  if (step.postgres && findPostgres() === null) {
    console.log(`▸ ${step.name} left out: PostgreSQL is not installed`);
    return { ok: true, passed: 0, failed: 0 };
  }
  const started = performance.now();
  const report = path.join(RESULTS, `${step.name}.json`);
  rmSync(report, { force: true });
  let ok = true;
  let output = '';
  for (const command of step.commands) {
    const result = await run(command, {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      PINCITE_CORPUS_SLICE: process.env.PINCITE_CORPUS_SLICE ?? '15',
      PINCITE_BENCH: 'slice',
      ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
    });
    output += result.output;
    ok &&= result.ok;
    if (!ok) break;
  }
  writeFileSync(path.join(RESULTS, `${step.name}.log`), output);
  let counts = { passed: 0, failed: ok ? 0 : 1, skipped: 0 };
  if (step.report) {
    counts = readReport(step);
    if (!ok && counts.failed === 0) counts.failed = 1;
    if (counts.passed === 0 && counts.failed === 0) counts.failed = 1;
  }
  ok &&= counts.failed === 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const tests = step.report
    ? `, ${counts.passed} passed${counts.failed > 0 ? `, ${counts.failed} failed` : ''}${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`
    : '';
  console.log(`▸ ${step.name} ${ok ? 'ok' : 'FAILED'} (${seconds} s${tests})`);
  if (!ok) console.log(`\n${output.trimEnd()}\n`);
  return { ok, passed: counts.passed, failed: counts.failed };
}

/** @param {string[]} args */
function chosenSteps(args) {
  const unknown = args.find(
    (arg) => !['--quick', '--list'].includes(arg) && !STEPS.some((step) => step.name === arg),
  );
  if (unknown !== undefined) {
    throw new Error(
      `There is no step ${unknown}. Steps: ${STEPS.map((step) => step.name).join(' ')}`,
    );
  }
  if (args.includes('--quick')) return STEPS.filter((step) => step.quick);
  const named = STEPS.filter((step) => args.includes(step.name));
  if (named.length === 0) return STEPS;
  const needsBuild = named.some((step) => step.needsBuild);
  return STEPS.filter((step) => named.includes(step) || (needsBuild && step.name === 'build'));
}

/**
 * Runs the steps in order, some side by side. After one has failed no other begins, and those
 * that run are waited for.
 * @param {Step[]} steps
 */
async function runSteps(steps) {
  /** @type {Map<Step, Promise<void>>} */
  const running = new Map();
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const broken = [];
  const mayBegin = (/** @type {Step} */ step) => {
    const others = [...running.keys()];
    if (others.some(({ alone }) => alone)) return false;
    return others.length < (step.alone ? 1 : STEPS_AT_ONCE);
  };
  for (const step of steps) {
    while (!mayBegin(step)) await Promise.race(running.values());
    if (broken.length > 0) break;
    const done = runStep(step).then(({ ok, passed, failed }) => {
      running.delete(step);
      total.passed += passed;
      total.failed += failed;
      if (!ok) broken.push(step.name);
    });
    running.set(step, done);
  }
  await Promise.all(running.values());
  return { ...total, broken };
}

async function main() {
  const args = process.argv.slice(2);
  if (args.includes('--list')) {
    console.log(STEPS.map((step) => step.name).join('\n'));
    return true;
  }
  const steps = chosenSteps(args);
  const started = performance.now();
  ensureDependencies();
  const opens = (/** @type {string} */ name) => steps.some((step) => step.name === name);
  if (['browser', 'bench', 'fuzz', 'e2e', 'firefox', 'project'].some(opens)) {
    ensureBrowsers({ firefox: opens('firefox') });
  }
  mkdirSync(RESULTS, { recursive: true });
  const { passed, failed, broken } = await runSteps(steps);
  const minutes = (performance.now() - started) / 60_000;
  const [first] = broken;
  console.log(
    first === undefined
      ? `Every step passed, in ${minutes.toFixed(1)} minutes.`
      : `Stopped at the step "${broken.join('", "')}"; its output is above and in out/test/${first}.log. Run it alone: npm test -- ${first}`,
  );
  if (minutes > WHOLE_LIMIT) {
    console.log(`It took longer than the ${WHOLE_LIMIT} minutes that all steps may take together.`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return first === undefined;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
