import { type CheckReason, isPass, VERDICTS, type Verdict } from '@/utils/model/evidence';
import type { Judgement } from '@/utils/verify/judgement';
import type { CheckedReport, JudgedCitation } from './check-reports';

/** The verdicts that fail a check unless the options say otherwise. */
const FAILS: readonly Verdict[] = [
  'altered',
  'missing',
  'gone',
  'blocked',
  'unreachable',
  'unchecked',
];

/** With `--strict` these fail too, because nobody recorded which words the page must have. */
const FAILS_STRICTLY: readonly Verdict[] = [...FAILS, 'located', 'unpinned'];

/** Verdicts that can fail a check, for `--fail-on`. */
export const FAILABLE: readonly Verdict[] = FAILS_STRICTLY;

/** What a citation means for the result: it passes, it is only reported, or it fails. */
export type Outcome = 'passes' | 'reported' | 'fails';

export type FailOn = ReadonlySet<Verdict>;

export function failOn(strict: boolean, named: readonly Verdict[] | null): FailOn {
  return new Set([...(named ?? FAILS), ...(strict ? FAILS_STRICTLY : [])]);
}

/**
 * With these reasons, words that were not found are *unchecked* and not *missing*: a script may add
 * them, or they may be on a page of the PDF that could not be read.
 */
const NOT_FOUND: readonly CheckReason[] = ['not-found-not-rendered', 'pdf-pages-unread'];

/**
 * Returns whether an option names the verdict of a judgement. The command runs no scripts, so it
 * never gives *missing* itself. Therefore *missing* in an option also means words that were not
 * found in the page as it was downloaded.
 */
export function isNamed({ verdict, evidence }: Judgement, named: ReadonlySet<Verdict>): boolean {
  if (named.has(verdict)) return true;
  const { reason } = evidence;
  return named.has('missing') && reason !== null && NOT_FOUND.includes(reason);
}

export function outcomeOf(
  { judgement, isListed, isKnown }: JudgedCitation,
  fails: FailOn,
): Outcome {
  const { verdict } = judgement;
  if (isPass(verdict)) return 'passes';
  // An entry of a list of sources supports no words, so it need not name any.
  if (isListed && (verdict === 'unpinned' || verdict === 'located')) return 'passes';
  if (isNamed(judgement, fails)) return isKnown ? 'reported' : 'fails';
  return verdict === 'located' ? 'passes' : 'reported';
}

export interface Counts {
  readonly citations: number;
  readonly fails: number;
  readonly reported: number;
  /** Number of reported citations that the baseline lists. */
  readonly known: number;
  readonly leftOut: number;
  /** By verdict, in the order of the verdicts; only those that occur. */
  readonly verdicts: ReadonlyMap<Verdict, number>;
  /** Number of citations that were judged on a stored page; `oldest`: when the oldest was seen. */
  readonly stored: number;
  readonly oldest: string | null;
}

export function countOutcomes(reports: readonly CheckedReport[], fails: FailOn): Counts {
  const verdicts = new Map<Verdict, number>(VERDICTS.map((verdict) => [verdict, 0]));
  const outcomes = { passes: 0, reported: 0, fails: 0 };
  const citations = reports.flatMap((report) => report.citations);
  for (const citation of citations) {
    const { verdict } = citation.judgement;
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    outcomes[outcomeOf(citation, fails)] += 1;
  }
  const { fails: failed, reported } = outcomes;
  const stored = citations.flatMap(({ seenAt }) => (seenAt === null ? [] : [seenAt])).sort();
  return {
    citations: citations.length,
    fails: failed,
    reported,
    known: citations.filter(({ isKnown }) => isKnown).length,
    leftOut: reports.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0),
    verdicts: new Map([...verdicts].filter(([, count]) => count > 0)),
    stored: stored.length,
    oldest: stored[0] ?? null,
  };
}
