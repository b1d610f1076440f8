import type { PageTree } from './page-tree';

/**
 * Maximum number of elements, and maximum nesting depth of elements, in a page that Pincite reads.
 */
export const PAGE_LIMITS = { elements: 1_000_000, depth: 10_000 } as const;

/** The reader's result for a page that exceeds a limit. */
export const TOO_COMPLEX = 'too-complex';

export type PageLimit = keyof typeof PAGE_LIMITS;

/**
 * Returns the limit that a tree exceeds, or null. Reading a larger tree would block other work in
 * the same process for a long time. Linear in the number of elements, and fast for small trees.
 */
export function pageOverLimit<N extends object, E extends N>(
  tree: PageTree<N, E>,
  root: N,
  limits: Readonly<Record<PageLimit, number>> = PAGE_LIMITS,
): PageLimit | null {
  const count = tree.select(root, '*').length;
  if (count > limits.elements) return 'elements';
  // The depth of a tree is never greater than its number of elements.
  return count > limits.depth && isDeeper(tree, root, limits.depth) ? 'depth' : null;
}

/** Whether a node has more than `most` ancestors. */
function isDeeper<N extends object, E extends N>(
  tree: PageTree<N, E>,
  root: N,
  most: number,
): boolean {
  let depth = 0;
  for (let node: N | null = tree.firstChildOf(root); node !== null; ) {
    const inside = tree.firstChildOf(node);
    if (inside !== null) {
      depth += 1;
      if (depth > most) return true;
      node = inside;
      continue;
    }
    let next = tree.nextSiblingOf(node);
    while (next === null) {
      node = tree.parentOf(node);
      if (node === null || node === root) return false;
      depth -= 1;
      next = tree.nextSiblingOf(node);
    }
    node = next;
  }
  return false;
}
