import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createRunDriver, type RunDriver } from '@/entrypoints/background/drive-runs';
import type { Change } from '@/utils/messaging/protocol/change';
import type { Job, Run, Snapshot } from '@/utils/model/evidence';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { type Library, openLibrary } from '@/utils/storage/library';
import type { PageAnswer } from '@/utils/verify/politeness';
import {
  checkOf,
  id,
  jobOf,
  must,
  newName,
  PAGE_TEXT,
  REPORT,
  runOf,
  save,
  snapshotOf,
  sourceOf,
} from './storage/sample-evidence';

const START = Date.UTC(2026, 3, 2);
const READ: PageAnswer = { status: 200, retryAfter: null, failed: null };
const told = (retryAfter: string, status = 429): PageAnswer => ({ ...READ, status, retryAfter });
const READER_STOPPED: PageAnswer = { ...READ, status: null, failed: 'reader-stopped' };

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** What outlives a worker: the library, the sites and the clock. */
class World {
  library!: Library;
  now = START;
  /** What the sites answer, by page; each page's last answer is repeated. */
  readonly answers = new Map<string, PageAnswer[]>();
  /** The text that is read on every page; its words are not kept unless one is given. */
  text: Snapshot | null = null;
  /** Each request, as seconds since the start and the page. */
  readonly asked: string[] = [];
  readonly changes: Change[] = [];
  hasAlarm = false;
  isReaderAlive = true;
  readsAtOnce = 0;

  async open(): Promise<void> {
    const now = () => new Date(this.now).toISOString();
    this.library = must(await openLibrary({ name: newName(), now }));
    must(await this.library.createReport({ id: REPORT, title: 'Tides', language: 'en' }));
  }

  answer(page: string, ...answers: PageAnswer[]): void {
    this.answers.set(`https://${page}`, answers);
  }

  ask(page: string): PageAnswer {
    this.asked.push(`${(this.now - START) / 1_000} ${page.slice('https://'.length)}`);
    const answers = this.answers.get(page) ?? [READ];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? READ;
  }

  async verdicts(run: Run): Promise<Record<string, number>> {
    return must(await this.library.runState(run.id)).verdicts;
  }
}

/** A worker with a driver in it, whose calls have no effect once the worker is stopped. */
class Worker {
  readonly driver: RunDriver;
  private isStopped = false;
  /** Calls that have not been answered yet. */
  private pending = 0;
  private readonly sleepers = new Set<{ until: number; wake: () => void }>();

