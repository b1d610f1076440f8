import { foldForSearch, joinDigits } from './fold-for-search';

/** The terms of a search, folded. */
export interface SearchTerms {
  /** All of them must match, in any order; the longest first. */
  readonly terms: readonly string[];
  /** All of them in a row, as they were typed. */
  readonly phrase: string;
}

/** A text pasted into the field must not cost a search for each word. In UTF-16 units. */
const MAX_QUERY = 1_000;
const MAX_TERMS = 24;

/**
 * Returns the terms of a query: its words, a number in groups of digits as one word, and its quotations as one term each. A term inside
 * another one is left out.
 */
export function readSearchTerms(query: string): SearchTerms {
  const folded = joinDigits(foldForSearch(query.slice(0, MAX_QUERY)));
  const typed = [...folded.matchAll(/"([^"]+)"|[^\s"]+/g)]
    .map(([all, quoted]) => (quoted ?? all).trim())
    .filter((term) => term !== '')
    .slice(0, MAX_TERMS);
  const longestFirst = [...new Set(typed)].sort((a, b) => b.length - a.length);
  const terms = longestFirst.filter(
    (term, at) => !longestFirst.slice(0, at).some((longer) => longer.includes(term)),
  );
  return { terms, phrase: typed.join(' ') };
}

/** Returns whether a text of `foldSearched` contains every term. True if there are no terms. */
export function holdsTerms(folded: string, { terms }: SearchTerms): boolean {
  return terms.every((term) => folded.includes(term));
}

/** Returns whether a text of `foldSearched` contains every term as whole words. True if there are no terms. */
export function holdsWholeWords(folded: string, { terms }: SearchTerms): boolean {
  const words = spacedWords(folded);
  return terms.every((term) => words.includes(spacedWords(term)));
}

/** Returns the words of a text, each between spaces. */
function spacedWords(folded: string): string {
  return ` ${folded.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()} `;
}
