import { isPass, type Verdict } from '@/utils/model/evidence';
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

export function outcomeOf({ judgement, isListed }: JudgedCitation, fails: FailOn): Outcome {
  const { verdict } = judgement;
  if (isPass(verdict)) return 'passes';
  // An entry of a list of sources supports no words, so it need not name any.
  if (isListed && (verdict === 'unpinned' || verdict === 'located')) return 'passes';
  if (fails.has(verdict)) return 'fails';
  return verdict === 'located' ? 'passes' : 'reported';
}

export interface Counts {
  readonly citations: number;
  readonly fails: number;
  readonly reported: number;
  /** By verdict, in the order of the verdicts; only those that occur. */
  readonly verdicts: ReadonlyMap<Verdict, number>;
}

export function countOutcomes(reports: readonly CheckedReport[], fails: FailOn): Counts {
  const verdicts = new Map<Verdict, number>();
  const outcomes = { passes: 0, reported: 0, fails: 0 };
  const citations = reports.flatMap((report) => report.citations);
  for (const citation of citations) {
    const { verdict } = citation.judgement;
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    outcomes[outcomeOf(citation, fails)] += 1;
  }
  const { fails: failed, reported } = outcomes;
  return { citations: citations.length, fails: failed, reported, verdicts };
}
