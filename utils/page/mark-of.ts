import type { TextMarkKind } from '@/utils/text/text-model';
import { ELEMENT, isText, nextNode, type PageTree, parentElementOf } from './page-tree';

/** A longer raised text is not the mark of a note. In UTF-16 units. */
const MAX_NOTE = 24;
/**
 * Maximum number of nodes to read. Every nested element starts a new read, so each read must be
 * short.
 */
const MAX_NODES = 100;
const NOTE_IN_BRACKETS = /^\s*(?:\[[^\]\s]{1,8}\][\s,]*)+$/u;

/**
 * Returns the text of an element, or null when the text is longer than a note or has too many
 * nodes.
 */
function shortText<N extends object, E extends N>(tree: PageTree<N, E>, element: E): string | null {
  let text = '';
  let seen = 0;
  for (let at = nextNode(tree, element, element); at !== null; at = nextNode(tree, at, element)) {
    if (isText(tree, at)) text += tree.dataOf(at);
    seen += 1;
    if (seen > MAX_NODES || text.length > MAX_NOTE) return null;
  }
  return text;
}

function isNote<N extends object, E extends N>(tree: PageTree<N, E>, element: E): boolean {
  const text = shortText(tree, element);
  if (text === null || text.trim() === '') return false;
  if (NOTE_IN_BRACKETS.test(text)) return true;
  return tree.closest(element, 'a[href]') !== null || tree.selectFirst(element, 'a[href]') !== null;
}

function isFirstElement<N extends object, E extends N>(tree: PageTree<N, E>, element: E): boolean {
  let before = tree.previousSiblingOf(element);
  while (before !== null && tree.typeOf(before) !== ELEMENT)
    before = tree.previousSiblingOf(before);
  return before === null;
}

function strikesOut(declaration: string): boolean {
  const name = /text-decoration(?:-line)?\s*:/iu.exec(declaration);
  return name !== null && /line-through/iu.test(declaration.slice(name.index));
}

function markOfStyle(style: string): TextMarkKind | null {
  if (style.split(';').some(strikesOut)) return 'struck';
  if (/vertical-align\s*:\s*super/iu.test(style)) return 'raised';
  return /vertical-align\s*:\s*sub/iu.test(style) ? 'lowered' : null;
}

/**
 * Returns what an element's formatting says about its text, only by its tag and inline style,
 * because a page must get the same marks in the user's tab and as a parsed document without style
 * sheets. Formatting by style sheets alone is not marked.
 */
export function markOf<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E,
  localName: string,
): TextMarkKind | null {
  switch (localName) {
    case 'sup':
      return isNote(tree, element) ? 'note' : 'raised';
    case 'sub':
      return 'lowered';
    case 's':
    case 'strike':
    case 'del':
      return 'struck';
    case 'mi':
    case 'mn':
    case 'mrow': {
      if (isFirstElement(tree, element)) return null;
      const parent = parentElementOf(tree, element);
      const around = parent === null ? null : tree.nameOf(parent);
      if (around === 'msup') return 'raised';
      return around === 'msub' ? 'lowered' : null;
    }
    default: {
      const style = tree.attributeOf(element, 'style');
      return style === null ? null : markOfStyle(style);
    }
  }
}
