import * as z from 'zod/mini';
import { type Job, JobSchema, type Run, RunSchema, type Verdict } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import type { ClipId, JobId, RunId } from '@/utils/model/ids';
import { err, type Result } from '@/utils/model/result';
import { endOfWait } from '@/utils/verify/politeness';
import { fallenClips } from './fallen-clips';
import { endRunRests, type HostRest, noteHostRest, readHostRests } from './host-rests';
import type { LibraryContext } from './library-context';
import { nextOrder } from './library-order';
import {
  type JobOutcome,
  OUTCOME_STORES,
  OutcomeSchema,
  type RecordedOutcome,
  recordOutcome,
} from './record-outcome';
import type { PinciteDatabase } from './schema';
import { END_STORES, type SharedChecks, shareChecks } from './share-checks';
import { Refusal } from './storage-failure';
import { writeTransaction } from './write-transaction';

type Reply<T> = Promise<Result<T, Failure>>;

/** The number of checks of a run by verdict. */
export type VerdictTally = Readonly<Partial<Record<Verdict, number>>>;

export interface RunState {
  readonly run: Run;
  readonly jobs: number;
  readonly jobsDone: number;
  readonly clips: number;
  readonly clipsDone: number;
  /** Whether the user paused the run. This outlives the browser. */
  readonly paused: boolean;
  readonly verdicts: VerdictTally;
}

export interface HostAnswer {
  /** Until when the page's host wants to be left alone, as in `HostRest`; null: no such wish. */
  readonly hostRestsUntil?: number | null;
}

export interface RunRepository {
  /** Stores a run with its jobs. An existing run with that id stays unchanged. */
  startRun(run: Run, jobs: readonly Job[]): Reply<{ readonly started: boolean }>;
  /**
   * Returns the jobs of a run that are neither done nor cancelled, those with the fewest attempts
   * first.
   */
  openJobs(runId: RunId): Reply<Job[]>;
  /**
   * Leases a job that is waiting, or whose lease has ended, until `now + leaseMs`. Returns null if
   * that is impossible: it is done or dropped, leased, or its time has not come.
   */
  leaseJob(
    jobId: JobId,
    lease: { readonly now: string; readonly leaseMs: number },
  ): Reply<Job | null>;
  /**
   * Stores the results of a job and marks it as done, in one transaction. For a done or cancelled
   * job nothing is stored, and `recorded` is false. A clip that was purged meanwhile gets no check,
   * and what only its check names is not stored either. The stored checks are returned, because a
   * check names an equal text that was stored before.
   */
  completeJob(jobId: JobId, outcome: JobOutcome, answer?: HostAnswer): Reply<RecordedOutcome>;
  /**
   * Releases a job, which can be leased again from `notBefore` on. `died` says that the reader
   * stopped on this job.
   */
  releaseJob(
    jobId: JobId,
    options?: HostAnswer & { readonly notBefore?: string | null; readonly died?: boolean },
  ): Reply<void>;
  /** The hosts that asked to be left alone, as far as it concerns a run. */
  hostRests(runId: RunId): Reply<HostRest[]>;
  /**
   * Releases all leased jobs of a run, except the named jobs, after the process that leased them
   * has been stopped. `died` says that the reader stopped on one of them.
   */
  releaseJobs(
    runId: RunId,
    options?: { readonly except?: ReadonlySet<JobId>; readonly died?: boolean },
  ): Reply<void>;
  /** Records that a run is paused or resumed. Ignores a finished run. */
  pauseRun(runId: RunId, paused: boolean): Reply<void>;
  /** Ends a run like `finishRun`. The results that it has so far stay. */
  cancelRun(runId: RunId): Reply<readonly SharedChecks[]>;
  /** Ends a run and deletes its jobs. Returns the clips that it also checked for other reports. */
  finishRun(runId: RunId): Reply<readonly SharedChecks[]>;
  unfinishedRuns(): Reply<Run[]>;
  runState(runId: RunId): Reply<RunState>;
  /** Returns the clips that fail in a run and passed before it: see fallen-clips.ts. */
  fallenClips(runId: RunId): Reply<ClipId[]>;
}

