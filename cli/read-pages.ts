import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '@/utils/model/evidence';
import { type JobId, newId } from '@/utils/model/ids';
import type { FetchedBody } from '@/utils/page/judge-page';
import type { ReadDocument } from '@/utils/page/read-document';
import { documentKind } from '@/utils/verify/document-kind';
import { followHops, type HopAnswer, type ReadAnswer } from '@/utils/verify/follow-hops';
import { judgeFailure } from '@/utils/verify/judge-failure';
import type { JudgedClip } from '@/utils/verify/judge-quote';
import type { Judgement } from '@/utils/verify/judgement';
import { type NextStep, planNextStep } from '@/utils/verify/politeness';
import { createSchedule, hostOf } from '@/utils/verify/schedule';
import type { RequestAnswer } from './request-address';

/** A page with the quotes that are judged on it. */
export interface PageToRead {
  readonly url: string;
  readonly quotes: readonly JudgedClip[];
}

export interface PageRead {
  /** The text of the page; '' if it could not be read, or is not kept. */
  readonly text: string;
  /** Where the page was read; null if it was not read. */
  readonly finalUrl: string | null;
  /** When the page was stored, ISO 8601 UTC; null if it was requested now or could not be read. */
  readonly seenAt: string | null;
  /** One for each quote, in order. */
  readonly judgements: readonly Judgement[];
}

export interface ReadingPorts {
  request(url: string): Promise<RequestAnswer>;
  /** `returnsText`: whether the text of the result is needed; it may be '' otherwise. */
  judge(page: FetchedBody, returnsText: boolean): Promise<ReadDocument>;
  /** See `RequestOptions`. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Whether the texts of the pages are kept; they take much memory. */
  readonly keepsTexts: boolean;
  /** Called when a page is done. */
  onRead?(done: number, total: number): void;
  /** Ends the reading, which then rejects. `request` and `judge` must end with it. */
  readonly signal?: AbortSignal | undefined;
}

/** Pages that are read at the same time, each from another host. */
const READERS = 6;

const GIVEN_UP = { silent: 'network-error', resting: 'not-run' } as const;

interface Read extends ReadDocument {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly seenAt: string | null;
}

/** A page that may not be requested is not tried again. */
const LAST_STEP: NextStep = { againAt: null, hostRestsUntil: null, health: 'well' };

/**
 * Reads pages and judges their quotes: one request at a time to each host, a few hosts at the same
 * time, in the order and with the waits of the extension. Returns the result of each page, in
 * order. Never rejects because of a page, only because of the signal.
 */
export async function readPages(
  pages: readonly PageToRead[],
  ports: ReadingPorts,
): Promise<readonly PageRead[]> {
  const schedule = createSchedule({ readers: READERS });
  const request = oneAtATime(ports.request);
  const results = new Map<JobId, PageRead>();
  const waiting = pages.map((page) => ({ page, job: jobFor(page.url) }));
  const byJob = new Map(waiting.map(({ page, job }) => [job.id, page]));
  for (const { job } of waiting) schedule.add(job);
  let done = 0;
  const end = () => ports.onRead?.(++done, pages.length);

  const read = async (job: Job, page: PageToRead) => {
    const answer = await readPage(page, { ...ports, request });
    const result = resultOf(answer, page);
    results.set(job.id, ports.keepsTexts ? result : { ...result, text: '' });
    const attempts = job.attempts + 1;
    const about = answer.kind === 'read' ? answer.value : { status: null, retryAfter: null };
    const failed = answer.kind === 'failed' ? answer.reason : null;
    const step =
      failed === 'not-run'
        ? LAST_STEP
        : planNextStep(
            { status: about.status, retryAfter: about.retryAfter, failed },
            { attempts, now: Date.now(), random: Math.random },
          );
    schedule.end(job.id, step);
    if (step.againAt === null) end();
    else schedule.add({ ...job, attempts, notBefore: new Date(step.againAt).toISOString() });
  };

  const reading = new Set<Promise<void>>();
  const { signal } = ports;
  for (;;) {
    if (signal?.aborted === true) {
      await Promise.allSettled(reading);
      signal.throwIfAborted();
    }
    const next = schedule.next(Date.now());
    if (next.kind === 'empty') break;
    if (next.kind === 'wait') {
      await endOfOne(reading, next.until, signal);
      continue;
    }
    const page = byJob.get(next.job.id);
    if (page === undefined) continue;
    if (next.kind === 'give-up') {
      // What an earlier reading of the page found says more.
      const known = results.get(next.job.id);
      const reason = GIVEN_UP[next.because];
      const host = hostOf(page.url);
      const failed = { kind: 'failed', reason, detail: host, finalUrl: null } as const;
      results.set(next.job.id, known ?? resultOf(failed, page));
      schedule.end(next.job.id, { againAt: null, hostRestsUntil: null, health: 'ailing' });
      end();
      continue;
    }
    const task = read(next.job, page).finally(() => reading.delete(task));
    reading.add(task);
  }
  return waiting.flatMap(({ job }) => results.get(job.id) ?? []);
}

