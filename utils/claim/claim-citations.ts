import type { CitationId } from '@/utils/model/ids';
import type { Citation, Statement } from '@/utils/model/report-content';
import { hostOf } from '@/utils/report/citation-target';
import {
  detailsAfter,
  isDetails,
  isJoining,
  isNoteBehind,
  isSeparator,
  leadBefore,
  namesSource,
  noteBefore,
  type Opening,
  openingAfter,
  openingAt,
  remarkAfter,
} from '@/utils/report/citations/source-parentheses';
import { hasVerb, SOURCE_WORDS } from '@/utils/report/read-wording';
import { foldForSearch } from '@/utils/text/fold-for-search';
import { splitSentences, trimmed } from '@/utils/text/split-sentences';
import { firstSentence, isSubject, lastSentence, leadInBefore, opensClause } from './lead-ins';
import type { PlainStatement } from './plain-statement';

/** In rows and quoted text, words before a citation have another order. */
const MAY_LEAD_IN: ReadonlySet<Statement['kind']> = new Set(['paragraph', 'item', 'other']);

/** The citations of one claim, in their order. Positions are UTF-16 units of the plain text. */
export interface ClaimCitations {
  readonly ids: CitationId[];
  /** Where the words start that its first link is on; `start` if there are none. */
  readonly from: number;
  /** Where the parentheses around its first citation open; `from` if there are none. */
  readonly opens: number;
  /** The positions of its first and its last citation. */
  readonly start: number;
  end: number;
  /** Where the parentheses with the details of its last citation end; `end` if there are none. */
  closes: number;
  /** Where they end if they are a remark on the sentence, as in "(the mayor, [1], said so)". */
  said: number;
  /** How the parentheses around its last citation begin. */
  opening: Opening;
  /** Whether its parentheses only name sources, so that the words of its link are no claim. */
  namesSources: boolean;
  /**
   * Where words start that need those behind the citations, such as "According to"; null if there
   * are none.
   */
  leadsFrom: number | null;
  /** Whether such words and those that they need end at its last citation. */
  isClosed: boolean;
  /** Where the links start that only name sources behind the sentence; null if there are none. */
  sourcesFrom: number | null;
}

