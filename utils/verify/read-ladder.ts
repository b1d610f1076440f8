import type { Check, CheckReason, ReadingStep, Verdict } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import { judgeFailure, type ReadFailure } from './judge-failure';
import type { Judgement } from './judgement';

export type ClipJudgement = Judgement & { readonly clipId: ClipId };

/** What one step read, and what it made of the quotes that it was asked about. */
export interface StepReading {
  readonly kind: 'read';
  readonly reader: ReadingStep['reader'];
  /** Where the page was read; of a memento, the archive's own address of it. */
  readonly finalUrl: string;
  /** The TextModel's text, in which the evidence's positions are. */
  readonly text: string;
  readonly judgements: readonly ClipJudgement[];
  /** Text with nothing behind it that a window would show, as of a PDF. */
  readonly complete?: boolean;
  /** Of a memento: when the archive took it, ISO 8601 UTC. */
  readonly mementoDatetime?: string;
}

/** A page as a window showed it. */
export interface Rendering {
  /** One address may be several pages, told apart by their fragments: these clips' page. */
  readonly clipIds: readonly ClipId[];
  readonly answer: StepReading | ReadFailure;
  /** Why what it did not show may be there all the same; null where it was shown in full. */
  readonly doubt: CheckReason | null;
}

export interface LadderPorts {
  fetch(): Promise<StepReading | ReadFailure>;
  /** Opens the page in a window; null where the user did not say so. */
  readonly render: ((clipIds: readonly ClipId[]) => Promise<readonly Rendering[]>) | null;
  /** Asks the archive that the user chose; null where there is none, and where it was not asked. */
  readonly memento:
    | ((clipIds: readonly ClipId[]) => Promise<StepReading | ReadFailure | null>)
    | null;
}

/** What the ladder made of one quote. */
export interface LadderResult {
  readonly clipId: ClipId;
  readonly judgement: Judgement;
  readonly reader: Check['reader'];
  readonly finalUrl: string | null;
  /** The reading that the evidence comes from; null where nothing was read. */
  readonly reading: StepReading | null;
}

/** What shows a passage, whatever else the page may hold. */
const SHOWN: readonly Verdict[] = ['verbatim', 'typographic', 'moved', 'altered', 'located'];
/** What is no reading of the page's content. */
const NOT_THE_PAGE: readonly Verdict[] = ['blocked', 'gone', 'unreachable', 'unchecked'];
const NOT_RENDERED: readonly CheckReason[] = ['not-found-not-rendered', 'script-shell'];
/** Redirects to where nobody may be sent: to ask an archive of them would tell where that is. */
const FORBIDDEN: readonly CheckReason[] = ['private-address', 'scheme-not-allowed'];

/**
 * Reads one page for its quotes, each step only for those that the one before could not decide:
 *
 * 1. fetch;
 * 2. render, where the quote was not found word for word, the page is empty without its scripts,
 *    or the site wants a person: only then can absence be certain (*missing*), and only where
 *    the page was shown in full;
 * 3. memento, where the page is gone or can't be reached. What an archive holds never makes a
 *    pass: the live page does not say it. The verdict stays, the archive's is in the steps.
 *
 * One result for each clip, in order. docs/adr/0017-the-reading-ladder.md
 */
export async function readLadder(
  clipIds: readonly ClipId[],
  ports: LadderPorts,
): Promise<LadderResult[]> {
  const fetched = await ports.fetch();
  let results = clipIds.map((clipId) => afterFetch(clipId, fetched));

  const complete = fetched.kind === 'read' && fetched.complete === true;
  const unsure = results.filter(({ judgement }) => wantsRendering(judgement, complete));
  if (ports.render !== null && fetched.kind === 'read' && unsure.length > 0) {
    const renderings = await ports.render(unsure.map(({ clipId }) => clipId));
    results = results.map((result) => {
      const rendering = renderings.find((each) => each.clipIds.includes(result.clipId));
      return rendering === undefined ? result : afterRendering(result, rendering);
    });
  }

  const lost = results.filter(({ judgement }) => wantsMemento(judgement));
  if (ports.memento !== null && lost.length > 0) {
    const answer = await ports.memento(lost.map(({ clipId }) => clipId));
    if (answer === null) return results;
    results = results.map((result) =>
      lost.includes(result) ? afterMemento(result, answer) : result,
    );
  }
  return results;
}

