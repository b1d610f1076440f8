import type { ElementContent } from '@/utils/report/hast';
import { htmlProperties } from '@/utils/report/pasted/html-properties';

/** Milliseconds of work before the page may do something else. */
const SLICE = 8;
/** Nodes between two looks at the clock. */
const STRIDE = 64;

/**
 * Parses HTML that has been thinned out, as a fragment, in a document that nobody sees: no script
 * in it runs, and nothing that it names is loaded. Linear. The parser takes its time at once,
 * some 20 ms for a megabyte; the walk through what it made gives way in between.
 */
export async function parseHtml(html: string): Promise<ElementContent[]> {
  // In a template what may stand only in a table, as a cell, stays. Without the document type
  // a table would stand in the paragraph before it. Nothing closes what the HTML leaves open.
  const page = new DOMParser().parseFromString(`<!doctype html><template>${html}`, 'text/html');
  const content = page.querySelector('template')?.content;
  return content === undefined ? [] : treeOf(content);
}

async function treeOf(root: DocumentFragment): Promise<ElementContent[]> {
  const top: ElementContent[] = [];
  const outer: ElementContent[][] = [];
  let into = top;
  let count = 0;
  let began = performance.now();
  let node: Node | null = root.firstChild;
  while (node !== null) {
    count += 1;
    if (count % STRIDE === 0 && performance.now() - began >= SLICE) {
      await scheduler.yield();
      began = performance.now();
    }
    if (node instanceof Element) {
      const { localName: tagName, attributes } = node;
      const children: ElementContent[] = [];
      into.push({ type: 'element', tagName, properties: htmlProperties(attributes), children });
      if (node.firstChild !== null) {
        outer.push(into);
        into = children;
        node = node.firstChild;
        continue;
      }
    } else if (node instanceof Text) addText(into, node.data);
    while (node.nextSibling === null && node.parentNode !== null && node.parentNode !== root) {
      node = node.parentNode;
      into = outer.pop() ?? top;
    }
    node = node.nextSibling;
  }
  return top;
}

/** Browsers part texts that are long. */
function addText(into: ElementContent[], value: string): void {
  const last = into.at(-1);
  if (last?.type === 'text') last.value += value;
  else into.push({ type: 'text', value });
}
