import { ELEMENT, type PageTree, parentElementOf } from './page-tree';

/** The element that a node is or stands in, out of shadow trees too; null at the top. */
export function elementAround<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
): E | null {
  return tree.typeOf(node) === ELEMENT ? (node as E) : parentAcross(tree, node);
}

/** The element around a node; of what stands at the top of a shadow tree, its host. */
export function parentAcross<N extends object, E extends N>(
  tree: PageTree<N, E>,
  node: N,
): E | null {
  return parentElementOf(tree, node) ?? tree.hostOf(tree.parentOf(node) ?? node);
}

/** `closest`, out of shadow trees too. */
export function closestAcross<N extends object, E extends N>(
  tree: PageTree<N, E>,
  from: E | null,
  selector: string,
): E | null {
  let at = from;
  while (at !== null && !tree.matches(at, selector)) at = parentAcross(tree, at);
  return at;
}
