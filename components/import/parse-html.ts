import { liveTree } from '@/utils/page/live-tree';
import { ELEMENT, isText } from '@/utils/page/page-tree';
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
  const template = liveTree.selectFirst(page, 'template');
  return template === null ? [] : treeOf(contentOf(template));
}

/** Returns the content of a template. The parser's document has no named elements to shadow it. */
function contentOf(template: Element): Node {
  return (template as HTMLTemplateElement).content;
}

async function treeOf(root: Node): Promise<ElementContent[]> {
  const top: ElementContent[] = [];
  const outer: ElementContent[][] = [];
  let into = top;
  let count = 0;
  let began = performance.now();
  let node: Node | null = liveTree.firstChildOf(root);
  while (node !== null) {
    count += 1;
    if (count % STRIDE === 0 && performance.now() - began >= SLICE) {
      await scheduler.yield();
      began = performance.now();
    }
    if (liveTree.typeOf(node) === ELEMENT) {
      const element = node as Element;
      const tagName = liveTree.nameOf(element);
      const attributes = liveTree.attributesOf(element);
      const children: ElementContent[] = [];
      into.push({ type: 'element', tagName, properties: htmlProperties(attributes), children });
      const inside = liveTree.firstChildOf(element);
      if (inside !== null) {
        outer.push(into);
        into = children;
        node = inside;
        continue;
      }
    } else if (isText(liveTree, node)) addText(into, liveTree.dataOf(node));
    let next = liveTree.nextSiblingOf(node);
    while (next === null) {
      node = liveTree.parentOf(node);
      if (node === null || node === root) break;
      into = outer.pop() ?? top;
      next = liveTree.nextSiblingOf(node);
    }
    node = next;
  }
  return top;
}

/** Browsers part texts that are long. */
function addText(into: ElementContent[], value: string): void {
  const last = into.at(-1);
  if (last?.type === 'text') last.value += value;
  else into.push({ type: 'text', value });
}
