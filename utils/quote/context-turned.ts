import type { TextQuoteSelector } from '@/utils/model/evidence';
import { sentenceAround } from '@/utils/text/sentence-around';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { ContextKept } from './compare-context';
import { factsBetween } from './diff-quote';
import { countsOnlyWithMagnitude, isFigure } from './figure-tail';
import { foldStrictly } from './strict-fold';
import { growToTokens } from './token-bounds';

/** Facts that reverse the sentence around the quote, or change what it counts. */
const TURNING = new Set(['negation', 'sign', 'unit', 'currency', 'date']);

/** "First" is more often a word than a figure. */
function isSureFigure(token: string): boolean {
  return isFigure(token) && !countsOnlyWithMagnitude(token);
}

function changesMeaning(recorded: string, there: string): boolean {
  return factsBetween(recorded, there).some(({ fact, from, to }) =>
    fact === 'figure' ? isSureFigure(from) || isSureFigure(to) : TURNING.has(fact),
  );
}

/** Words that limit the figure after them: "fewer than 5" differs from "5". */
const BOUND =
  /(?<![\p{L}\p{M}])(?:(?:more|less|fewer|greater|lower|higher|other) than|(?:over|under|above|below|about|around|nearly|almost|approximately|only|some)|(?:at (?:least|most)|up to|close to)|(?:plus|moins|près) d(?:e|['’])|(?:au (?:moins|plus)|jusqu['’]à|environ|presque|seulement)|(?:mehr|weniger) als|(?:fast|etwa|höchstens|mindestens|rund))\s*$/iu;

/**
 * Returns whether such a limit was added, removed or changed before a quote that starts with a
 * figure.
 */
function boundChanged({ recorded, there }: Side, exact: string): boolean {
  if (!/^[\s"“«(]*[\p{Sc}+\-−±]?\s?\p{N}/u.test(exact)) return false;
  const bound = (text: string) => foldStrictly(BOUND.exec(text.slice(-40))?.[0] ?? '').lower.trim();
  return bound(recorded) !== bound(there);
}

/**
 * The maximum white space beside a quote, in UTF-16 units, so that a hostile page cannot make this
 * slow.
 */
const GAP = 256;

/**
 * The text on one side of the quote, at capture and now, without the white space beside the quote.
 */
interface Side {
  readonly recorded: string;
  readonly there: string;
}

function sidesOf(model: TextModel, selector: TextQuoteSelector, place: TextRange) {
  const { text } = model;
  const prefix = selector.prefix.trim();
  const gap = text.slice(Math.max(0, place.start - GAP), place.start);
  const end = place.start - (gap.length - gap.trimEnd().length);
  const before = growToTokens(text, { start: Math.max(0, end - prefix.length), end });
  const suffix = selector.suffix.trim();
  const room = text.slice(place.end, place.end + GAP);
  const start = place.end + (room.length - room.trimStart().length);
  const behind = growToTokens(text, { start, end: start + suffix.length });
  return {
    before: { recorded: prefix, there: text.slice(before.start, end) },
    behind: { recorded: suffix, there: text.slice(start, behind.end) },
  };
}

/**
 * Returns only the parts in the quote's own sentence. A recorded side may be cut off inside the
 * sentence.
 */
function sentenceSides(
  model: TextModel,
  selector: TextQuoteSelector,
  place: TextRange,
  kept: ContextKept,
) {
  const { prefix, exact, suffix } = selector;
  const captured = `${prefix}${exact}${suffix}`;
  const quote = { start: prefix.length, end: prefix.length + exact.length };
  const then = sentenceAround(captured, quote);
  const now = sentenceAround(model.text, place);
  // If nothing was recorded on a side, the page began or ended there, and nothing was cut off.
  const cutBefore = then.start === 0 && prefix.trim() !== '';
  const cutBehind = then.end === captured.length && suffix.trim() !== '';
  const here = sidesOf(model, selector, place);
  const before = {
    recorded: captured.slice(then.start, quote.start).trim(),
    there: model.text.slice(now.start, place.start).trim(),
  };
  const behind = {
    recorded: captured.slice(quote.end, then.end).trim(),
    there: model.text.slice(place.end, now.end).trim(),
  };
  return {
    before: cutBefore
      ? cutLike(here.before, before, kept.before, (there, head) => {
          const at = there.indexOf(head(0));
          return at < 0 ? null : there.slice(at);
        })
      : before,
    behind: cutBehind
      ? cutLike(here.behind, behind, kept.after, (there, tail) => {
          const last = tail(-EDGE);
          const at = there.lastIndexOf(last);
          return at < 0 ? null : there.slice(0, at + last.length);
        })
      : behind,
  };
}

/**
 * The number of UTF-16 units at the far end of a recorded side that identify where it was cut off.
 */
const EDGE = 16;

/**
 * Returns the part of the current sentence that corresponds to a side that was cut off inside the
 * sentence. Words inserted beside the quote move the recorded words further away, so they are
 * searched at a greater distance. If nothing of them is left, the whole sentence counts.
 */
function cutLike(
  near: Side,
  sentence: Side,
  kept: number | null,
  cut: (there: string, edge: (from: number) => string) => string | null,
): Side {
  const shorter = near.there.length < sentence.there.length ? near : sentence;
  if (shorter === sentence) return sentence;
  const { recorded } = near;
  const found = cut(sentence.there, (from) => recorded.slice(from).slice(0, EDGE));
  if (found !== null) return { recorded, there: found };
  return (kept ?? 0) < 0.5 ? { recorded, there: sentence.there } : near;
}

/** How a change beside a quote affects it. */
export type ContextTurn = 'sentence' | 'nearby' | null;

/**
 * Returns whether a negation, a figure, a unit, a currency or a date beside the quote was added,
 * removed or changed since the capture, as far as the selector's prefix and suffix reach: in the
 * quote's own sentence, or only near it. `place` is in UTF-16 units of `model.text`, `kept` the
 * result of comparing its sides; `captured` says that the sides were read from a page, so that an
 * empty side was really empty.
 */
export function contextTurned(
  model: TextModel,
  selector: TextQuoteSelector,
  place: TextRange,
  { kept, captured }: { readonly kept: ContextKept; readonly captured: boolean },
): ContextTurn {
  if (!captured && kept.before === null && kept.after === null) return null;
  // An empty side, if sides were recorded, is the edge of the page, so text there is new.
  const sides = [
    ...(kept.before !== 1 ? (['before'] as const) : []),
    ...(kept.after !== 1 ? (['behind'] as const) : []),
  ];
  if (sides.length === 0) return null;
  const sentence = sentenceSides(model, selector, place, kept);
  if (sides.some((side) => changesMeaning(sentence[side].recorded, sentence[side].there)))
    return 'sentence';
  if (sides.includes('before') && boundChanged(sentence.before, selector.exact)) return 'sentence';
  const near = sidesOf(model, selector, place);
  return sides.some((side) => changesMeaning(near[side].recorded, near[side].there))
    ? 'nearby'
    : null;
}
