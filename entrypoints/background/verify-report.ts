import type {
  Nothing,
  PageReplies,
  pageRequests,
  RequestOf,
  RunProgress,
} from '@/utils/messaging/protocol';
import type { Check, Job, Run } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { newId, type RunId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { startAlarm, stopAlarm } from '@/utils/platform/alarms';
import { broadcastChange } from '@/utils/platform/changes';
import { closeOffscreen, needsOffscreen } from '@/utils/platform/offscreen';
import type { Library } from '@/utils/storage/library';
import { checkJob, giveUp, type RunEvidence, runEvidence } from './check-job';
import { liveClipIds } from './clips-in-reports';
import { now, useLibrary } from './open-library';

/** Wakes the worker while there are runs under way. */
export const RUN_ALARM = 'pincite-runs';
/** A page takes at most 20 s for each hop; a lease outlives the longest honest reading. */
const LEASE_MS = 60_000;
/** A page that each time stops the worker that reads it is given up after so many times. */
const MAX_ATTEMPTS = 4;
/** Pages read at once, each of another host. */
const READERS = 4;

const driving = new Map<RunId, Promise<void>>();

/** Stores a run with a job for each page, and starts on it. */
export async function startRun(
  request: RequestOf<typeof pageRequests, 'run.start'>,
): Promise<Result<PageReplies['run.start'], Failure>> {
  const { runId, reportId, clipIds } = request;
  return useLibrary(async (library) => {
    const live = await liveClipIds(library, reportId);
    if (!live.ok) return live;
    const evidence = await library.loadEvidence(reportId);
    if (!evidence.ok) return evidence;
    const urls = new Map(evidence.value.sources.map(({ id, url }) => [id, url]));
    const asked = clipIds === null ? null : new Set(clipIds);
    const pages = new Map<string, Job['clipIds']>();
    for (const clip of evidence.value.clips) {
      const url = urls.get(clip.sourceId);
      if (url === undefined || clip.kind !== 'quote' || !live.value.has(clip.id)) continue;
      if (asked !== null && !asked.has(clip.id)) continue;
      const pageKey = url.split('#', 1)[0] ?? url;
      pages.set(pageKey, [...(pages.get(pageKey) ?? []), clip.id]);
    }
    if (pages.size === 0) return err(failure('nothing_to_check'));
    const run: Run = {
      id: runId,
      reportId,
      trigger: 'manual',
      startedAt: now(),
      finishedAt: null,
      cancelled: false,
    };
    const jobs = Array.from(
      pages,
      ([pageKey, ids]): Job => ({
        id: newId<'job'>(),
        runId,
        pageKey,
        clipIds: ids,
        state: 'waiting',
        leaseUntil: null,
        attempts: 0,
        notBefore: null,
      }),
    );
    const started = await library.startRun(run, jobs);
    if (!started.ok) return started;
    await startAlarm(RUN_ALARM);
    drive(run);
    return ok({
      pages: jobs.length,
      clips: jobs.reduce((sum, job) => sum + job.clipIds.length, 0),
    });
  });
}

export function cancelRun(runId: RunId): Promise<Result<Nothing, Failure>> {
  return useLibrary(async (library) => {
    const state = await library.runState(runId);
    if (!state.ok) return state;
    const cancelled = await library.cancelRun(runId);
    if (!cancelled.ok) return cancelled;
    tell(state.value.run, { ...progressOf(state.value), state: 'cancelled', reading: null }, []);
    return ok({});
  });
}

/** Takes up what a stopped worker or a closed browser left undone. */
export async function resumeRuns(): Promise<void> {
  for (const run of await unfinishedRuns()) {
    // A check of the user's own tab is of that moment. Fetching would contact the site unasked.
    if (run.trigger === 'page') await cancelRun(run.id);
    else drive(run);
  }
}

async function unfinishedRuns(): Promise<readonly Run[]> {
  const unfinished = await useLibrary((library) => library.unfinishedRuns());
  if (!unfinished.ok) return [];
  if (unfinished.value.length === 0) await stopAlarm(RUN_ALARM);
  return unfinished.value;
}

function drive(run: Run): void {
  if (driving.has(run.id)) return;
  const driven = driveRun(run)
    .catch((cause: unknown) => {
      // The alarm comes back to it; what was found is stored already.
      console.error('run', run.id, cause);
    })
    .finally(() => {
      driving.delete(run.id);
      if (driving.size === 0) void rest();
    });
  driving.set(run.id, driven);
}

/** Jobs that may not be read yet are left to the alarm; at once would be a loop without a pause. */
async function rest(): Promise<void> {
  if (needsOffscreen()) await closeOffscreen();
  await unfinishedRuns();
}

async function driveRun(run: Run): Promise<void> {
  // One driver for each run, in the one worker: what is leased now was a stopped worker's.
  const released = await useLibrary((library) => library.releaseJobs(run.id));
  if (!released.ok) return;
  const evidence = await useLibrary((library) => library.loadEvidence(run.reportId));
  if (!evidence.ok) return;
  const known = runEvidence(evidence.value);
  const busyHosts = new Set<string>();
  await Promise.all(Array.from({ length: READERS }, () => readJobs(run, known, busyHosts)));
  const state = await useLibrary((library) => library.runState(run.id));
  if (!state.ok || state.value.run.finishedAt !== null) return;
  if (state.value.nextAt !== null || state.value.leased > 0) return;
  const finished = await useLibrary((library) => library.finishRun(run.id));
  if (!finished.ok) return;
  tell(run, { ...progressOf(state.value), state: 'finished', reading: null }, []);
}

/** Reads one page after another until none is left that may be read now. */
async function readJobs(run: Run, evidence: RunEvidence, busyHosts: Set<string>): Promise<void> {
  for (;;) {
    const leased = await useLibrary((library) => lease(library, run, busyHosts));
    if (!leased.ok || leased.value === null) return;
    const job = leased.value;
    const host = hostOf(job);
    try {
      await report(run, job.pageKey, []);
      const outcome =
        job.attempts > MAX_ATTEMPTS
          ? giveUp(run, job, evidence)
          : await checkJob(run, job, evidence);
      const recorded = await useLibrary((library) => library.completeJob(job.id, outcome));
      if (!recorded.ok) {
        await useLibrary((library) => library.releaseJob(job.id, { notBefore: later() }));
        return;
      }
      if (recorded.value.recorded) await report(run, null, outcome.checks);
    } finally {
      busyHosts.delete(host);
    }
  }
}

async function lease(
  library: Library,
  run: Run,
  busyHosts: Set<string>,
): Promise<Result<Job | null, Failure>> {
  // The host is taken while choosing: two readers that ask at once must not both get it.
  let taken: string | null = null;
  const leased = await library.leaseJob(run.id, {
    now: now(),
    leaseMs: LEASE_MS,
    accepts: (job) => {
      const host = hostOf(job);
      if (taken !== null || busyHosts.has(host)) return false;
      taken = host;
      busyHosts.add(host);
      return true;
    },
  });
  if (taken !== null && (!leased.ok || leased.value === null)) busyHosts.delete(taken);
  return leased;
}

function hostOf(job: Job): string {
  return URL.canParse(job.pageKey) ? new URL(job.pageKey).host : job.pageKey;
}

function later(): string {
  return new Date(Date.now() + LEASE_MS).toISOString();
}

async function report(run: Run, reading: string | null, checks: readonly Check[]): Promise<void> {
  const state = await useLibrary((library) => library.runState(run.id));
  if (state.ok && state.value.run.finishedAt === null) {
    tell(run, { ...progressOf(state.value), reading }, checks);
  }
}

function progressOf(state: {
  readonly run: Run;
  readonly jobs: number;
  readonly jobsDone: number;
  readonly clips: number;
  readonly clipsDone: number;
}): Omit<RunProgress, 'reading'> {
  return {
    runId: state.run.id,
    state: 'running',
    pages: state.jobs,
    pagesDone: state.jobsDone,
    clips: state.clips,
    clipsDone: state.clipsDone,
  };
}

function tell(run: Run, progress: RunProgress, checks: readonly Check[]): void {
  broadcastChange({ kind: 'run', reportId: run.reportId, progress, checks });
}
