import { blockAt } from '@/utils/text/find-block';
import { type FinderFold, finderFoldOf, foldText } from '@/utils/text/fold-text';
import { hasObstacles, skipToText } from '@/utils/text/skip-to-text';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { type WordBoundaries, wordBoundariesOf } from '@/utils/text/word-boundaries';
import { RunningSums } from './running-sums';
import type { TextDirective } from './text-directive';

/** Which ends of a match must be word boundaries. */
interface Bounds {
  readonly start: boolean;
  readonly end: boolean;
}

/** What the search needs from a model. */
interface Haystack {
  readonly model: TextModel;
  readonly fold: FinderFold;
  readonly words: WordBoundaries;
  readonly comparer: TermComparer;
  readonly endless: EndlessSearches;
  readonly lastMatches: LastMatches;
  /** Whether the search leaves out what is closed. */
  readonly isOpenOnly: boolean;
}

/**
 * Matches a character inside which Chromium's search cannot continue: a character of two UTF-16
 * units (an emoji, for example), or a letter with a mark that its collation compares as one letter.
 */
const UNDIVIDED = /[\ud800-\udbff]|[Ииاويஒဥ\u1b05-\u1b11][\u0306\u0653-\u0655\u0bd7\u102e\u1b35]/;

/** Returns whether Chromium may search for a term without end: see `EndlessSearches`. */
export const startsUndivided = (term: string): boolean => term.slice(0, 2).search(UNDIVIDED) === 0;

/**
 * Finds the positions where Chromium 156 searches without end, so that the page stops responding.
 * At such a position, a term matches at an undivided character, but an edge of the match is not a
 * word boundary, although the search requires one. Chromium then tries again one unit later, goes
 * back to the start of the character, and finds the same match. If the search of a directive reaches
 * such a position, this finder finds nothing.
 */
class EndlessSearches {
  /** Whether the search reached a position where Chromium searches without end. */
  isFound = false;
  /** Whether the text has such positions. */
  readonly isPossible: boolean;
  readonly #lastPlaces = new Map<string, number>();

  constructor(private readonly text: string) {
    this.isPossible = UNDIVIDED.test(text);
  }

  isAt(offset: number): boolean {
    return startsUndivided(this.text.slice(offset));
  }

  /**
   * Returns the last position where Chromium searches for a term without end, as an offset into the
   * text in UTF-16 units, or -1. The first call for a term is linear in the length of the text.
   */
  lastPlaceOf(hay: Haystack, term: string, bounds: Bounds): number {
    if (!this.isPossible) return -1;
    const key = `${bounds.end} ${term}`;
    const known = this.#lastPlaces.get(key);
    if (known !== undefined) return known;
    const { fold, words } = hay;
    let last = -1;
    let at = fold.text.indexOf(term);
    for (; at >= 0; at = fold.text.indexOf(term, at + 1)) {
      const isWhole = fold.isSeam(at) && fold.isSeam(at + term.length);
      const start = fold.toOriginal(at);
      if (!isWhole || !this.isAt(start)) continue;
      const isBounded =
        (!bounds.start || words.isEdge(start)) &&
        (!bounds.end || words.isEdge(fold.toOriginalEnd(at + term.length)));
      if (!isBounded) last = start;
    }
    this.#lastPlaces.set(key, last);
    return last;
  }
}

/**
 * Chromium ends the search of a directive when a term does not occur anywhere after the term before
 * it. This matters only where the search passes over some text: a later try could otherwise begin in
 * that text.
 */
class LastMatches {
  /** Whether the search is over, without a match. */
  isOver = false;
  readonly #places = new Map<string, number>();

  /** Records that `term` does not begin at `start`, where it would have to follow another term. */
  miss(hay: Haystack, term: string, start: number, bounds: Bounds): void {
    if (!hasObstacles(hay.model)) return;
    const key = `${bounds.end} ${term}`;
    let last = this.#places.get(key);
    if (last === undefined) {
      last = this.#lastPlaceOf(hay, term, bounds);
      this.#places.set(key, last);
    }
    this.isOver ||= last < start;
  }

  #lastPlaceOf(hay: Haystack, term: string, bounds: Bounds): number {
    const { endless, fold } = hay;
    const { text } = fold;
    const wasEndless = endless.isFound;
    for (let at = text.lastIndexOf(term); at >= 0; at = text.lastIndexOf(term, at - 1)) {
      const match = matchAt(hay, term, at, bounds, hay.words);
      endless.isFound = wasEndless;
      if (match !== null) return match.start;
      if (at === 0) break;
    }
    return -1;
  }
}

