import type { TextRange } from '@/utils/text/text-model';
import { type Choice, RivalPlaces } from './choose-stops';
import { eachOccurrence, growPrefix, growSuffix, spread, termAt } from './plan-exact-terms';
import {
  type GrowingTerm,
  growTerm,
  matchingStops,
  skipSpace,
  type TermSource,
} from './term-stops';
import type { TextDirective } from './text-directive';

interface Edge {
  /** The prefix or the suffix. */
  readonly context: GrowingTerm;
  /** The start or the end term. */
  readonly term: GrowingTerm;
  /** Counts of stops: `a` of the context, `b` of the term. */
  readonly choices: Choice[];
}

/**
 * The ways to name where a range starts: a start term that stands, with its prefix,
 * nowhere before; the finder commits to the first.
 */
function planStart(source: TermSource, range: TextRange, limit: number, withinLine: boolean): Edge {
  const { fold, words } = source;
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
      const sharedBefore = matchingStops(fold, context, before);
      if (sharedBefore === 0 && !words.isStart(fold.toOriginal(at))) return true;
      const sharedTerm = matchingStops(fold, term, at);
      all.add(sharedBefore, sharedTerm);
      if (at < own) earlier.add(sharedBefore, sharedTerm);
      return !earlier.hopeless && (at < own || !all.hopeless);
    });
  }
  const minimum = { a: words.isStart(range.start) ? 0 : 1, b: 1 };
  const choices = [...all.choices(minimum).slice(0, 8), ...earlier.choices(minimum).slice(0, 8)];
  return { context, term, choices };
}

/** The ways to name where a range ends: an end term that, with its suffix, stands nowhere between `from` and there. */
function planEnd(source: TermSource, range: TextRange, from: number, withinLine: boolean): Edge {
  const { fold, words } = source;
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
      const sharedAfter = matchingStops(fold, context, after);
      if (sharedAfter === 0 && !words.isEnd(fold.toOriginalEnd(end))) return true;
      rivals.add(sharedAfter, matchingStops(fold, term, end));
      return !rivals.hopeless;
    });
  }
  const minimum = { a: words.isEnd(range.end) ? 0 : 1, b: 1 };
  return { context, term, choices: rivals.choices(minimum) };
}

/** Where the start term must leave off: half of what is there, so that the end term has its own words. */
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

/** Three words say more than one, and still fit any link. */
const PREFERRED_WORDS = 3;

/** The cheapest first, but none shorter than three words where that many are there. */
function preferWords(edge: Edge): Choice[] {
  const enough = Math.min(PREFERRED_WORDS, edge.term.stops.length);
  const long = edge.choices.filter(({ b }) => b >= enough);
  return long.length > 0 ? [...long, ...edge.choices] : edge.choices;
}

/**
 * Directives that name a range by its first and last words, the best first: for what
 * is long, or crosses blocks.
 */
export function* planRangeTerms(
  source: TermSource,
  range: TextRange,
  withinLine: boolean,
): Generator<TextDirective> {
  const limit = startLimit(source, range, withinLine);
  const starts = planStart(source, range, limit, withinLine);
  for (const start of spread(preferWords(starts), 4)) {
    const startTerm = termAt(source, starts.term, start.b);
    const startStop = starts.term.stops[start.b - 1];
    if (startTerm === undefined || startStop === undefined) continue;
    const ends = planEnd(source, range, startStop.offset, withinLine);
    const prefix = termAt(source, starts.context, start.a);
    for (const end of spread(preferWords(ends), 3)) {
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
}
