import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Failure } from '@/utils/model/failure';
import type { Result } from '@/utils/model/result';
import type { FetchedBody } from '@/utils/page/judge-page';
import type { PageMetadata } from '@/utils/page/page-metadata';
import { PDF_LIMITS } from '@/utils/page/pdf-pages';
import { type ReadDocument, unreadPage } from '@/utils/page/read-document';
import type { OpenedReport } from './opened-report';
import type { ThreadAnswer, ThreadTask } from './page-thread';

/**
 * Time limit to parse and judge a page, in milliseconds: the same as in the extension. Reading a
 * PDF has a limit of its own before it.
 */
const JUDGE_LIMIT = 15_000;
/** In megabytes. A page that needs more is not read. */
const MEMORY_LIMIT = 1_024;
/**
 * Maximum memory for new objects in a thread, in megabytes. They are released with their page. With
 * Node's own limit, 100 pages needed 580 MB instead of 350, and the command was 10 % faster.
 */
const YOUNG_LIMIT = 8;
/**
 * How large the heap of a thread may be, in bytes, when a new thread takes its place. The new one
 * must compile its code again, which takes as long as judging 50 pages.
 */
const LARGEST_HEAP = 64_000_000;
/**
 * The size of a report, in bytes, from which the space for new objects stays small. Otherwise V8
 * doubles that space as long as most objects live on: to 134 MB for 10,000 citations, where 8 are
 * enough. It is not done for smaller reports, because it takes 5 % more time.
 */
const LARGE_REPORT = 1_000_000;
/** The script of the thread, beside this one in the packed folder. */
const SCRIPT = './page-thread.js';

/** More threads than cores would only take memory. */
const MOST_THREADS = Math.max(1, Math.min(4, availableParallelism()));

/** Threads without a task. */
const idle: Worker[] = [];
let busy = 0;
/** Pages that wait for a thread, the first first. */
const queue: (() => void)[] = [];

/**
 * Parses a document and judges its quotes in a thread, which is ended if it takes too long or too
 * much memory: the quotes then stay unchecked, and the next page gets a new thread. Without
 * `returnsText` the text of the result is '', because copying the text takes as long as a tenth of
 * the judging.
 */
export async function judgeInThread(
  page: FetchedBody,
  returnsText: boolean,
  signal?: AbortSignal,
): Promise<ReadDocument> {
  const read = await ask<ReadDocument>({ task: 'judge', page, returnsText }, signal);
  return typeof read === 'string' ? unreadPage(read, page.quotes, page.answer) : read;
}

/** Returns what a page says about itself; null if a thread could not read it. */
export async function describeInThread(
  page: FetchedBody,
  signal?: AbortSignal,
): Promise<PageMetadata | null> {
  const about = await ask<PageMetadata>({ task: 'describe', page }, signal);
  return typeof about === 'string' ? null : about;
}

/**
 * Reads a report in a thread, whose memory is released with it: reading 10,000 citations takes
 * 200 MB. Without a time limit, because it is the user's own file. Null if the thread stopped.
 */
export async function openInThread(
  name: string,
  bytes: Uint8Array,
): Promise<Result<OpenedReport, Failure> | null> {
  if (bytes.byteLength > LARGE_REPORT) {
    setFlagsFromString('--semi-space-growth-factor=1');
    // In megabytes, for the threads that start from now on: their space would not grow either.
    setFlagsFromString('--min-semi-space-size=2');
  }
  const opened = await ask<Result<OpenedReport, Failure>>({ task: 'open', name, bytes });
  return typeof opened === 'string' ? null : opened;
}

type NoAnswer = 'page-too-slow' | 'reader-stopped';

/** Returns the answer of a thread, or why there is none. The signal ends the thread. */
async function ask<Answer extends object>(
  task: ThreadTask,
  signal = new AbortController().signal,
): Promise<Answer | NoAnswer> {
  if (busy >= MOST_THREADS) await new Promise<void>((resolve) => queue.push(resolve));
  else busy += 1;
  const thread = idle.pop() ?? startThread();
  const over = new AbortController();
  const limit = limitOf(task);
  const late = limit === null ? undefined : setTimeout(() => over.abort(), limit);
  try {
    thread.postMessage(task);
    const ends = AbortSignal.any([over.signal, signal]);
    const [{ answer, heap }] = (await once(thread, 'message', { signal: ends })) as [
      ThreadAnswer<Answer>,
    ];
    if (heap <= LARGEST_HEAP) idle.push(thread);
    else await thread.terminate();
    return answer;
  } catch {
    await thread.terminate();
    return over.signal.aborted ? 'page-too-slow' : 'reader-stopped';
  } finally {
    clearTimeout(late);
    // The next page takes over the place of this one.
    const next = queue.shift();
    if (next === undefined) busy -= 1;
    else next();
  }
}

/** Returns the time limit of a task in milliseconds; null for none. */
function limitOf(task: ThreadTask): number | null {
  if (task.task === 'open') return null;
  return JUDGE_LIMIT + (task.page.kind === 'pdf' ? PDF_LIMITS.timeout : 0);
}

function startThread(): Worker {
  const resourceLimits = {
    maxOldGenerationSizeMb: MEMORY_LIMIT,
    maxYoungGenerationSizeMb: YOUNG_LIMIT,
  };
  const thread = new Worker(new URL(SCRIPT, import.meta.url), { resourceLimits });
  // Who waits for an answer gets the error; after that it concerns nobody.
  thread.on('error', () => undefined);
  return thread;
}

/** Ends the threads. Without this the command would not end. */
export async function endThreads(): Promise<void> {
  await Promise.all(idle.splice(0).map((thread) => thread.terminate()));
}
