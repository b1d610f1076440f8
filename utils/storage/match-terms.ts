import type { SearchTerms } from '@/utils/text/search-terms';
import type { SearchChunk } from './search-chunk';
import { asTermBits, heldTerms, type TermBits } from './term-bits';
import { fittingWords, type KnownWords, textsHolding } from './text-column';
import { partsHolding } from './text-parts';

/** Which clips of a chunk hold what is sought; of each 1 where it does. */
export interface Matches {
  /** In their own words or their source's. */
  readonly clips: Uint8Array;
  /** Of those, the ones with all the words one after the other in their own; null: none, or not asked. */
  readonly inRow: Uint8Array | null;
}

/** @param rowAsked Whether it makes a difference which of them hold the words in a row. */
export function matchTerms(
  chunk: SearchChunk,
  { terms, phrase }: SearchTerms,
  rowAsked: boolean,
): Matches {
  const [only] = terms;
  if (only === undefined) return { clips: allOf(chunk), inRow: null };
  const rowSought = rowAsked && phrase !== only;
  if (terms.length === 1 && !rowSought) {
    const clips = allOf(chunk);
    const own = textsHolding(chunk.words, only, clips);
    keepHolding(chunk, only, own, clips);
    return { clips, inRow: rowAsked ? own : null };
  }
  const bits = asTermBits(rowSought ? [...terms, phrase] : terms);
  if (bits === null) return matchEach(chunk, terms, rowAsked ? phrase : null);
  return matchAtOnce(chunk, bits, terms.length);
}

/** @param bits Those of the terms, and after them perhaps that of the words in a row. */
function matchAtOnce(chunk: SearchChunk, bits: TermBits, terms: number): Matches {
  const known: KnownWords = new Map();
  const ofSource = new Int32Array(chunk.sourceSite.length);
  let wanted = 0;
  for (let term = 0; term < terms; term += 1) {
    const words = bits.terms[term] ?? '';
    const bit = bits.lasts[term] ?? 0;
    wanted |= bit;
    const sources = partsHolding(chunk.sourceWords, words);
    if (sources === null) {
      if (fittingWords(chunk.words, words, known) !== null) continue;
      return { clips: new Uint8Array(chunk.count), inRow: null };
    }
    for (let at = sources.indexOf(1); at >= 0; at = sources.indexOf(1, at + 1)) {
      ofSource[at] = (ofSource[at] ?? 0) | bit;
    }
  }
  const held = heldTerms(chunk.words, bits, known);
  const row = bits.lasts[terms] ?? 0;
  const clips = new Uint8Array(chunk.count);
  const inRow = row === 0 ? null : new Uint8Array(chunk.count);
  for (let at = 0; at < clips.length; at += 1) {
    const own = held[at] ?? 0;
    if (((own | (ofSource[chunk.source[at] ?? 0] ?? 0)) & wanted) !== wanted) continue;
    clips[at] = 1;
    if (inRow !== null && (own & row) !== 0) inRow[at] = 1;
  }
  return { clips, inRow };
}

/** A query of very many words: each term is looked for only in what holds those before it. */
function matchEach(chunk: SearchChunk, terms: readonly string[], phrase: string | null): Matches {
  const clips = allOf(chunk);
  const known: KnownWords = new Map();
  for (const term of terms) {
    if (!clips.includes(1)) break;
    keepHolding(chunk, term, textsHolding(chunk.words, term, clips, known), clips);
  }
  return {
    clips,
    inRow: phrase === null ? null : textsHolding(chunk.words, phrase, clips, known),
  };
}

function allOf(chunk: SearchChunk): Uint8Array {
  return new Uint8Array(chunk.count).fill(1);
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
