import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The scripts that Playwright's clock cannot reach: of the background, of pages, of the popup. */
const UNREACHED = [
  /^background\.js$/,
  /^report-worker\.js$/,
  /^(?:clipper|highlighter)\.js$/,
  /^chunks\/popup-.+\.js$/,
];

/**
 * Copies a build so that its background, popup, Workers and content scripts always have the same
 * time. They store dates, and a picture must not depend on the day.
 * @returns The folder of the copy, which the caller must delete.
 * @throws If the build lacks one of these scripts.
 */
export function makeStillBuild(build: string, now: string): string {
  const files = readdirSync(build, { recursive: true, encoding: 'utf8' });
  const unreached = UNREACHED.flatMap((pattern) => {
    const found = files.filter((file) => pattern.test(file.replaceAll('\\', '/')));
    if (found.length === 0) throw new Error(`${build} has no script ${pattern.source}.`);
    return found;
  });
  const still = mkdtempSync(path.join(tmpdir(), 'pincite-still-'));
  cpSync(build, still, { recursive: true });
  for (const file of unreached) {
    const script = path.join(still, file);
    writeFileSync(script, `${stillClock(now)}\n${readFileSync(script, 'utf8')}`);
  }
  return still;
}

function stillClock(now: string): string {
  return `globalThis.Date = class extends Date {
  constructor(...given) { if (given.length > 0) super(...given); else super(${JSON.stringify(now)}); }
  static now() { return Date.parse(${JSON.stringify(now)}); }
};`;
}
