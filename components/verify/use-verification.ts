import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Acts } from '@/components/state/acts';
import type { OpenReport } from '@/components/state/use-report';
import { request } from '@/utils/messaging/client';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import { CHECK_GROUPS, groupVerdicts } from '@/utils/model/check-state';
import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId, type ReportId, type RunId } from '@/utils/model/ids';
import type { ReadingOptions } from '@/utils/verify/reading-options';

export interface Verification {
  /** The running or paused run, with its progress when that is known. Null if there is none. */
  readonly run: { readonly id: RunId; readonly progress: RunProgress | null } | null;
  /**
   * Call it inside the click handler, because the permission is asked for before anything is
   * awaited.
   */
  readonly start: (
    patterns: readonly string[],
    clipIds: readonly ClipId[] | null,
    /** How the report may be read from now on. Without them, as before. */
    options?: ReadingOptions,
  ) => void;
  readonly pause: (paused: boolean) => void;
  readonly cancel: () => void;
}

/** Starts the verification of a report, follows it, and shows its result. */
export function useVerification(
  report: OpenReport | null,
  acts: Acts,
  say: (text: string) => void,
  fail: (failure: Failure) => void,
): Verification {
  const [asked, setAsked] = useState<RunId | null>(null);
  const found = useProgressAtFirst(report?.replica.reportId ?? null);
  const told = useRef<string | null>(null);
  const progress = report?.progress ?? found;

  useEffect(() => {
    if (progress === null || progress.state === 'running') return;
    if (progress.runId === asked) setAsked(null);
    if (progress.state === 'paused' || told.current === progress.runId) return;
    told.current = progress.runId;
    if (progress.state === 'cancelled') {
      say(i18n.t('run_cancelled'));
      return;
    }
    say(i18n.t('run_finished', progress.clips, [progress.clips, resultWords(progress)]));
  }, [progress, asked, say]);

  const start: Verification['start'] = (patterns, clipIds, options) => {
    if (report === null) return;
    // Without a site no permission is needed. Such clips get a verdict without being read.
    const answer = patterns.length === 0 ? Promise.resolve(true) : acts.requestOrigins(patterns);
    const runId: RunId = newId<'run'>();
    const { reportId } = report.replica;
    const run = async () => {
      if (!(await answer)) {
        if (options !== undefined) await keepLeftOut(acts, reportId, options);
        return fail(failure('permission_refused'));
      }
      setAsked(runId);
      if (options !== undefined) await acts.writeReadingOptions(reportId, options);
      // Edits are stored first, so that they are judged too.
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

  const running = runningId(progress, asked);
  return {
    run:
      running === null
        ? null
        : { id: running, progress: progress?.runId === running ? progress : null },
    start,
    pause: (paused) => {
      if (running === null) return;
      void request('run.pause', { runId: running, paused }).then((reply) => {
        if (!reply.ok) fail(reply.error);
      });
    },
    cancel: () => {
      if (running === null) return;
      void request('run.cancel', { runId: running }).then((reply) => {
        if (!reply.ok) fail(reply.error);
      });
    },
  };
}

/** Keeps which sites were unticked, but nothing else of what the browser's question refused. */
async function keepLeftOut(
  acts: Acts,
  reportId: ReportId,
  { leftOut }: ReadingOptions,
): Promise<void> {
  await acts.writeReadingOptions(reportId, {
    ...(await acts.readReadingOptions(reportId)),
    leftOut,
  });
}

/** Lists the results of a run by group: "4 stand, 75 located, 2 gone". */
function resultWords({ verdicts }: RunProgress): string {
  const counts = groupVerdicts(verdicts);
  return CHECK_GROUPS.filter((group) => counts[group] > 0)
    .map((group) => `${counts[group].toString()} ${i18n.t(`group_${group}`, counts[group])}`)
    .join(', ');
}

/**
 * Returns the progress of the report's run when the page opened. The run may continue, or stay
 * paused, after a restart.
 */
function useProgressAtFirst(reportId: ReportId | null): RunProgress | null {
  const [known, setKnown] = useState<RunProgress | null>(null);
  useEffect(() => {
    let left = false;
    setKnown(null);
    if (reportId === null) return;
    void request('run.progress', { reportId }).then((reply) => {
      if (!left && reply.ok) setKnown(reply.value.progress);
    });
    return () => {
      left = true;
    };
  }, [reportId]);
  return known;
}

function runningId(progress: RunProgress | null, asked: RunId | null): RunId | null {
  if (progress?.state === 'running' || progress?.state === 'paused') {
    return progress.runId as RunId;
  }
  return asked;
}
