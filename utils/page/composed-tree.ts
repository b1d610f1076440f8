import { ELEMENT, type PageTree, parentElementOf } from './page-tree';

/**
 * Returns the node if it is an element, or else the element around it, also across shadow
 * boundaries; null at the top.
 */
export function elementAround<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
): E | null {
  return tree.typeOf(node) === ELEMENT ? (node as E) : parentAcross(tree, node);
}

/** Returns the parent element of a node; at the top of a shadow tree, its host. */
export function parentAcross<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
): E | null {
  return parentElementOf(tree, node) ?? tree.hostOf(tree.parentOf(node) ?? node);
}

/** Like `closest`, but also across shadow boundaries. */
export function closestAcross<N extends object, E extends N>(
  tree: PageTree<N, E>,
  from: E | null,
  selector: string,
): E | null {
  let at = from;
  while (at !== null && !tree.matches(at, selector)) at = parentAcross(tree, at);
  return at;
}
