import { blockAt } from '@/utils/text/find-block';
import type { FinderFold } from '@/utils/text/fold-text';
import { isSkippedSpace } from '@/utils/text/skip-to-text';
import type { TextModel } from '@/utils/text/text-model';
import type { WordBoundaries } from '@/utils/text/word-boundaries';
import type { GrowingTerm, Stop } from './growing-term';
import type { StopMatcher } from './stop-matcher';

export interface TermSource {
  readonly model: TextModel;
  readonly fold: FinderFold;
  readonly words: WordBoundaries;
  readonly matcher: StopMatcher;
  /** The maximum length of a term, in UTF-16 units of the model's text. */
  readonly reach: number;
}

/** The numbers of words at which a growing term may stop. */
const LADDER = new Set([
  1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 40, 60, 90, 140, 200, 280, 400, 560, 800,
]);
/** The link must still work when a figure on the page has changed a year later. */
const WEAK_PENALTY = 60;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Returns whether a term has so few letters that it is found everywhere or changes with any edit.
 */
export function isWeakTerm(term: string): boolean {
  const letters = term.match(/\p{L}/gu)?.length ?? 0;
  if (/[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u.test(term)) {
    return letters < 2;
  }
  return letters < 3;
}

/** Returns the offset after white space or, backward, before it. */
export function skipSpace(text: string, offset: number, direction: GrowingTerm['direction']) {
  let at = offset;
  if (direction === 'forward') while (at < text.length && isSkippedSpace(text.charAt(at))) at++;
  else while (at > 0 && isSkippedSpace(text.charAt(at - 1))) at--;
  return at;
}

/**
 * Returns how far a term may grow from `anchor`: to the end of the block or, with `withinLine`, to
 * the next line break in it, which browsers match differently.
 */
function growthLimit(
  source: TermSource,
  anchor: number,
  direction: GrowingTerm['direction'],
  withinLine: boolean,
): number {
  const { model } = source;
  const probe = direction === 'forward' ? anchor : anchor - 1;
  const block = blockAt(model, probe);
  if (block === null) return anchor;
  if (direction === 'forward') {
    const newline = withinLine ? model.text.indexOf('\n', anchor) : -1;
    return newline >= 0 ? Math.min(newline, block.end) : block.end;
  }
  const newline = withinLine ? model.text.lastIndexOf('\n', anchor - 1) : -1;
  return newline >= 0 ? Math.max(newline + 1, block.start) : block.start;
}

/**
 * Returns the stops of a term that grows from `anchor`, at most to `limit`. Linear in the longest
 * term, independent of the page.
 */
export function growTerm(
  source: TermSource,
  anchor: number,
  direction: GrowingTerm['direction'],
  options: { readonly limit?: number; readonly withinLine: boolean; readonly everyWord?: boolean },
): GrowingTerm {
  const { model, fold, words } = source;
  const forward = direction === 'forward';
  const edge = growthLimit(source, anchor, direction, options.withinLine);
  const limit = forward
    ? Math.min(edge, options.limit ?? edge)
    : Math.max(edge, options.limit ?? edge);
  const anchorFolded = fold.toFolded(anchor);
  const stops: Stop[] = [];
  let at = anchor;
  let count = 0;
  let length = 0;
  let weak = true;
  let measured = anchor;
  const addStop = (offset: number) => {
    length += encodedLength(
      forward ? model.text.slice(measured, offset) : model.text.slice(offset, measured),
    );
    measured = offset;
    // A term does not become weak by growing.
    if (weak) {
      weak = isWeakTerm(
        forward ? model.text.slice(anchor, offset) : model.text.slice(offset, anchor),
      );
    }
    stops.push({
      offset,
      foldedLength: Math.abs(fold.toFolded(offset) - anchorFolded),
      cost: length + (weak ? WEAK_PENALTY : 0),
    });
  };
  while (forward ? at < limit : at > limit) {
    const segment = forward ? words.next(at) : words.previous(at);
    if (segment === null) break;
    const edge = forward ? segment.end : segment.start;
    if (forward ? edge > limit : edge < limit) break;
    if (Math.abs(edge - anchor) > source.reach) break;
    at = edge;
    const text = model.text.slice(segment.start, segment.end);
    if (!WORD.test(text)) continue;
    count++;
    if (options.everyWord || LADDER.has(count)) addStop(at);
  }
  // The whole of a short block, with the punctuation at its end.
  const last = stops.at(-1)?.offset ?? anchor;
  const whole = skipSpace(model.text, at, forward ? 'backward' : 'forward');
  if (forward ? whole > last : whole < last) addStop(whole);
  return { direction, anchor, stops };
}

/** Estimates the length of a term in a URL. */
function encodedLength(term: string): number {
  let length = 0;
  for (let i = 0; i < term.length; i++) length += term.charCodeAt(i) < 0x80 ? 1 : 6;
  return length;
}