export function createRunRepository({ connection, now }: LibraryContext): RunRepository {
  const end = (runId: RunId, cancelled: boolean): Reply<readonly SharedChecks[]> =>
    connection.use((db) =>
      writeTransaction(db, END_STORES, async (tx) => {
        const run = await tx.objectStore('runs').get(runId);
        if (run === undefined) throw new Refusal(failure('not_found', runId));
        await tx.objectStore('meta').delete(pauseKey(runId));
        await endRunRests(tx, runId, Date.parse(now()));
        let cursor = await tx.objectStore('jobs').index('byRun').openCursor(runId);
        while (cursor !== null) {
          await cursor.delete();
          cursor = await cursor.continue();
        }
        if (run.finishedAt !== null) return [];
        const ended: Run = { ...run, cancelled, finishedAt: now() };
        await tx.objectStore('runs').put(ended);
        return shareChecks(tx, ended);
      }),
    );

  return {
    startRun: async (runInput, jobsInput) => {
      const run = RunSchema.safeParse(runInput);
      const jobs = z.array(JobSchema).safeParse(jobsInput);
      if (!run.success) return err(failure('bad_message', 'run'));
      if (!jobs.success || jobs.data.some((job) => job.runId !== run.data.id)) {
        return err(failure('bad_message', 'jobs'));
      }
      return connection.use((db) =>
        writeTransaction(db, ['runs', 'jobs', 'meta'], async (tx) => {
          if ((await tx.objectStore('runs').getKey(run.data.id)) !== undefined) {
            return { started: false };
          }
          const store = tx.objectStore('jobs');
          const { foreign: _, ...own } = run.data;
          await tx.objectStore('runs').add({ ...own, order: await nextOrder(tx) });
          await Promise.all(jobs.data.map((job) => store.add(job)));
          return { started: true };
        }),
      );
    },

    openJobs: (runId) =>
      connection.use(async (db) => {
        const jobs = await db.getAllFromIndex('jobs', 'byRun', runId);
        // A job that stopped its reader before must not delay the others each time.
        return jobs.filter(isOpen).sort((a, b) => a.attempts - b.attempts);
      }),

    leaseJob: (jobId, { now: at, leaseMs }) =>
      connection.use((db) =>
        writeTransaction(db, ['jobs'], async (tx) => {
          const store = tx.objectStore('jobs');
          const job = await store.get(jobId);
          if (job === undefined || !isFree(job, Date.parse(at), leaseMs)) return null;
          const leaseUntil = new Date(Date.parse(at) + leaseMs).toISOString();
          const leased: Job = { ...job, state: 'leased', leaseUntil, attempts: job.attempts + 1 };
          await store.put(leased);
          return leased;
        }),
      ),

    completeJob: async (jobId, input, { hostRestsUntil = null } = {}) => {
      const outcome = OutcomeSchema.safeParse(input);
      if (!outcome.success) return err(failure('bad_message', 'outcome'));
      return connection.use((db) =>
        writeTransaction(db, OUTCOME_STORES, async (tx) => {
          const job = await tx.objectStore('jobs').get(jobId);
          if (job !== undefined && hostRestsUntil !== null) {
            await noteHostRest(tx, job, hostRestsUntil, Date.parse(now()));
          }
          return recordOutcome(tx, jobId, outcome.data);
        }),
      );
    },

    releaseJob: (jobId, { notBefore = null, died = false, hostRestsUntil = null } = {}) =>
      connection.use((db) =>
        writeTransaction(db, ['jobs', 'meta'], async (tx) => {
          const job = await tx.objectStore('jobs').get(jobId);
          if (job?.state !== 'leased') return;
          if (hostRestsUntil !== null) {
            await noteHostRest(tx, job, hostRestsUntil, Date.parse(now()));
          }
          await tx.objectStore('jobs').put({ ...givenBack(job, died), notBefore });
        }),
      ),

    hostRests: (runId) =>
      connection.use((db) =>
        readHostRests(db.transaction('meta', 'readonly'), runId, Date.parse(now())),
      ),

    releaseJobs: (runId, { except = new Set(), died = false } = {}) =>
      connection.use((db) =>
        writeTransaction(db, ['jobs'], async (tx) => {
          const store = tx.objectStore('jobs');
          const jobs = await store.index('byRun').getAll(runId);
          const leased = jobs.filter(({ id, state }) => state === 'leased' && !except.has(id));
          await Promise.all(leased.map((job) => store.put(givenBack(job, died))));
        }),
      ),

    pauseRun: (runId, paused) =>
      connection.use((db) =>
        writeTransaction(db, ['runs', 'meta'], async (tx) => {
          const run = await tx.objectStore('runs').get(runId);
          if (run === undefined) throw new Refusal(failure('not_found', runId));
          const meta = tx.objectStore('meta');
          if (paused && run.finishedAt === null) {
            await meta.put({ key: pauseKey(runId), value: now() });
          } else {
            await meta.delete(pauseKey(runId));
          }
        }),
      ),

    cancelRun: (runId) => end(runId, true),
    finishRun: (runId) => end(runId, false),

    unfinishedRuns: () =>
      connection.use(async (db) => {
        const runs = await db.getAll('runs');
        return runs.filter(({ finishedAt }) => finishedAt === null);
      }),

    runState: (runId) => connection.use((db) => readRunState(db, runId)),
    fallenClips: (runId) => connection.use((db) => fallenClips(db, runId)),
  };
}

function givenBack(job: Job, died: boolean): Job {
  const waiting: Job = { ...job, state: 'waiting', leaseUntil: null };
  return died ? { ...waiting, deaths: (job.deaths ?? 0) + 1 } : waiting;
}

/**
 * Whether the job can be leased. A lease or a wait longer than any that Pincite assigns comes from
 * a clock that was set back later, so the function ignores it.
 */
function isFree({ state, leaseUntil, notBefore }: Job, now: number, leaseMs: number): boolean {
  const isOver = (time: string | null, longest?: number) =>
    time === null || endOfWait(Date.parse(time), now, longest) <= now;
  return state === 'leased'
    ? isOver(leaseUntil, leaseMs)
    : state === 'waiting' && isOver(notBefore);
}

function isOpen({ state }: Job): boolean {
  return state === 'waiting' || state === 'leased';
}

function pauseKey(runId: RunId): string {
  return `paused:${runId}`;
}

async function readRunState(db: PinciteDatabase, runId: RunId): Promise<RunState> {
  const tx = db.transaction(['runs', 'jobs', 'meta', 'checks'], 'readonly');
  const [run, jobs, pausedAt, checks] = await Promise.all([
    tx.objectStore('runs').get(runId),
    tx.objectStore('jobs').index('byRun').getAll(runId),
    tx.objectStore('meta').getKey(pauseKey(runId)),
    tx.objectStore('checks').getAll(IDBKeyRange.bound([runId], [runId, []])),
  ]);
  await tx.done;
  if (run === undefined) throw new Refusal(failure('not_found', runId));
  const done = jobs.filter(({ state }) => state === 'done');
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of checks) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    run,
    jobs: jobs.length,
    jobsDone: done.length,
    clips: countClips(jobs),
    clipsDone: countClips(done),
    paused: pausedAt !== undefined,
    verdicts,
  };
}

function countClips(jobs: readonly Job[]): number {
  return jobs.reduce((sum, { clipIds }) => sum + clipIds.length, 0);
}
