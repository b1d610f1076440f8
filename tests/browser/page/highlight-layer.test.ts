import { afterEach, expect, test } from 'vitest';
import { HighlightLayer } from '@/utils/page/highlight-layer';

const NAME = 'pincite-clip';
const layer = new HighlightLayer(document);

afterEach(() => {
  layer.clear();
  document.querySelector('#stage')?.remove();
});

function stage() {
  const element = document.createElement('div');
  element.id = 'stage';
  element.setHTMLUnsafe(
    '<p>The lock is shut.</p><div><template shadowrootmode="open"><p>The weir is open.</p></template></div>',
  );
  document.body.append(element);
  const root = element.querySelector('div')?.shadowRoot as ShadowRoot;
  const rangeIn = (paragraph: Element | null) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph as Element);
    return range;
  };
  return {
    element,
    root,
    outer: rangeIn(element.querySelector('p')),
    inner: rangeIn(root.querySelector('p')),
  };
}

const colour = (element: Element | null) =>
  getComputedStyle(element as Element, `::highlight(${NAME})`).backgroundColor;

test('shows ranges in the document and in a shadow root, and changes no node', async () => {
  const { element, root, outer, inner } = stage();
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((found) => records.push(...found));
  for (const tree of [document, root]) {
    observer.observe(tree, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
  }
  const before = element.getHTML({ serializableShadowRoots: true, shadowRoots: [root] });
  layer.draw([outer, inner], [root]);
  await new Promise((done) => setTimeout(done, 0));
  observer.disconnect();
  expect([...(CSS.highlights.get(NAME) ?? [])]).toEqual([outer, inner]);
  expect(colour(element.querySelector('p'))).toBe('rgba(255, 196, 0, 0.32)');
  expect(colour(root.querySelector('p'))).toBe('rgba(255, 196, 0, 0.32)');
  expect(records).toEqual([]);
  expect(element.getHTML({ serializableShadowRoots: true, shadowRoots: [root] })).toBe(before);
});

test('shows the ranges of the last drawing and no others', () => {
  const { root, outer, inner } = stage();
  layer.draw([outer], [root]);
  layer.draw([inner], [root]);
  expect([...(CSS.highlights.get(NAME) ?? [])]).toEqual([inner]);
  expect(document.adoptedStyleSheets).toHaveLength(1);
});

test('returns after a page replaced its list of style sheets, and keeps the page’s own', () => {
  const { root, outer } = stage();
  layer.draw([outer], [root]);
  const own = new CSSStyleSheet();
  document.adoptedStyleSheets = [own];
  layer.draw([outer], [root]);
  expect(document.adoptedStyleSheets[0]).toBe(own);
  expect(document.adoptedStyleSheets).toHaveLength(2);
  layer.clear();
  expect([...document.adoptedStyleSheets]).toEqual([own]);
  document.adoptedStyleSheets = [];
});

test('leaves nothing behind', () => {
  const { root, outer } = stage();
  layer.draw([outer], [root]);
  layer.clear();
  expect(CSS.highlights.has(NAME)).toBe(false);
  expect(document.adoptedStyleSheets).toHaveLength(0);
  expect(root.adoptedStyleSheets).toHaveLength(0);
});
