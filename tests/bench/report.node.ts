import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builtProcess } from './built-process';
import { ms, table, verdict } from './measure';
import type { Measured } from './report-process';

/*
 * Measures reading, storing and writing reports with 100, 10,000 and 100,000 citations, each in a
 * process of its own, and mdast alone on the same blocks. The memory is that of the whole process,
 * including the engine and the report. PINCITE_BENCH_CITATIONS sets other sizes, separated by
 * commas.
 *
 * Every process, also that of mdast, has the space for young objects that Chromium gives a Worker:
 * two halves of 32 MB (`--trace-gc-verbose` in Chromium 156 says 65,536 KB). Without the flag, Node
 * gives them 64 MB each, because its pointers are twice as long as those of Chromium, and fills
 * them however little is alive.
 */

/** Number of citations of the report that every process warms up on. */
const WARM_UP = 100;
const SIZES = (process.env['PINCITE_BENCH_CITATIONS'] ?? '100,10000,100000').split(',').map(Number);
const WORKS = ['read', 'store', 'as-written', 'inline', 'footnote', 'numbered'] as const;
/** Limit, as a multiple of mdast's time on the same blocks. */
const BAR = 3;
const MEGABYTE = 1e6;
const MEMORY_BAR = 400;
/** Limit, as a multiple of the cost of a citation at the smaller size. */
const FLAT_BAR = 1.5;

const run = builtProcess<Measured>('report-process', ['--expose-gc', '--max-semi-space-size=32']);
/** The folder with the reports for the processes. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'pincite-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Takes the faster of two runs of a small report, because one short pause would dominate its time.
 */
function measure(work: string, citations: number): Measured {
  const runs = citations <= 1_000 ? 3 : 1;
  const all = Array.from({ length: runs }, () => run(work, String(citations), folder));
  return all.reduce((best, each) => (each.ms < best.ms ? each : best));
}

const mega = (bytes: number) => (bytes / MEGABYTE).toFixed(bytes < 100 * MEGABYTE ? 1 : 0);

test('reading and writing reports', () => {
  const lines: string[] = [];
  const rows: string[][] = [
    ['', 'citations', 'MUnits', 'ms', 'µs/citation', '× mdast', 'MB before', 'MB at most'],
  ];
  const cost = new Map<string, number>();
  run('make', String(WARM_UP), folder);
  for (const citations of SIZES) {
    run('make', String(citations), folder);
    const floor = measure('floor', citations);
    const add = (work: string, of: Measured) => {
      expect(of.citations, work).toBe(citations);
      const each = (of.ms / citations) * 1_000;
      cost.set(`${work} ${citations}`, each);
      rows.push([
        work,
        String(citations),
        (of.length / MEGABYTE).toFixed(1),
        ms(of.ms),
        each.toFixed(0),
        (of.ms / floor.ms).toFixed(2),
        mega(of.rssBefore),
        mega(of.rssPeak),
      ]);
    };
    add('mdast', floor);
    for (const work of WORKS) {
      const of = measure(work, citations);
      add(work, of);
      const compared = { ours: of.ms, peer: 'mdast', theirs: floor.ms, unit: 'ms' };
      lines.push(
        verdict(`${work} ${citations}, of mdast's time`, of.ms / floor.ms, BAR, '×', compared),
      );
      if (citations < 100_000) continue;
      lines.push(verdict(`${work} ${citations}, memory`, of.rssPeak / MEGABYTE, MEMORY_BAR, 'MB'));
    }
  }
  const [, small, large] = SIZES;
  if (small !== undefined && large !== undefined) {
    for (const work of ['mdast', ...WORKS]) {
      const ratio = (cost.get(`${work} ${large}`) ?? 0) / (cost.get(`${work} ${small}`) ?? 1);
      lines.push(
        verdict(`${work}, a citation at ${large} beside one at ${small}`, ratio, FLAT_BAR, '×'),
      );
    }
  }
  const about = `Node ${process.version}, ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}`;
  console.log([about, '', table(rows), '', ...lines].join('\n'));
});
