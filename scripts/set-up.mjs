// Prepares `npm start` and `npm test`: the locked dependencies, a Node that is new enough, and
// browsers. Dependency-free, and runs on Node 20.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, findFirefox } from './find-browser.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The oldest major version of Node for the build and the test runner. */
const NODE_NEEDED = Number(
  /\d+/.exec(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).engines.node)?.[0],
);

/**
 * Returns the environment for all child processes. The project's own tools come first in the path,
 * with the pinned `node` where the platform has one.
 * @param {Record<string, string>} [more]
 */
export function toolEnvironment(more = {}) {
  const key = Object.keys(process.env).find((name) => name.toLowerCase() === 'path') ?? 'PATH';
  const tools = path.join(ROOT, 'node_modules', '.bin');
  return {
    ...process.env,
    [key]: `${tools}${path.delimiter}${process.env[key] ?? ''}`,
    ...more,
  };
}

/** @param {unknown} error */
export function explain(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {number | null} The exit status.
 */
function statusOf(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: toolEnvironment({ DEBIAN_FRONTEND: 'noninteractive' }),
    shell: process.platform === 'win32',
  });
  if (error) throw new Error(`${command} could not be started: ${error.message}`);
  return status;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function runVisibly(command, args) {
  const status = statusOf(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${status}.`);
}

/** @param {string} file @returns {Record<string, {version?: string}> | null} */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages ?? {};
  } catch {
    return null;
  }
}

/**
 * Returns whether the installed packages are those of the lockfile, as far as this platform
 * installs them.
 */
export function dependenciesInstalled() {
  const wanted = lockedPackages('package-lock.json');
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (wanted === null)
    throw new Error('package-lock.json is missing or damaged; check it out again.');
  if (installed === null) return false;
  const root =
    /** @type {{dependencies?: object, devDependencies?: object, optionalDependencies?: object}} */ (
      wanted[''] ?? {}
    );
  const optional = Object.keys(root.optionalDependencies ?? {});
  const direct = Object.keys({ ...root.dependencies, ...root.devDependencies }).filter(
    (name) => !optional.includes(name),
  );
  return (
    direct.every((name) => installed[`node_modules/${name}`] !== undefined) &&
    Object.entries(installed).every(([place, { version }]) => wanted[place]?.version === version)
  );
}

/**
 * Installs the locked dependencies if they are missing. No package needs its install script, so
 * none runs.
 */
export function ensureDependencies() {
  if (!dependenciesInstalled()) {
    console.log('Installing the locked dependencies…');
    runVisibly('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  const { stdout } = spawnSync('node', ['--version'], { encoding: 'utf8', env: toolEnvironment() });
  const major = Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
  if (major < NODE_NEEDED) {
    throw new Error(
      `Node ${NODE_NEEDED} or newer is needed, and none comes with the project for ${process.platform} ${process.arch}. Install it from https://nodejs.org and start again.`,
    );
  }
}

/**
 * Writes the generated types, without which Vite does not read the settings of TypeScript, if they
 * are missing.
 */
export function ensurePrepared() {
  if (existsSync(path.join(ROOT, '.wxt', 'tsconfig.json'))) return;
  runVisibly('wxt', ['prepare']);
}

function canUseApt() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs Debian packages. `apt-get update` fails when one package source is unreachable,
 * even if the other sources have the packages, so only the installation result counts.
 * @param {string[]} packages
 */
export function aptInstall(packages) {
  console.log(`Installing ${packages.join(' and ')}…`);
  const status = statusOf('apt-get', ['update', '-q']);
  if (status !== 0) {
    console.log(
      `apt-get update ended with status ${status}: a package source of this machine may be broken. The installation is tried all the same.`,
    );
  }
  runVisibly('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages]);
}

/**
 * Returns whether Debian's Chromium lacks its language packs. Without them it speaks only English.
 */
function lacksLanguages() {
  return (
    findChromium() === '/usr/bin/chromium' &&
    !['/usr/share/chromium/locales/fr.pak', '/usr/lib/chromium/locales/fr.pak'].some((place) =>
      existsSync(place),
    )
  );
}

/**
 * Finds the browsers, or installs them as root on Debian.
 * @param {{firefox?: boolean}} [needs] Chromium always; Firefox on request.
 */
export function ensureBrowsers({ firefox = false } = {}) {
  const packages = [
    ...(findChromium() === null ? ['chromium', 'chromium-l10n'] : []),
    ...(lacksLanguages() ? ['chromium-l10n'] : []),
    ...(firefox && findFirefox() === null ? ['firefox-esr'] : []),
  ];
  if (packages.length > 0 && canUseApt()) aptInstall(packages);
  if (findChromium() === null) {
    throw new Error(
      process.env.PINCITE_CHROMIUM
        ? `PINCITE_CHROMIUM names ${process.env.PINCITE_CHROMIUM}, where there is no file.`
        : 'No Chromium was found. Install Chromium, or Chrome for Testing (https://googlechromelabs.github.io/chrome-for-testing/), and name it in PINCITE_CHROMIUM if it is in an unusual place. Chrome and Edge themselves no longer load an extension from the command line.',
    );
  }
  if (firefox && findFirefox() === null) {
    throw new Error(
      process.env.PINCITE_FIREFOX
        ? `PINCITE_FIREFOX names ${process.env.PINCITE_FIREFOX}, where there is no file.`
        : 'No Firefox was found. Install it, and name it in PINCITE_FIREFOX if it is in an unusual place.',
    );
  }
}
