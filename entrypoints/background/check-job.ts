import type { PageRead, PageToRead } from '@/utils/messaging/protocol/offscreen-calls';
import type { Check, Clip, Job, Pin, Run, Source, Verdict } from '@/utils/model/evidence';
import { type ClipId, newId, type SourceId } from '@/utils/model/ids';
import { readArchiveOptions, readReadingOptions } from '@/utils/platform/settings';
import type { ReportEvidence } from '@/utils/storage/queries';
import type { JobOutcome } from '@/utils/storage/record-outcome';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
import { type ArchiveOptions, archiveHost } from '@/utils/verify/archive-options';
import { createArchiveAsker } from '@/utils/verify/ask-archive';
import type { ReadAnswer } from '@/utils/verify/follow-hops';
import { judgeFailure, type ReadFailure } from '@/utils/verify/judge-failure';
import { type PageAnswer, planNextStep } from '@/utils/verify/politeness';
import {
  type LadderResult,
  missingBefore,
  readLadder,
  type StepReading,
} from '@/utils/verify/read-ladder';
import type { ReadingOptions } from '@/utils/verify/reading-options';
import { capturedLength } from './captured-length';
import { fetchThrough } from './fetch-through';
import { flagFromLast } from './flag-from-last';
import { now, useLibrary } from './open-library';
import { renderPage } from './render-page';

/**
 * Verdicts after which the answer was not the page, so its text must not be stored as the page's
 * text.
 */
const NOT_THE_PAGE: readonly Verdict[] = ['blocked', 'gone', 'unreachable'];

const GIVEN_UP = {
  silent: 'network-error',
  resting: 'not-run',
  stopped: 'reader-stopped',
} as const;

const askMemento = createArchiveAsker((ms) => new Promise((resolve) => setTimeout(resolve, ms)));

/** The evidence of a run's clips, read once for all its pages. */
export interface RunEvidence {
  /** The current pin of each clip in the report. */
  readonly pins: ReadonlyMap<ClipId, Pin>;
  readonly clips: ReadonlyMap<ClipId, Clip>;
  readonly sources: ReadonlyMap<SourceId, Source>;
  /** The latest check of each clip before this run. */
  readonly checks: ReadonlyMap<ClipId, Check>;
}

export function runEvidence({ pins, clips, sources, checks }: ReportEvidence): RunEvidence {
  return {
    pins: new Map(pins.map((pin) => [pin.clipId, pin])),
    clips: new Map(clips.map((clip) => [clip.id, clip])),
    sources: new Map(sources.map((source) => [source.id, source])),
    checks: new Map(checks.map((check) => [check.clipId, check])),
  };
}

export interface CheckedPage {
  readonly outcome: JobOutcome;
  /** Determines whether and when the page is read again. */
  readonly answer: PageAnswer;
}

/** Reads one page of a run and judges all its quotes. Each quote gets a check. */
export async function checkJob(run: Run, job: Job, evidence: RunEvidence): Promise<CheckedPage> {
  const pins = pinsOf(job, evidence);
  const options = await readReadingOptions(run.reportId);
  let answer: PageAnswer = { status: null, retryAfter: null, failed: null };
  const page = await pageOf(run, job, evidence, options);
  const results = await readLadder(
    pins.map(({ clipId }) => clipId),
    {
      fetch: async () => {
        const read = await fetchThrough(page.toFetch, page.allowedPrivateHosts);
        answer = answerOf(read);
        return fetchedReading(read);
      },
      render: page.render,
      memento: async (clipIds) => {
        // A page that is read again soon is not looked up elsewhere yet.
        const plan = { attempts: job.attempts, now: Date.now(), random: () => 1 };
        return planNextStep(answer, plan).againAt === null ? page.memento(clipIds) : null;
      },
    },
  );
  return { outcome: await outcomeOf(run, job, evidence, results), answer };
}

/**
 * Returns the checks of a page that is not requested: its host did not answer before or asked for a
 * pause, or reading it stopped the reader or the worker each time.
 */