function jobFor(pageKey: string): Job {
  return {
    id: newId<'job'>(),
    runId: newId<'run'>(),
    pageKey,
    clipIds: [],
    state: 'waiting',
    leaseUntil: null,
    attempts: 0,
    notBefore: null,
  };
}

/** Waits until one reading has ended, or until a time in milliseconds since 1970. */
async function endOfOne(
  reading: Iterable<Promise<void>>,
  until: number | null,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (until === null) return Promise.race(reading);
  const over = new AbortController();
  const ends = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal]);
  const pause = sleep(Math.max(0, until - Date.now()), undefined, { signal: ends });
  await Promise.race([...reading, pause.catch(() => undefined)]);
  over.abort();
}

function resultOf(answer: ReadAnswer<Read>, { quotes }: PageToRead): PageRead {
  if (answer.kind === 'read') {
    const { text, judgements, seenAt } = answer.value;
    return { text, judgements, seenAt, finalUrl: answer.finalUrl };
  }
  const judgement = judgeFailure(answer);
  return {
    text: '',
    judgements: quotes.map(() => judgement),
    seenAt: null,
    finalUrl: answer.finalUrl,
  };
}

/** A redirect may lead to a host that another page is being read from. */
export function oneAtATime<Rest extends readonly unknown[]>(
  request: (url: string, ...rest: Rest) => Promise<RequestAnswer>,
): (url: string, ...rest: Rest) => Promise<RequestAnswer> {
  const last = new Map<string, Promise<unknown>>();
  return (url, ...rest) => {
    const host = hostOf(url);
    const answer = (last.get(host) ?? Promise.resolve()).then(() => request(url, ...rest));
    const over = answer
      .catch(() => undefined)
      .then(() => {
        if (last.get(host) === over) last.delete(host);
      });
    last.set(host, over);
    return answer;
  };
}

/** Reads one page through its redirects. */
function readPage(page: PageToRead, ports: ReadingPorts): Promise<ReadAnswer<Read>> {
  return followVetted(page.url, (url) => contact(url, page, ports), ports.allowedHosts);
}

/** Reads an address through its redirects, each of which is vetted before it is followed. */
export function followVetted<T>(
  url: string,
  contactOne: (url: string) => Promise<HopAnswer<T>>,
  allowedHosts: ReadonlySet<string>,
): Promise<ReadAnswer<T>> {
  return followHops<T>(
    url,
    {
      contact: contactOne,
      location: () => ({ kind: 'seen', location: null }),
      // The connection was made to an address that was vetted.
      privateAddress: () => Promise.resolve(null),
      granted: () => Promise.resolve(true),
    },
    allowedHosts,
  );
}

async function contact(
  url: string,
  { url: requestedUrl, quotes }: PageToRead,
  ports: ReadingPorts,
): Promise<HopAnswer<Read>> {
  const answer = await ports.request(url);
  if (answer.kind === 'failed') return answer;
  if (answer.kind === 'redirect') {
    const { location } = answer;
    return location === null ? { kind: 'redirect' } : { kind: 'redirect', location };
  }
  const { status, contentType, headers, body, seenAt = null } = answer;
  const about = { requestedUrl, finalUrl: url, status, contentType, headers };
  const kind = documentKind(contentType, body);
  // The input of the judge is copied to its thread, and a quote may refer to a whole report.
  const pins = quotes.map(({ pin }) => ({ pin }));
  const page = { body, kind, answer: about, quotes: pins };
  const read = await ports.judge(page, ports.keepsTexts);
  const { sendsOnTo = null } = read;
  if (sendsOnTo !== null) return { kind: 'redirect', location: sendsOnTo };
  const retryAfter = headers['retry-after'] ?? null;
  return { kind: 'read', value: { ...read, status, retryAfter, seenAt } };
}
