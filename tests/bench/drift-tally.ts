import { type CheckFlag, isPass, type Verdict } from '@/utils/model/evidence';
import type { DriftTruth } from './drift-kinds';
import { table, verdict } from './measure';

/** The result for one passage in one reading of an edited page. */
export interface DriftCase {
  readonly page: string;
  readonly kind: string;
  readonly truth: DriftTruth;
  readonly reader: 'fetch' | 'tab';
  readonly quote: string;
  readonly found: string;
  readonly verdict: Verdict;
  readonly flags: readonly CheckFlag[];
  /** Whether the judge shows the true place. Null if there is none to find. */
  readonly placed: boolean | null;
  /** The result of the rule "at least 0.90 similar". Null if it was not applied. */
  readonly alike: boolean | null;
}

const COLUMNS: readonly Verdict[] = [
  'verbatim',
  'typographic',
  'moved',
  'altered',
  'missing',
  'unchecked',
  'blocked',
  'gone',
];

/**
 * Whether a case passes and must not. For `turned` and `hidden`, only a pass without a flag counts.
 */
export function isFalsePass({ truth, verdict, flags }: DriftCase): boolean {
  if (truth === 'same' || !isPass(verdict)) return false;
  if (truth === 'hidden') return !flags.includes('visibility-unknown');
  return truth !== 'turned' || !flags.includes('changed-nearby');
}

/**
 * Whether a case does not pass although only the typography or the position changed. A fetch that
 * leaves the decision to rendering counts separately.
 */
export function isFalseFail({ truth, verdict, reader }: DriftCase): boolean {
  return truth === 'same' && !isPass(verdict) && !(reader === 'fetch' && verdict === 'unchecked');
}

/**
 * Whether a page without content was judged as a page on which the passage is missing or altered.
 */
export function isMistakenWall({ truth, verdict }: DriftCase): boolean {
  return truth === 'wall' && (verdict === 'missing' || verdict === 'altered');
}

const isLeft = (one: DriftCase) =>
  one.truth === 'same' && one.verdict === 'unchecked' && one.reader === 'fetch';
const count = (cases: readonly DriftCase[], fits: (one: DriftCase) => boolean) =>
  cases.filter(fits).length;
const shown = (value: number) => (value === 0 ? '·' : String(value));

function row(name: string, cases: readonly DriftCase[]): string[] {
  const alike = cases.filter((one) => one.alike !== null);
  return [
    name,
    cases[0]?.truth ?? '',
    String(cases.length),
    ...COLUMNS.map((verdict) => shown(count(cases, (one) => one.verdict === verdict))),
    shown(count(cases, isFalsePass)),
    shown(count(cases, isFalseFail)),
    shown(count(cases, (one) => one.placed === false)),
    alike.length === 0 ? '–' : `${count(alike, (one) => one.alike === true)}/${alike.length}`,
  ];
}

/** Returns the confusion matrix of one reader: edits by verdicts. */
export function matrix(cases: readonly DriftCase[]): string {
  const kinds = [...new Set(cases.map(({ kind }) => kind))];
  return table([
    ['edit', 'truth', 'n', ...COLUMNS, 'false pass', 'false fail', 'misplaced', '≥ 0.90 alike'],
    ...kinds.map((kind) =>
      row(
        kind,
        cases.filter((one) => one.kind === kind),
      ),
    ),
  ]);
}

function share(name: string, part: number, whole: number, bar: number): string {
  const value = whole === 0 ? 0 : (100 * part) / whole;
  return verdict(`${name}, ${part} of ${whole}`, value, bar, '%');
}

/** Returns the promises, each with its measured value. Broken ones start with MISSED. */
export function promises(cases: readonly DriftCase[]): string[] {
  const same = cases.filter(({ truth }) => truth === 'same');
  const others = cases.filter(({ truth }) => truth !== 'same');
  const placed = cases.filter(({ placed }) => placed !== null);
  const alike = others.filter((one) => one.alike !== null);
  const missed = same.filter((one) => one.alike === false).length;
  return [
    share('false passes', count(others, isFalsePass), others.length, 0),
    share(
      'walls taken for pages',
      count(others, isMistakenWall),
      count(others, ({ truth }) => truth === 'wall'),
      0,
    ),
    share('false fails', count(same, isFalseFail), same.length, 0.5),
    share(
      'place not found or a wrong one',
      count(placed, (one) => one.placed === false),
      placed.length,
      0.1,
    ),
    `       left to rendering by a fetch: ${count(same, isLeft)} of ${same.length}`,
    `       beside it, "at least 0.90 alike" passes ${count(alike, (one) => one.alike === true)} of ${alike.length} that must not pass, and fails ${missed} that must`,
  ];
}

/** Returns some mistakes of each kind for inspection. */
export function mistakes(cases: readonly DriftCase[], mostOfKind: number): string[] {
  const seen = new Map<string, number>();
  const isWrong = (one: DriftCase) =>
    isFalsePass(one) || isFalseFail(one) || isMistakenWall(one) || one.placed === false;
  return cases
    .filter(isWrong)
    .flatMap(({ page, kind, reader, verdict, flags, quote, found, placed }) => {
      const before = seen.get(kind) ?? 0;
      seen.set(kind, before + 1);
      if (before >= mostOfKind) return [];
      const what = placed === false ? ', misplaced' : '';
      return [
        `- ${kind}, ${page}, ${reader}: ${[verdict, ...flags].join(' ')}${what}`,
        `    “${quote.slice(0, 240)}”`,
        `    “${found.slice(0, 240)}”`,
      ];
    });
}
