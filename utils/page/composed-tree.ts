/** The element that a node is or stands in, out of shadow trees too; null at the top. */
export function elementAround(node: Node): Element | null {
  return node.nodeType === Node.ELEMENT_NODE ? (node as Element) : parentAcross(node);
}

/** The element around a node; of what stands at the top of a shadow tree, its host. */
export function parentAcross(node: Node): Element | null {
  if (node.parentElement !== null) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** `closest`, out of shadow trees too. */
export function closestAcross(from: Element | null, selector: string): Element | null {
  let at = from;
  while (at !== null && !at.matches(selector)) at = parentAcross(at);
  return at;
}
