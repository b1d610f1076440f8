import { foldForSearch } from '@/utils/text/fold-for-search';
import { holdsTerms, readSearchTerms } from '@/utils/text/search-terms';

/** Whether a text holds every word of a query, in any order. An empty query matches. */
export function matchesWords(text: string, query: string): boolean {
  return holdsTerms(foldForSearch(text), readSearchTerms(query));
}
