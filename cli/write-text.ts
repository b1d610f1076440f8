import type { CheckEvidence, DifferencePart } from '@/utils/model/evidence';
import type { Judgement } from '@/utils/verify/judgement';
import type { CheckedReport, JudgedCitation } from './check-reports';
import type { Place } from './opened-report';
import { type Counts, countOutcomes, type FailOn, outcomeOf } from './outcomes';
import { NOT_STORED } from './page-cache';
import { adviceFor, texts } from './texts';

export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';
/** Colours a text, or returns it unchanged where no colours are wanted. */
export type Paint = (colour: Colour, text: string) => string;

export const NO_COLOURS: Paint = (_, text) => text;

/** In UTF-16 units. Longer texts are shortened in the middle of a line for a person. */
const MAX_SHOWN = 400;
/** How much of the page is shown on each side of a passage, in UTF-16 units. */
const AROUND = 60;

/** Characters that could steer a terminal or turn its lines around. */
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu;

/** Returns lines without characters that could steer a terminal, for a person to read. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, (character) => (/[\n\t]/u.test(character) ? character : '\ufffd'));
}

/**
 * Returns a text on one line without what could steer a terminal or turn its lines around: reports
 * and pages may contain it.
 */
export function onOneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(CONTROLS, '\ufffd').toWellFormed().trim();
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
export function reasonsOf(citation: JudgedCitation): string[] {
  const { pin, judgement, seenAt, isKnown } = citation;
  const { evidence } = judgement;
  const detail = evidence.detail === null ? '' : ` (${shown(evidence.detail)})`;
  const found = evidence.reason === null ? [] : [texts().reason[evidence.reason] + detail];
  const isBroken = evidence.reason === 'no-passage-named' && pin.directiveAsWritten !== null;
  const known = isKnown ? [texts().summary.isKnown] : [];
  if (isBroken) return [texts().brokenLink, ...known];
  const reason = isNotStored(evidence) ? [texts().cache['not-stored']] : found;
  const seen = seenAt === null ? [] : [`${texts().cache.seen} ${seenAt}.`];
  return [...reason, ...remarksOf(citation), ...seen, ...known];
}

/** Returns what about a judgement needs a look. One sentence each. */
export function remarksOf({ judgement }: JudgedCitation): string[] {
  return judgement.flags.map((flag) => texts().flag[flag]);
}

/** Returns what an archive has of the page, in one sentence; null if no archive was asked. */
export function archiveText({ archived }: JudgedCitation): string | null {
  if (archived === null) return null;
  const { judgement, url, takenAt } = archived;
  const { reason } = judgement.evidence;
  const why = reason === null ? texts().verdict[judgement.verdict] : texts().reason[reason];
  if (url === null || takenAt === null) return why;
  const verdict = `${texts().verdict[judgement.verdict]}.${reason === null ? '' : ` ${why}`}`;
  return texts().archive.copy(verdict, takenAt, shown(url));
}

/** Returns what a person can do; null for a pass. */
export function adviceOf({ judgement, judged, pin }: JudgedCitation): string | null {
  // Only words that are not in the report can be adopted from the page.
  const isRenewable = judged.quote !== null && pin.quote === null;
  if (judgement.verdict === 'altered' && isRenewable) return texts().renewAdvice;
  return adviceOn(judgement);
}

/** Returns what a person can do about a judgement; null for a pass. */
export function adviceOn({ verdict, evidence }: Judgement): string | null {
  const { reason, detail } = evidence;
  if (isNotStored(evidence)) return texts().cache['not-stored-advice'];
  // No advice if a page redirects to a private host, because its author could name any host.
  if (verdict === 'unchecked' && reason === 'private-address' && detail !== null) {
    const [host = ''] = detail.split(' ');
    return texts().allowHostAdvice(onOneLine(host));
  }
  return adviceFor(verdict);
}

function isNotStored({ reason, detail }: CheckEvidence): boolean {
  return reason === 'not-run' && detail === NOT_STORED;
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
  const verdict = texts().verdict[judgement.verdict];
  const head = `${paint('bold', placeText(name, place))}: ${paint(isFailure ? 'red' : 'yellow', verdict)}`;
  const { row } = texts();
  const rows: [string, string][] = [[row.link, shown(address)]];
  if (judged.quote !== null) rows.push([row.quote, shown(judged.quote)]);
  if (difference.length > 0) rows.push([row.changed, differenceText(difference, paint)]);
  if (passage !== null) {
    const before = shown(passage.before.slice(-AROUND)) + spaceIf(/\s$/u, passage.before);
    const after = spaceIf(/^\s/u, passage.after) + shown(passage.after.slice(0, AROUND));
    const text = paint('bold', shown(passage.text));
    rows.push([row.page, `…${before}${text}${after}…`]);
  }
  for (const reason of reasonsOf(citation)) rows.push([row.why, reason]);
  const archive = archiveText(citation);
  if (archive !== null) rows.push([texts().archive.label, archive]);
  const advice = adviceOf(citation);
  if (advice !== null) rows.push([row.do, advice]);
  const width = Math.max(...rows.map(([label]) => label.length), row.changed.length) + 1;
  return [
    head,
    ...rows.map(([label, text]) => `  ${paint('dim', label.padEnd(width))}${text}`),
  ].join('\n');
}

const spaceIf = (pattern: RegExp, text: string) => (pattern.test(text) ? ' ' : '');

/** Returns one line: how many citations there are, and how they fared. */
export function summaryText(counts: Counts, paint: Paint = NO_COLOURS): string {
  const { citations, fails, reported, verdicts, known, leftOut, stored, oldest } = counts;
  const others = leftOut === 0 ? '' : ` ${texts().summary.leftOut(leftOut)}`;
  if (citations === 0) return `${texts().summary.none}${others}`;
  const each = [...verdicts].map(([verdict, count]) => texts().counted(count, verdict));
  const { allPassed, noneFailed, failed, toLookAt, pair } = texts().summary;
  const end =
    fails > 0 ? paint('red', failed(fails)) : paint('green', reported > 0 ? noneFailed : allPassed);
  const result = reported > 0 ? `${end}, ${paint('yellow', toLookAt(reported))}` : end;
  const old = known === 0 ? '' : ` ${texts().summary.known(known)}`;
  const seen = oldest === null ? '' : ` ${texts().cache.stored(stored, oldest)}`;
  const counted = pair(texts().summary.citations(citations), `${result} (${each.join(', ')}).`);
  return `${counted}${old}${others}${seen}`;
}
