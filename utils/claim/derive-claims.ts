import type { CitationId } from '@/utils/model/ids';
import { linkedIn } from '@/utils/model/linked-words';
import type { Citation, Statement } from '@/utils/model/report-content';
import { parseStatementText, type StatementSegment } from '@/utils/model/statement-text';
import { isJoining, leadBefore, namesSource } from '@/utils/report/citations/source-parentheses';
import { leadingTitle } from '@/utils/report/read-wording';
import { splitSentences, trimmed } from '@/utils/text/split-sentences';
import type { TextRange } from '@/utils/text/text-model';
import type { Claim, LinkedWords, StatementClaims } from './claim';
import {
  beginsSentence,
  type ClaimCitations,
  groupByClaim,
  sourcesOfRows,
} from './claim-citations';
import { restOfQuotation } from './find-quotations';
import { type CitedAt, joinAsides } from './join-asides';
import { plainStatement } from './plain-statement';
import { nameCitations } from './shown-text';
import { sourceInQuote } from './sourced-quotes';

/**
 * Kinds of statements whose citations support no words of the report: a list of sources, an image's
 * credit.
 */
const WITHOUT_CLAIMS: ReadonlySet<Statement['kind']> = new Set(['sources', 'caption']);

interface Line extends TextRange {
  readonly sentences: readonly TextRange[];
  /** Whether its citations stand before the words that they support, as in "[1] The river rose." */
  readonly citesAhead: boolean;
}

/** A text that is one image of Markdown, with its words and its address. */
const IMAGE_ALONE = /^!\[[^[\]\n]*\]\([^()\n]*\)$/u;
const LEFTOVER = /^[\p{L}\p{N}†:-]{0,12}】/u;
/** What joins a claim to the next link. */
const JOINT = /[,;]?\s(?:and|or|but|et|ou|mais|und|oder|y|e|o)\s?$/iu;
const WORD = /[\p{L}\p{N}]/u;

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
 * that would be only words such as "According to [1]". The last claim of a row goes on to its end.
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
  const { plain, citationsAt } = flat;
  const named = nameCitations({ plain, citationsAt }, citations, linked);
  const base = { statementId: statement.id, plain, citationsAt: named };
  const { kind, depth, text } = statement;
  const isSourceItem = kind === 'item' && depth > 0 && leadingTitle(text) === 'sources';
  if (isSourceItem || WITHOUT_CLAIMS.has(kind)) return { ...base, claims: [], uncited: [] };

  const groups = groupByClaim(statement.kind, flat, language);
  const sourceFrom = statement.kind === 'quote' ? sourceInQuote(flat) : null;
  const isSourceOfRow = kind === 'table' ? sourcesOfRows(plain, groups, citations) : () => false;
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
        if (!isSourceOfRow(group)) return linkOf(group, plain, place(), sourceFrom);
        return linkOf({ ...group, start: group.end }, plain, place(), group.from);
      },
      get sourceFrom() {
        const { start, end } = place();
        return sourceFrom !== null && start < sourceFrom && sourceFrom < end
          ? sourceFrom - start
          : undefined;
      },
      get quotationRest() {
        if (statement.kind === 'quote' || statement.kind === 'table') return undefined;
        const { start, end } = place();
        const line = plain.slice(end).split('\n', 1)[0] ?? '';
        return restOfQuotation(plain.slice(start, end), line) ?? undefined;
      },
      isQuoted: statement.kind === 'quote',
    };
  });
  return {
    ...base,
    claims,
    get uncited() {
      if (IMAGE_ALONE.test(text.trim())) return [];
      return withoutTitle(words().uncited, plain, text);
    },
  };
}

/** Returns the words that the link of a group is on, if they are in its claim. */
function linkOf(
  { from, start: end }: ClaimCitations,
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
  groups: readonly ClaimCitations[],
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
    const lineEnd = lines[lineAt]?.end ?? plain.length;
    const closesRow = kind === 'table' && (next === undefined || next.from > lineEnd);
    // What a row says stands in all its cells, also in those behind its last citation.
    if (closesRow) words.end = sentence.end;
    else if (group.isClosed) words.end = Math.max(words.start, Math.min(sentence.end, group.end));
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

function readLines(
  plain: string,
  kind: Statement['kind'],
  language: string,
  groups: readonly ClaimCitations[],
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
  groups: readonly ClaimCitations[],
  lineStart: number,
): TextRange[] {
  const cuts = groups.filter(beginsSentence).map(({ start }) => start - lineStart);
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

/** Joins the lines of quoted text into one line, and its sentences up to each cited one into one. */
function quotedLine(lines: readonly Line[], groups: readonly ClaimCitations[]): Line {
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
  group: ClaimCitations,
  lines: readonly Line[],
  lineAt: number,
): { readonly sentence: TextRange; readonly ahead: boolean } | null {
  const line = lines[lineAt];
  if (line === undefined) return null;
  const before = lastStartingBefore(line.sentences, group.start);
  const next = line.sentences[before + 1];
  const sentence = line.sentences[before];
  const isAhead = line.citesAhead || beginsSentence(group);
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

/** Bold words at the start of a statement that end with a stop or a colon, before other words. */
const BOLD_TITLE = /^(?:\*\*|__)((?:[^\s*_]+\s){0,3}[^\s*_]*[.:])(?:\*\*|__)\s+\S/u;

/** Leaves out the title of a statement, as in "**Summary.** Visits rose". It needs no source. */
function withoutTitle(
  ranges: readonly TextRange[],
  plain: string,
  markdown: string,
): readonly TextRange[] {
  const title = BOLD_TITLE.exec(markdown)?.[1];
  return title === undefined
    ? ranges
    : ranges.filter(({ start, end }) => start > 0 || plain.slice(start, end) !== title);
}
