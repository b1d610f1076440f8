import type { Change } from '@/utils/messaging/protocol/change';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import type { Job, Run } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { JobId, ReportId, RunId } from '@/utils/model/ids';
import type { Result } from '@/utils/model/result';
import { endOfWait, type NextStep, planNextStep } from '@/utils/verify/politeness';
import { createSchedule } from '@/utils/verify/schedule';
import type { CheckedPage, checkJob, giveUp, RunEvidence } from './check-job';
import type { useLibrary } from './open-library';
import { createRunLedger, type RunLedger } from './run-ledger';

/**
 * In milliseconds. Each hop takes at most 20 s; a lease is longer than the longest normal reading.
 */
const LEASE_MS = 300_000;
/** A page is given up if reading it stopped the worker this often, not counting polite retries. */
const MAX_ATTEMPTS = 8;
/** After the reader has stopped on a page this often, the run does not read the page again. */
const MAX_DEATHS = 2;
/** The number of pages that are read at the same time, each from another host. */
const READERS = 4;
/** In milliseconds. No timer is set for longer, because the alarm comes more often. */
const LONGEST_SLEEP_MS = 30_000;

const NOTHING_LEARNT: NextStep = { againAt: null, hostRestsUntil: null, health: 'well' };

/** What a driver needs of the browser, the clock and the other parts of the background. */
export interface RunPorts {
  readonly useLibrary: typeof useLibrary;
  /** What a run's clips say and where. */
  readonly readEvidence: (reportId: ReportId) => Promise<Result<RunEvidence, Failure>>;
  readonly checkJob: typeof checkJob;
  readonly giveUp: typeof giveUp;
  readonly isReaderAlive: () => Promise<boolean>;
  /** Ends what a stopped worker had asked the reader for. */
  readonly closeReader: () => Promise<void>;
  /** Keeps the worker awake and the reader open until the returned function is called. */
  readonly holdReader: () => () => Promise<void>;
  /** The alarm that wakes the worker while there are runs under way. */
  readonly startAlarm: () => Promise<void>;
  readonly stopAlarm: () => Promise<void>;
  readonly tell: (change: Change) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  /** Waits so many milliseconds, or until `woken` resolves. */
  readonly sleep: (ms: number, woken: Promise<void>) => Promise<void>;
}

export interface RunDriver {
  /**
   * Registers what happens with a run when all its results are stored. It can be called twice for
   * one run.
   */
  onRunDone(act: (run: Run) => Promise<void>): void;
  /**
   * Continues a run from its stored state, also after a pause. A run that is already driven
   * continues.
   */
  takeUpRun(run: Run): Promise<void>;
  /**
   * Starts no further page of a run, and tells the open pages. After a pause, pages that are being
   * read are still stored; after the end, their job is gone. Returns false if the run is not driven
   * here.
   */
  leaveRun(runId: RunId, as: 'paused' | 'cancelled'): boolean;
  /** Returns the progress of a run; null if this worker does not drive it. */
  drivenProgress(runId: RunId): RunProgress | null;
}

interface Driven {
  readonly ledger: RunLedger;
  readonly evidence: RunEvidence;
}

/**
 * Creates the driver that reads the pages of all runs in one worker. Nothing is lost with the
 * worker, because the next driver restores all of it from the database. docs/adr/0014-who-drives-a-run.md
 */
