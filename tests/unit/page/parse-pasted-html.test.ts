import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import type { RootContent } from '@/utils/report/markup/hast';
import { thinHtml } from '@/utils/report/pasted/thin-html';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { HOSTILE, MARKS_LEFT_OPEN, PIECES, SMALL } from '../report/pasted-cases';

/*
 * The extension's parser must give the same trees as the library with which other tests in Node
 * parse HTML. Then the results of those tests also hold for the extension.
 */

const FIXTURES = import.meta.glob<string>('../../fixtures/clipboard/*.html', {
  query: '?raw',
  eager: true,
  import: 'default',
});

const CASES: readonly (readonly [name: string, html: string])[] = [
  ...Object.entries(FIXTURES),
  ...SMALL.map(([name, html]): readonly [string, string] => [name, html]),
  ...HOSTILE,
  ['marks left open before every paragraph', MARKS_LEFT_OPEN],
  [
    'every attribute that is kept',
    '<td align="left" alt="b" aria-hidden="TRUE" checked class=" a  b\tc " colspan="2" ' +
      'encoding="x" hidden="until-found" href="#" id="1" name="n" rowspan="x" src="s" ' +
      'start="" style="a:b" type="checkbox" width="1e2" data-turn-source-index="4">words',
  ],
  ['attributes without a value', '<p hidden class><input checked="CHECKED" start="-3">'],
  ['a formula', '<math><mi>a</mi><annotation encoding="application/x-tex">a</annotation></math>'],
  ['a text longer than browsers keep in one', `<p>${'long words '.repeat(20_000)}</p>`],
  ['cells and rows without a table', '<td>a</td><tr><td>b</td></tr><li>c'],
  ['a table in a paragraph', '<p>a<table><td>b<p>c</table>d'],
  ['text in a table', '<table>a<tr>b<td>c</td>d</table>'],
  ['everything after it as its text', '<p>a<plaintext>b</p><i>c'],
];

/** Returns the tree without the positions in the text, which no code uses. */
function bare(nodes: readonly RootContent[]): unknown[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return { type: node.type, value: 'value' in node && node.value };
    const { type, tagName, properties, children } = node;
    return { type, tagName, properties, children: bare(children) };
  });
}

const expected = (html: string) => bare(fromHtml(html, { fragment: true }).children);

test('the clipboards of five programs are there', () => {
  expect(Object.keys(FIXTURES)).toHaveLength(5);
});

describe('the tree is the library’s', () => {
  test.each(CASES)('%s', (_name, html) => {
    const thin = thinHtml(html).html;
    expect(bare(parsePastedHtml(thin) ?? [])).toEqual(expected(thin));
  });

  test('for any pasted HTML', () => {
    const piece = fc.constantFrom(
      ...PIECES,
      '<dd>',
      '<h2>',
      '<button>',
      '\r\n',
      '&nbsp;',
      '&#x80;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const thin = thinHtml(pieces.join('')).html;
        expect(bare(parsePastedHtml(thin) ?? [])).toEqual(expected(thin));
      }),
      { numRuns: 500, seed: 20250301 },
    );
  });
});

test.each(SMALL)('is read as in Node: %s', async (_name, html, markdown) => {
  expect(await readPastedHtml(html, async (thin) => parsePastedHtml(thin))).toEqual({
    ok: true,
    value: markdown,
  });
});

const FONTS = Array.from({ length: 77 }, (_, at) => `<font style="a:${at}">`).join('');

test.each([
  ['elements that the parser opens again in each paragraph', `<p>${FONTS}${'<p>a'.repeat(49_000)}`],
  ['more elements than the limit', '<i>a</i>'.repeat(50_001)],
  ['cells that span a thousand columns', `<table><tr>${'<td colspan=1000>a'.repeat(40_000)}`],
  [
    'cells that span a thousand rows',
    `<table>${`<tr>${'<td rowspan=1000>a'.repeat(20)}`.repeat(2_000)}`,
  ],
  [
    'a row of 20,000 cells in a table of 10,000 rows',
    `<table><tr>${'<td>a'.repeat(20_000)}${'<tr><td>a'.repeat(10_000)}`,
  ],
  ['many wide tables', '<table><tr><td colspan=900>a</table>'.repeat(10_000)],
])('refuses HTML with %s, and gives the reason', async (_name, html) => {
  const read = await readPastedHtml(html, async (thin) => parsePastedHtml(thin));
  expect(read.ok ? null : read.error.code).toBe('html_too_complex');
});

test.each([
  ['a table of 1,000 rows', `<table>${'<tr><td>a<td>b'.repeat(1_000)}</table>`, 1_002],
  ['a cell that spans ten columns', '<table><tr><td colspan=10>a<tr><td>b</table>', 4],
  ['a cell that spans more rows than there are', '<table><tr><td rowspan=65534>a</table>', 3],
  ['a thousand tables', '<table><tr><td>a</table>'.repeat(1_000), 3_999],
])('reads HTML with %s', async (_name, html, lines) => {
  const read = await readPastedHtml(html, async (thin) => parsePastedHtml(thin));
  expect(read.ok ? read.value.split('\n').length : read.error).toBe(lines);
});
