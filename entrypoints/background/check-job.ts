import { callOffscreen } from '@/utils/messaging/client-offscreen';
import type { PageRead, PageToRead } from '@/utils/messaging/protocol';
import type { Check, CheckReason, Clip, Job, Pin, Run, Verdict } from '@/utils/model/evidence';
import { type ClipId, newId } from '@/utils/model/ids';
import { closeOffscreen, needsOffscreen, openOffscreen } from '@/utils/platform/offscreen';
import { hasOrigin } from '@/utils/platform/permissions';
import { watchRedirect } from '@/utils/platform/redirects';
import type { ReportEvidence } from '@/utils/storage/queries';
import type { JobOutcome } from '@/utils/storage/record-outcome';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
import { followHops, type HopAnswer, type ReadAnswer } from '@/utils/verify/follow-hops';
import { evidenceOf } from '@/utils/verify/passage-evidence';
import type { PageAnswer } from '@/utils/verify/politeness';
import { readPage } from '../offscreen/read-page';
import { capturedLength } from './captured-length';
import { now } from './open-library';

/** What each failure to read makes of the quotes on the page. Never a pass, never *missing*. */
const UNREACHABLE: readonly CheckReason[] = ['timed-out', 'network-error', 'too-many-redirects'];
/** Addresses that nobody may be sent to: a page that redirects there can't be reached. */
const FORBIDDEN: readonly CheckReason[] = ['private-address', 'scheme-not-allowed'];

/** Answers that are not the page's text: keeping theirs would say that the page read so. */
const NOT_THE_PAGE: readonly Verdict[] = ['blocked', 'gone', 'unreachable'];
/** Fetching has 20 s; a page that then can't be parsed and matched is given up, in milliseconds. */
const READ_LIMIT = 45_000;

/** What a run's clips say and where, read once for all its pages. */
export interface RunEvidence {
  /** The latest pin of each clip. */
  readonly pins: ReadonlyMap<ClipId, Pin>;
  readonly clips: ReadonlyMap<ClipId, Clip>;
}

export function runEvidence({ pins, clips }: ReportEvidence): RunEvidence {
  return {
    pins: new Map(pins.map((pin) => [pin.clipId, pin])),
    clips: new Map(clips.map((clip) => [clip.id, clip])),
  };
}

export interface CheckedPage {
  readonly outcome: JobOutcome;
  /** What tells whether and when the page is to be read again. */
  readonly answer: PageAnswer;
}

/** Reads one page of a run and judges all its quotes; every one of them gets a check. */
export async function checkJob(run: Run, job: Job, evidence: RunEvidence): Promise<CheckedPage> {
  const pins = pinsOf(job, evidence);
  const clips = job.clipIds.flatMap((clipId) => evidence.clips.get(clipId) ?? []);
  const sourceId = clips[0]?.sourceId;

  const read = await readThrough(job.pageKey, pins, await capturedLength(clips));
  const checkedAt = now();
  if (read.kind === 'failed' || sourceId === undefined) {
    const checks = pins.map((pin) => unread(run, pin, read, checkedAt));
    const failed = read.kind === 'failed' ? read.reason : null;
    return {
      outcome: { checks, snapshots: [] },
      answer: { status: null, retryAfter: null, failed },
    };
  }
  const { text, status, retryAfter, judgements } = read.value;
  const worthKeeping =
    text !== '' && judgements.some(({ verdict }) => !NOT_THE_PAGE.includes(verdict));
  const about = { id: newId<'snapshot'>(), sourceId, takenAt: checkedAt, readBy: 'fetch' } as const;
  const snapshot = worthKeeping ? await makeSnapshot(about, text) : null;
  const checks = pins.map((pin): Check => {
    const judged = judgements.find(({ clipId }) => clipId === pin.clipId);
    if (judged === undefined) return unread(run, pin, null, checkedAt);
    return {
      runId: run.id,
      clipId: pin.clipId,
      pinId: pin.id,
      checkedAt,
      verdict: judged.verdict,
      flags: [...judged.flags],
      evidence: judged.evidence,
      snapshotId: snapshot?.id ?? null,
      finalUrl: read.finalUrl,
      reader: 'fetch',
    };
  });
  return {
    outcome: { checks, snapshots: snapshot === null ? [] : [snapshot] },
    answer: { status, retryAfter, failed: null },
  };
}

