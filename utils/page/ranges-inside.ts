import type { TextRange } from '@/utils/text/text-model';
import type { PageTree } from './page-tree';

/**
 * Returns the ranges of a model's text inside `elements`, in UTF-16 units, in order and without
 * overlap. Each of the `pieces` is a range of the text that comes from one node. Linear in the size
 * of the page, even for nested elements.
 */
export function rangesInside<N extends object, E extends N>(
  tree: PageTree<N, E>,
  pieces: Iterable<TextRange & { readonly node: N }>,
  elements: ReadonlySet<N>,
): TextRange[] {
  const ranges: { start: number; end: number }[] = [];
  const outermost = outermostOf(tree, elements);
  let around: N | null = null;
  for (const { node, start, end } of pieces) {
    const before: N | null = around;
    around = outermost(node);
    if (around === null || start === end) continue;
    const last = ranges.at(-1);
    if (last !== undefined && (around === before || start <= last.end)) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges;
}

/** Creates a function that returns the outermost of the elements that contains a node, or null. */
function outermostOf<N extends object, E extends N>(
  tree: PageTree<N, E>,
  elements: ReadonlySet<N>,
): (node: N) => N | null {
  const known = new Map<N, N | null>();
  return (node) => {
    const unknown: N[] = [];
    let found: N | null | undefined;
    for (let at = tree.parentOf(node); at !== null; at = tree.parentOf(at)) {
      found = known.get(at);
      if (found !== undefined) break;
      unknown.push(at);
    }
    let outermost = found ?? null;
    for (const at of unknown.reverse()) {
      if (outermost === null && elements.has(at)) outermost = at;
      known.set(at, outermost);
    }
    return outermost;
  };
}
