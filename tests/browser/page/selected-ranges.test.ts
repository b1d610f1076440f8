import { afterEach, describe, expect, test } from 'vitest';
import { selectedRanges } from '@/utils/page/selected-ranges';

afterEach(() => {
  document.getSelection()?.removeAllRanges();
  document.querySelector('#stage')?.remove();
});

function stage(html: string): HTMLElement {
  const element = document.createElement('div');
  element.id = 'stage';
  element.setHTMLUnsafe(html);
  document.body.append(element);
  return element;
}

const texts = () => selectedRanges(document).map((range) => range.toString());

describe('what is selected', () => {
  test('is the document’s own selection', () => {
    const text = stage('<p>The lock is shut.</p>').querySelector('p')?.firstChild as Text;
    document.getSelection()?.setBaseAndExtent(text, 4, text, 8);
    expect(texts()).toEqual(['lock']);
  });

  test('is nothing where there is only a caret', () => {
    const text = stage('<p>The lock is shut.</p>').querySelector('p')?.firstChild as Text;
    document.getSelection()?.setBaseAndExtent(text, 4, text, 4);
    expect(texts()).toEqual([]);
  });

  test('ends with the shadow root that it starts in, if it continues after it', () => {
    const element = stage(
      '<div><template shadowrootmode="open"><p>The weir is open.</p></template></div><p style="user-select: none">Nobody came.</p>',
    );
    const text = element.querySelector('div')?.shadowRoot?.querySelector('p')?.firstChild as Text;
    document.getSelection()?.setBaseAndExtent(text, 0, element.querySelector('p') as Element, 0);
    expect(texts()).toEqual(['The weir is open.']);
  });

  test.each([1, 2])('is found in an open shadow root, %i deep', (depth) => {
    const inner = '<p>The weir is open.</p>';
    const wrap = (html: string) =>
      `<div class="host"><template shadowrootmode="open">${html}</template></div>`;
    let tree: Element | ShadowRoot = stage(depth === 1 ? wrap(inner) : wrap(wrap(inner)));
    for (let at = 0; at < depth; at += 1) {
      tree = tree.querySelector('.host')?.shadowRoot as ShadowRoot;
    }
    const text = tree.querySelector('p')?.firstChild as Text;
    document.getSelection()?.setBaseAndExtent(text, 4, text, 8);
    expect(texts()).toEqual(['weir']);
  });
});
