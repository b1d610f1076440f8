import type { SearchTerms } from '@/utils/text/search-terms';
import { type SearchChunk, sourceWordsAt, wordsAt } from './search-chunk';

/** Of fewer clips than this share of a chunk each is looked at; else the chunk is scanned whole. */
const FEW = 1 / 2;

/**
 * Of each clip of a chunk, 1 where it holds every term, in its own words or its source's. Scans
 * the chunk for the longest term, and for another one only where many are left.
 */
export function matchTerms(chunk: SearchChunk, { terms }: SearchTerms): Uint8Array {
  const matches = new Uint8Array(chunk.count).fill(1);
  let left = chunk.count;
  for (const term of terms) {
    if (left === 0) break;
    left =
      left > chunk.count * FEW
        ? scanForTerm(chunk, term, matches)
        : lookForTerm(chunk, term, matches);
  }
  return matches;
}

/** Of each clip that matches, 1 where its own words hold the phrase; of the others anything. */
export function holdPhrase(chunk: SearchChunk, phrase: string, matches: Uint8Array): Uint8Array {
  let left = 0;
  for (let at = 0; at < matches.length; at += 1) left += matches[at] ?? 0;
  if (left > chunk.count * FEW) return partsHolding(chunk.words, chunk.wordsEnds, phrase);
  const holds = new Uint8Array(matches.length);
  for (let at = matches.indexOf(1); at >= 0; at = matches.indexOf(1, at + 1)) {
    if (wordsAt(chunk, at).includes(phrase)) holds[at] = 1;
  }
  return holds;
}

/** Of each part of a text, 1 where it holds a term. `ends` say where each part ends. */
function partsHolding(text: string, ends: Uint32Array, term: string): Uint8Array {
  const holds = new Uint8Array(ends.length);
  let part = 0;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, ends[part])) {
    while ((ends[part] ?? Number.POSITIVE_INFINITY) <= at) part += 1;
    holds[part] = 1;
  }
  return holds;
}

/** Takes out what lacks the term; how many are left. */
function scanForTerm(chunk: SearchChunk, term: string, matches: Uint8Array): number {
  const own = partsHolding(chunk.words, chunk.wordsEnds, term);
  const sources = partsHolding(chunk.sourceWords, chunk.sourceEnds, term);
  const { source } = chunk;
  let left = 0;
  for (let at = 0; at < matches.length; at += 1) {
    if (matches[at] === 0) continue;
    if (own[at] === 1 || sources[source[at] ?? 0] === 1) left += 1;
    else matches[at] = 0;
  }
  return left;
}

function lookForTerm(chunk: SearchChunk, term: string, matches: Uint8Array): number {
  let left = 0;
  for (let at = matches.indexOf(1); at >= 0; at = matches.indexOf(1, at + 1)) {
    const holds =
      wordsAt(chunk, at).includes(term) ||
      sourceWordsAt(chunk, chunk.source[at] ?? 0).includes(term);
    if (holds) left += 1;
    else matches[at] = 0;
  }
  return left;
}