/** Whether a window may show what fetching did not. */
function wantsRendering({ verdict, evidence }: Judgement, complete: boolean): boolean {
  const { reason, httpStatus } = evidence;
  if (verdict === 'altered') return !complete;
  // Who is asked to wait is not asked again by another way.
  if (verdict === 'blocked') return httpStatus !== 429;
  return verdict === 'unchecked' && reason !== null && NOT_RENDERED.includes(reason);
}

function wantsMemento({ verdict, evidence }: Judgement): boolean {
  if (verdict === 'gone') return true;
  return verdict === 'unreachable' && !(evidence.reason && FORBIDDEN.includes(evidence.reason));
}

const NOT_JUDGED: ReadFailure = {
  kind: 'failed',
  reason: 'not-run',
  detail: null,
  finalUrl: null,
};

function judgementOf(clipId: ClipId, answer: StepReading | ReadFailure): Judgement {
  if (answer.kind === 'failed') return judgeFailure(answer);
  const judged = answer.judgements.find((each) => each.clipId === clipId);
  if (judged === undefined) return judgeFailure(NOT_JUDGED);
  const { verdict, flags, evidence } = judged;
  return { verdict, flags, evidence };
}

function stepOf(
  reader: ReadingStep['reader'],
  { verdict, evidence: { reason, detail, httpStatus } }: Judgement,
  answer: StepReading | ReadFailure | LadderResult,
): ReadingStep {
  const datetime = 'mementoDatetime' in answer ? answer.mementoDatetime : undefined;
  return {
    reader,
    verdict,
    reason,
    detail,
    httpStatus,
    url: answer.finalUrl,
    ...(datetime === undefined ? {} : { mementoDatetime: datetime }),
  };
}

/** The result with a further step on record; the first is recorded with the second. */
function withStep(before: LadderResult, result: LadderResult, step: ReadingStep): LadderResult {
  const steps = before.judgement.evidence.steps ?? [stepOf('fetch', before.judgement, before)];
  const { judgement } = result;
  return {
    ...result,
    judgement: { ...judgement, evidence: { ...judgement.evidence, steps: [...steps, step] } },
  };
}

function afterFetch(clipId: ClipId, answer: StepReading | ReadFailure): LadderResult {
  const reading = answer.kind === 'read' ? answer : null;
  return {
    clipId,
    judgement: judgementOf(clipId, answer),
    reader: reading === null ? 'none' : 'fetch',
    finalUrl: answer.finalUrl,
    reading,
  };
}

function afterRendering(before: LadderResult, { answer, doubt }: Rendering): LadderResult {
  const judgement = judgementOf(before.clipId, answer);
  const step = stepOf('render', judgement, answer);
  const undecided = before.judgement.verdict === 'unchecked';
  if (answer.kind === 'failed') {
    return withStep(before, undecided ? unrendered(before, answer) : before, step);
  }
  const shown = SHOWN.includes(judgement.verdict);
  if (doubt !== null && !shown) {
    const doubted = { ...step, verdict: 'unchecked' as const, reason: doubt };
    const failure: ReadFailure = { ...answer, kind: 'failed', reason: doubt, detail: null };
    return withStep(before, undecided ? unrendered(before, failure) : before, doubted);
  }
  // A window that met a wall says less than a page that was read without one.
  if (NOT_THE_PAGE.includes(judgement.verdict) && !undecided) return withStep(before, before, step);
  const { clipId } = before;
  const rendered: LadderResult = {
    clipId,
    judgement,
    reader: 'render',
    finalUrl: answer.finalUrl,
    reading: answer,
  };
  return withStep(before, rendered, step);
}

/** Not found by fetching, and the window did not settle it: unchecked, and why. */
function unrendered(before: LadderResult, { reason, detail }: ReadFailure): LadderResult {
  const { judgement } = before;
  const evidence = { ...judgement.evidence, reason, detail };
  return { ...before, judgement: { verdict: 'unchecked', flags: judgement.flags, evidence } };
}

function afterMemento(before: LadderResult, answer: StepReading | ReadFailure): LadderResult {
  const judgement = judgementOf(before.clipId, answer);
  const step = stepOf('memento', judgement, answer);
  if (answer.kind === 'failed') return withStep(before, before, step);
  const { verdict, flags, evidence } = before.judgement;
  const { passage, position, contentType } = judgement.evidence;
  const type = contentType === undefined ? {} : { contentType };
  const result: LadderResult = {
    clipId: before.clipId,
    judgement: {
      verdict,
      flags: [...flags, 'read-from-archive'],
      evidence: { ...evidence, ...type, passage, position },
    },
    reader: 'memento',
    finalUrl: before.finalUrl,
    reading: answer,
  };
  return withStep(before, result, step);
}
