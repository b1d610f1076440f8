import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeasuredClaims } from './claim-process';
import { median, ms, table, verdict } from './measure';

/*
 * The claims of a report, derived and compared with their passages and pages: of the sample
 * report where PINCITE_CORPUS is set, and of a made one of 2,000 claims. Each run is a process
 * of its own, for a page that was just opened runs unoptimised code as well.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const CORPUS = process.env['PINCITE_CORPUS'] ?? '';
const SAMPLE = path.join(CORPUS, 'reports', 'veille-ia-2025-03.md');
const MADE = (process.env['PINCITE_BENCH_CLAIMS'] ?? '2000').split(',').at(-1) ?? '2000';
const BAR_MS = 200;
const RUNS = 5;

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pincite-bench-'));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: { alias: { '@': ROOT } },
    ssr: { noExternal: true },
    build: {
      ssr: path.join(ROOT, 'tests', 'bench', 'claim-process.ts'),
      outDir: folder,
      target: 'node22',
      minify: false,
    },
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(report: string, pages: string): MeasuredClaims {
  const script = path.join(folder, 'claim-process.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, report, pages], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${report}: ${stderr}`);
  return JSON.parse(stdout) as MeasuredClaims;
}

test('deriving and checking the claims of a report', () => {
  const pages = CORPUS === '' ? '' : path.join(CORPUS, 'pages');
  const reports: (readonly [string, string, string])[] = [['made', MADE, '']];
  if (CORPUS !== '' && existsSync(SAMPLE)) {
    reports.unshift(['sample', SAMPLE, ''], ['sample, with pages', SAMPLE, pages]);
    reports.push(['made, with pages', MADE, pages]);
  }
  const rows = [['', 'claims', 'hints', 'pages', 'kUnits', 'derive ms', 'check ms']];
  const lines: string[] = [];
  for (const [name, report, folderOfPages] of reports) {
    const runs = Array.from({ length: RUNS }, () => run(report, folderOfPages));
    const [first] = runs;
    if (first === undefined) continue;
    expect(first.claims).toBeGreaterThan(0);
    const derive = median(runs.map(({ deriveMs }) => deriveMs));
    const check = median(runs.map(({ checkMs }) => checkMs));
    const counts = [first.claims, first.hints, first.pages, Math.round(first.pageUnits / 1e3)];
    rows.push([name, ...counts.map(String), ms(derive), ms(check)]);
    if (!name.startsWith('sample')) continue;
    lines.push(verdict(`${name}: derived and checked`, derive + check, BAR_MS, ' ms'));
  }
  const about = `Node ${process.version}, ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}`;
  console.log([about, '', table(rows), '', ...lines].join('\n'));
});
