import type { SearchTerms } from '@/utils/text/search-terms';
import type { SearchChunk } from './search-chunk';
import { textsHolding } from './text-column';
import { partsHolding } from './text-parts';

/**
 * Of each clip of a chunk, 1 where it holds every term, in its own words or its source's. Each
 * term is looked for only in what holds those before it.
 */
export function matchTerms(chunk: SearchChunk, { terms }: SearchTerms): Uint8Array {
  const matches = new Uint8Array(chunk.count).fill(1);
  let left = chunk.count;
  for (const term of terms) {
    if (left === 0) break;
    left = keepHolding(chunk, term, matches);
  }
  return matches;
}

/** Takes out what lacks the term; how many are left. */
function keepHolding(chunk: SearchChunk, term: string, matches: Uint8Array): number {
  const own = textsHolding(chunk.words, term, matches);
  const { source } = chunk;
  let sources: Uint8Array | null | undefined;
  let left = 0;
  for (let at = 0; at < matches.length; at += 1) {
    if (matches[at] === 0) continue;
    if (own?.[at] !== 1) {
      // Where all hold it themselves, the sources are not looked through.
      if (sources === undefined) sources = partsHolding(chunk.sourceWords, term);
      if (sources?.[source[at] ?? 0] !== 1) {
        matches[at] = 0;
        continue;
      }
    }
    left += 1;
  }
  return left;
}
