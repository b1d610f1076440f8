/** Tells whether a page changed since its model was made. */
export interface TextModelWatch {
  /** True from the first change of text, structure or an attribute that may hide or show some. */
  stale(): boolean;
  stop(): void;
}

/**
 * Watches what a model of `root` was made of, the shadow trees that were open then
 * included. Costs one pass to find those, then nothing until the page changes.
 */
export function watchTextModel(root: Document | Element | ShadowRoot): TextModelWatch {
  let changed = false;
  const observer = new MutationObserver(() => {
    changed = true;
    observer.disconnect();
  });
  const pending: Node[] = [root];
  for (let tree = pending.pop(); tree !== undefined; tree = pending.pop()) {
    observer.observe(tree, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['class', 'style', 'hidden', 'open', 'slot', 'dir', 'lang', 'inert'],
    });
    const walker = document.createTreeWalker(tree, NodeFilter.SHOW_ELEMENT);
    for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) {
      const { shadowRoot } = node as Partial<Element>;
      if (shadowRoot) pending.push(shadowRoot);
    }
  }
  return {
    stale: () => {
      // What happened a moment ago is not reported yet.
      if (observer.takeRecords().length > 0) changed = true;
      return changed;
    },
    stop: () => observer.disconnect(),
  };
}