export function giveUp(
  run: Run,
  job: Job,
  evidence: RunEvidence,
  because: 'silent' | 'resting' | 'stopped' | null,
): CheckedPage {
  const checkedAt = now();
  const host = URL.canParse(job.pageKey) ? new URL(job.pageKey).host : null;
  const judgement = judgeFailure({
    kind: 'failed',
    reason: because === null ? 'not-run' : GIVEN_UP[because],
    detail: because === null || because === 'stopped' ? null : host,
    finalUrl: null,
  });
  const checks = pinsOf(job, evidence).map(({ id, clipId }): Check => {
    const { verdict, flags, evidence: found } = judgement;
    const unread = { snapshotId: null, finalUrl: null, reader: 'none' as const };
    return {
      runId: run.id,
      clipId,
      pinId: id,
      checkedAt,
      verdict,
      flags,
      evidence: found,
      ...unread,
    };
  });
  return {
    outcome: { checks, snapshots: [] },
    answer: { status: null, retryAfter: null, failed: null },
  };
}

function pinsOf(job: Job, evidence: RunEvidence): Pin[] {
  return job.clipIds.flatMap((clipId) => evidence.pins.get(clipId) ?? []);
}

/** Returns what every step needs to know about the page. */
async function pageOf(run: Run, job: Job, evidence: RunEvidence, options: ReadingOptions) {
  const clips = job.clipIds.flatMap((clipId) => evidence.clips.get(clipId) ?? []);
  const addresses = await imageAddresses(clips);
  const quotes = pinsOf(job, evidence).map(({ clipId, ...pin }) => {
    const { quote, selectors, marks, directive, directiveAsWritten } = pin;
    const marked = marks === undefined ? {} : { marks };
    const images = addresses.get(clipId);
    return {
      clipId,
      pin: { quote, selectors, directive, directiveAsWritten, ...marked },
      ...(images === undefined ? {} : { images: [...images] }),
    };
  });
  const snapshotLength = await capturedLength(clips);
  const requestedUrl = job.pageKey;
  const allowedPrivateHosts = new Set(options.privateHosts);
  const render = (clipIds: readonly ClipId[]) => {
    const byAddress = Map.groupBy(clipIds, (clipId) => requestedUrl + routeOf(clipId, evidence));
    return Promise.all(
      Array.from(byAddress, ([url, ids]) =>
        renderPage({
          runId: run.id,
          url,
          requestedUrl,
          snapshotLength,
          quotes: quotes.filter(({ clipId }) => ids.includes(clipId)),
          allowedPrivateHosts,
          wanted: () => isWanted(run),
        }),
      ),
    );
  };
  const archives = await readArchiveOptions();
  const memento = async (clipIds: readonly ClipId[]) => {
    // An address is sent to an archive only after an act of the user.
    if (run.trigger !== 'manual') return null;
    const asked = {
      requestedUrl,
      snapshotLength,
      quotes: quotes.filter((quote) => clipIds.includes(quote.clipId)),
    };
    const times = clips
      .filter(({ id }) => clipIds.includes(id))
      .map(({ capturedAt }) => capturedAt);
    return askArchive(asked, times.sort()[0] ?? run.startedAt, archives);
  };
  return {
    toFetch: { url: requestedUrl, requestedUrl, snapshotLength, quotes },
    allowedPrivateHosts,
    // A window opens only after an act of the user.
    render: options.render && run.trigger === 'manual' ? render : null,
    memento,
  };
}

/** If the library does not answer, no image counts as missing. */
async function imageAddresses(
  clips: readonly Clip[],
): Promise<ReadonlyMap<ClipId, readonly string[]>> {
  const ids = clips.filter(({ kind }) => kind === 'image').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const found = await useLibrary((library) => library.imageAddresses(ids));
  return found.ok ? found.value : new Map();
}

