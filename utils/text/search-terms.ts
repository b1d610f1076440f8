import { foldForSearch } from './fold-for-search';

/** What a person seeks. Both folded. */
export interface SearchTerms {
  /** All of them must be there, in any order; the longest first. */
  readonly terms: readonly string[];
  /** Them all, as they were typed one after the other. */
  readonly phrase: string;
}

/** More than anybody types; a text pasted into the field must not cost a search for each word. */
const MAX_QUERY = 1_000;
const MAX_TERMS = 24;

/**
 * The terms of a query: its words, and what it puts in quotation marks as one. A term that
 * another one holds says nothing more, and is left out.
 */
export function readSearchTerms(query: string): SearchTerms {
  const folded = foldForSearch(query.slice(0, MAX_QUERY));
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

/** Whether a folded text holds every term. Where nothing is sought, it does. */
export function holdsTerms(folded: string, { terms }: SearchTerms): boolean {
  return terms.every((term) => folded.includes(term));
}
