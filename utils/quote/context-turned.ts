import type { TextQuoteSelector } from '@/utils/model/evidence';
import { sentenceAround } from '@/utils/text/sentence-around';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { ContextKept } from './compare-context';
import { diffQuote } from './diff-quote';
import { countsElse, isFigure } from './figure-tail';
import { foldStrictly } from './strict-fold';
import { growToTokens } from './token-bounds';

/** Facts that turn the sentence around the quote, or what it counts. */
const TURNING = new Set(['negation', 'sign', 'unit', 'currency', 'date']);

/** "First" is more often a word than a figure. */
function isSureFigure(token: string): boolean {
  return isFigure(token) && !countsElse(token);
}

function turns(recorded: string, there: string): boolean {
  return diffQuote(recorded, there).changes.some(({ fact, from, to }) =>
    fact === 'figure' ? isSureFigure(from) || isSureFigure(to) : TURNING.has(fact),
  );
}

/** What bounds the figure behind it: "fewer than 5" is not what "5" says. */
const BOUND =
  /(?<![\p{L}\p{M}])(?:(?:more|less|fewer|greater|lower|higher|other) than|(?:over|under|above|below|about|around|nearly|almost|approximately|only|some)|(?:at (?:least|most)|up to|close to)|(?:plus|moins|près) d(?:e|['’])|(?:au (?:moins|plus)|jusqu['’]à|environ|presque|seulement)|(?:mehr|weniger) als|(?:fast|etwa|höchstens|mindestens|rund))\s*$/iu;

/** Whether a bound came, went or changed before a quote that opens with a figure. */
function boundTurned({ recorded, there }: Side, exact: string): boolean {
  if (!/^[\s"“«(]*[\p{Sc}+\-−±]?\s?\p{N}/u.test(exact)) return false;
  const bound = (text: string) => foldStrictly(BOUND.exec(text.slice(-40))?.[0] ?? '').lower.trim();
  return bound(recorded) !== bound(there);
}

/** White space beside a quote is no more than this; a hostile page's is not read. */
const GAP = 256;

/** What stands on one side of the quote, at capture and now, without the white space next to it. */
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

/** The same, of the quote's own sentence alone; a recorded side may be cut off within it. */
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
  // Where nothing stood beside it, the page began or ended there: nothing was cut off.
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

/** So much of a recorded side's far end tells where it was cut off. */
const EDGE = 16;

/**
 * A side that was cut off within the sentence, and as much of the sentence as it is now. Words
 * that came between the quote and what was recorded push that out of reach: it is looked for
 * farther off, and where nothing is left of it, the whole sentence counts.
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

/** How far a change beside a quote bears on it. */
export type ContextTurn = 'sentence' | 'nearby' | null;

/**
 * Whether a negation, a figure, a unit, a currency or a date beside the quote came, went or
 * changed since it was captured, as far as the selector's prefix and suffix reach: in the
 * quote's own sentence, or only near it. `place` in UTF-16 units of `model.text`, `kept` as
 * compared there; `captured` where the sides were read off a page, so that an empty one was empty.
 */
export function contextTurned(
  model: TextModel,
  selector: TextQuoteSelector,
  place: TextRange,
  { kept, captured }: { readonly kept: ContextKept; readonly captured: boolean },
): ContextTurn {
  if (!captured && kept.before === null && kept.after === null) return null;
  // A side of nothing, where sides were recorded, is the edge of the page: words may have come.
  const sides = [
    ...(kept.before !== 1 ? (['before'] as const) : []),
    ...(kept.after !== 1 ? (['behind'] as const) : []),
  ];
  if (sides.length === 0) return null;
  const sentence = sentenceSides(model, selector, place, kept);
  if (sides.some((side) => turns(sentence[side].recorded, sentence[side].there))) return 'sentence';
  if (sides.includes('before') && boundTurned(sentence.before, selector.exact)) return 'sentence';
  const near = sidesOf(model, selector, place);
  return sides.some((side) => turns(near[side].recorded, near[side].there)) ? 'nearby' : null;
}
