import { skipBackToText, skipToText } from '@/utils/text/skip-to-text';
import type { TextRange } from '@/utils/text/text-model';
import { type Choice, RivalPlaces } from './choose-stops';
import { startsUndivided } from './find-text-directive';
import type { GrowingTerm } from './growing-term';
import { growTerm, isWeakTerm, skipSpace, type TermSource } from './term-stops';
import type { TextDirective } from './text-directive';

/**
 * Returns the words before a range as a prefix. If the range starts its block, they come from the
 * previous block.
 */
export function growPrefix(source: TermSource, start: number, withinLine: boolean): GrowingTerm {
  const anchor = skipBackToText(source.model, start);
  if (anchor < 0) return { direction: 'backward', anchor: start, stops: [] };
  return growTerm(source, anchor, 'backward', { withinLine });
}

/**
 * Returns the words after a range as a suffix. If the range ends its block, they come from the next
 * block.
 */
export function growSuffix(source: TermSource, end: number, withinLine: boolean): GrowingTerm {
  const anchor = skipToText(source.model, end);
  if (anchor < 0) return { direction: 'forward', anchor: end, stops: [] };
  return growTerm(source, anchor, 'forward', { withinLine });
}

/** Returns the text of a growing term at one of its stops; undefined for no stop. */
export function termAt(source: TermSource, term: GrowingTerm, count: number): string | undefined {
  const stop = term.stops[count - 1];
  if (stop === undefined) return undefined;
  const [from, to] =
    term.direction === 'forward' ? [term.anchor, stop.offset] : [stop.offset, term.anchor];
  return source.model.text.slice(from, to);
}

/** Calls `visit` with each folded offset of `needle`, in order, until it returns false. */
export function eachOccurrence(
  text: string,
  needle: string,
  from: number,
  visit: (at: number) => boolean,
): void {
  let at = text.indexOf(needle, from);
  while (at >= 0 && visit(at)) at = text.indexOf(needle, at + 1);
}

/**
 * Yields directives whose start term is the whole range, the best first: those that no other place
 * shares, then those that no earlier place shares. The range is in one block.
 */
export function* planExactTerms(
  source: TermSource,
  range: TextRange,
  withinLine: boolean,
): Generator<TextDirective> {
  const { fold, matcher, model, words } = source;
  const prefix = growPrefix(source, range.start, withinLine);
  const suffix = growSuffix(source, range.end, withinLine);
  const own = fold.toFolded(range.start);
  const needle = fold.text.slice(own, fold.toFolded(range.end));
  const exact = model.text.slice(range.start, range.end);
  const all = new RivalPlaces(prefix, suffix);
  const earlier = new RivalPlaces(prefix, suffix);
  eachOccurrence(fold.text, needle, 0, (at) => {
    if (at === own) return !all.hopeless;
    const end = at + needle.length;
    const before = skipSpace(fold.text, at, 'backward');
    const after = skipSpace(fold.text, end, 'forward');
    const sharedBefore = matcher.matching(prefix, before);
    const sharedAfter = matcher.matching(suffix, after);
    // Without context, a rival matches with the same boundaries on both sides or not at all.
    if (sharedBefore === 0 && sharedAfter === 0) {
      if (!words.isEdge(fold.toOriginal(at)) || !words.isEdge(fold.toOriginalEnd(end))) return true;
    }
    all.add(sharedBefore, sharedAfter);
    if (at < own) earlier.add(sharedBefore, sharedAfter);
    return !earlier.hopeless && (at < own || !all.hopeless);
  });
  // Between a prefix and a suffix, no edge of the term must be a word boundary.
  const between = startsUndivided(exact) && prefix.stops.length * suffix.stops.length > 0;
  const minimum: Choice = {
    a: words.isEdge(range.start) && !between ? 0 : 1,
    b: words.isEdge(range.end) && !between ? 0 : 1,
  };
  const weak = isWeakTerm(exact);
  for (const rivals of [all, earlier]) {
    const choices = rivals.choices(minimum);
    const strong = weak ? choices.filter(({ a, b }) => a + b > 0) : choices;
    const [first, ...others] = strong.length > 0 ? strong : choices;
    if (first === undefined) continue;
    // If the cheapest choice fails its proof, one with more context may succeed.
    for (const choice of [first, ...spread(others)]) {
      yield withContext(source, { start: exact }, prefix, suffix, choice);
    }
  }
  // If the longest terms do not distinguish the places, none do.
  const longest = { a: prefix.stops.length, b: suffix.stops.length };
  yield withContext(source, { start: exact }, prefix, suffix, longest);
}

/** Returns some of many choices, spread evenly. */
export function spread<T>(choices: readonly T[], count = 5): T[] {
  const step = Math.max(1, choices.length / count);
  const some: T[] = [];
  for (let i = 0; i < choices.length; i += step) {
    const choice = choices[Math.floor(i)];
    if (choice !== undefined) some.push(choice);
  }
  return some;
}

/**
 * Returns a directive with these start and end terms and the chosen stops of its prefix and suffix.
 */
export function withContext(
  source: TermSource,
  core: Pick<TextDirective, 'start' | 'end'>,
  prefix: GrowingTerm,
  suffix: GrowingTerm,
  choice: Choice,
): TextDirective {
  const before = termAt(source, prefix, choice.a);
  const after = termAt(source, suffix, choice.b);
  return {
    ...(before === undefined ? {} : { prefix: before }),
    ...core,
    ...(after === undefined ? {} : { suffix: after }),
  };
}
