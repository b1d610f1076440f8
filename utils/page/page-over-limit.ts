import type { PageTree } from './page-tree';

/** What a page may have at most to be read, in elements, and in elements that stand in each other. */
export const PAGE_LIMITS = { elements: 1_000_000, depth: 10_000 } as const;

/** The reader's answer in a page that is over a limit. */
export const TOO_COMPLEX = 'too-complex';

export type PageLimit = keyof typeof PAGE_LIMITS;

/**
 * The limit that a tree is over; null where it keeps both. Beyond them, reading it would stop
 * whatever shares its process for long. Linear in the elements, and quick where they are few.
 */
export function pageOverLimit<N extends object, E extends N>(
  tree: PageTree<N, E>,
  root: N,
  limits: Readonly<Record<PageLimit, number>> = PAGE_LIMITS,
): PageLimit | null {
  const count = tree.select(root, '*').length;
  if (count > limits.elements) return 'elements';
  // A tree is no deeper than it has elements.
  return count > limits.depth && isDeeper(tree, root, limits.depth) ? 'depth' : null;
}

/** Whether nodes stand in more than `most` others. */
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
