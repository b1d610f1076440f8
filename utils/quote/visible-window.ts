import { IGNORED } from './strict-fold';

/** A part of a text as a reader sees it. Offsets are UTF-16 units. */
export interface VisibleWindow {
  /**
   * Without invisible characters; a run of white space is one space, or "\n" if it has a line
   * break.
   */
  readonly text: string;
  /** The requested offset in `text`. */
  readonly at: number;
  /** Returns the original range of `text.slice(start, end)`; `start < end`. */
  toOriginal(start: number, end: number): { start: number; end: number };
}

/** Invisible characters without width. The judge folds some of them away; none separates words. */
const UNSEEN = new RegExp(`[\\p{DI}\\p{Cc}${IGNORED}]`, 'u');
const WHITE = /[^\S\uFEFF]|\u0085/u;
const BREAK = /[\t-\r\u0085\u2028\u2029]/u;

/**
 * A longer run of invisible characters is not typography, so the text beyond it does not count as
 * visible.
 */
const MAX_UNITS = 4_096;

interface Seen {
  readonly units: string;
  start: number;
  end: number;
}

function charEndingAt(text: string, end: number): string {
  const isPair = (text.codePointAt(end - 2) ?? 0) > 0xffff;
  return text.slice(isPair ? end - 2 : end - 1, end);
}

function charStartingAt(text: string, start: number): string {
  return String.fromCodePoint(text.codePointAt(start) ?? 0);
}

function isPlain(char: string): boolean {
  return char > ' ' && char < '\u007F';
}

/** Adds one character: a visible one, or white space that joins a run. */
function note(seen: Seen[], char: string, start: number, end: number): void {
  if (isPlain(char)) {
    seen.push({ units: char, start, end });
  } else if (WHITE.test(char)) {
    const last = seen.at(-1);
    const units = BREAK.test(char) || last?.units === '\n' ? '\n' : ' ';
    if (last !== undefined && (last.units === ' ' || last.units === '\n')) {
      seen[seen.length - 1] = {
        units,
        start: Math.min(last.start, start),
        end: Math.max(last.end, end),
      };
    } else seen.push({ units, start, end });
  } else if (!UNSEEN.test(char)) seen.push({ units: char, start, end });
}

/**
 * Returns what a reader sees within `reach` characters on both sides of `offset`. Returns null if
 * invisible characters hide it. Linear in `reach`.
 */
export function visibleWindow(text: string, offset: number, reach: number): VisibleWindow | null {
  const before: Seen[] = [];
  let at = offset;
  while (at > 0 && before.length < reach) {
    if (offset - at > MAX_UNITS) return null;
    const char = charEndingAt(text, at);
    note(before, char, at - char.length, at);
    at -= char.length;
  }
  const seen = before.reverse();
  const visibleBefore = seen.reduce((sum, { units }) => sum + units.length, 0);
  const goal = seen.length + reach;
  at = offset;
  while (at < text.length && seen.length < goal) {
    if (at - offset > MAX_UNITS) return null;
    const char = charStartingAt(text, at);
    note(seen, char, at, at + char.length);
    at += char.length;
  }
  const byUnit = seen.flatMap((char) => Array<Seen>(char.units.length).fill(char));
  return {
    text: seen.map(({ units }) => units).join(''),
    at: visibleBefore,
    toOriginal(start, end) {
      return {
        start: byUnit[start]?.start ?? offset,
        end: byUnit[end - 1]?.end ?? offset,
      };
    },
  };
}
