import type { CitationId } from '@/utils/model/ids';
import { linkedIn } from '@/utils/model/linked-words';
import type { Citation, Statement } from '@/utils/model/report-content';
import { parseStatementText, type StatementSegment } from '@/utils/model/statement-text';
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
import { splitSentences, trimmed } from '@/utils/text/split-sentences';
import type { TextRange } from '@/utils/text/text-model';
import type { Claim, LinkedWords, StatementClaims } from './claim';
import { type CitedAt, joinAsides } from './join-asides';
import { firstSentence, isSubject, lastSentence, leadInBefore, opensClause } from './lead-ins';
import { plainStatement } from './plain-statement';
import { nameCitations } from './shown-text';
import { sourceInQuote } from './sourced-quotes';

/**
 * Kinds of statements whose citations support no words of the report: a list of sources, an image's
 * credit.
 */
const WITHOUT_CLAIMS: ReadonlySet<Statement['kind']> = new Set(['sources', 'caption']);

/** In rows and quoted text, words before a citation have another order. */
const MAY_LEAD_IN: ReadonlySet<Statement['kind']> = new Set(['paragraph', 'item', 'other']);

interface Group {
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
  /** Where a lead-in starts that needs the words behind its citations; null if there is none. */
  leadsFrom: number | null;
  /** Whether a lead-in and the words behind it end at its last citation. */
  isClosed: boolean;
  /** Where the links start that only name sources behind the sentence; null if there are none. */
  sourcesFrom: number | null;
}

interface Line extends TextRange {
  readonly sentences: readonly TextRange[];
  /** Whether its citations stand before the words that they support, as in "[1] The river rose." */
  readonly citesAhead: boolean;
}

