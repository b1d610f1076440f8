import type { CitationId } from '@/utils/model/ids';
import { type CitationPlace, wordsEnd } from './citation-places';
import { findToolMarks } from './tool-marks';

/** The remains of a citation marker such as `【12†L3-L9】`, or a mark of a tool that leads nowhere. */
export interface LeftoverMarker {
  readonly start: number;
  readonly end: number;
  /** The citation before it. */
  readonly citationId: CitationId | null;
  /**
   * Where the text before its citations ends: the tool that inserted the citations cut off as much
   * text there as it left of the marker. Null if there is no text.
   */
  readonly cutAt: number | null;
  /** Whether it cannot be anything else. Otherwise it is only reported. */
  readonly certain: boolean;
}

/** The end of a marker, up to its bracket: `9`, `L78`, `-L4`, `†L2-L9`, `ource`. */
const TAIL = /(?:[-–\dL†:]{0,16}|s?o?u?r?c?e)$/u;
const LONGEST_TAIL = 16;
/** An end that ordinary text does not have. */
const MARKER_TAIL = /L\d+$|†/u;
/** A marker without its end. */
const HEAD = /^【\d+(?::\d+)?†[-–\dL]*(?:source)?/u;
/** Scripts that use these brackets in ordinary text. */
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Returns the leftover markers of a statement's text, in order. Paired brackets belong to the text,
 * and so do single ones in Chinese, Japanese or Korean. Linear in the text.
 */
export function findLeftoverMarkers(
  text: string,
  places: readonly CitationPlace[],
): LeftoverMarker[] {
  const tools = findToolMarks(text).map(
    (mark): LeftoverMarker => ({ ...mark, citationId: null, cutAt: null, certain: true }),
  );
  if (!/[【】]/u.test(text)) return tools;
  const endingAt = new Map(places.map((place) => [place.end, place]));
  const markers = tools;
  for (const at of unpairedBrackets(text)) {
    const marker =
      text[at] === '】' ? markerEndingAt(text, at, endingAt) : markerBeginningAt(text, at);
    if (marker !== null) markers.push(marker);
  }
  return markers.sort((a, b) => a.start - b.start);
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
