import type { Change } from '@/utils/messaging/protocol/change';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import type { Check, Job, Run, Verdict } from '@/utils/model/evidence';
import type { JobId } from '@/utils/model/ids';
import type { RunState } from '@/utils/storage/run-repository';
import { timeLeft } from '@/utils/verify/time-left';

/** Counts the progress of a run that this background drives, and tells it to the open pages. */
export interface RunLedger {
  readonly run: Run;
  readonly isDone: () => boolean;
  readonly begin: (job: Job) => void;
  /** `checks`: the stored checks of the finished job; null if its page is read again. */
  readonly end: (job: Job, checks: readonly Check[] | null) => void;
  readonly progress: () => RunProgress;
  readonly isPaused: () => boolean;
  /** Tells how the run continues, and whatever was not told yet. */
  readonly tell: (state: RunProgress['state']) => void;
}

/** Tells open pages how far a run is. */
export type TellRun = (change: Extract<Change, { kind: 'run' }>) => void;

/**
 * In milliseconds. Rendering the results of every page separately would cost the panel more than
 * the reading.
 */
const TELL_EVERY_MS = 200;

/** `mustWait`: milliseconds until the next page of the run may be read. */
export function createRunLedger(state: RunState, mustWait: () => number, tell: TellRun): RunLedger {
  const { run } = state;
  const verdicts: Partial<Record<Verdict, number>> = { ...state.verdicts };
  const reading = new Map<JobId, string>();
  let told: RunProgress['state'] = 'running';
  /** The start of this period of reading, and the progress at that time. */
  let since = { at: performance.now(), pagesDone: state.jobsDone };
  let pagesDone = state.jobsDone;
  let clipsDone = state.clipsDone;
  let untold: Check[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  const progress = (): RunProgress => ({
    runId: run.id,
    state: told,
    pages: state.jobs,
    pagesDone,
    clips: state.clips,
    clipsDone,
    verdicts: { ...verdicts },
    reading: [...reading.values()].at(-1) ?? null,
    timeLeft:
      told === 'running'
        ? timeLeft({
            pagesRead: pagesDone - since.pagesDone,
            elapsed: performance.now() - since.at,
            pagesLeft: state.jobs - pagesDone,
            mustWait: mustWait(),
          })
        : null,
  });
  const tellNow = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const checks = untold;
    untold = [];
    tell({ kind: 'run', reportId: run.reportId, progress: progress(), checks });
  };
  const tellSoon = () => {
    timer ??= setTimeout(tellNow, TELL_EVERY_MS);
  };

  return {
    run,
    isDone: () => pagesDone >= state.jobs,
    begin: (job) => {
      reading.set(job.id, job.pageKey);
      tellSoon();
    },
    end: (job, checks) => {
      reading.delete(job.id);
      if (checks !== null) {
        pagesDone += 1;
        clipsDone += job.clipIds.length;
        for (const { verdict } of checks) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
        untold.push(...checks);
      }
      tellSoon();
    },
    progress,
    isPaused: () => told === 'paused',
    tell: (as) => {
      if (as === 'running' && told === 'paused') since = { at: performance.now(), pagesDone };
      told = as;
      tellNow();
    },
  };
}

/** Returns the progress of a run that is not driven now. */
export function restingProgress(state: RunState): RunProgress {
  return {
    runId: state.run.id,
    state: state.paused ? 'paused' : 'running',
    pages: state.jobs,
    pagesDone: state.jobsDone,
    clips: state.clips,
    clipsDone: state.clipsDone,
    verdicts: state.verdicts,
    reading: null,
    timeLeft: null,
  };
}
