import type { DifferencePart } from '@/utils/model/evidence';
import type { CheckedReport, JudgedCitation } from './check-reports';
import type { Place } from './open-report';
import { type Counts, countOutcomes, type FailOn, outcomeOf } from './outcomes';
import { ADVICE, FLAG_TEXTS, REASON_TEXTS, RENEW_ADVICE, VERDICT_TEXTS } from './texts';

export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';
/** Colours a text, or returns it unchanged where no colours are wanted. */
export type Paint = (colour: Colour, text: string) => string;

export const NO_COLOURS: Paint = (_, text) => text;

/** In UTF-16 units. Longer texts are shortened in the middle of a line for a person. */
const MAX_SHOWN = 400;
/** How much of the page is shown on each side of a passage, in UTF-16 units. */
const AROUND = 60;

/**
 * Returns a text on one line without what could steer a terminal or turn its lines around: reports
 * and pages may contain it.
 */
export function onOneLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, '\ufffd')
    .toWellFormed()
    .trim();
}

function shown(text: string): string {
  const line = onOneLine(text);
  return line.length <= MAX_SHOWN ? line : `${line.slice(0, MAX_SHOWN).toWellFormed()}…`;
}

/** Returns `file:line:column`, which editors and terminals open. */
export function placeText(name: string, place: Place | null): string {
  return place === null ? onOneLine(name) : `${onOneLine(name)}:${place.line}:${place.column}`;
}

/** Returns the difference between a quote and its page on one line. */
export function differenceText(difference: readonly DifferencePart[], paint: Paint): string {
  return difference
    .map(({ op, text }) => {
      const words = text.replace(/\s+/gu, ' ');
      const clean = /\S/u.test(words) ? onOneLine(words) : words;
      const [before = '', after = ''] = [/^\s/u.exec(words)?.[0], /\s$/u.exec(words)?.[0]];
      if (op === 'removed') return `${before}${paint('red', `[-${clean}-]`)}${after}`;
      if (op === 'added') return `${before}${paint('green', `{+${clean}+}`)}${after}`;
      return clean === '' ? words : `${before}${clean}${after}`;
    })
    .join('');
}

/** Returns why a citation is not a pass, and what about it needs a look. One sentence each. */
export function reasonsOf({ judgement }: JudgedCitation): string[] {
  const { evidence, flags } = judgement;
  const detail = evidence.detail === null ? '' : ` (${shown(evidence.detail)})`;
  const reason = evidence.reason === null ? [] : [REASON_TEXTS[evidence.reason] + detail];
  return [...reason, ...flags.map((flag) => FLAG_TEXTS[flag])];
}

/** Returns what a person can do; null for a pass. */
export function adviceOf({ judgement, judged, pin }: JudgedCitation): string | null {
  // Only words that are not in the report can be adopted from the page.
  const isRenewable = judged.quote !== null && pin.quote === null;
  if (judgement.verdict === 'altered' && isRenewable) return RENEW_ADVICE;
  return ADVICE[judgement.verdict] ?? null;
}

/**
 * Returns the result of a check for a person: each citation that fails or must be looked at, and a
 * summary.
 */
export function writeText(
  reports: readonly CheckedReport[],
  fails: FailOn,
  paint: Paint = NO_COLOURS,
): string {
  const parts = reports.flatMap(({ name, citations }) =>
    citations.flatMap((citation) => {
      const outcome = outcomeOf(citation, fails);
      return outcome === 'passes' ? [] : [citationText(name, citation, outcome === 'fails', paint)];
    }),
  );
  return `${[...parts, summaryText(countOutcomes(reports, fails), paint)].join('\n\n')}\n`;
}

function citationText(
  name: string,
  citation: JudgedCitation,
  isFailure: boolean,
  paint: Paint,
): string {
  const { judgement, judged, address, place } = citation;
  const { passage, difference } = judgement.evidence;
  const verdict = VERDICT_TEXTS[judgement.verdict];
  const head = `${paint('bold', placeText(name, place))}: ${paint(isFailure ? 'red' : 'yellow', verdict)}`;
  const rows: [string, string][] = [['link', shown(address)]];
  if (judged.quote !== null) rows.push(['quote', shown(judged.quote)]);
  if (difference.length > 0) rows.push(['changed', differenceText(difference, paint)]);
  if (passage !== null) {
    const before = shown(passage.before.slice(-AROUND));
    const after = shown(passage.after.slice(0, AROUND));
    const text = paint('bold', shown(passage.text));
    rows.push(['page', `…${before} ${text} ${after}…`]);
  }
  for (const reason of reasonsOf(citation)) rows.push(['why', reason]);
  const advice = adviceOf(citation);
  if (advice !== null) rows.push(['do', advice]);
  return [head, ...rows.map(([label, text]) => `  ${paint('dim', label.padEnd(8))}${text}`)].join(
    '\n',
  );
}

/** Returns one line: how many citations there are, and how they fared. */
export function summaryText(counts: Counts, paint: Paint = NO_COLOURS): string {
  const { citations, fails, reported, verdicts } = counts;
  if (citations === 0) return 'No citations.';
  const number = citations === 1 ? '1 citation' : `${citations} citations`;
  const each = [...verdicts].map(([verdict, count]) => `${count} ${VERDICT_TEXTS[verdict]}`);
  const result =
    fails > 0
      ? paint('red', `${fails} failed`)
      : paint('green', reported > 0 ? `none failed, ${reported} to look at` : 'all passed');
  return `${number}: ${result} (${each.join(', ')}).`;
}
