import type { SearchTerms } from '@/utils/text/search-terms';
import type { SearchChunk } from './search-chunk';
import { type KnownWords, textsHolding } from './texts-holding';

/** The clips of a chunk that match the query; 1 for each match. */
export interface Matches {
  /** Matches in their own words or those of their source. */
  readonly clips: Uint8Array;
  /**
   * Matches with all terms in a row in their own words; null if there are none, or if they were not
   * requested.
   */
  readonly inRow: Uint8Array | null;
}

/**
 * Each term is searched only in what contains the terms before it.
 * @param rowAsked Whether it matters which clips have the terms in a row.
 */
export function matchTerms(
  chunk: SearchChunk,
  { terms, phrase }: SearchTerms,
  rowAsked: boolean,
): Matches {
  // For each clip and each source, 1 while it still matches.
  const among = new Uint8Array(chunk.words.ends.length).fill(1);
  const clips = among.subarray(0, chunk.count);
  const known: KnownWords = new Map();
  let holds: Uint8Array | null = null;
  for (const [at, term] of terms.entries()) {
    if (at > 0 && !clips.includes(1)) return { clips, inRow: null };
    holds = textsHolding(chunk.words, term, among, known);
    keepHolding(chunk, holds, among);
  }
  if (!rowAsked || phrase === '') return { clips, inRow: null };
  const isPhrase = terms.length === 1 && terms[0] === phrase;
  among.fill(0, chunk.count);
  const row = isPhrase ? holds : textsHolding(chunk.words, phrase, among, known);
  return { clips, inRow: row?.subarray(0, chunk.count) ?? null };
}

/**
 * Keeps the clips that contain the term themselves or in their source, and the sources of those.
 */
function keepHolding(chunk: SearchChunk, holds: Uint8Array | null, among: Uint8Array): void {
  const { count, source } = chunk;
  if (holds === null) {
    among.fill(0);
    return;
  }
  among.fill(0, count);
  for (let at = 0; at < count; at += 1) {
    if (among[at] === 0) continue;
    const ofSource = count + (source[at] ?? 0);
    if (holds[at] === 1 || holds[ofSource] === 1) among[ofSource] = 1;
    else among[at] = 0;
  }
}