const LEFTOVER = /^[\p{L}\p{N}†:-]{0,12}】/u;
/** What joins a claim to the next link. */
const JOINT = /[,;]?\s(?:and|or|but|et|ou|mais|und|oder|y|e|o)\s?$/iu;
const WORD = /[\p{L}\p{N}]/u;
const ENDS_SENTENCE = /[.!?…]["”»’)\]]*\s*$/u;
/**
 * Returns the claims of one statement, in the order of its text. `citations` are the existing
 * citations, of this statement and of others; a token that names none of them is ignored.
 * `language` is the report's, BCP 47. A caption and a list of sources have no claims. Linear.
 *
 * A group of citations belongs to the sentence before it, even after the full stop. A group at the
 * start of a line belongs to the words after it. A group on a line of its own belongs to the
 * sentence before it. In a block of quoted text, sentences without a citation belong to the claim of
 * the next sentence with a citation, because one citation at the end is for the whole quotation.
 * Words that are a link belong to the claim of its citation, which stands behind them; if the claim
 * would be nothing else, it continues to the next link or the end of the sentence. So does a claim
 * that would be only a lead-in, such as "According to [1]".
 */
export function deriveClaims(
  statement: Statement,
  citations: readonly Citation[],
  language: string,
): StatementClaims {
  const known = new Map(citations.map((citation) => [citation.id, citation]));
  const segments = parseStatementText(statement.text).filter(
    (segment) => segment.type === 'text' || known.has(segment.citationId),
  );
  return claimsOfSegments(statement, segments, known, language);
}

/**
 * The same for a text that is already parsed, without tokens that name no citation. The claims are
 * known at once. Their positions are computed for the whole statement when one is first read,
 * because finding sentences is slow and most of a long report is not visible.
 */
export function claimsOfSegments(
  statement: Statement,
  segments: readonly StatementSegment[],
  citations: ReadonlyMap<CitationId, Citation>,
  language: string,
): StatementClaims {
  const linked = linkedIn(citations);
  const flat = plainStatement(segments, linked);
  const { plain, citationsAt, linkedFrom } = flat;
  const named = nameCitations({ plain, citationsAt }, citations, linked);
  const base = { statementId: statement.id, plain, citationsAt: named };
  if (WITHOUT_CLAIMS.has(statement.kind)) return { ...base, claims: [], uncited: [] };

  const mayLeadIn = MAY_LEAD_IN.has(statement.kind);
  const groups = gatherGroups(plain, citationsAt, linkedFrom, mayLeadIn);
  if (mayLeadIn) joinSourcesBehind(plain, groups);
  if (mayLeadIn) findLeadIns(plain, groups);
  joinLeading(plain, groups, statement.kind, language);
  const sourceFrom = statement.kind === 'quote' ? sourceInQuote(flat) : null;
  let found: FoundWords | null = null;
  const words = () => {
    found ??= findWords(statement.kind, plain, groups, language);
    return found;
  };
  const keys = new Map<string, number>();
  const claims = groups.map((group, at): Claim => {
    const ids = group.ids.join('+');
    const before = keys.get(ids) ?? 0;
    keys.set(ids, before + 1);
    const place = () => words().places[at] ?? NOWHERE;
    return {
      key: `${statement.id}/${ids}${before === 0 ? '' : `#${before + 1}`}`,
      statementId: statement.id,
      sectionId: statement.sectionId,
      get text() {
        const { start, end } = place();
        return plain.slice(start, end);
      },
      get start() {
        return place().start;
      },
      get end() {
        return place().end;
      },
      get sentence() {
        return place().sentence;
      },
      citationIds: group.ids,
      get link() {
        const cell = statement.kind === 'table' && isSourceCell(plain, group.from);
        return linkOf(group, plain, place(), cell ? group.from : sourceFrom);
      },
      get sourceFrom() {
        const { start, end } = place();
        return sourceFrom !== null && start < sourceFrom && sourceFrom < end
          ? sourceFrom - start
          : undefined;
      },
      isQuoted: statement.kind === 'quote',
    };
  });
  return {
    ...base,
    claims,
    get uncited() {
      return words().uncited;
    },
  };
}

const SOURCE_COLUMN =
  /^\s*(?:sources?|références?|references?|links?|liens?|quellen?|fuentes?)\s*$/iu;

/** Whether the cell of a row begins with this link and is in the column of the sources. */
function isSourceCell(plain: string, from: number): boolean {
  const row = plain.slice(plain.lastIndexOf('\n', from - 1) + 1, from).split('\t');
  const [head = ''] = plain.split('\n', 1);
  return !WORD.test(row.at(-1) ?? '') && SOURCE_COLUMN.test(head.split('\t')[row.length - 1] ?? '');
}

/** Returns the words that the link of a group is on, if they are in its claim. */
function linkOf(
  { from, start: end }: Group,
  plain: string,
  claim: Place,
  sourceFrom: number | null,
): LinkedWords | undefined {
  if (from === end || from < claim.start || end > claim.end) return;
  return {
    start: from - claim.start,
    end: end - claim.start,
    namesSource: (sourceFrom !== null && from >= sourceFrom) || namesSource(plain, from, end),
  };
}

/** The position of a claim, and its sentence. */
interface Place extends TextRange {
  readonly sentence: TextRange;
}

const NOWHERE: Place = { start: 0, end: 0, sentence: { start: 0, end: 0 } };

interface FoundWords {
  /** The position of each group. */
  readonly places: readonly Place[];
  readonly uncited: readonly TextRange[];
}

function findWords(
  kind: Statement['kind'],
  plain: string,
  groups: readonly Group[],
  language: string,
): FoundWords {
  /** Where the parentheses open that belong to the sentence before them. By their citations. */
  const joined = new Map<CitedAt, number>();
  const lines = readLines(plain, kind, language, groups, joined);
  const cited = new Set<TextRange>();
  let lineAt = 0;
  /** Where the words of the claim before end, if they go on behind its citations. */
  let consumed = 0;
  const places = groups.map((group, index): Place => {
    while (lineAt + 1 < lines.length && (lines[lineAt]?.end ?? 0) < group.start) lineAt++;
    const previous = groups[index - 1];
    const said = previous?.said ?? 0;
    const isBehind = WORD.test(plain.slice(said, group.start));
    const previousEnd = Math.max((isBehind ? said : previous?.closes) ?? 0, consumed);
    const next = groups[index + 1];
    const nextStart = (next?.namesSources ? next.opens : next?.from) ?? plain.length;
    const place = placeOf(group, lines, lineAt);
    const sentence = place?.sentence ?? { start: group.start, end: group.start };
    if (place !== null) cited.add(place.sentence);
    // Of several sources, the first may be a link on words of the sentence.
    const isInNames = group.namesSources && group.opens < group.from;
    const words = place?.ahead
      ? { start: sentence.start, end: Math.min(sentence.end, Math.max(nextStart, group.end)) }
      : {
          start: previousEnd < sentence.end ? Math.max(sentence.start, previousEnd) : sentence.end,
          end: Math.min(sentence.end, joined.get(group) ?? (isInNames ? group.opens : group.start)),
        };
    const needsMore =
      group.leadsFrom !== null ||
      (group.from < group.start && !WORD.test(plain.slice(words.start, group.from)));
    const mayGoOn =
      next === undefined ||
      next.leadsFrom !== null ||
      next.from < next.start ||
      next.from >= sentence.end;
    if (group.isClosed) words.end = Math.max(words.start, Math.min(sentence.end, group.end));
    else if (place?.ahead === false && needsMore && mayGoOn) {
      words.end = Math.max(words.end, Math.min(sentence.end, next?.leadsFrom ?? nextStart));
      consumed = words.end;
      const joint = JOINT.exec(plain.slice(Math.max(group.start, words.end - 12), words.end));
      words.end -= joint?.[0].length ?? 0;
    }
    const { start, end } = withoutSeparators(plain, words, sentence.start);
    return { start, end, sentence: { start: sentence.start, end: sentence.end } };
  });
  return { places, uncited: uncitedIn(kind, plain, lines, cited) };
}

/**
 * Groups citations with only punctuation or joining words between them that are on one line or alone
 * on their lines.
 */
function gatherGroups(
  plain: string,
  citationsAt: StatementClaims['citationsAt'],
  linkedFrom: readonly number[],
  mayLeadIn: boolean,
): Group[] {
  const groups: Group[] = [];
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
    const joins =
      last !== undefined &&
      !beginsAnew &&
      (isJoining(between) || hasDetails) &&
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

/**
 * Joins a citation at the start of a line to the next one, if this one supports the first sentence
 * too, as in "[1] The river rose [2]." or "[1] The river rose.[2] It fell.[3]". Linear.
 */
function joinLeading(
  plain: string,
  groups: Group[],
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

const LEADS_TO_SOURCES = /(?:[—–-]\s?|(?:sources?|quellen?|fuentes?|fonti?|via)\s?:\s?)$/iu;

/**
 * Makes one group of the links at the end of a line that only name sources of the sentence before
 * them, as in "The river rose. [A](url) · [B](url)" or "The river rose. Source: [A](url)". Linear.
 */
function joinSourcesBehind(plain: string, groups: Group[]): void {
  const found = groups.splice(0);
  for (let at = 0; at < found.length; at++) {
    const first = found[at];
    if (first === undefined) break;
    groups.push(first);
    const near = plain.slice(Math.max(0, first.from - NEAR), first.from);
    const lead = LEADS_TO_SOURCES.exec(near)?.[0] ?? '';
    const before = near.slice(0, near.length - lead.length);
    const isBehind = /\n$/u.test(before)
      ? lead !== ''
      : WORD.test(before) && lastSentence(before) === '';
    if (first.from === first.start || !isBehind) continue;
    let last = at;
    let next = found[last + 1];
    while (next !== undefined && next.from < next.start && isListed(plain, found[last], next))
      next = found[++last + 1];
    const end = found[last]?.end ?? first.end;
    const rest = plain.slice(end, endOfLine(plain, end));
    if (lead === '' ? last === at || rest.trim() !== '' : WORD.test(rest)) continue;
    const sourcesFrom = first.from - lead.length;
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

/** Whether a separator that can be seen is all that stands between two links. */
function isListed(plain: string, link: Group | undefined, next: Group): boolean {
  const between = plain.slice(link?.end, next.from);
  return /[,;|·•]/u.test(between) && isSeparator(between);
}

/** The longest words before and behind a citation that are looked at, in UTF-16 units. */
const NEAR = 240;

/**
 * Finds the lead-ins of groups. A group whose words lead in gets the mark that stands behind the
 * same words, as in "According to [1], it rose [2]".
 */
function findLeadIns(plain: string, groups: Group[]): void {
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

/** Returns the words between a group and a mark; '' if the next group is no mark, or far away. */
function betweenMarks(plain: string, group: Group, next: Group): string {
  if (next.from < next.start) return '';
  return next.start - group.end > NEAR ? '' : plain.slice(group.end, next.start);
}

/** Returns where the lead-in of a group starts; null if its words are a claim of their own. */
function leadInOf(
  plain: string,
  group: Group,
  previous: Group | undefined,
  next: Group | undefined,
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

function readLines(
  plain: string,
  kind: Statement['kind'],
  language: string,
  groups: readonly Group[],
  joined: Map<CitedAt, number>,
): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let groupAt = 0;
  for (const text of plain.split('\n')) {
    const end = start + text.length;
    // The cells of a row are read as one line.
    const ranges =
      kind === 'table' ? [{ start: 0, end: text.length }] : splitSentences(text, language);
    const from = start;
    while ((groups[groupAt]?.start ?? Number.POSITIVE_INFINITY) < start) groupAt++;
    let next = groupAt;
    while ((groups[next]?.start ?? Number.POSITIVE_INFINITY) <= end) next++;
    const own = groups.slice(groupAt, next);
    const wordsEnd = own.at(-1)?.sourcesFrom ?? end;
    const found = cutAtSubjects(ranges, own, from)
      .map((range) => ({ start: from + range.start, end: Math.min(from + range.end, wordsEnd) }))
      .filter((range) => range.start < range.end)
      .map((range) => trimmed(plain, range))
      .filter((range) => {
        const words = plain.slice(range.start, range.end);
        // "See [1]." behind a sentence is no sentence of its own.
        return range.start > 0 ? !isJoining(words) : WORD.test(words);
      });
    const sentences = joinAsides(plain, found, own, lines.length === 0, joined);
    const first = groups[groupAt]?.start ?? Number.POSITIVE_INFINITY;
    const citesAhead =
      first <= end && !WORD.test(plain.slice(start, first)) && sentences.length > 0;
    lines.push({ start, end, sentences, citesAhead });
    start = end + 1;
  }
  return kind === 'quote' ? [quotedLine(lines, groups)] : lines;
}

/** Cuts the sentences of a line where a citation begins one, as in "It fell. [1] found that …". */
function cutAtSubjects(
  ranges: readonly TextRange[],
  groups: readonly Group[],
  lineStart: number,
): TextRange[] {
  const cuts = groups.filter(isSubjectGroup).map(({ start }) => start - lineStart);
  let next = 0;
  return ranges.flatMap((range) => {
    const cut: TextRange[] = [];
    let { start } = range;
    for (let at = cuts[next]; at !== undefined && at < range.end; at = cuts[++next]) {
      if (at <= start) continue;
      cut.push({ start, end: at });
      start = at;
    }
    return [...cut, { start, end: range.end }];
  });
}

/** Whether nothing stands before a citation that the words behind it need. */
function isSubjectGroup({ leadsFrom, from, start }: Group): boolean {
  return leadsFrom === from && from === start;
}

/** Joins the lines of quoted text into one line, and its sentences up to each cited one into one. */
function quotedLine(lines: readonly Line[], groups: readonly Group[]): Line {
  const all = lines.flatMap(({ sentences }) => sentences);
  const cited = new Set(
    groups.map(({ start }) => all[Math.max(0, lastStartingBefore(all, start))]),
  );
  const sentences: TextRange[] = [];
  let waiting: TextRange[] = [];
  for (const sentence of all) {
    waiting.push(sentence);
    if (!cited.has(sentence)) continue;
    sentences.push({ start: waiting[0]?.start ?? sentence.start, end: sentence.end });
    waiting = [];
  }
  return {
    start: lines[0]?.start ?? 0,
    end: lines.at(-1)?.end ?? 0,
    sentences: [...sentences, ...waiting],
    citesAhead: lines[0]?.citesAhead ?? false,
  };
}

/** Returns the sentence that a group belongs to, and whether its words come after the group. */
function placeOf(
  group: Group,
  lines: readonly Line[],
  lineAt: number,
): { readonly sentence: TextRange; readonly ahead: boolean } | null {
  const line = lines[lineAt];
  if (line === undefined) return null;
  const before = lastStartingBefore(line.sentences, group.start);
  const next = line.sentences[before + 1];
  const sentence = line.sentences[before];
  const isAhead = line.citesAhead || isSubjectGroup(group);
  if (sentence === undefined || (isAhead && group.start >= sentence.end)) {
    if (next !== undefined) return { sentence: next, ahead: true };
  }
  if (sentence !== undefined) return { sentence, ahead: false };
  for (let at = lineAt - 1; at >= 0; at--) {
    const last = lines[at]?.sentences.at(-1);
    if (last !== undefined) return { sentence: last, ahead: false };
  }
  return null;
}

/** Returns the index of the last sentence with words before `at`, or -1. */
function lastStartingBefore(sentences: readonly TextRange[], at: number): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sentences[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Returns a claim's range without the separators from the previous group and from its own. */
function withoutSeparators(plain: string, words: TextRange, sentenceStart: number): TextRange {
  let { start, end } = words;
  if (start > sentenceStart) {
    // Remains of a tool's own citation marks.
    start += LEFTOVER.exec(plain.slice(start, Math.min(end, start + 16)))?.[0].length ?? 0;
    while (start < end && /[\s,;:.!?)\]}】»”–—…]/u.test(plain.charAt(start))) start++;
  }
  end = Math.max(start, end - leadBefore(plain, end).length);
  while (end > start && /[\s([{,;:–—【]/u.test(plain.charAt(end - 1))) end--;
  // Only one bracket of a pair is in the claim. The other is behind its citations, or in the claim
  // before.
  const left = plain.slice(start, end);
  if (start > sentenceStart && /^[(（][^)）]*$/u.test(left)) start++;
  else if (start > sentenceStart && /^[^(（]*[)）]$/u.test(left)) end--;
  return trimmed(plain, { start, end });
}

function uncitedIn(
  kind: Statement['kind'],
  plain: string,
  lines: readonly Line[],
  cited: ReadonlySet<TextRange>,
): TextRange[] {
  if (kind === 'code') return [];
  // The first row of a table has the names of its columns.
  const rows = kind === 'table' ? lines.slice(1) : lines;
  return rows
    .flatMap(({ sentences }) => sentences)
    .filter((range) => !cited.has(range) && /\p{L}/u.test(plain.slice(range.start, range.end)))
    .map(({ start, end }) => ({ start, end }));
}