export function createRunDriver(ports: RunPorts): RunDriver {
  const { useLibrary, now } = ports;
  const driven = new Map<RunId, Driven>();
  const takingUp = new Map<RunId, Promise<void>>();
  const reading = new Set<JobId>();
  const schedule = createSchedule({ readers: READERS });
  /** Whether the previous worker's reader stopped; asked before this worker opens a reader. */
  let readerDied: Promise<boolean> | null = null;
  let looping = false;
  let wake: () => void = () => undefined;
  let beforeEnd: (run: Run) => Promise<void> = () => Promise.resolve();
  const nowIso = () => new Date(now()).toISOString();

  async function takeUp(run: Run): Promise<void> {
    await ports.startAlarm();
    // One worker drives all runs, so a leased job that is not being read here belonged to a stopped
    // worker.
    readerDied ??= ports.isReaderAlive().then((alive) => !alive);
    const died = await readerDied;
    const released = await useLibrary((library) =>
      library.releaseJobs(run.id, { except: reading, died }),
    );
    const evidence = await ports.readEvidence(run.reportId);
    const jobs = await useLibrary((library) => library.openJobs(run.id));
    const rests = await useLibrary((library) => library.hostRests(run.id));
    const state = await useLibrary((library) => library.runState(run.id));
    if (!released.ok || !evidence.ok || !jobs.ok || !rests.ok || !state.ok) return;
    // The run was paused or cancelled while it was loaded.
    if (state.value.paused || state.value.run.finishedAt !== null) return;
    // The document may still fetch what a stopped worker asked for. Nobody waits for it.
    if (!looping && reading.size === 0) await ports.closeReader();
    const mustWait = () => endOfWait(schedule.nextTime(run.id) ?? 0, now()) - now();
    // While pages from before a pause are being read, the ledger that counts them stays.
    const ledger = driven.get(run.id)?.ledger ?? createRunLedger(state.value, mustWait, ports.tell);
    driven.set(run.id, { ledger, evidence: evidence.value });
    for (const job of jobs.value) {
      if (!reading.has(job.id)) schedule.add(job);
    }
    for (const { host, until } of rests.value) schedule.rest(host, until);
    ledger.tell('running');
    if (ledger.isDone()) await finish(run.id);
    if (looping) wake();
    else void loop();
  }

  /** Starts pages until none is left, then lets the worker sleep. */
  async function loop(): Promise<void> {
    looping = true;
    const letGo = ports.holdReader();
    try {
      for (;;) {
        const next = schedule.next(now());
        if (next.kind === 'empty') break;
        if (next.kind === 'wait') await rest(next.until);
        else void readPage(next.job, next.kind === 'give-up' ? next.because : null);
      }
    } finally {
      looping = false;
      // What could not be stored is left for the next alarm.
      driven.clear();
      await letGo();
    }
    await stopAlarmUnlessNeeded();
  }

  async function rest(until: number | null): Promise<void> {
    const ms = Math.min(until === null ? LONGEST_SLEEP_MS : until - now(), LONGEST_SLEEP_MS);
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await ports.sleep(Math.max(ms, 0), woken);
  }

  async function readPage(job: Job, unasked: 'silent' | 'resting' | null): Promise<void> {
    reading.add(job.id);
    let step = NOTHING_LEARNT;
    let died = false;
    try {
      ({ step, died } = await readAndStore(job, unasked));
    } catch (cause) {
      console.error('job', job.id, cause);
    } finally {
      reading.delete(job.id);
      schedule.end(job.id, step);
    }
    const run = driven.get(job.runId);
    if (step.againAt !== null && run?.ledger.isPaused() === false) {
      const notBefore = new Date(step.againAt).toISOString();
      const deaths = (job.deaths ?? 0) + (died ? 1 : 0);
      schedule.add({ ...job, attempts: job.attempts + 1, notBefore, deaths });
    }
    if (run?.ledger.isDone() === true) await finish(job.runId);
    wake();
  }

  /**
   * Reads the page of a job and stores the results. Returns what was learnt about the page's host.
   * `died`: the reader stopped on the page, and the page is read again.
   */
  async function readAndStore(
    { id, runId, notBefore: waited }: Job,
    unasked: 'silent' | 'resting' | null,
  ): Promise<{ readonly step: NextStep; readonly died: boolean }> {
    // A page that is given up need not wait for its time.
    const at = waited !== null && waited > nowIso() ? waited : nowIso();
    const leased = await useLibrary((library) =>
      library.leaseJob(id, { now: at, leaseMs: LEASE_MS }),
    );
    const run = driven.get(runId);
    if (!leased.ok || leased.value === null || run === undefined) {
      return { step: NOTHING_LEARNT, died: false };
    }
    const job = leased.value;
    const { ledger, evidence } = run;
    ledger.begin(job);
    const deaths = job.deaths ?? 0;
    const because = unasked ?? (deaths >= MAX_DEATHS ? 'stopped' : null);
    const page: CheckedPage =
      because !== null || job.attempts > MAX_ATTEMPTS
        ? ports.giveUp(ledger.run, job, evidence, because)
        : await ports.checkJob(ledger.run, job, evidence);
    const died = page.answer.failed === 'reader-stopped' && deaths + 1 < MAX_DEATHS;
    const again: NextStep = { ...NOTHING_LEARNT, againAt: now() };
    const step = died ? again : unasked === null ? planned(page, job) : stillSo(unasked);
    const { againAt, hostRestsUntil } = step;
    if (againAt !== null) {
      const notBefore = new Date(againAt).toISOString();
      const released = await useLibrary((library) =>
        library.releaseJob(id, { notBefore, died, hostRestsUntil }),
      );
      ledger.end(job, null);
      return { step: released.ok ? step : { ...step, againAt: null }, died };
    }
    const recorded = await useLibrary((library) =>
      library.completeJob(id, page.outcome, { hostRestsUntil }),
    );
    if (!recorded.ok) {
      await useLibrary((library) => library.releaseJob(id));
      console.error('job', id, recorded.error);
    }
    const checks = recorded.ok && recorded.value.recorded ? recorded.value.checks : null;
    ledger.end(job, checks);
    return { step, died };
  }

  function planned({ answer }: CheckedPage, { attempts }: Job): NextStep {
    if (attempts > MAX_ATTEMPTS) return NOTHING_LEARNT;
    return planNextStep(answer, { attempts, now: now(), random: ports.random });
  }

  async function finish(runId: RunId): Promise<void> {
    const run = driven.get(runId);
    driven.delete(runId);
    const open = await useLibrary((library) => library.openJobs(runId));
    // The database decides: the next alarm continues what it still wants.
    if (!open.ok || open.value.length > 0) return;
    // Before the end is stored, so that after a stop in between the notice comes twice and not never.
    if (run !== undefined) await beforeEnd(run.ledger.run);
    const finished = await useLibrary((library) => library.finishRun(runId));
    if (!finished.ok) return;
    run?.ledger.tell('finished');
    for (const shared of finished.value) ports.tell({ kind: 'evidence', ...shared });
  }

  /** An unnecessary alarm wakes the worker and costs battery power. */
  async function stopAlarmUnlessNeeded(): Promise<void> {
    const unfinished = await useLibrary((library) => library.unfinishedRuns());
    if (!unfinished.ok) return;
    for (const { id } of unfinished.value) {
      const state = await useLibrary((library) => library.runState(id));
      if (!state.ok || !state.value.paused) return;
    }
    await ports.stopAlarm();
  }

  return {
    onRunDone: (act) => {
      beforeEnd = (run) => act(run).catch((cause: unknown) => console.error('run', run.id, cause));
    },

    takeUpRun: (run) => {
      if (driven.get(run.id)?.ledger.isPaused() === false) return Promise.resolve();
      const known = takingUp.get(run.id);
      if (known !== undefined) return known;
      const taken = takeUp(run).finally(() => takingUp.delete(run.id));
      takingUp.set(run.id, taken);
      return taken;
    },

    leaveRun: (runId, as) => {
      const ledger = driven.get(runId)?.ledger;
      schedule.drop(runId);
      if (as === 'cancelled') driven.delete(runId);
      wake();
      ledger?.tell(as);
      return ledger !== undefined;
    },

    drivenProgress: (runId) => driven.get(runId)?.ledger.progress() ?? null,
  };
}

/** The host was not asked, so what was known about it stays valid. */
function stillSo(unasked: 'silent' | 'resting'): NextStep {
  return unasked === 'silent'
    ? { againAt: null, hostRestsUntil: null, health: 'ailing' }
    : { againAt: null, hostRestsUntil: Number.POSITIVE_INFINITY, health: 'resting' };
}
