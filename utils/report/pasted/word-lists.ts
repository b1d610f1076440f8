import { type Content, type Element, element, isElement, property, wordsOf } from './hast';

/*
 * Word puts list items on the clipboard as paragraphs. A style has their level, and their text
 * starts with the bullet or number.
 */

const LEVEL = /mso-list\s*:(?:(?!mso-list)[^;])*\blevel(\d)/iu;
/** Word's text for a bullet or a number, with the spaces after it. */
const MARKER = /^[\s\u00a0]*(?:([\da-z]{1,4})[.)]|[·•o§▪◦–-])[\s\u00a0]+/iu;

interface WordItem {
  readonly level: number;
  readonly ordered: boolean;
  readonly content: Content[];
}

/** Converts Word's paragraphs to lists; leaves everything else unchanged. */
export function gatherWordLists(nodes: readonly Content[]): Content[] {
  const out: Content[] = [];
  let items: WordItem[] = [];
  const close = () => {
    if (items.length > 0) out.push(...listsOf(items));
    items = [];
  };
  for (const node of nodes) {
    const item = wordItem(node);
    if (item !== null) items.push(item);
    else if (node.type !== 'text' || node.value.trim() !== '') {
      close();
      out.push(isElement(node) ? { ...node, children: gatherWordLists(node.children) } : node);
    } else if (items.length === 0) out.push(node);
  }
  close();
  return out;
}

function wordItem(node: Content): WordItem | null {
  if (!isElement(node, 'p', 'div')) return null;
  const level = LEVEL.exec(property(node, 'style'))?.[1];
  if (level === undefined) return null;
  const marker = MARKER.exec(wordsOf(node.children));
  return {
    level: Number(level),
    ordered: marker?.[1] !== undefined && marker[1].toLowerCase() !== 'o',
    content: marker === null ? node.children : withoutWords(node.children, marker[0].length),
  };
}

/** Returns the nodes without the first `count` UTF-16 units of their text. */
function withoutWords(nodes: readonly Content[], count: number): Content[] {
  let left = count;
  const out: Content[] = [];
  for (const node of nodes) {
    if (left <= 0) {
      out.push(node);
      continue;
    }
    const length = wordsOf([node]).length;
    if (node.type === 'text' && length > left)
      out.push({ type: 'text', value: node.value.slice(left) });
    else if (isElement(node) && length > left) {
      out.push({ ...node, children: withoutWords(node.children, left) });
    }
    left -= length;
  }
  return out;
}

/** Converts adjacent items to nested lists by their levels. */
function listsOf(items: readonly WordItem[]): Element[] {
  const lists: Element[] = [];
  let at = 0;
  while (at < items.length) {
    const first = items[at];
    if (first === undefined) break;
    const list = element(first.ordered ? 'ol' : 'ul', []);
    while (at < items.length) {
      const item = items[at];
      if (item === undefined || item.level < first.level) break;
      if (item.level === first.level) {
        if (item.ordered !== first.ordered) break;
        list.children.push(element('li', item.content));
        at += 1;
        continue;
      }
      const inner: WordItem[] = [];
      for (let next = items[at]; next !== undefined && next.level > first.level; next = items[at]) {
        inner.push(next);
        at += 1;
      }
      const last = list.children.at(-1);
      if (isElement(last, 'li')) last.children.push(...listsOf(inner));
    }
    lists.push(list);
  }
  return lists;
}
