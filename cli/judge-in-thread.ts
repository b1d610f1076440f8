import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FetchedBody } from '@/utils/page/judge-page';
import type { PageMetadata } from '@/utils/page/page-metadata';
import { type ReadDocument, unreadPage } from '@/utils/page/read-document';
import type { ThreadTask } from './page-thread';

/** Time limit to parse and judge a page, in milliseconds: the same as in the extension. */
const JUDGE_LIMIT = 15_000;
/** In megabytes. A page that needs more is not read. */
const MEMORY_LIMIT = 1_024;
/** Pages that a thread judges before a new one takes its place: its memory only grows. */
const MOST_PAGES = 100;
/** The script of the thread, beside this one in the packed folder. */
const SCRIPT = './page-thread.js';

interface Reader {
  readonly thread: Worker;
  /** Number of pages that it judged. */
  readonly pages: number;
}

/** More threads than cores would only take memory. */
const MOST_THREADS = Math.max(1, Math.min(4, availableParallelism()));

/** Threads without a task. */
const idle: Reader[] = [];
let busy = 0;
/** Pages that wait for a thread, the first first. */
const queue: (() => void)[] = [];

/**
 * Parses a document and judges its quotes in a thread, which is ended if it takes too long or too
 * much memory: the quotes then stay unchecked, and the next page gets a new thread.
 */
export async function judgeInThread(page: FetchedBody): Promise<ReadDocument> {
  const read = await ask<ReadDocument>({ task: 'judge', page });
  return typeof read === 'string' ? unreadPage(read, page.quotes, page.answer) : read;
}

/** Returns what a page says about itself; null if a thread could not read it. */
export async function describeInThread(page: FetchedBody): Promise<PageMetadata | null> {
  const about = await ask<PageMetadata>({ task: 'describe', page });
  return typeof about === 'string' ? null : about;
}

type NoAnswer = 'page-too-slow' | 'reader-stopped';

/** Returns the answer of a thread, or why there is none. */
async function ask<Answer extends object>(task: ThreadTask): Promise<Answer | NoAnswer> {
  if (busy >= MOST_THREADS) await new Promise<void>((resolve) => queue.push(resolve));
  else busy += 1;
  const { thread, pages } = idle.pop() ?? { thread: startThread(), pages: 0 };
  const over = new AbortController();
  const late = setTimeout(() => over.abort(), JUDGE_LIMIT);
  try {
    thread.postMessage(task);
    const [answer] = (await once(thread, 'message', { signal: over.signal })) as [Answer];
    if (pages + 1 < MOST_PAGES) idle.push({ thread, pages: pages + 1 });
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

function startThread(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_LIMIT };
  const thread = new Worker(new URL(SCRIPT, import.meta.url), { resourceLimits });
  // Who waits for an answer gets the error; after that it concerns nobody.
  thread.on('error', () => undefined);
  return thread;
}

/** Ends the threads. Without this the command would not end. */
export async function endThreads(): Promise<void> {
  await Promise.all(idle.splice(0).map(({ thread }) => thread.terminate()));
}