/**
 * Compares a term with the text at an offset, letter by letter. After it has read as many letters
 * as a few passes over the page, it compares sums first, because a long term can almost match at
 * every place.
 */
class TermComparer {
  #budget: number;
  #sums: RunningSums | null = null;
  readonly #termSums = new Map<string, number | null>();

  constructor(private readonly text: string) {
    this.#budget = 4 * text.length + 1_000_000;
  }

  standsAt(term: string, at: number): boolean {
    this.#budget -= term.length;
    if (this.#budget < 0 && !this.#sumsAgree(term, at)) return false;
    return this.text.startsWith(term, at);
  }

  #sumsAgree(term: string, at: number): boolean {
    this.#sums ??= new RunningSums(this.text);
    let sum = this.#termSums.get(term);
    if (sum === undefined) {
      sum = new RunningSums(term).of(0, term.length);
      this.#termSums.set(term, sum);
    }
    return this.#sums.of(at, term.length) === sum;
  }
}

type Edges = Pick<WordBoundaries, 'isEdge'>;

/**
 * Returns the match of a folded term at a folded offset, or null. A match has whole characters,
 * lies in one block, and ends at the required boundaries.
 */
function matchAt(
  hay: Haystack,
  term: string,
  at: number,
  bounds: Bounds,
  edges: Edges,
): TextRange | null {
  const { fold, model } = hay;
  const foldedEnd = at + term.length;
  if (!fold.isSeam(at) || !fold.isSeam(foldedEnd)) return null;
  const start = fold.toOriginal(at);
  const end = fold.toOriginalEnd(foldedEnd);
  const block = blockAt(model, start);
  if (block === null || end > block.end) return null;
  if (hay.isOpenOnly && block.closed !== undefined) return null;
  if ((!bounds.start || edges.isEdge(start)) && (!bounds.end || edges.isEdge(end))) {
    return { start, end };
  }
  hay.endless.isFound ||= hay.endless.isAt(start);
  return null;
}

/** https://wicg.github.io/scroll-to-text-fragment/#find-a-string-in-range */
function findTerm(
  hay: Haystack,
  term: string,
  from: number,
  bounds: Bounds,
  edges: Edges = hay.words,
): TextRange | null {
  const { text } = hay.fold;
  let at = text.indexOf(term, hay.fold.toFolded(from));
  while (at >= 0) {
    const match = matchAt(hay, term, at, bounds, edges);
    if (match !== null || hay.endless.isFound) return match;
    at = text.indexOf(term, at + 1);
  }
  return null;
}

/**
 * Returns the match of a term that begins exactly where the text continues after the original offset
 * `after`, or null. The word boundaries are those of a search that begins there. Chromium also
 * searches the text after that place, and compares the positions only then. An endless search there
 * therefore counts too.
 */
function matchExactly(hay: Haystack, term: string, after: number, bounds: Bounds) {
  const next = skipToText(hay.model, after);
  const start = next < 0 ? ~next : next;
  const at = hay.fold.toFolded(start);
  const edges = hay.words.from(start);
  const stands = next >= 0 && hay.comparer.standsAt(term, at);
  const match = stands ? matchAt(hay, term, at, bounds, edges) : null;
  if (match?.start === start) return match;
  hay.lastMatches.miss(hay, term, start, bounds);
  hay.endless.isFound ||= hay.endless.lastPlaceOf(hay, term, bounds) >= start;
  return null;
}

interface FoldedTerms {
  readonly prefix: string;
  readonly start: string;
  readonly end: string;
  readonly suffix: string;
}

/** Returns null if a term has nothing to search for. */
function foldTerms(directive: TextDirective): FoldedTerms | null {
  const fold = (term: string | undefined) => (term ? foldText(term).text : '');
  const folded = {
    prefix: fold(directive.prefix),
    start: fold(directive.start),
    end: fold(directive.end),
    suffix: fold(directive.suffix),
  };
  const { start } = folded;
  const emptied =
    (directive.prefix && folded.prefix === '') ||
    (directive.end && folded.end === '') ||
    (directive.suffix && folded.suffix === '');
  return start === '' || emptied ? null : folded;
}

const SUFFIX_BOUNDS: Bounds = { start: false, end: true };

function suffixFollows(hay: Haystack, terms: FoldedTerms, end: number): boolean {
  return matchExactly(hay, terms.suffix, end, SUFFIX_BOUNDS) !== null;
}

/**
 * Returns the end of the range whose start term is `startMatch`: the first end term after it that
 * the suffix follows. Each try begins after the last one. Null is final.
 */