  constructor(
    private readonly world: World,
    library = world.library,
  ) {
    this.driver = createRunDriver({
      useLibrary: (act) => this.call(() => act(library)),
      readEvidence: async () =>
        ok({ pins: new Map(), clips: new Map(), sources: new Map(), checks: new Map() }),
      checkJob: (run, job) =>
        this.call(async () => {
          world.readsAtOnce = Math.max(world.readsAtOnce, this.pending);
          const answer = world.ask(job.pageKey);
          await turn();
          return checked(run, job, answer, 'verbatim', world.text);
        }),
      giveUp: (run, job, _evidence, because) => ({
        ...checked(run, job, READ, because === 'stopped' ? 'unchecked' : 'unreachable'),
      }),
      isReaderAlive: async () => world.isReaderAlive,
      closeReader: async () => undefined,
      holdReader: () => async () => undefined,
      startAlarm: async () => {
        world.hasAlarm = true;
      },
      stopAlarm: async () => {
        world.hasAlarm = false;
      },
      tell: (change) => world.changes.push(change),
      now: () => world.now,
      random: () => 0,
      sleep: (ms, woken) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const sleeper = { until: world.now + ms, wake: resolve };
        this.sleepers.add(sleeper);
        return Promise.race([promise, woken]).then(() => void this.sleepers.delete(sleeper));
      },
    });
  }

  /** Lets the worker work until it waits for a time or has nothing left. */
  async settle(isOver: () => boolean = () => false): Promise<void> {
    for (let idle = 0; idle < 3 && !isOver(); ) {
      await turn();
      idle = this.pending > 0 ? 0 : idle + 1;
    }
  }

  /** Lets the worker work, and the time pass while it waits, until nothing is left. */
  async work(): Promise<void> {
    for (;;) {
      await this.settle();
      const [next] = [...this.sleepers].sort((a, b) => a.until - b.until);
      if (next === undefined) return;
      this.world.now = Math.max(this.world.now, next.until);
      next.wake();
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  private async call<T>(act: () => Promise<T>): Promise<T> {
    if (this.isStopped) return new Promise<never>(() => undefined);
    this.pending += 1;
    const answer = await act().finally(() => {
      this.pending -= 1;
    });
    return this.isStopped ? new Promise<never>(() => undefined) : answer;
  }
}

function checked(
  run: Run,
  job: Job,
  answer: PageAnswer,
  verdict: 'verbatim' | 'unreachable' | 'unchecked' = 'verbatim',
  text: Snapshot | null = null,
) {
  const checks = job.clipIds.map((clipId) => ({
    ...checkOf(run, 1),
    clipId,
    verdict: answer.status === 429 ? ('blocked' as const) : verdict,
    snapshotId: text?.id ?? null,
  }));
  return { outcome: { checks, snapshots: text === null ? [] : [text] }, answer };
}

let world: World;
beforeEach(async () => {
  world = new World();
  await world.open();
});

let runs = 0;
/** Stores a run over these pages, of one clip each. */
async function storeRun(...pages: readonly string[]): Promise<Run> {
  runs += 1;
  const run = runOf(runs);
  const jobs: Job[] = [];
  for (const [at, page] of pages.entries()) {
    const n = runs * 100 + at;
    await save(world.library, n);
    jobs.push({ ...jobOf(n, run, [id(2_000 + n)]), pageKey: `https://${page}` });
  }
  must(await world.library.startRun(run, jobs));
  return run;
}

/** Starts a worker that takes up the run, as a worker does that the alarm woke. */
async function wake(run: Run, library = world.library): Promise<Worker> {
  const worker = new Worker(world, library);
  await worker.driver.takeUpRun(run);
  return worker;
}

describe('a run', () => {
  test('reads each page once, one at a time from a site, and ends', async () => {
    const run = await storeRun('a.example/1', 'a.example/2', 'b.example/1', 'c.example/1');
    const worker = await wake(run);
    expect(world.hasAlarm).toBe(true);
    await worker.work();
    expect(world.asked).toEqual([
      '0 a.example/1',
      '0 b.example/1',
      '0 c.example/1',
      '0 a.example/2',
    ]);
    expect(must(await world.library.runState(run.id)).run.finishedAt).not.toBeNull();
    expect(await world.verdicts(run)).toEqual({ verbatim: 4 });
    expect([world.hasAlarm, worker.driver.drivenProgress(run.id)]).toEqual([false, null]);
    expect(world.changes.at(-1)).toMatchObject({
      progress: { state: 'finished', pages: 4, pagesDone: 4, clipsDone: 4 },
    });
  });

  test('tells its checks with the stored text, also when the page has not changed', async () => {
    const run = await storeRun('a.example/1');
    const [before] = must(await world.library.loadEvidence(REPORT)).clips;
    // The page is read again, and its text is equal to the one that was stored with the clip.
    const n = runs * 100;
    world.text = await snapshotOf(900, sourceOf(n).id, `${PAGE_TEXT} ${n}`);
    const worker = await wake(run);
    await worker.work();
    const told = world.changes.flatMap((change) => (change.kind === 'run' ? change.checks : []));
    const stored = must(await world.library.loadEvidence(REPORT)).checks;
    expect(told.map(({ snapshotId }) => snapshotId)).toEqual([before?.snapshotId]);
    expect(told.map(({ snapshotId }) => snapshotId)).toEqual(
      stored.map(({ snapshotId }) => snapshotId),
    );
  });

  test('hands over its results before it is stored as ended', async () => {
    const run = await storeRun('a.example/1');
    const ends: unknown[] = [];
    const worker = new Worker(world);
    worker.driver.onRunDone(async ({ id: runId }) => {
      ends.push(must(await world.library.runState(runId)));
    });
    await worker.driver.takeUpRun(run);
    await worker.work();
    expect(ends).toMatchObject([{ run: { id: run.id, finishedAt: null }, jobsDone: 1 }]);
  });

  test('ends although its results could not be handed over', async () => {
    const run = await storeRun('a.example/1');
    const worker = new Worker(world);
    worker.driver.onRunDone(() => Promise.reject(new Error('No notice')));
    await worker.driver.takeUpRun(run);
    await worker.work();
    expect(must(await world.library.runState(run.id)).run.finishedAt).not.toBeNull();
  });

  test('that is paused asks no further page, needs no alarm, and goes on when it is taken up', async () => {
    const run = await storeRun('a.example/1', 'a.example/2', 'a.example/3');
    const worker = await wake(run);
    await worker.settle(() => world.asked.length === 1);
    must(await world.library.pauseRun(run.id, true));
    expect(worker.driver.leaveRun(run.id, 'paused')).toBe(true);
    await worker.work();
    expect([world.asked, world.hasAlarm]).toEqual([['0 a.example/1'], false]);
    expect(must(await world.library.runState(run.id))).toMatchObject({ jobsDone: 1, paused: true });
    must(await world.library.pauseRun(run.id, false));
    await worker.driver.takeUpRun(run);
    await worker.work();
    expect(world.asked).toEqual(['0 a.example/1', '0 a.example/2', '0 a.example/3']);
  });

  test('that is cancelled asks no further page and keeps what was found before', async () => {
    const run = await storeRun('a.example/1', 'a.example/2', 'a.example/3');
    const worker = await wake(run);
    await worker.settle(() => world.asked.length === 2);
    must(await world.library.cancelRun(run.id));
    expect(worker.driver.leaveRun(run.id, 'cancelled')).toBe(true);
    await worker.work();
    expect(world.asked).toHaveLength(2);
    expect(await world.verdicts(run)).toEqual({ verbatim: 1 });
    expect(worker.driver.leaveRun(run.id, 'cancelled')).toBe(false);
  });

  test('that a stopped worker left is read to its end by the next, without the pages that are done', async () => {
    const run = await storeRun('a.example/1', 'a.example/2', 'b.example/1');
    const first = await wake(run);
    await first.settle(() => world.asked.length === 3);
    first.stop();
    await (await wake(run)).work();
    expect(await world.verdicts(run)).toEqual({ verbatim: 3 });
    const requests = world.asked.map((each) => each.slice(2));
    expect(requests.filter((page) => page === 'a.example/1')).toHaveLength(1);
  });

  test('gives up a page on which the reader stopped twice, and reads the others', async () => {
    world.answer('a.example/1', READER_STOPPED);
    const run = await storeRun('a.example/1', 'b.example/1');
    await (await wake(run)).work();
    expect(world.asked.filter((each) => each.endsWith('a.example/1'))).toHaveLength(2);
    expect(await world.verdicts(run)).toMatchObject({ verbatim: 2 });
  });

  test('counts the stop of a reader that died with the worker, and gives the page up at the second', async () => {
    const run = await storeRun('a.example/1');
    world.isReaderAlive = false;
    for (let times = 1; times <= 2; times += 1) {
      const worker = await wake(run);
      await worker.settle(() => world.asked.length === times);
      worker.stop();
    }
    await (await wake(run)).work();
    expect(world.asked).toHaveLength(2);
    expect(await world.verdicts(run)).toEqual({ unchecked: 1 });
  });

  test('whose results can’t be stored leaves the page open and keeps the alarm', async () => {
    const run = await storeRun('a.example/1');
    const worker = await wake(run, {
      ...world.library,
      completeJob: async () => err(failure('quota_exceeded')),
    });
    await worker.work();
    expect(world.hasAlarm).toBe(true);
    expect(must(await world.library.openJobs(run.id))).toMatchObject([{ state: 'waiting' }]);
    await (await wake(run)).work();
    expect(await world.verdicts(run)).toEqual({ verbatim: 1 });
  });
});

describe('a site that asks for a rest', () => {
  const PAGES = ['a.example/1', 'a.example/2', 'b.example/1'] as const;

  test.each([
    ['429', told('60')],
    ['503', told('60', 503)],
    ['429, with a date', told('Thu, 02 Apr 2026 00:01:00 GMT')],
  ])('is left alone until then: %s', async (_name, answer) => {
    world.answer('a.example/1', answer, READ);
    const run = await storeRun(...PAGES);
    await (await wake(run)).work();
    expect(world.asked.slice(0, 2)).toEqual(['0 a.example/1', '0 b.example/1']);
    expect(world.asked.slice(2).sort()).toEqual(['60 a.example/1', '60 a.example/2']);
  });

  test('is left alone until then also after the worker stopped', async () => {
    world.answer('a.example/1', told('60'), READ);
    const run = await storeRun(...PAGES);
    const first = await wake(run);
    await first.settle();
    first.stop();
    world.now += 10_000;
    await (await wake(run)).work();
    expect(world.asked.slice(2).sort()).toEqual(['60 a.example/1', '60 a.example/2']);
  });

  test('for longer than a run waits is not asked again in the run', async () => {
    world.answer('a.example/1', told('3600'));
    const run = await storeRun(...PAGES);
    await (await wake(run)).work();
    expect(world.asked).toEqual(['0 a.example/1', '0 b.example/1']);
    expect(await world.verdicts(run)).toEqual({ blocked: 1, unreachable: 1, verbatim: 1 });
  });

  test('for longer than a run waits is not asked again in the run, also after the worker stopped', async () => {
    world.answer('a.example/1', told('3600'));
    const run = await storeRun(...PAGES);
    const first: Worker = await wake(run, {
      ...world.library,
      completeJob: async (jobId, outcome, ...rest) => {
        const stored = await world.library.completeJob(jobId, outcome, ...rest);
        if (outcome.checks.some(({ verdict }) => verdict === 'blocked')) first.stop();
        return stored;
      },
    });
    await first.settle();
    await (await wake(run)).work();
    expect(world.asked.filter((each) => each.includes('a.example'))).toEqual(['0 a.example/1']);
    expect(await world.verdicts(run)).toMatchObject({ blocked: 1, unreachable: 1 });
  });

  test('is left alone until then by the next run of a new worker', async () => {
    world.answer('a.example/1', told('60'), told('60'), told('60'));
    const run = await storeRun('a.example/1');
    const first = await wake(run);
    await first.work();
    first.stop();
    expect(world.asked).toEqual(['0 a.example/1', '60 a.example/1', '120 a.example/1']);
    expect(must(await world.library.runState(run.id)).run.finishedAt).not.toBeNull();
    world.answer('a.example/1', READ);
    await (await wake(await storeRun('a.example/1'))).work();
    expect(world.asked.slice(3)).toEqual(['180 a.example/1']);
  });

  test('is asked again after the clock was set back', async () => {
    world.answer('a.example/1', told('60'), READ);
    const run = await storeRun('a.example/1', 'a.example/2');
    const first = await wake(run);
    await first.settle();
    first.stop();
    world.now -= 86_400_000;
    await (await wake(run)).work();
    expect(world.asked).toHaveLength(3);
    expect(world.now).toBeLessThan(START);
  });
});
