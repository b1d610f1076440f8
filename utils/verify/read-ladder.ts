import type { Check, CheckReason, ReadingStep, Verdict } from '@/utils/model/evidence';
import type { ClipId } from '@/utils/model/ids';
import { judgeFailure, type ReadFailure } from './judge-failure';
import type { Judgement } from './judgement';

export type ClipJudgement = Judgement & { readonly clipId: ClipId };

/** What one step read, and its judgements of the requested quotes. */
export interface StepReading {
  readonly kind: 'read';
  readonly reader: ReadingStep['reader'];
  /** Where the page was read; for a memento, its address at the archive. */
  readonly finalUrl: string;
  /** The TextModel's text, in which the positions of the evidence are. */
  readonly text: string;
  readonly judgements: readonly ClipJudgement[];
  /** Whether a window would show nothing more, as for a PDF. */
  readonly complete?: boolean;
  /** For a memento: when the archive took it, ISO 8601 UTC. */
  readonly mementoDatetime?: string;
}

/** A page as a window showed it. */
export interface Rendering {
  /** An address can be several pages with different fragments. These clips belong to this page. */
  readonly clipIds: readonly ClipId[];
  readonly answer: StepReading | ReadFailure;
  /** Why the page may have more than it showed; null if it was shown completely. */
  readonly doubt: CheckReason | null;
}

export interface LadderPorts {
  fetch(): Promise<StepReading | ReadFailure>;
  /** Opens the page in a window; null if the user did not allow it. */
  readonly render: ((clipIds: readonly ClipId[]) => Promise<readonly Rendering[]>) | null;
  /**
   * Asks the user's archive; null if there is none or it may not be asked. Resolves to null if it
   * was not asked.
   */
  readonly memento:
    | ((clipIds: readonly ClipId[]) => Promise<StepReading | ReadFailure | null>)
    | null;
}

/** The result of the ladder for one quote. */
export interface LadderResult {
  readonly clipId: ClipId;
  readonly judgement: Judgement;
  readonly reader: Check['reader'];
  readonly finalUrl: string | null;
  /** The reading that the evidence comes from; null if nothing was read. */
  readonly reading: StepReading | null;
}

/** Verdicts for which the page shows a passage, whatever else it has. */
const SHOWN: readonly Verdict[] = ['verbatim', 'typographic', 'moved', 'altered', 'located'];
/** Verdicts without a reading of the page's content. */
const NOT_THE_PAGE: readonly Verdict[] = ['blocked', 'gone', 'unreachable', 'unchecked'];
const NOT_RENDERED: readonly CheckReason[] = ['not-found-not-rendered', 'script-shell'];
/**
 * Redirects to addresses that must not be requested. To ask an archive about them would reveal the
 * address.
 */
const FORBIDDEN: readonly CheckReason[] = ['private-address', 'scheme-not-allowed'];

/**
 * Reads one page for its quotes. Each step is only for the quotes that the previous one could not
 * decide:
 *
 * 1. fetch;
 * 2. render: if the quote was not found word for word, if the page is empty without its scripts, or
 *   if the site wants a person. Only this step can give *missing*, and only if the page was shown
 *   completely;
 * 3. memento: if the page is gone or unreachable. An archived copy never makes a pass, because the
 *   live page does not have it. The verdict stays, and the archive's is in the steps.
 *
 * Returns one result for each clip, in order. docs/adr/0017-the-reading-ladder.md
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

/** Returns whether a window may show what fetching did not. */
function wantsRendering({ verdict, evidence }: Judgement, complete: boolean): boolean {
  const { reason, httpStatus } = evidence;
  if (verdict === 'altered') return !complete;
  // A site that asked for a pause is not requested in another way.
  if (verdict === 'blocked') return httpStatus !== 429;
  return verdict === 'unchecked' && reason !== null && NOT_RENDERED.includes(reason);
}

/** Returns whether an archive is asked for the page of a quote. */
export function wantsMemento({ verdict, evidence }: Judgement): boolean {
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

/** Returns the result with a further step recorded. The first step is recorded with the second. */
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

/** Fetching did not find the quote and the window did not decide: unchecked, with the reason. */
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
  const { passage, position, contentType, title } = judgement.evidence;
  const type = contentType === undefined ? {} : { contentType };
  const titled = title === undefined ? {} : { title };
  const result: LadderResult = {
    clipId: before.clipId,
    judgement: {
      verdict,
      flags: [...flags, 'read-from-archive'],
      evidence: { ...evidence, ...type, ...titled, passage, position },
    },
    reader: 'memento',
    finalUrl: before.finalUrl,
    reading: answer,
  };
  return withStep(before, result, step);
}

/**
 * Returns a check in which a passage stays missing that the page as downloaded does not have either.
 * Only a reading of the whole page can say that it is missing, and the last one did, for the same
 * words. Without this, each later download would replace that result by none.
 */
export function missingBefore(check: Check, before: Check | undefined): Check {
  if (check.evidence.reason !== 'not-found-not-rendered') return check;
  if (before?.verdict !== 'missing' || before.pinId !== check.pinId) return check;
  return {
    ...check,
    verdict: 'missing',
    evidence: { ...check.evidence, reason: 'missing-before' },
  };
}
