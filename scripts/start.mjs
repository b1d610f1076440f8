// Runs everything from a fresh clone to the tour: dependencies, a browser, a build, sample pages on
// loopback, and a browser window with the extension. Without a display the tour runs headless and
// leaves its results in out/.
//   npm start                       a window if there is a display
//   npm start -- --headless         never a window
//   npm run tour -- --screenshots   headless, and renews the pictures in docs/screenshots
//   npm run pictures                a picture of every page in every state, instead of the tour
// Dependency-free until the dependencies are installed, and starts on Node 20.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowsers, ensureDependencies, explain, ROOT, toolEnvironment } from './set-up.mjs';

const FLAGS = ['--headless', '--screenshots'];
const PICTURES = '--pictures';
const SOURCES = [
  'entrypoints',
  'components',
  'utils',
  'locales',
  'public',
  'wxt.config.ts',
  'package-lock.json',
];

/**
 * Returns when something under a path last changed, in milliseconds.
 * @param {string} place @returns {number}
 */
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

/** Builds the extension, unless a build is named or nothing has changed. */
function ensureBuild() {
  if (process.env['PINCITE_BUILD'] || buildIsFresh()) return;
  console.log('Building the extension…');
  build();
}

function build() {
  const { status, error, stdout, stderr } = spawnSync('wxt', ['build'], {
    cwd: ROOT,
    env: toolEnvironment(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (error) throw new Error(`The build could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${stdout}${stderr}The build failed; see above.`);
}

/**
 * Runs a script to its end, and forwards the signals that ask this process to stop.
 * @param {string} script
 * @param {string[]} flags
 * @returns {Promise<number>} Its exit code.
 */
function run(script, flags) {
  return new Promise((resolve, reject) => {
    const child = spawn('node', [script, ...flags], {
      cwd: ROOT,
      stdio: 'inherit',
      env: toolEnvironment(),
      shell: process.platform === 'win32',
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

try {
  const [first, ...rest] = process.argv.slice(2);
  const pictures = first === PICTURES;
  const flags = process.argv.slice(2);
  const unknown = pictures ? undefined : flags.find((flag) => !FLAGS.includes(flag));
  if (unknown !== undefined) {
    throw new Error(`npm start knows ${FLAGS.join(' and ')}, and not ${unknown}.`);
  }
  const screenshots = flags.includes('--screenshots');
  const window = !screenshots && !flags.includes('--headless') && hasDisplay();
  ensureDependencies();
  ensureBrowsers();
  ensureBuild();
  process.exitCode = pictures
    ? await run('scripts/pictures.mjs', rest)
    : await run('scripts/tour.mjs', [
        ...(window ? ['--window'] : []),
        ...(screenshots ? ['--screenshots'] : []),
      ]);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
