// Everything from a fresh clone to a running tour: dependencies, a browser, a build, sample pages
// on loopback, and a browser window with the extension. Without a display the same tour runs
// headless and leaves what it made in out/.
//   npm start                 a window if there is a display
//   npm start -- --headless   never a window
// Dependency-free until the dependencies are installed, and starts on Node 20.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowsers, ensureDependencies, explain, ROOT, toolEnvironment } from './set-up.mjs';

const SOURCES = [
  'entrypoints',
  'components',
  'utils',
  'locales',
  'public',
  'wxt.config.ts',
  'package-lock.json',
];

/** When something under a path last changed, in milliseconds. @param {string} place @returns {number} */
function newestChange(place) {
  if (!existsSync(place)) return 0;
  const { mtimeMs } = statSync(place);
  if (!statSync(place).isDirectory()) return mtimeMs;
  return Math.max(
    mtimeMs,
    ...readdirSync(place).map((name) => newestChange(path.join(place, name))),
  );
}

function buildIsFresh() {
  const built = newestChange(path.join(ROOT, '.output', 'chrome-mv3', 'manifest.json'));
  return SOURCES.every((source) => newestChange(path.join(ROOT, source)) < built);
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @param {string} tool @param {string[]} args @param {'inherit' | 'pipe'} stdio */
function run(tool, args, stdio) {
  const { status, error, stdout, stderr } = spawnSync(tool, args, {
    cwd: ROOT,
    stdio,
    env: toolEnvironment(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error) throw new Error(`${tool} could not be started: ${error.message}`);
  if (status !== 0) {
    throw new Error(`${stdout ?? ''}${stderr ?? ''}${tool} ${args.join(' ')} failed; see above.`);
  }
}

try {
  const unknown = process.argv.slice(2).find((arg) => arg !== '--headless');
  if (unknown !== undefined) throw new Error(`npm start knows --headless, and not ${unknown}.`);
  const headless = process.argv.includes('--headless') || !hasDisplay();
  ensureDependencies();
  ensureBrowsers();
  if (!buildIsFresh()) {
    console.log('Building the extension…');
    run('wxt', ['build'], 'pipe');
  }
  run('node', ['scripts/tour.mjs', headless ? '--headless' : '--window'], 'inherit');
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
