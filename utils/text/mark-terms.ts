import { foldForSearch, GROUPED } from './fold-for-search';

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
  const asWritten = foldWithOffsets(text);
  const found = [asWritten, withoutSeparators(asWritten)].flatMap((folding) =>
    sought.flatMap((term) => findTerm(folding, term)),
  );
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: MarkedRange[] = [];
  for (const range of found) {
    const last = joined.at(-1);
    if (last === undefined || range.start > last.end) joined.push(range);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return joined;
}

function findTerm({ folded, starts, ends }: Folding, term: string): MarkedRange[] {
  const found: MarkedRange[] = [];
  for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
    const start = starts[at];
    const end = ends[at + term.length - 1];
    if (start !== undefined && end !== undefined) found.push({ start, end });
  }
  return found;
}

/** A folded text, and where the original letter of each of its units starts and ends. */
interface Folding {
  readonly folded: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Leaves out what separates the groups of digits in numbers. */
function withoutSeparators({ folded, starts, ends }: Folding): Folding {
  const left = new Set<number>();
  for (const { 0: number, index } of folded.matchAll(GROUPED)) {
    for (let at = number.length - 4; at > 0; at -= 4) left.add(index + at);
  }
  if (left.size === 0) return { folded: '', starts: [], ends: [] };
  const isKept = (_: unknown, at: number) => !left.has(at);
  return {
    folded: folded.split('').filter(isKept).join(''),
    starts: starts.filter(isKept),
    ends: ends.filter(isKept),
  };
}

function foldWithOffsets(text: string): Folding {
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
