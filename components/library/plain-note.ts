import { readProse } from '@/components/ui/prose';
import { plainWords } from '@/utils/report/citations/plain-words';
import type { Nodes } from '@/utils/report/mdast';

/** The words of a note without the signs of its Markdown, as a card of results shows them in a line. */
export function plainNote(note: string): string {
  const prose = readProse(note);
  return prose === null ? note : wordsOf(prose);
}

/** No deeper than `readProse` reads. */
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