const WORD = /[\p{L}\p{N}]/u;
const WORDS = /[\p{L}\p{N}]+/gu;
const ENDS_SENTENCE = /[.!?…]["”»’)\]]*\s*$/u;

/** Returns the citations of a statement, grouped by the claim that they support. Linear. */
export function groupByClaim(
  kind: Statement['kind'],
  { plain, citationsAt, linkedFrom }: PlainStatement,
  language: string,
): ClaimCitations[] {
  const mayLeadIn = MAY_LEAD_IN.has(kind);
  const groups = gatherGroups(kind, { plain, citationsAt, linkedFrom });
  if (mayLeadIn) joinSourcesBehind(plain, groups);
  if (mayLeadIn) findLeadIns(plain, groups);
  joinLeading(plain, groups, kind, language);
  return groups;
}

/**
 * Groups citations with only punctuation or joining words between them that are on one line or alone
 * on their lines.
 */
function gatherGroups(
  kind: Statement['kind'],
  { plain, citationsAt, linkedFrom }: PlainStatement,
): ClaimCitations[] {
  const mayLeadIn = MAY_LEAD_IN.has(kind);
  const groups: ClaimCitations[] = [];
  for (const [index, { citationId, at }] of citationsAt.entries()) {
    const last = groups.at(-1);
    const between = last === undefined ? '' : plain.slice(last.end, at);
    const from = linkedFrom[index] ?? at;
    const note = noteBefore(plain, from, at);
    const led = openingAt(plain, from);
    const hasDetails =
      last !== undefined &&
      from >= last.end &&
      (isDetails(plain.slice(last.end, from), last.opening, note > 0 || led === 'lead') ||
        (from === at && isNoteBehind(plain, last.end, at)));
    const beginsAnew =
      mayLeadIn &&
      from === at &&
      between.trim() !== '' &&
      (isSubject(between, plain.slice(at, at + NEAR)) ||
        (last !== undefined &&
          opensClause(
            plain.slice(Math.max(0, last.from - NEAR), last.from),
            between,
            plain.slice(at, at + NEAR),
          )));
    const inCell =
      kind === 'table' &&
      !between.includes('\t') &&
      (isSourceColumn(plain, at) || isBeside(plain, last, { from, at }));
    const joins =
      last !== undefined &&
      !beginsAnew &&
      (isJoining(between) || hasDetails || inCell) &&
      staysOnLine(plain, between, at);
    if (!joins) {
      const opens = from - (note || leadBefore(plain, from).length);
      groups.push({
        ...{ ids: [citationId], from, opens, start: at, end: at, closes: at, said: at },
        opening: note > 0 ? 'lead' : led,
        // Inside a sentence, the name of a single source stays part of the claim. Without it, earlier
        // decisions about the claim would not hold.
        namesSources:
          led === 'lead' ||
          (note > 0 && ENDS_SENTENCE.test(plain.slice(Math.max(0, opens - 8), opens))),
        leadsFrom: null,
        isClosed: false,
        sourcesFrom: null,
      });
    } else {
      last.namesSources ||= hasDetails;
      last.opening = openingAfter(last.opening, plain, last.end, from);
      last.ids.push(citationId);
      last.end = at;
    }
  }
  for (const [index, group] of groups.entries()) {
    const after = plain.slice(group.end, groups[index + 1]?.opens);
    group.closes = group.end + detailsAfter(after, group.opening);
    const isSaid = group.from < group.end && namesSource(plain, group.from, group.end);
    group.said = Math.max(group.closes, group.end + (isSaid ? remarkAfter(after) : 0));
  }
  return groups;
}

/** Whether a link stands beside another one, as in "Sweden [A](url), [B](url)". Not on a figure. */
function isBeside(
  plain: string,
  last: ClaimCitations | undefined,
  { from, at }: { readonly from: number; readonly at: number },
): boolean {
  if (last === undefined || last.from === last.start || from === at) return false;
  return isSeparator(plain.slice(last.end, from)) && !DIGIT.test(plain.slice(last.from, at));
}

const SOURCE_COLUMN = new RegExp(
  `^\\s*(?:${SOURCE_WORDS}|citations?|r[ée]f[ée]rences?|r[ée]fs?\\.?|links?|liens?)\\s*$`,
  'iu',
);

/** Whether a position is in the column of the sources. */
function isSourceColumn(plain: string, at: number): boolean {
  const row = plain.slice(plain.lastIndexOf('\n', at - 1) + 1, at).split('\t');
  const [head = ''] = plain.split('\n', 1);
  return SOURCE_COLUMN.test(head.split('\t')[row.length - 1] ?? '');
}

const DIGIT = /\d/u;
/** A short name, as in "Sweden [EHA](url)". */
const SHORT_NAME = /^\p{Lu}{2,6}$/u;

/**
 * Returns a function that tells whether the words of a link in a row only name its source: in the
 * column of the sources; if its address has them as a part of its host; if each link of the table is
 * on the same words; or a short name in capitals behind the words of its cell.
 */
export function sourcesOfRows(
  plain: string,
  groups: readonly ClaimCitations[],
  citations: ReadonlyMap<CitationId, Pick<Citation, 'href'>>,
): (group: ClaimCitations) => boolean {
  const wordsOf = ({ from, end }: ClaimCitations) => plain.slice(from, end).trim();
  const links = groups.map(wordsOf).filter((words) => WORD.test(words));
  const areSame = links.length > 1 && links.every((words) => words === links[0]);
  return (group) => {
    const cell = startOfCell(plain, group.from);
    const isWhole = !WORD.test(plain.slice(cell, group.from));
    if (isWhole && isSourceColumn(plain, group.from)) return true;
    const words = wordsOf(group);
    // A figure is never left out, and the first cell says what the row is about.
    const opensRow = isWhole && (cell === 0 || plain.charAt(cell - 1) === '\n');
    if (opensRow || !WORD.test(words) || DIGIT.test(words)) return false;
    if (areSame || (!isWhole && SHORT_NAME.test(words))) return true;
    const hosts = group.ids.flatMap((id) => hostOf(citations.get(id)?.href ?? '').split(/[.-]/u));
    const names = foldForSearch(words).split(/[,;|·]/u);
    return names.every((name) => hosts.includes(name.replace(/[^\p{L}]/gu, '')));
  };
}

const startOfCell = (plain: string, at: number): number =>
  Math.max(plain.lastIndexOf('\n', at - 1), plain.lastIndexOf('\t', at - 1)) + 1;

/**
 * Joins a citation at the start of a line to the next one, if this one supports the first sentence
 * too, as in "[1] The river rose [2]." or "[1] The river rose.[2] It fell.[3]". Linear.
 */
function joinLeading(
  plain: string,
  groups: ClaimCitations[],
  kind: Statement['kind'],
  language: string,
): void {
  const found = groups.splice(0);
  for (let at = 0; at < found.length; at++) {
    const [group, next] = [found[at], found[at + 1]];
    if (group === undefined) break;
    groups.push(group);
    const lines = plain.slice(found[at - 1]?.end ?? 0, group.start).split('\n');
    const startsLine = (at === 0 || lines.length > 1) && !WORD.test(lines.at(-1) ?? '');
    const isInBlock = kind === 'quote' && at > 0;
    if (!startsLine || isInBlock || group.leadsFrom !== null) continue;
    const lineEnd = endOfLine(plain, group.end);
    if (next === undefined || next.opens > lineEnd || next.leadsFrom !== null) continue;
    const behind = plain.slice(group.end, lineEnd);
    const sentences =
      kind === 'table' ? [{ start: 0, end: behind.length }] : splitSentences(behind, language);
    const first = sentences.find(({ start, end }) => WORD.test(behind.slice(start, end)));
    if (first === undefined) continue;
    const { end } = trimmed(plain, { start: group.end, end: group.end + first.end });
    let last = at + 1;
    while ((found[last + 1]?.start ?? Number.POSITIVE_INFINITY) <= lineEnd) last++;
    const closesLine = !WORD.test(plain.slice(found[last]?.said, lineEnd));
    const isBehind = closesLine && !WORD.test(plain.slice(end, next.opens));
    if (next.opens >= end && !isBehind) continue;
    groups.splice(-1, 1, { ...next, ids: [...group.ids, ...next.ids] });
    at++;
  }
}

function endOfLine(plain: string, at: number): number {
  const end = plain.indexOf('\n', at);
  return end < 0 ? plain.length : end;
}

/** A sign, or a word such as "Source:" with the name of a source, before a link. */
const LEADS_TO_SOURCES = new RegExp(
  `(?:[—–-]\\s?|(?<arrow>(?:[→➜➔⇒]|\\p{Extended_Pictographic}\\uFE0F?)\\s?)|(?<![\\p{L}\\p{N}])(?<word>${SOURCE_WORDS}|via|links?|liens?|lire|read more|en savoir plus|mehr dazu)\\s?[:：]\\s?(?<name>[^\\n:：]{0,100}))$`,
  'iu',
);
/** More words than these beside a source are a remark. */
const MOST_NAME_WORDS = 8;

/** What stands between a sentence and the sources behind it. */
interface SourceLead {
  readonly text: string;
  /** Whether it has a word such as "Source", behind which a source also has a name and a date. */
  readonly isNamed: boolean;
  /** Whether an address or a mark behind it is a source, too. */
  readonly takesAll: boolean;
}

function sourceLead(near: string): SourceLead {
  const found = LEADS_TO_SOURCES.exec(near);
  const { arrow, word, name = '' } = found?.groups ?? {};
  const isNamed = word !== undefined;
  const text = found === null || (isNamed && !isNameOfSource(name)) ? '' : found[0];
  return { text, isNamed: isNamed && text !== '', takesAll: isNamed || arrow !== undefined };
}

/** Whether words beside a source are only names, dates and pages, as in "Le Monde, 11 juin 2024". */
function isNameOfSource(words: string): boolean {
  const isSentence = hasVerb(words) || /[.!?…]["”»)]?\s+\p{Lu}/u.test(words);
  return !isSentence && (words.match(WORDS) ?? []).length <= MOST_NAME_WORDS;
}

/**
 * Whether a sentence ends before a lead to sources. "Source" with a capital letter begins anew, also
 * behind a title without a full stop, and so does an arrow before anything but words with a link.
 */
function endsBefore(before: string, lead: SourceLead, isOnWords: boolean): boolean {
  const { text, isNamed, takesAll } = lead;
  if (/\n$/u.test(before)) return text !== '';
  if (!WORD.test(before)) return false;
  const isNew = isNamed ? /^\p{Lu}/u.test(text) : takesAll && !isOnWords;
  return (isNew && !/[(（[]\s*$/u.test(before)) || lastSentence(before) === '';
}

/**
 * Makes one group of the links at the end of a line that only name sources of the sentence before
 * them, as in "The river rose. [A](url) · [B](url)" or "The river rose. Source: [A](url), 3 May".
 * Linear.
 */
function joinSourcesBehind(plain: string, groups: ClaimCitations[]): void {
  const found = groups.splice(0);
  for (let at = 0; at < found.length; at++) {
    const first = found[at];
    if (first === undefined) break;
    groups.push(first);
    const near = plain.slice(Math.max(0, first.from - NEAR), first.from);
    const lead = sourceLead(near);
    const isSource = (group: ClaimCitations) => lead.takesAll || group.from < group.start;
    const before = near.slice(0, near.length - lead.text.length);
    if (!isSource(first) || !endsBefore(before, lead, first.from < first.start)) continue;
    let last = at;
    let next = found[last + 1];
    while (next !== undefined && isSource(next) && isListed(plain, found[last], next, lead))
      next = found[++last + 1];
    const end = found[last]?.end ?? first.end;
    const rest = plain.slice(end, endOfLine(plain, end));
    if (lead.text === '' && (last === at || rest.trim() !== '')) continue;
    const isDetails = lead.isNamed || (lead.text !== '' && /^,.*\d/u.test(rest));
    if (isDetails ? !isNameOfSource(rest) : WORD.test(rest)) continue;
    const sourcesFrom = first.from - lead.text.length;
    const ids = found.slice(at, last + 1).flatMap((group) => group.ids);
    const previous = groups.at(-2);
    groups.pop();
    at = last;
    if (previous !== undefined && !WORD.test(plain.slice(previous.end, sourcesFrom))) {
      previous.ids.push(...ids);
      Object.assign(previous, { end, closes: end, said: end, sourcesFrom });
      continue;
    }
    const places = { from: sourcesFrom, opens: sourcesFrom, start: sourcesFrom };
    const ends = { end, closes: end, said: end };
    groups.push({
      ...first,
      ...places,
      ...ends,
      ids,
      opening: 'none',
      namesSources: false,
      sourcesFrom,
    });
  }
}

/** What stands between the links of a list, as in "[A](url) · [B](url)". */
const LIST_SIGN = /[,;|·•]/u;

/** Whether only a sign stands between two links; behind a word such as "Source" also a name or a date. */
function isListed(
  plain: string,
  link: ClaimCitations | undefined,
  next: ClaimCitations,
  { isNamed }: SourceLead,
): boolean {
  const between = plain.slice(link?.end, next.from);
  const isName = isNamed && !between.includes('\n') && isNameOfSource(between);
  return LIST_SIGN.test(between) && (isName || isSeparator(between));
}

/** The longest words before and behind a citation that are looked at, in UTF-16 units. */
const NEAR = 240;

/**
 * Finds where words such as "According to" stand before a citation. The next citation joins it if it
 * stands behind the same words, as in "According to [1], it rose [2]". Linear.
 */
function findLeadIns(plain: string, groups: ClaimCitations[]): void {
  const found = groups.splice(0);
  for (let at = 0; at < found.length; at++) {
    const group = found[at];
    if (group === undefined) break;
    const next = found[at + 1];
    group.leadsFrom = leadInOf(plain, group, groups.at(-1), next);
    groups.push(group);
    if (group.leadsFrom === null || next === undefined) continue;
    const behind = betweenMarks(plain, group, next);
    group.isClosed =
      behind !== '' &&
      lastSentence(behind) === behind &&
      leadInOf(plain, next, group, found[at + 2]) === null;
    if (!group.isClosed) continue;
    const { ids, end, closes, said, opening } = next;
    group.ids.push(...ids);
    Object.assign(group, { end, closes, said, opening });
    at++;
  }
}

/** Returns the words between two groups; '' if the second begins with a link, or is far away. */
function betweenMarks(plain: string, group: ClaimCitations, next: ClaimCitations): string {
  if (next.from < next.start) return '';
  return next.start - group.end > NEAR ? '' : plain.slice(group.end, next.start);
}

/**
 * Returns where the words before a citation start that need the words behind it, as in "According
 * to [1], the river rose"; null if they say something by themselves.
 */
function leadInOf(
  plain: string,
  group: ClaimCitations,
  previous: ClaimCitations | undefined,
  next: ClaimCitations | undefined,
): number | null {
  const { opening, namesSources, opens, start, said: behind } = group;
  const to = opening !== 'none' || namesSources ? opens : start;
  const earliest = Math.max(previous?.said ?? 0, to - NEAR);
  const before = lastSentence(plain.slice(earliest, to));
  if (to !== start && before.trim() === '') return null;
  const after = plain.slice(behind, Math.min(behind + NEAR, next?.from ?? plain.length));
  const lead = leadInBefore(before, firstSentence(after));
  return lead === null ? null : to - before.length + lead;
}

function staysOnLine(plain: string, between: string, at: number): boolean {
  if (!between.includes('\n')) return true;
  return !WORD.test(plain.slice(at, endOfLine(plain, at)));
}

/** Whether a citation is the subject of its sentence, as in "It fell. [1] found that …". */
export function beginsSentence({ leadsFrom, from, start }: ClaimCitations): boolean {
  return leadsFrom === from && from === start;
}
