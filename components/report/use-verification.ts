import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/acts';
import { request } from '@/utils/messaging/client';
import type { RunProgress } from '@/utils/messaging/protocol';
import { isPass } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId, type RunId } from '@/utils/model/ids';
import type { OpenReport } from './use-report';

export interface Verification {
  /** The run under way, its progress once that is known; null where there is none. */
  readonly run: { readonly id: RunId; readonly progress: RunProgress | null } | null;
  /** Call it inside the click: the permission is asked for before anything is awaited. */
  readonly start: (patterns: readonly string[], clipIds: readonly ClipId[] | null) => void;
  readonly cancel: () => void;
}

/** Starts a report's verification, follows it and says how it ended. */
export function useVerification(
  report: OpenReport | null,
  acts: Acts,
  say: (text: string) => void,
  fail: (failure: Failure) => void,
): Verification {
  const [asked, setAsked] = useState<RunId | null>(null);
  const told = useRef<string | null>(null);
  const progress = report?.progress ?? null;
  const latest = report?.evidence.latestRun ?? null;
  const views = report?.views;

  useEffect(() => {
    if (progress === null || progress.state === 'running') return;
    if (progress.runId === asked) setAsked(null);
    if (told.current === progress.runId) return;
    told.current = progress.runId;
    if (progress.state === 'cancelled') {
      say(i18n.t('run_cancelled'));
      return;
    }
    const checks = [...(views?.values() ?? [])].flatMap((view) =>
      view.check?.runId === progress.runId ? [view.check] : [],
    );
    const stand = checks.filter((check) => isPass(check.verdict)).length;
    say(i18n.t('run_finished', [stand, Math.max(progress.clips, checks.length)]));
  }, [progress, asked, views, say]);

  const start = (patterns: readonly string[], clipIds: readonly ClipId[] | null) => {
    if (report === null) return;
    // Without a site there is nothing to ask; such clips get their verdict without reading.
    const answer = patterns.length === 0 ? Promise.resolve(true) : acts.requestOrigins(patterns);
    const runId: RunId = newId<'run'>();
    const { reportId } = report.replica;
    const run = async () => {
      if (!(await answer)) return fail(failure('permission_refused'));
      setAsked(runId);
      // What was just typed is judged with the rest.
      await report.replica.flush();
      const started = await request('run.start', {
        runId,
        reportId,
        clipIds: clipIds === null ? null : [...clipIds],
      });
      if (started.ok) return;
      setAsked(null);
      fail(started.error);
    };
    void run();
  };

  const running = runningId(progress, asked, latest);
  return {
    run:
      running === null
        ? null
        : { id: running, progress: progress?.runId === running ? progress : null },
    start,
    cancel: () => {
      if (running === null) return;
      void request('run.cancel', { runId: running }).then((reply) => {
        if (!reply.ok) fail(reply.error);
      });
    },
  };
}

function runningId(
  progress: RunProgress | null,
  asked: RunId | null,
  latest: OpenReport['evidence']['latestRun'],
): RunId | null {
  if (progress?.state === 'running') return progress.runId as RunId;
  if (asked !== null) return asked;
  // A run that another page started, or that goes on after a restart.
  const open = latest !== null && latest.finishedAt === null && !latest.cancelled;
  return open && progress?.runId !== latest.id && latest.trigger !== 'page' ? latest.id : null;
}
