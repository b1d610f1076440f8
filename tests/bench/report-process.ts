import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { WriteStyle } from '@/utils/model/citation-styles';
import type { Check, Pin } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import type { ExportTask } from '@/utils/report/export-task';
import { prepareImport } from '@/utils/report/prepare-import';
import { readCitedMarkdownSteps } from '@/utils/report/read-markdown';
import { TaskJoiner, type TaskPart, taskParts } from '@/utils/report/task-parts';
import { writeExport } from '@/utils/report/write-export';
import { encodeImport } from '@/utils/storage/encode-import';
import { joinBlocks, makeBlocks, makeReport } from './made-report';

/*
 * Does one task on one made report in a process of its own, in the form that a Worker gets it.
 * Another process makes the report and puts it into a folder, as a file or as the values that a
 * page sends. So the peak memory of the process is that of this task and its input. `node
 * --expose-gc <this, built> make <citations> <folder>`, then for each task `… <work> <citations>
 * <folder>`. Prints JSON.
 */

export interface Measured {
  readonly ms: number;
  /** Number of UTF-16 units read or written. */
  readonly length: number;
  /** Number of citations that the task handled, which proves that it did its work. */
  readonly citations: number;
  /** Memory of the process in bytes: before the task, with its input, and the peak. */
  readonly rssBefore: number;
  readonly rssPeak: number;
}

/** Number of citations of the small report that a process warms up on. `make` also makes it. */
const WARM_UP = 100;

const AT = '2025-03-01T09:00:00.000Z';

type Work = () => Promise<Pick<Measured, 'length' | 'citations'>>;

const fileIn = (folder: string, name: string, citations: number) =>
  path.join(folder, `${name}-${citations}`);

function make(citations: number, folder: string): void {
  writeFileSync(fileIn(folder, 'text', citations), joinBlocks(makeBlocks(citations)));
  const file = openSync(fileIn(folder, 'report', citations), 'w');
  const report = makeReport(citations);
  const runId = newId<'run'>();
  const checks = report.pins.map((pin) => checkOf(runId, pin));
  const task = { report, checks, sectionId: null, options: DEFAULT_EXPORT_OPTIONS, images: [] };
  for (const part of taskParts(task)) {
    const bytes = serialize(part);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    writeSync(file, length);
    writeSync(file, bytes);
  }
  closeSync(file);
}

/** A typical check of a clip in a run. */
function checkOf(runId: Check['runId'], { id: pinId, clipId, directive }: Pin): Check {
  const text = `${directive?.start ?? ''} and so on ${directive?.end ?? ''}`;
  return {
    runId,
    clipId,
    pinId,
    checkedAt: AT,
    verdict: 'verbatim',
    flags: [],
    evidence: {
      reason: null,
      detail: null,
      httpStatus: 200,
      passage: { before: 'What stands before it. ', text, after: ' What stands behind it.' },
      position: { start: 23, end: 23 + text.length },
      difference: [],
      changes: [],
    },
    snapshotId: newId<'snapshot'>(),
    finalUrl: null,
    reader: 'fetch',
  };
}

/** Returns the task as a page sends it, part by part. */
function takeTask(citations: number, folder: string): ExportTask {
  const file = openSync(fileIn(folder, 'report', citations), 'r');
  const joiner = new TaskJoiner();
  for (;;) {
    const length = Buffer.alloc(4);
    readSync(file, length);
    const bytes = Buffer.alloc(length.readUInt32LE());
    readSync(file, bytes);
    const task = joiner.add(deserialize(bytes) as TaskPart);
    if (task === null) continue;
    closeSync(file);
    return task;
  }
}

/** Reads the input and returns the task to measure. */
function prepare(name: string, citations: number, folder: string): Work {
  const text = () => readFileSync(fileIn(folder, 'text', citations), 'utf8');
  if (name === 'floor') return floor(text().trimEnd().split('\n\n'));
  if (name === 'read') return read(text());
  if (name === 'store') return store(text());
  return write(takeTask(citations, folder), name as WriteStyle);
}

/** Parses the same blocks with mdast alone. Discards each tree before the next. */
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

/** Makes the staged pieces from the parsed report. */
function store(text: string): Work {
  const report = readReport(text);
  return async () => {
    const choices = { kept: new Set<string>(), completions: new Map<string, string>() };
    const { title, language } = report;
    const reportId = newId<'report'>();
    const plan = { kind: 'new', reportId, title, language, choices, at: AT } as const;
    let length = 0;
    for await (const piece of encodeImport(prepareImport(report, plan), AT)) {
      length += piece.length;
      // Transfers the piece, so that the Worker no longer has it.
      structuredClone(piece, { transfer: [piece.buffer] });
    }
    return { length, citations: report.citations.length };
  };
}

/** Writes like the Worker: part by part, each posted. */
function write({ options, ...task }: ExportTask, style: WriteStyle): Work {
  return async () => {
    let length = 0;
    for (const part of writeExport({ ...task, options: { ...options, style } })) {
      // Copies the part like `postMessage`.
      serialize({ kind: 'part', part });
      length += part.text.length;
    }
    return { length, citations: task.report.content.citations.length };
  };
}

/**
 * Returns the peak memory in bytes. In other places Linux also counts what a process inherits from
 * its parent.
 */
function mostMemory(): number {
  try {
    const [, kilobytes] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux: the value below is correct.
  }
  return process.resourceUsage().maxRSS * 1024;
}

const collect: unknown = Reflect.get(globalThis, 'gc');

async function main(): Promise<void> {
  const [, , name = '', sizeSaid = '0', folder = ''] = process.argv;
  const citations = Number(sizeSaid);
  if (name === 'make') {
    make(citations, folder);
    console.log('{}');
    return;
  }
  // Warms up on a small report, so that the start of the engine does not count.
  await prepare(name, WARM_UP, folder)();
  const work = prepare(name, citations, folder);
  if (typeof collect === 'function') collect();
  const rssBefore = process.memoryUsage().rss;
  const start = performance.now();
  const done = await work();
  const ms = performance.now() - start;
  const rssPeak = mostMemory();
  console.log(JSON.stringify({ ms, ...done, rssBefore, rssPeak } satisfies Measured));
}

await main();
