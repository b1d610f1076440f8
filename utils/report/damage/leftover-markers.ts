import type { CitationId } from '@/utils/model/ids';
import { type CitationPlace, wordsEnd } from './citation-places';

/** What is left of a citation marker such as `【12†L3-L9】`. */
export interface LeftoverMarker {
  readonly start: number;
  readonly end: number;
  /** The citation that it stands behind. */
  readonly citationId: CitationId | null;
  /**
   * Where the words before its citations end: the tool that put the citations in their place
   * cut there as much as it left of the marker. Null where no words stand there.
   */
  readonly cutAt: number | null;
  /** Whether it can be nothing else. One that is not is only pointed out. */
  readonly certain: boolean;
}

/** The end of a marker, up to its bracket: `9`, `L78`, `-L4`, `†L2-L9`, `ource`. */
const TAIL = /(?:[-–\dL†:]{0,16}|s?o?u?r?c?e)$/u;
const LONGEST_TAIL = 16;
/** A tail that no prose ends with. */
const MARKER_TAIL = /L\d+$|†/u;
/** A marker without its end. */
const HEAD = /^【\d+(?::\d+)?†[-–\dL]*(?:source)?/u;
/** Scripts whose prose has these brackets of its own. */
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Leftover markers of a statement's text, in order. Brackets that pair are somebody's own, and
 * so are lone ones among Chinese, Japanese or Korean words. Linear in the text.
 */
export function findLeftoverMarkers(
  text: string,
  places: readonly CitationPlace[],
): LeftoverMarker[] {
  if (!/[【】]/u.test(text)) return [];
  const endingAt = new Map(places.map((place) => [place.end, place]));
  const markers: LeftoverMarker[] = [];
  for (const at of unpairedBrackets(text)) {
    const marker =
      text[at] === '】' ? markerEndingAt(text, at, endingAt) : markerBeginningAt(text, at);
    if (marker !== null) markers.push(marker);
  }
  return markers;
}

function unpairedBrackets(text: string): number[] {
  const open: number[] = [];
  const alone: number[] = [];
  for (const match of text.matchAll(/[【】]/gu)) {
    if (match[0] === '【') open.push(match.index);
    else if (open.pop() === undefined) alone.push(match.index);
  }
  return [...alone, ...open].sort((a, b) => a - b);
}

function markerEndingAt(
  text: string,
  at: number,
  endingAt: ReadonlyMap<number, CitationPlace>,
): LeftoverMarker | null {
  const tail = TAIL.exec(text.slice(Math.max(0, at - LONGEST_TAIL), at))?.[0] ?? '';
  const start = at - tail.length;
  const place = endingAt.get(start);
  if (place !== undefined) {
    const cutAt = wordsEnd(text, place.groupStart);
    const hasWords = cutAt > 0 && text[cutAt - 1] !== '\n';
    return {
      start,
      end: at + 1,
      citationId: place.id,
      cutAt: hasWords ? cutAt : null,
      certain: true,
    };
  }
  if (EAST_ASIAN.test(text.slice(Math.max(0, at - 2), at + 3))) return null;
  const certain = MARKER_TAIL.test(tail);
  return { start: certain ? start : at, end: at + 1, citationId: null, cutAt: null, certain };
}

function markerBeginningAt(text: string, at: number): LeftoverMarker | null {
  const head = HEAD.exec(text.slice(at, at + 40))?.[0];
  return head === undefined
    ? null
    : { start: at, end: at + head.length, citationId: null, cutAt: null, certain: true };
}