function findRangeEnd(hay: Haystack, terms: FoldedTerms, startMatch: TextRange): number | null {
  const bounds = { start: true, end: terms.suffix === '' };
  let from = startMatch.end;
  for (;;) {
    const match = findTerm(hay, terms.end, from, bounds, hay.words.from(from));
    if (match === null) return null;
    if (terms.suffix === '' || suffixFollows(hay, terms, match.end)) return match.end;
    if (hay.endless.isFound || hay.lastMatches.isOver) return null;
    from = match.end;
  }
}

/**
 * Returns the position of the next try after a failed try at `start`. The standard continues one
 * position later. Chromium continues after the character that follows the word at `start`; when the
 * text node of this word ends at the end of the word, Chromium continues in the next text node.
 */
function behindRetry({ model, words }: Haystack, start: number): number {
  const wordEnd = words.next(start)?.end ?? start + 1;
  const nodeEnd = model.nodeEndWithin?.(start, wordEnd) ?? null;
  const character = (model.text.codePointAt(wordEnd) ?? 0) > 0xffff ? 2 : 1;
  return nodeEnd ?? wordEnd + character;
}

function findFrom(hay: Haystack, terms: FoldedTerms, searchFrom: number): TextRange | null {
  const endBounded = terms.end !== '' || terms.suffix === '';
  let from = searchFrom;
  let edges: Edges = hay.words;
  while (from < hay.model.text.length && !hay.endless.isFound && !hay.lastMatches.isOver) {
    let match: TextRange | null;
    if (terms.prefix === '') {
      match = findTerm(hay, terms.start, from, { start: true, end: endBounded }, edges);
      if (match === null) return null;
      from = behindRetry(hay, match.start);
      edges = hay.words.from(from);
    } else {
      const prefix = findTerm(hay, terms.prefix, from, { start: true, end: false }, edges);
      if (prefix === null) return null;
      from = behindRetry(hay, prefix.start);
      edges = hay.words.from(from);
      const bounds = { start: false, end: endBounded };
      match = matchExactly(hay, terms.start, prefix.end, bounds);
      if (match === null) continue;
    }
    if (terms.end !== '') {
      const end = findRangeEnd(hay, terms, match);
      return end === null ? null : { start: match.start, end };
    }
    if (terms.suffix === '' || suffixFollows(hay, terms, match.end)) return match;
  }
  return null;
}

/**
 * Returns what a text directive finds in a page: the first match, or null. With `from`,
 * returns the first match that begins at this offset of `model.text` or later. Browsers never show
 * such a match; it tells whether a directive is ambiguous.
 *
 * Follows the standard's steps, and Chromium where it differs: after a start term has matched, only
 * end terms after it are tried. Linear in the text.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#find-a-range-from-a-text-directive
 */
export function findTextDirective(
  model: TextModel,
  directive: TextDirective,
  from = 0,
): TextRange | null {
  return search(model, directive, from).range;
}

/**
 * Returns whether a directive that finds `range` leads there or nowhere when the search leaves out
 * the text in closed elements (`details`, `hidden="until-found"`). On some pages, Chromium searches
 * this text only after it has found nothing in the rest of the page.
 */
export function leadsPastClosed(
  model: TextModel,
  directive: TextDirective,
  range: TextRange,
): boolean {
  if (!hasObstacles(model)) return true;
  const open = search(model, directive, 0, true).range;
  return open === null || (open.start === range.start && open.end === range.end);
}

/**
 * Returns whether Chromium searches for a directive without end, so that the page stops responding.
 * Tests must not give such a directive to Chromium.
 * @public
 */
export function isSearchedEndlessly(model: TextModel, directive: TextDirective): boolean {
  return search(model, directive, 0).isEndless;
}

function search(
  model: TextModel,
  directive: TextDirective,
  from: number,
  isOpenOnly = false,
): { readonly range: TextRange | null; readonly isEndless: boolean } {
  const terms = foldTerms(directive);
  if (terms === null) return { range: null, isEndless: false };
  const fold = finderFoldOf(model);
  const comparer = new TermComparer(fold.text);
  const words = wordBoundariesOf(model);
  const endless = new EndlessSearches(model.text);
  const lastMatches = new LastMatches();
  const hay = { model, fold, words, comparer, endless, lastMatches, isOpenOnly };
  const range = findFrom(hay, terms, from);
  // Chromium then searches for a second match, which may be an endless search.
  if (range !== null && endless.isPossible) findFrom(hay, terms, range.end);
  const isReversed = range !== null && model.isReversed?.(range) === true;
  const isEndless = endless.isFound;
  return { range: isReversed || isEndless ? null : range, isEndless };
}
