import type { TextRange } from '@/utils/text/text-model';
import { type Choice, RivalPlaces } from './choose-stops';
import type { GrowingTerm } from './growing-term';
import {
  eachOccurrence,
  growPrefix,
  growSuffix,
  spread,
  termAt,
  withContext,
} from './plan-exact-terms';
import { growTerm, isWeakTerm, skipSpace, type TermSource } from './term-stops';
import type { TextDirective } from './text-directive';

interface Edge {
  /** The prefix or the suffix. */
  readonly context: GrowingTerm;
  /** The start or the end term. */
  readonly term: GrowingTerm;
  /** Numbers of stops: `a` of the context, `b` of the term. */
  readonly choices: Choice[];
}

/**
 * Returns the ways to name the start of a range: start terms that, with their prefix, are nowhere
 * before it, because the finder takes the first match.
 */
function planStart(source: TermSource, range: TextRange, limit: number, withinLine: boolean): Edge {
  const { fold, matcher, words } = source;
  const context = growPrefix(source, range.start, withinLine);
  const term = growTerm(source, range.start, 'forward', { limit, withinLine });
  const own = fold.toFolded(range.start);
  const shortest = term.stops[0]?.foldedLength ?? 0;
  const all = new RivalPlaces(context, term);
  const earlier = new RivalPlaces(context, term);
  const needle = fold.text.slice(own, own + shortest);
  if (needle !== '') {
    eachOccurrence(fold.text, needle, 0, (at) => {
      if (at === own) return !all.hopeless;
      const before = skipSpace(fold.text, at, 'backward');
      const sharedBefore = matcher.matching(context, before);
      if (sharedBefore === 0 && !words.isEdge(fold.toOriginal(at))) return true;
      const sharedTerm = matcher.matching(term, at);
      all.add(sharedBefore, sharedTerm);
      if (at < own) earlier.add(sharedBefore, sharedTerm);
      return !earlier.hopeless && (at < own || !all.hopeless);
    });
  }
  const minimum = { a: words.isEdge(range.start) ? 0 : 1, b: 1 };
  const choices = [...all.choices(minimum), ...earlier.choices(minimum)];
  return { context, term, choices };
}

/**
 * Returns the ways to name the end of a range: end terms that, with their suffix, are nowhere
 * between `from` and the end.
 */
function planEnd(source: TermSource, range: TextRange, from: number, withinLine: boolean): Edge {
  const { fold, matcher, words } = source;
  const context = growSuffix(source, range.end, withinLine);
  const term = growTerm(source, range.end, 'backward', { limit: from, withinLine });
  const own = fold.toFolded(range.end);
  const shortest = term.stops[0]?.foldedLength ?? 0;
  const rivals = new RivalPlaces(context, term);
  const needle = fold.text.slice(own - shortest, own);
  if (needle !== '') {
    eachOccurrence(fold.text, needle, fold.toFolded(from), (at) => {
      const end = at + needle.length;
      if (end >= own) return false;
      const after = skipSpace(fold.text, end, 'forward');
      const sharedAfter = matcher.matching(context, after);
      if (sharedAfter === 0 && !words.isEdge(fold.toOriginalEnd(end))) return true;
      rivals.add(sharedAfter, matcher.matching(term, end));
      return !rivals.hopeless;
    });
  }
  const minimum = { a: words.isEdge(range.end) ? 0 : 1, b: 1 };
  return { context, term, choices: rivals.choices(minimum) };
}

/**
 * Returns where the start term must end: in the middle of the range, so that the end term has its
 * own words.
 */
function startLimit(source: TermSource, range: TextRange, withinLine: boolean): number {
  const whole = growTerm(source, range.start, 'forward', {
    limit: range.end,
    withinLine,
    everyWord: true,
  });
  const reach = whole.stops.at(-1)?.offset ?? range.end;
  if (reach < range.end - 1) return reach;
  const middle = whole.stops[Math.max(0, Math.floor((whole.stops.length - 1) / 2))];
  return middle?.offset ?? range.end;
}

/** Three words are more distinctive than one, and still short. */
const PREFERRED_WORDS = 3;

/**
 * Sorts choices by cost. Choices with three words come first if there are any, and before a single
 * weak term (`9`, `CD`) comes the same term with context.
 */
function preferStrong(source: TermSource, edge: Edge): Choice[] {
  const enough = Math.min(PREFERRED_WORDS, edge.term.stops.length);
  const isStrong = ({ a, b }: Choice) =>
    b >= enough && (a > 0 || !isWeakTerm(termAt(source, edge.term, b) ?? ''));
  const strong = edge.choices.filter(isStrong);
  if (strong.length > 0) return [...strong, ...edge.choices];
  const long = edge.choices.filter(({ b }) => b >= enough);
  return long.length > 0 ? [...long, ...edge.choices] : edge.choices;
}

/**
 * Yields directives that name a range by its first and last words, the best first, for ranges that
 * are long or cross blocks.
 */
export function* planRangeTerms(
  source: TermSource,
  range: TextRange,
  withinLine: boolean,
): Generator<TextDirective> {
  const limit = startLimit(source, range, withinLine);
  const starts = planStart(source, range, limit, withinLine);
  for (const start of spread(preferStrong(source, starts), 4)) {
    const startTerm = termAt(source, starts.term, start.b);
    const startStop = starts.term.stops[start.b - 1];
    if (startTerm === undefined || startStop === undefined) continue;
    const ends = planEnd(source, range, startStop.offset, withinLine);
    const prefix = termAt(source, starts.context, start.a);
    for (const end of spread(preferStrong(source, ends), 3)) {
      const endTerm = termAt(source, ends.term, end.b);
      if (endTerm === undefined) continue;
      const suffix = termAt(source, ends.context, end.a);
      yield {
        ...(prefix === undefined ? {} : { prefix }),
        start: startTerm,
        end: endTerm,
        ...(suffix === undefined ? {} : { suffix }),
      };
    }
  }
  const longest = longestRangeTerms(source, range, withinLine);
  if (longest !== null) yield longest;
}

/**
 * Returns the longest terms. If they do not distinguish the places, none do. Returns null if they
 * would overlap.
 */
function longestRangeTerms(
  source: TermSource,
  range: TextRange,
  withinLine: boolean,
): TextDirective | null {
  const starts = growTerm(source, range.start, 'forward', { limit: range.end, withinLine });
  const from = starts.stops.at(-1)?.offset ?? range.end;
  const ends = growTerm(source, range.end, 'backward', { limit: from, withinLine });
  const start = termAt(source, starts, starts.stops.length);
  const end = termAt(source, ends, ends.stops.length);
  if (start === undefined || end === undefined) return null;
  const prefix = growPrefix(source, range.start, withinLine);
  const suffix = growSuffix(source, range.end, withinLine);
  const choice = { a: prefix.stops.length, b: suffix.stops.length };
  return withContext(source, { start, end }, prefix, suffix, choice);
}
