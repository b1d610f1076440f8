import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { builtProcess } from './built-process';
import type { MeasuredClaims } from './claim-process';
import { median, ms, table, verdict } from './measure';

/*
 * Measures how long the claims of a report take to derive and to compare with their passages and
 * pages: for the sample report if PINCITE_CORPUS is set, and for a made report with 2,000 claims.
 * Each run is a process of its own, because a page that was just opened runs unoptimised code too.
 */

const CORPUS = process.env['PINCITE_CORPUS'] ?? '';
const SAMPLE = path.join(CORPUS, 'reports', 'veille-ia-2025-03.md');
const MADE = (process.env['PINCITE_BENCH_CLAIMS'] ?? '2000').split(',').at(-1) ?? '2000';
const BAR_MS = 200;
const RUNS = 5;

const run = builtProcess<MeasuredClaims>('claim-process');

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
    lines.push(verdict(`${name}: derived and checked`, derive + check, BAR_MS, 'ms'));
  }
  const about = `Node ${process.version}, ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}`;
  console.log([about, '', table(rows), '', ...lines].join('\n'));
});
