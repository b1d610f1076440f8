import type { Citation } from '@/utils/model/report-content';
import type { StatementSegment } from '@/utils/model/statement-text';

/** A block's bytes, split at its citations. */
export type RawSegment =
  | { readonly type: 'text'; readonly text: string }
  /** `bytes`: its spelling in the file, if it has one. */
  | { readonly type: 'citation'; readonly citation: Citation; readonly bytes: string | null };

/** Returns segments with their citations. Those that the report lacks are left out. */
export function withCitations(
  segments: readonly StatementSegment[],
  citations: ReadonlyMap<Citation['id'], Citation>,
): RawSegment[] {
  return segments.flatMap((segment): RawSegment[] => {
    if (segment.type === 'text') return [segment];
    const citation = citations.get(segment.citationId);
    return citation === undefined ? [] : [{ type: 'citation', citation, bytes: citation.raw }];
  });
}

/** Returns the citation at a place and those right behind it that share its mark in the file. */
export function sharedAt(segments: readonly RawSegment[], place: number): Citation[] {
  const shared: Citation[] = [];
  for (let at = place; at < segments.length; at += 1) {
    const segment = segments[at];
    if (segment?.type !== 'citation' || (at > place && segment.bytes !== '')) break;
    shared.push(segment.citation);
  }
  return shared;
}

/** What a list item or a quoted line has before its text. */
const BLOCK_START = /(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)|\[[ xX]\](?=[ \t]))*/uy;
const isBlank = (char: string) => /\s/u.test(char);

/**
 * Returns where the spelling of a citation that starts at `place` ends, with or without indented
 * lines; -1 if it is not there.
 */
function spelledAt(raw: string, place: number, spelling: string): number {
  if (raw.startsWith(spelling, place)) return place + spelling.length;
  if (!spelling.includes('\n')) return -1;
  let at = place;
  for (const [index, line] of spelling.split('\n').entries()) {
    if (index > 0) {
      const between = /\r?\n[ \t>]*/uy;
      between.lastIndex = at;
      const blanks = between.exec(raw);
      if (blanks === null) return -1;
      at += blanks[0].length;
    }
    const words = index === 0 ? line : line.replace(/^[ \t>]+/u, '');
    if (!raw.startsWith(words, at)) return -1;
    at += words.length;
  }
  return at;
}

/**
 * Finds a statement's citations in its original bytes. Its text has the same letters, without list
 * markers and without the indents of an item or a quote. So the letters are compared, and spaces
 * and line starts skipped. Returns null if both do not match. Linear.
 */
export function segmentRaw(
  raw: string,
  segments: readonly StatementSegment[],
  citations: ReadonlyMap<Citation['id'], Citation>,
): RawSegment[] | null {
  const out: RawSegment[] = [];
  let from = 0;
  let at = 0;
  const skip = (until: (at: number) => boolean): boolean => {
    while (!until(at)) {
      const char = raw.charAt(at);
      const startsLine = at === 0 || raw.charAt(at - 1) === '\n';
      if (startsLine) {
        BLOCK_START.lastIndex = at;
        const length = BLOCK_START.exec(raw)?.[0].length ?? 0;
        for (let step = 0; step < length; step++) {
          if (until(at)) return true;
          at += 1;
        }
        if (length > 0) continue;
      }
      if (char === '' || !isBlank(char)) return false;
      at += 1;
    }
    return true;
  };
  for (const segment of segments) {
    if (segment.type === 'text') {
      for (const char of segment.text) {
        if (isBlank(char)) continue;
        if (!skip((place) => raw.startsWith(char, place))) return null;
        at += char.length;
      }
      continue;
    }
    const citation = citations.get(segment.citationId);
    if (citation === undefined || citation.raw === null) return null;
    const spelling = citation.raw;
    if (!skip((place) => spelledAt(raw, place, spelling) >= 0)) return null;
    const end = spelledAt(raw, at, spelling);
    if (at > from) out.push({ type: 'text', text: raw.slice(from, at) });
    out.push({ type: 'citation', citation, bytes: raw.slice(at, end) });
    at = end;
    from = at;
  }
  if (from < raw.length) out.push({ type: 'text', text: raw.slice(from) });
  return raw.slice(at).trim() === '' ? out : null;
}
