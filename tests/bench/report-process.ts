import { readFileSync } from 'node:fs';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { newId } from '@/utils/model/ids';
import { prepareImport } from '@/utils/report/prepare-import';
import { readCitedMarkdownSteps } from '@/utils/report/read-markdown';
import { writeMarkdownParts } from '@/utils/report/write-markdown';
import type { WriteStyle } from '@/utils/report/write-options';
import { encodeRecords } from '@/utils/storage/encode-import';
import { joinBlocks, makeBlocks, makeReport } from './made-report';

/*
 * One piece of work on one made report, in a process of its own, so that the most memory it ever
 * held is that of this work: `node --expose-gc <this, built> <work> <citations>`. Prints JSON.
 */

export interface Measured {
  readonly ms: number;
  /** UTF-16 units read or written. */
  readonly length: number;
  /** Citations that were seen, to know that the work was done. */
  readonly citations: number;
  /** Before the work began, with what it works on, and at most, in bytes. */
  readonly rssBefore: number;
  readonly rssPeak: number;
}

const AT = '2025-03-01T09:00:00.000Z';

type Work = () => Promise<Pick<Measured, 'length' | 'citations'>>;

/** Makes what is worked on, and gives the work. */
function prepare(name: string, citations: number): Work {
  if (name === 'floor') return floor(makeBlocks(citations));
  if (name === 'read') return read(joinBlocks(makeBlocks(citations)));
  if (name === 'store') return store(joinBlocks(makeBlocks(citations)));
  return write(citations, name as WriteStyle);
}

/** mdast alone, on the same blocks, each tree forgotten before the next. */
function floor(blocks: readonly string[]): Work {
  return async () => {
    let length = 0;
    let links = 0;
    for (const block of blocks) {
      const tree = fromMarkdown(block, {
        extensions: [gfm()],
        mdastExtensions: [gfmFromMarkdown()],
      });
      length += tree.position?.end.offset ?? 0;
      links += block.split('](').length - 1;
    }
    return { length, citations: links };
  };
}

function readReport(text: string) {
  const filedUnder = { reportId: newId<'report'>(), sectionId: null };
  const steps = readCitedMarkdownSteps(text, { filedUnder, now: AT, newId });
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    if (!step.value.ok) throw new Error(step.value.error.code);
    return step.value.value;
  }
}

function read(text: string): Work {
  return async () => ({ length: text.length, citations: readReport(text).citations.length });
}

/** From the report as read to the pieces that are staged. */
function store(text: string): Work {
  const report = readReport(text);
  return async () => {
    const choices = { kept: new Set<string>(), completions: new Map<string, string>() };
    const { title, language } = report;
    const reportId = newId<'report'>();
    const plan = { kind: 'new', reportId, title, language, choices, at: AT } as const;
    const prepared = prepareImport(report, plan);
    const records = function* () {
      for (const record of prepared.sources) yield { store: 'sources', record } as const;
      for (const record of prepared.clips) yield { store: 'clips', record } as const;
      for (const record of prepared.pins) yield { store: 'pins', record } as const;
    };
    let length = 0;
    for await (const piece of encodeRecords({ ...prepared, records: records() }, AT)) {
      length += piece.length;
    }
    return { length, citations: report.citations.length };
  };
}

function write(citations: number, style: WriteStyle): Work {
  const report = makeReport(citations);
  return async () => {
    let length = 0;
    // As into a file: no part is kept.
    for (const { text } of writeMarkdownParts(report, { style })) length += text.length;
    return { length, citations: report.content.citations.length };
  };
}

/** In bytes. Linux counts what a process inherits from its parent as its own, except here. */
function mostMemory(): number {
  try {
    const [, kilobytes] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // No Linux: what follows is right then.
  }
  return process.resourceUsage().maxRSS * 1024;
}

const collect: unknown = Reflect.get(globalThis, 'gc');

async function main(): Promise<void> {
  const [, , name = '', citations = '0'] = process.argv;
  // Warmed up on a small report, so that the engine's own start is not counted.
  await prepare(name, 100)();
  const work = prepare(name, Number(citations));
  if (typeof collect === 'function') collect();
  const rssBefore = process.memoryUsage().rss;
  const start = performance.now();
  const done = await work();
  const ms = performance.now() - start;
  const rssPeak = mostMemory();
  console.log(JSON.stringify({ ms, ...done, rssBefore, rssPeak } satisfies Measured));
}

await main();
