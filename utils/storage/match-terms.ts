import type { SearchTerms } from '@/utils/text/search-terms';
import type { SearchChunk } from './search-chunk';
import { type KnownWords, textsHolding } from './text-column';
import { partsHolding } from './text-parts';

/** Which clips of a chunk hold what is sought; of each 1 where it does. */
export interface Matches {
  /** In their own words or their source's. */
  readonly clips: Uint8Array;
  /** Those with all the words one after the other in their own; null: none, or not asked. */
  readonly inRow: Uint8Array | null;
}

/**
 * Each term is looked for only in what holds those before it.
 * @param rowAsked Whether it makes a difference which clips hold the words in a row.
 */
export function matchTerms(
  chunk: SearchChunk,
  { terms, phrase }: SearchTerms,
  rowAsked: boolean,
): Matches {
  const clips = new Uint8Array(chunk.count).fill(1);
  const known: KnownWords = new Map();
  let own: Uint8Array | null = null;
  for (const [at, term] of terms.entries()) {
    if (at > 0 && !clips.includes(1)) return { clips, inRow: null };
    own = textsHolding(chunk.words, term, clips, known);
    keepHolding(chunk, term, own, clips);
  }
  if (!rowAsked || phrase === '') return { clips, inRow: null };
  const isPhrase = terms.length === 1 && terms[0] === phrase;
  return { clips, inRow: isPhrase ? own : textsHolding(chunk.words, phrase, clips, known) };
}

/** Takes out what lacks the term, both of its own and in its source. */
function keepHolding(
  chunk: SearchChunk,
  term: string,
  own: Uint8Array | null,
  clips: Uint8Array,
): void {
  const { source } = chunk;
  let sources: Uint8Array | null | undefined;
  for (let at = 0; at < clips.length; at += 1) {
    if (clips[at] === 0 || own?.[at] === 1) continue;
    // Where all hold it themselves, the sources are not looked through.
    if (sources === undefined) sources = partsHolding(chunk.sourceWords, term);
    if (sources?.[source[at] ?? 0] !== 1) clips[at] = 0;
  }
}
