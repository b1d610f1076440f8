import type { PageReplies, pageRequests } from '@/utils/messaging/protocol';
import type { Nothing, RequestOf } from '@/utils/messaging/protocol/envelope';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import type { Job, Run } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { hasPassage } from '@/utils/model/has-passage';
import { newId, type ReportId, type RunId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { withoutFragment } from '@/utils/model/url';
import { stopAlarm } from '@/utils/platform/alarms';
import { broadcastChange } from '@/utils/platform/changes';
import type { RunState } from '@/utils/storage/run-repository';
import { countedClipsOf, heldEvidence } from './clips-in-reports';
import { now, useLibrary } from './open-library';
import { drivenProgress, leaveRun, RUN_ALARM, takeUpRun } from './run-driver';
import { restingProgress } from './run-ledger';

/** Starts a run for the user. */
export function startRun(
  request: RequestOf<typeof pageRequests, 'run.start'>,
): Promise<Result<PageReplies['run.start'], Failure>> {
  return beginRun(request, 'manual');
}

/** Stores a run with a job for each page, and starts it. */
export async function beginRun(
  { runId, reportId, clipIds }: RequestOf<typeof pageRequests, 'run.start'>,
  trigger: 'manual' | 'schedule',
): Promise<Result<PageReplies['run.start'], Failure>> {
  return useLibrary(async (library) => {
    const counted = await countedClipsOf(library, reportId);
    if (!counted.ok) return counted;
    const evidence = await heldEvidence(library, reportId);
    if (!evidence.ok) return evidence;
    const pins = new Map(evidence.value.pins.map((pin) => [pin.clipId, pin]));
    const urls = new Map(evidence.value.sources.map(({ id, url }) => [id, url]));
    const asked = clipIds === null ? null : new Set(clipIds);
    const pages = new Map<string, Job['clipIds']>();
    for (const clip of evidence.value.clips) {
      const url = urls.get(clip.sourceId);
      if (
        url === undefined ||
        !hasPassage(clip, pins.get(clip.id) ?? null) ||
        !counted.value.has(clip.id)
      )
        continue;
      if (asked !== null && !asked.has(clip.id)) continue;
      const pageKey = withoutFragment(url);
      pages.set(pageKey, [...(pages.get(pageKey) ?? []), clip.id]);
    }
    if (pages.size === 0) return err(failure('nothing_to_check'));
    const run: Run = {
      id: runId,
      reportId,
      trigger,
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
    await takeUpRun(run);
    return ok({
      pages: jobs.length,
      clips: jobs.reduce((sum, job) => sum + job.clipIds.length, 0),
    });
  });
}

/** Ends a run. Its results stay, and no further page is read. */
export function cancelRun(runId: RunId): Promise<Result<Nothing, Failure>> {
  return useLibrary(async (library) => {
    const state = await library.runState(runId);
    if (!state.ok) return state;
    const cancelled = await library.cancelRun(runId);
    if (!cancelled.ok) return cancelled;
    if (!leaveRun(runId, 'cancelled')) tell(state.value, 'cancelled');
    for (const shared of cancelled.value) broadcastChange({ kind: 'evidence', ...shared });
    return ok({});
  });
}

/** Pauses a run until it is resumed, also over restarts; or resumes it. */
export function pauseRun(runId: RunId, paused: boolean): Promise<Result<Nothing, Failure>> {
  return useLibrary(async (library) => {
    const stored = await library.pauseRun(runId, paused);
    if (!stored.ok) return stored;
    const state = await library.runState(runId);
    if (!state.ok) return state;
    if (state.value.run.finishedAt !== null) return ok({});
    if (!paused) await takeUpRun(state.value.run);
    else if (!leaveRun(runId, 'paused')) tell(state.value, 'paused');
    return ok({});
  });
}

/** Returns the progress of the report's latest run; null if none is active. */
export function runProgress(
  reportId: ReportId,
): Promise<Result<PageReplies['run.progress'], Failure>> {
  return useLibrary(async (library) => {
    const unfinished = await library.unfinishedRuns();
    if (!unfinished.ok) return unfinished;
    const run = unfinished.value.findLast(
      (each) => each.reportId === reportId && each.trigger !== 'page',
    );
    if (run === undefined) return ok<PageReplies['run.progress']>({ progress: null });
    const known = drivenProgress(run.id);
    if (known !== null) return ok<PageReplies['run.progress']>({ progress: known });
    const state = await library.runState(run.id);
    return state.ok ? ok({ progress: restingProgress(state.value) }) : state;
  });
}

/**
 * Resumes the runs that a stopped worker or a closed browser left unfinished, except paused ones.
 */
export async function resumeRuns(): Promise<void> {
  const unfinished = await useLibrary((library) => library.unfinishedRuns());
  if (!unfinished.ok) return;
  if (unfinished.value.length === 0) await stopAlarm(RUN_ALARM);
  for (const run of unfinished.value) {
    // A check of the user's tab belongs to that moment. Fetching its pages would contact the site
    // without being asked.
    if (run.trigger === 'page') await cancelRun(run.id);
    else await takeUpRun(run);
  }
}

function tell(state: RunState, as: RunProgress['state']): void {
  const progress = { ...restingProgress(state), state: as };
  broadcastChange({ kind: 'run', reportId: state.run.reportId, progress, checks: [] });
}
