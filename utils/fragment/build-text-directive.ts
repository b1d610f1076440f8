import type { NoDirectiveReason } from '@/utils/model/evidence';
import { err, ok, type Result } from '@/utils/model/result';
import { blockAt, findBlockIndex } from '@/utils/text/find-block';
import { finderFoldOf } from '@/utils/text/fold-text';
import { segmenterFor } from '@/utils/text/segmenter-for';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { wordBoundariesOf } from '@/utils/text/word-boundaries';
import { findTextDirective, leadsPastClosed, startsUndivided } from './find-text-directive';
import { planExactTerms } from './plan-exact-terms';
import { planRangeTerms } from './plan-range-terms';
import { StopMatcher } from './stop-matcher';
import { skipSpace, type TermSource } from './term-stops';
import type { TextDirective } from './text-directive';

/** A proved directive and the range to quote with it, so that the link and the quote agree. */
export interface BuiltDirective {
  readonly directive: TextDirective;
  /**
   * The selected range without white space at its ends. It is extended to whole words only when no
   * directive can name the selected part.
   */
  readonly range: TextRange;
  /**
   * The range that browsers highlight: `range` without a floating first letter, which no browser
   * finds.
   */
  readonly found: TextRange;
}

/** A longer passage is named by its first and last words. In UTF-16 units. */
const MAX_EXACT_LENGTH = 300;

/**
 * The maximum length of a term, in UTF-16 units. The first limit is enough for nearly every
 * passage. The second is used where the same text is repeated for longer; links of this length can
 * still be copied and opened.
 */
const REACHES = [1_000, 5_000] as const;

/**
 * Returns the range without white space and without characters that fold to nothing at its ends,
 * extended to whole characters. Returns null when nothing is left.
 */
function trimRange(source: TermSource, range: TextRange): TextRange | null {
  const { fold, model } = source;
  const { text } = model;
  let from = fold.toFolded(Math.max(0, range.start));
  // A selection that starts inside a ligature or a surrogate pair is extended to the whole of it.
  if (fold.toOriginal(from) > range.start && from > 0 && fold.toOriginalEnd(from) > range.start) {
    from--;
    while (from > 0 && !fold.isSeam(from)) from--;
  }
  let to = fold.toFolded(Math.min(text.length, Math.max(range.end, range.start)));
  while (from < to && /\s/u.test(fold.text.charAt(from))) from++;
  while (to > from && /\s/u.test(fold.text.charAt(to - 1))) to--;
  if (from >= to) return null;
  const start = fold.toOriginal(from);
  const end = fold.toOriginalEnd(to);
  const first = clusterAround(text, start);
  const last = clusterAround(text, end);
  return {
    start: first !== null && fold.toFolded(first.start) < from ? first.start : start,
    end: last !== null && fold.toFolded(last.end) > to ? last.end : end,
  };
}

/** Returns the character of several code units that an offset is inside (an emoji, for example). */
function clusterAround(text: string, offset: number): TextRange | null {
  if (!/[\u0300-\uffff]/.test(text.charAt(offset))) return null;
  const cluster = segmenterFor('', 'grapheme').segment(text).containing(offset);
  if (cluster === undefined || cluster.index === offset) return null;
  return { start: cluster.index, end: cluster.index + cluster.segment.length };
}

/**
 * Returns the part of a range that a browser searches: from the start of its first block to the end
 * of its last block.
 */
function searchablePart({ model }: TermSource, range: TextRange): TextRange | null {
  const first = model.blocks[findBlockIndex(model, range.start)];
  if (first === undefined || first.start >= range.end) return null;
  const last = range.end - 1;
  const lastBlockEnd = () => model.blocks[findBlockIndex(model, last) - 1]?.end ?? 0;
  const end = blockAt(model, last) === null ? lastBlockEnd() : range.end;
  const start = skipSpace(model.text, Math.max(range.start, first.start), 'forward');
  return start < end ? { start, end } : null;
}

function wholeWords(source: TermSource, range: TextRange): TextRange {
  const { words } = source;
  const before = words.isEdge(range.start) ? null : words.previous(range.start);
  const after = words.isEdge(range.end) ? null : words.next(range.end);
  return { start: before?.start ?? range.start, end: after?.end ?? range.end };
}

