import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { timedAsync } from './measure';

/*
 * The link checkers that `pincite check` is compared with. Those of npm are installed once into
 * out/, outside of the project's own lock; Debian's `linkchecker` is used if it is installed.
 */

const FOLDER = fileURLToPath(new URL('../../out/link-checkers', import.meta.url));
const PACKAGES = ['linkinator@8.1.0', 'markdown-link-check@3.15.0'];

/** The report that is checked: as a file of Markdown, and as a page with the same links. */
export interface CheckedLinks {
  readonly markdown: string;
  readonly page: string;
}

export interface LinkChecker {
  readonly name: string;
  readonly command: (links: CheckedLinks) => readonly string[];
  /** Returns the links that it reports as broken, as `linkKey` spells them. */
  readonly broken: (output: string) => ReadonlySet<string>;
}

/** Returns the spelling of a link in which the reports of all checkers are compared. */
export const linkKey = (url: string): string => decodeURIComponent(url);

export const LINKINATOR: LinkChecker = {
  name: 'linkinator',
  command: ({ page }) => [
    process.execPath,
    path.join(FOLDER, 'node_modules/linkinator/build/src/cli.js'),
    page,
    '--check-fragments',
    '--format=json',
  ],
  broken: (output) => {
    const { links } = JSON.parse(output.slice(output.indexOf('{'))) as {
      links: { url: string; state: string }[];
    };
    return new Set(links.filter(({ state }) => state === 'BROKEN').map(({ url }) => linkKey(url)));
  },
};

const MARKDOWN_LINK_CHECK: LinkChecker = {
  name: 'markdown-link-check',
  command: ({ markdown }) => [
    process.execPath,
    path.join(FOLDER, 'node_modules/markdown-link-check/markdown-link-check'),
    markdown,
  ],
  broken: (output) =>
    new Set([...output.matchAll(/\[✖\] (\S+)/gu)].map((found) => linkKey(found[1] ?? ''))),
};

const LINKCHECKER: LinkChecker = {
  name: 'linkchecker',
  command: ({ page }) => [
    'linkchecker',
    '--check-extern',
    '--recursion-level=1',
    '--no-status',
    '--no-robots',
    '--verbose',
    '--output=csv',
    page,
  ],
  broken: (output) =>
    new Set(
      output
        .split('\n')
        .map((line) => line.split(';'))
        .filter((cells) => cells.includes('False'))
        .map(([url = '']) => linkKey(url.replace(/^"|"$/gu, ''))),
    ),
};

/** Returns the checkers that are there, after installing those of npm. */
export function linkCheckers(): readonly LinkChecker[] {
  const known = PACKAGES.every((each) =>
    existsSync(path.join(FOLDER, 'node_modules', each.slice(0, each.indexOf('@')))),
  );
  if (!known) {
    mkdirSync(FOLDER, { recursive: true });
    const args = ['install', '--prefix', FOLDER, '--no-audit', '--no-fund', '--no-save'];
    const { status, stderr } = spawnSync('npm', [...args, ...PACKAGES], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
  const hasLinkchecker = spawnSync('linkchecker', ['--version']).error === undefined;
  return [LINKINATOR, MARKDOWN_LINK_CHECK, ...(hasLinkchecker ? [LINKCHECKER] : [])];
}

export interface MeasuredCommand {
  readonly ms: number;
  /** Processor time, in milliseconds. */
  readonly cpuMs: number;
  /** The memory that was resident, in bytes, every 50 ms. */
  readonly resident: readonly number[];
  readonly peak: number;
  readonly output: string;
  readonly status: number | null;
}

const LOOK_EVERY_MS = 50;
/** Processor time in /proc is counted in hundredths of a second. */
const TICK_MS = 10;

/** Runs a command, and reads from /proc what it uses. The system must be Linux. */
export async function measureCommand(
  [program = '', ...args]: readonly string[],
  folder: string,
): Promise<MeasuredCommand> {
  const resident: number[] = [];
  let [peak, cpuMs, output] = [0, 0, ''];
  const { ms, value: status } = await timedAsync(
    () =>
      new Promise<number | null>((resolve, reject) => {
        const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
        const look = setInterval(() => {
          const used = usedBy(child.pid ?? 0);
          if (used === null) return;
          resident.push(used.resident);
          peak = Math.max(peak, used.peak);
          cpuMs = used.cpuMs;
        }, LOOK_EVERY_MS);
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          output += chunk;
        });
        child.on('error', reject);
        child.on('close', (code) => {
          clearInterval(look);
          resolve(code);
        });
      }),
  );
  return { ms, cpuMs, resident, peak, output, status };
}

function usedBy(pid: number) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = (name: string) =>
      1_000 * Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1] ?? Number.NaN);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const cpuMs = TICK_MS * (Number(fields[11]) + Number(fields[12]));
    const peak = kilobytes('VmHWM');
    return Number.isNaN(peak) ? null : { resident: kilobytes('VmRSS'), peak, cpuMs };
  } catch {
    // It has ended.
    return null;
  }
}
