// Runs every check on the project, in order, and stops at the first that fails.
//   npm test                  all of them
//   npm test -- unit e2e      these (what needs a build builds first)
//   npm test -- --quick       lint, types, layers, unit tests
//   npm test -- --list        their names
// Dependency-free until the dependencies are installed, and starts on Node 20.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowsers, ensureDependencies, explain, ROOT, toolEnvironment } from './set-up.mjs';

const RESULTS = path.join(ROOT, 'out', 'test');
// A guard against a step that hangs. On a slow machine the longest step takes many minutes.
const STEP_LIMIT_MS = 40 * 60_000;
/** How long all steps may take on two cores, in minutes. */
const WHOLE_LIMIT = 15;

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[][]} commands Run one after the other.
 * @property {boolean} [quick]
 * @property {boolean} [needsBuild]
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

/** Runs test files in two pages at the same time, because they wait as much as they work. */
const TWO_PAGES = '--maxWorkers=2';

/** @type {Step[]} */
const STEPS = [
  { name: 'lint', quick: true, commands: [['biome', 'check', '--error-on-warnings']] },
  {
    name: 'types',
    quick: true,
    commands: [
      ['wxt', 'prepare'],
      ['tsc', '--noEmit'],
      ['tsc', '-p', 'tsconfig.pure.json'],
    ],
  },
  {
    name: 'layers',
    quick: true,
    commands: [
      ['depcruise', '--config', '.dependency-cruiser.mjs', 'entrypoints', 'components', 'utils'],
    ],
  },
  { name: 'unit', quick: true, commands: [vitest('unit')], report: 'vitest' },
  {
    name: 'browser',
    commands: [[...vitest('browser'), TWO_PAGES]],
    report: 'vitest',
  },
  // Runs the benches on a few small pages, only to see that they still work.
  {
    name: 'bench',
    commands: [[...vitest('bench'), 'fragment', 'text-model', 'drift']],
    report: 'vitest',
  },
  // The links that we build on 120 generated pages, put to native Chromium.
  { name: 'fuzz', commands: [vitest('fuzz')], report: 'vitest' },
  {
    name: 'corpus',
    commands: [[...vitest('corpus'), TWO_PAGES]],
    report: 'vitest',
    corpus: true,
  },
  {
    name: 'build',
    commands: [
      ['wxt', 'zip'],
      ['wxt', 'zip', '-b', 'firefox', '--mv3'],
    ],
  },
  { name: 'project', needsBuild: true, commands: [vitest('project')], report: 'vitest' },
  {
    name: 'sizes',
    needsBuild: true,
    commands: [['size-limit'], ['node', 'scripts/zip-sizes.mjs']],
  },
  { name: 'unused', commands: [['knip']] },
  {
    name: 'stores',
    needsBuild: true,
    commands: [['web-ext', 'lint', '--source-dir', '.output/firefox-mv3', '--self-hosted']],
  },
  {
    name: 'e2e',
    needsBuild: true,
    commands: [['playwright', 'test', '--forbid-only', '--reporter=list,json']],
    report: 'playwright',
  },
  {
    name: 'firefox',
    needsBuild: true,
    commands: [vitest('firefox')],
    report: 'vitest',
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
  const started = performance.now();
  process.stdout.write(`▸ ${step.name} `);
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
  console.log(`${ok ? 'ok' : 'FAILED'} (${seconds} s${tests})`);
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
  const total = { passed: 0, failed: 0 };
  let broken = null;
  for (const step of steps) {
    const result = await runStep(step);
    total.passed += result.passed;
    total.failed += result.failed;
    if (!result.ok) {
      broken = step.name;
      break;
    }
  }
  const minutes = (performance.now() - started) / 60_000;
  console.log(
    broken === null
      ? `Every step passed, in ${minutes.toFixed(1)} minutes.`
      : `Stopped at the step "${broken}"; its output is above and in out/test/${broken}.log. Run it alone: npm test -- ${broken}`,
  );
  if (minutes > WHOLE_LIMIT) {
    console.log(`It took longer than the ${WHOLE_LIMIT} minutes that all steps may take together.`);
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return broken === null;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(explain(error));
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