/** Yields candidate directives for a range, the most durable first. Each should find the range. */
function* planDirectives(source: TermSource, range: TextRange): Generator<TextDirective> {
  const { model } = source;
  const block = blockAt(model, range.start);
  const length = range.end - range.start;
  const short = length <= MAX_EXACT_LENGTH;
  const oneBlock = block !== null && range.end <= block.end;
  // Some browsers do not match a line break inside a term.
  const oneLine = oneBlock && !model.text.slice(range.start, range.end).includes('\n');
  for (const withinLine of [true, false]) {
    if (short && (withinLine ? oneLine : oneBlock)) {
      yield* planExactTerms(source, range, withinLine);
    }
    if (!short || !oneBlock || (withinLine && !oneLine)) {
      yield* planRangeTerms(source, range, withinLine);
    }
  }
  // The first and last words can also be found in another place, with other words between them.
  if (!short && oneBlock && length <= source.reach) yield* planExactTerms(source, range, false);
}

/**
 * Returns whether Chromium may search for a directive without end after the page has changed: a term
 * starts with an undivided character, and an edge of its match must be a word boundary.
 */
function mayBecomeEndless({ prefix = '', start, end = '', suffix = '' }: TextDirective): boolean {
  const isBounded = end || !(prefix && suffix);
  return [prefix, isBounded ? start : '', end, suffix].some(startsUndivided);
}

/** Yields the directives that may become endless after all others. */
function* saferFirst(directives: Iterable<TextDirective>): Generator<TextDirective> {
  const others: TextDirective[] = [];
  for (const directive of directives) {
    if (mayBecomeEndless(directive)) others.push(directive);
    else yield directive;
  }
  yield* others;
}

/** Each proof costs one search. If this many candidates fail, more will not succeed. */
const MAX_PROOFS = 24;

function buildProved(source: TermSource, selected: TextRange): BuiltDirective | null {
  const range = searchablePart(source, selected);
  if (range === null) return null;
  let proofs = 0;
  for (const directive of saferFirst(planDirectives(source, range))) {
    const found = findTextDirective(source.model, directive);
    if (
      found?.start === range.start &&
      found.end === range.end &&
      leadsPastClosed(source.model, directive, found)
    ) {
      return { directive, range: selected, found };
    }
    proofs++;
    if (proofs >= MAX_PROOFS) break;
  }
  return null;
}

/**
 * Builds the text directive that leads to a range and to no earlier place, and returns the range
 * that it names. If the range ends inside a word and no directive can name the part, the range is
 * extended to the whole word. Fails with `not-searchable` if the range has no text that a browser
 * searches, and with `not-unique` if no terms within the limits distinguish it from an earlier
 * place.
 *
 * `range` is in UTF-16 units of `model.text`. The cost is linear in the page and does not depend on
 * how often the text repeats. `findTextDirective` has found every returned directive first at
 * exactly the returned range.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#generating-text-fragment-directives
 */
export function buildDirectiveWithRange(
  model: TextModel,
  range: TextRange,
): Result<BuiltDirective, NoDirectiveReason> {
  const fold = finderFoldOf(model);
  const words = wordBoundariesOf(model);
  const matcher = new StopMatcher(fold);
  for (const reach of REACHES) {
    const source = { model, fold, words, matcher, reach };
    const exact = trimRange(source, range);
    if (exact === null || searchablePart(source, exact) === null) return err('not-searchable');
    const built = buildProved(source, exact);
    if (built !== null) return ok(built);
    const grown = wholeWords(source, exact);
    if (grown.start !== exact.start || grown.end !== exact.end) {
      const wider = buildProved(source, grown);
      if (wider !== null) return ok(wider);
    }
  }
  return err('not-unique');
}

/** The same as `buildDirectiveWithRange`, but returns only the directive. @public */
export function buildTextDirective(
  model: TextModel,
  range: TextRange,
): Result<TextDirective, NoDirectiveReason> {
  const built = buildDirectiveWithRange(model, range);
  return built.ok ? ok(built.value.directive) : built;
}