/**
 * Asks the user's archive for a page as it was at a time, and judges quotes on the copy. Returns
 * null if there is no archive, or if the page's address must not leave the browser.
 * @param at ISO 8601 UTC.
 */
async function askArchive(
  page: Omit<PageToRead, 'url'>,
  at: string,
  { timeGate, hosts }: ArchiveOptions,
): Promise<StepReading | ReadFailure | null> {
  const host = timeGate === null ? null : archiveHost(timeGate);
  if (timeGate === null || host === null) return null;
  // The user's own archive may be in the user's own network. The settings name it, so it is
  // allowed.
  const allowed = new Set([host, ...hosts]);
  return askMemento(
    { url: page.requestedUrl, at },
    timeGate,
    ({ url, acceptDatetime, redirected }) =>
      fetchThrough({ ...page, url, acceptDatetime }, allowed, redirected),
  );
}

/** Returns the fragment if it selects a page of its own, as on single-page sites; else ''. */
function routeOf(clipId: ClipId, { clips, sources }: RunEvidence): string {
  const sourceId = clips.get(clipId)?.sourceId;
  const url = sourceId === undefined ? '' : (sources.get(sourceId)?.url ?? '');
  return /#[/!].*$/s.exec(url)?.[0] ?? '';
}

/** Pages wait for the window, and their run may end meanwhile. */
async function isWanted(run: Run): Promise<boolean> {
  const state = await useLibrary((library) => library.runState(run.id));
  return state.ok && state.value.run.finishedAt === null;
}

function fetchedReading(read: ReadAnswer<PageRead>): StepReading | ReadFailure {
  if (read.kind === 'failed') return read;
  const { text, complete, judgements } = read.value;
  return { kind: 'read', reader: 'fetch', finalUrl: read.finalUrl, text, complete, judgements };
}

function answerOf(read: ReadAnswer<PageRead>): PageAnswer {
  if (read.kind === 'failed') return { status: null, retryAfter: null, failed: read.reason };
  return { status: read.value.status, retryAfter: read.value.retryAfter, failed: null };
}

/** Returns a check for each quote, and the text of each reading that a check uses. */
async function outcomeOf(
  run: Run,
  job: Job,
  evidence: RunEvidence,
  results: readonly LadderResult[],
): Promise<JobOutcome> {
  const checkedAt = now();
  const sourceId = job.clipIds.flatMap((clipId) => evidence.clips.get(clipId) ?? [])[0]?.sourceId;
  const snapshots = new Map<StepReading, JobOutcome['snapshots'][number]>();
  for (const { reading, judgement, reader } of results) {
    if (reading === null || reading.text === '' || snapshots.has(reading)) continue;
    if (sourceId === undefined) continue;
    // The text of an archived copy is the page's text, whatever happened to the page.
    if (reader !== 'memento' && NOT_THE_PAGE.includes(judgement.verdict)) continue;
    const { mementoDatetime: takenAt = checkedAt } = reading;
    const about = { id: newId<'snapshot'>(), sourceId, takenAt, readBy: reading.reader };
    snapshots.set(reading, await makeSnapshot(about, reading.text));
  }
  const checks = results.flatMap(({ clipId, judgement, reader, finalUrl, reading }): Check[] => {
    const pin = evidence.pins.get(clipId);
    if (pin === undefined) return [];
    const check: Check = {
      runId: run.id,
      clipId,
      pinId: pin.id,
      checkedAt,
      verdict: judgement.verdict,
      flags: [...judgement.flags],
      evidence: judgement.evidence,
      snapshotId: (reading === null ? null : snapshots.get(reading)?.id) ?? null,
      finalUrl,
      reader,
    };
    return [missingBefore(check, evidence.checks.get(clipId))];
  });
  const texts = new Map(results.map(({ clipId, reading }) => [clipId, reading?.text ?? null]));
  return {
    checks: await flagFromLast(checks, evidence.checks, (clipId) => texts.get(clipId) ?? null),
    snapshots: [...snapshots.values()],
  };
}
