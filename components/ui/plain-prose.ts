import { plainWords } from '@/utils/report/citations/plain-words';
import type { Nodes } from '@/utils/report/markup/mdast';
import { markTerms } from '@/utils/text/mark-terms';
import { readProse } from './prose';

/** In UTF-16 units. More text is not needed for one line. */
const MOST = 20_000;

/**
 * Returns the start of a note or a statement without its Markdown, for one line. Keeps the Markdown
 * if a search term is found only there, for example in a link's address.
 * @param terms Folded; see search-terms.ts.
 */
export function plainProse(markdown: string, terms: readonly string[] = []): string {
  const start = markdown.slice(0, MOST);
  const prose = readProse(start);
  if (prose === null) return start;
  const words = wordsOf(prose);
  const isMarked = (text: string) => markTerms(text, terms).length > 0;
  return !isMarked(words) && isMarked(start) ? start : words;
}

/** Not deeper than `readProse`. */
function wordsOf(node: Nodes): string {
  switch (node.type) {
    case 'root':
    case 'blockquote':
    case 'listItem':
      return joined(node.children, ' ');
    case 'list':
    case 'table':
    case 'tableRow':
      return joined(node.children, ' · ');
    case 'html':
      return node.value;
    default:
      return plainWords(node);
  }
}

function joined(nodes: readonly Nodes[], between: string): string {
  return nodes
    .map(wordsOf)
    .filter((words) => words !== '')
    .join(between);
}