/**
 * The checks of a page that is not asked: its host was silent before or wants no more questions,
 * or its reading stopped the worker each time.
 */
export function giveUp(
  run: Run,
  job: Job,
  evidence: RunEvidence,
  because: 'silent' | 'resting' | null,
): CheckedPage {
  const checkedAt = now();
  const read: ReadAnswer<PageRead> | null =
    because === null
      ? null
      : {
          kind: 'failed',
          reason: because === 'silent' ? 'network-error' : 'not-run',
          detail: URL.canParse(job.pageKey) ? new URL(job.pageKey).host : null,
          finalUrl: null,
        };
  const checks = pinsOf(job, evidence).map((pin) => unread(run, pin, read, checkedAt));
  return {
    outcome: { checks, snapshots: [] },
    answer: { status: null, retryAfter: null, failed: null },
  };
}

function pinsOf(job: Job, evidence: RunEvidence): Pin[] {
  return job.clipIds.flatMap((clipId) => evidence.pins.get(clipId) ?? []);
}

async function readThrough(
  url: string,
  pins: readonly Pin[],
  snapshotLength: number | null,
): Promise<ReadAnswer<PageRead>> {
  const quotes = pins.map(({ clipId, quote, selectors, directive, directiveAsWritten }) => ({
    clipId,
    pin: { quote, selectors, directive, directiveAsWritten },
  }));
  const hop = createHopWatch();
  try {
    return await followHops(url, {
      granted: hasOrigin,
      contact: async (address) => {
        hop.watch(address);
        return readWhereThereIsADom({
          url: address,
          requestedUrl: url,
          snapshotLength,
          quotes,
        });
      },
      location: hop.location,
    });
  } finally {
    hop.stop();
  }
}

/** Watches one address at a time, the one being contacted. */
function createHopWatch() {
  let watched: ReturnType<typeof watchRedirect> = null;
  const stop = () => {
    watched?.stop();
    watched = null;
  };
  return {
    watch(address: string) {
      stop();
      watched = watchRedirect(address);
    },
    location: () => watched?.location() ?? null,
    stop,
  };
}

async function readWhereThereIsADom(page: PageToRead): Promise<HopAnswer<PageRead>> {
  if (!needsOffscreen()) return readPage(page);
  let reply = await askOffscreen(page);
  // It was just being closed after another run, or the browser ended it: once more.
  if (reply !== null && !reply.ok && reply.error.code === 'background_unreachable') {
    reply = await askOffscreen(page);
  }
  if (reply === null) {
    // Stuck on this page, it would keep every other one waiting.
    await closeOffscreen();
    return { kind: 'failed', reason: 'timed-out', detail: `${READ_LIMIT / 1000} s` };
  }
  if (reply.ok) return reply.value;
  return { kind: 'failed', reason: 'not-run', detail: reply.error.detail ?? reply.error.code };
}

/** Null where no answer comes in time. */
async function askOffscreen(page: PageToRead) {
  await openOffscreen();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, READ_LIMIT, null);
  });
  const reply = await Promise.race([callOffscreen('page.read', page), tooLong]);
  clearTimeout(timer);
  return reply;
}

function unread(run: Run, pin: Pin, read: ReadAnswer<PageRead> | null, checkedAt: string): Check {
  const failed = read?.kind === 'failed' ? read : null;
  const reason: CheckReason = failed?.reason ?? 'not-run';
  const forbidden = FORBIDDEN.includes(reason) && failed?.finalUrl != null;
  const verdict: Verdict = UNREACHABLE.includes(reason) || forbidden ? 'unreachable' : 'unchecked';
  return {
    runId: run.id,
    clipId: pin.clipId,
    pinId: pin.id,
    checkedAt,
    verdict,
    flags: [],
    evidence: evidenceOf({ reason, detail: failed?.detail ?? null }),
    snapshotId: null,
    finalUrl: failed?.finalUrl ?? null,
    reader: 'none',
  };
}
