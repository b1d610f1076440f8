import { foldForSearch } from './fold-for-search';

/** A part of a text, in UTF-16 units, end exclusive. */
export interface MarkedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns where folded terms are in a text as it is written, with adjacent ranges joined. Only for
 * the few texts that are shown, because it folds letter by letter to map the offsets back.
 */
export function markTerms(text: string, terms: readonly string[]): MarkedRange[] {
  const sought = terms.filter((term) => term !== '');
  if (sought.length === 0) return [];
  const { folded, starts, ends } = foldWithOffsets(text);
  const found: MarkedRange[] = [];
  for (const term of sought) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      const start = starts[at];
      const end = ends[at + term.length - 1];
      if (start !== undefined && end !== undefined) found.push({ start, end });
    }
  }
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: MarkedRange[] = [];
  for (const range of found) {
    const last = joined.at(-1);
    if (last === undefined || range.start > last.end) joined.push(range);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return joined;
}

/** Returns, for each unit of the folded text, where its original letter starts and ends. */
function foldWithOffsets(text: string): {
  folded: string;
  starts: readonly number[];
  ends: readonly number[];
} {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const letter of text) {
    const end = at + letter.length;
    const part = foldForSearch(letter);
    const last = ends.length - 1;
    // An accent of the previous letter, or another space after a space.
    if (last >= 0 && (part === '' || (part === ' ' && folded.endsWith(' ')))) ends[last] = end;
    else {
      folded += part;
      for (let unit = 0; unit < part.length; unit += 1) {
        starts.push(at);
        ends.push(end);
      }
    }
    at = end;
  }
  return { folded, starts, ends };
}

/** Returns a part of a long text with its first mark, cut between words, and the marks in it. */
export function markedExcerpt(
  text: string,
  marks: readonly MarkedRange[],
  length: number,
): { readonly text: string; readonly marks: readonly MarkedRange[] } {
  if (text.length <= length) return { text, marks };
  const first = marks[0]?.start ?? 0;
  let from = first < length * 0.7 ? 0 : first - Math.floor(length / 3);
  if (from > 0) from = wordStart(text, from, first);
  let to = Math.min(text.length, from + length);
  if (to < text.length) to = Math.max(from + 1, lastBlank(text, to, from + length / 2));
  const before = from > 0 ? '…' : '';
  const shift = before.length - from;
  return {
    text: `${before}${text.slice(from, to).trimEnd()}${to < text.length ? '…' : ''}`,
    marks: marks
      .filter(({ start, end }) => start >= from && end <= to)
      .map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  };
}

function wordStart(text: string, from: number, before: number): number {
  const blank = text.slice(from, before).search(/\s/);
  return blank < 0 ? withoutHalf(text, from) : from + blank + 1;
}

function lastBlank(text: string, to: number, after: number): number {
  const blank = text.slice(0, to + 1).search(/\s\S*$/);
  return blank > after ? blank : withoutHalf(text, to);
}

/** Avoids an offset inside a surrogate pair. */
function withoutHalf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
