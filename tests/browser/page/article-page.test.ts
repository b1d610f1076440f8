import { afterEach, expect, test } from 'vitest';
import { readArticlePage } from '@/utils/page/article-page';
import { readPageText } from '@/utils/page/page-text';
import { lastAtMost } from '@/utils/text/last-at-most';

afterEach(() => document.body.replaceChildren());

test('the text of a page is sent with its blocks, its marks and the ends of its nodes', () => {
  document.body.innerHTML = `<p lang="fr">Le <b>lac</b> monte<sup>2</sup> &amp; <!-- x -->monte.</p>
    <p>Ten <i>metres</i><br>more</p><p hidden>None</p><pre>a
b</pre>`;
  const page = readArticlePage();
  const model = readPageText();
  expect(page).toMatchObject({ text: model.text, blocks: model.blocks, marks: model.marks });
  const nodes = page?.nodes ?? [];
  const starts = Int32Array.from(nodes.filter((_, at) => at % 2 === 0));
  for (const block of model.blocks) {
    for (let offset = block.start; offset < block.end; offset += 1) {
      if (/\s/u.test(model.text.charAt(offset))) continue;
      const end = nodes[2 * lastAtMost(starts, offset) + 1];
      expect([offset, end]).toEqual([offset, model.nodeEndWithin?.(offset, model.text.length)]);
    }
  }
});

test('a page whose slots may show its nodes in another order is not sent', () => {
  const host = document.createElement('div');
  host.innerHTML = '<p slot="b">Second</p><p slot="a">First</p>';
  document.body.append(host);
  host.attachShadow({ mode: 'open' }).innerHTML = '<slot name="a"></slot><slot name="b"></slot>';
  expect(readArticlePage()).toBeNull();
});

test('a text that is too long is not sent', () => {
  document.body.textContent = 'lake '.repeat(200_001);
  expect(readArticlePage()).toBeNull();
});
