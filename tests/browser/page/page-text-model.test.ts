import { afterEach, describe, expect, test } from 'vitest';
import { liveTree } from '@/utils/page/live-tree';
import { createTextModel } from '@/utils/page/page-text-model';
import { createParsedPolicy } from '@/utils/page/parsed-policy';
import { isInField } from '../../corpus/judge-match';
import { FIXTURE_PAGES } from '../fragment/fixture-pages';
import { openOraclePage } from '../fragment/native-oracle';

afterEach(() => {
  document.body.replaceChildren();
});

/** Inserts HTML into the test page, including declarative shadow roots. */
function show(html: string): HTMLElement {
  const host = document.createElement('main');
  host.setHTMLUnsafe(html);
  document.body.append(host);
  return host;
}

/** Returns the text of a model with its blocks separated by `|`. */
function blocksOf(html: string): string {
  const model = createTextModel(show(html));
  return model.blocks.map(({ start, end }) => model.text.slice(start, end)).join('|');
}

describe('the text of a page that is laid out', () => {
  test.each([
    ['collapses white space', '<p>one  two\n\tthree <b> four</b></p>', 'one two three four'],
    ['parts blocks', 'a<div>b</div>c<p>d', 'a|b|c|d'],
    ['parts at an empty block', 'a<div></div>b', 'a|b'],
    ['joins over inline elements', 'a<i>b</i><span>c</span>', 'abc'],
    [
      'joins over what is hidden',
      'a<b style="display:none">x</b>b<b style="visibility:hidden">y</b>c',
      'abc',
    ],
    ['keeps one space around what is hidden', 'a <b hidden>x</b> b', 'a b'],
    [
      'shows what is visible in something hidden',
      '<p style="visibility:hidden">x<b style="visibility:visible">y</b></p>',
      'y',
    ],
    ['breaks lines', '<p>a <br> b<br></p>', 'a\nb'],
    ['keeps preformatted text', '<pre>a\n  b\n</pre>', 'a\n  b'],
    [
      'keeps lines where only lines are kept',
      '<p style="white-space:pre-line">a  \n  b</p>',
      'a\nb',
    ],
    ['sets inline-blocks apart', 'a<b style="display:inline-block">b</b>c', 'a|b|c'],
    ['joins over an empty inline-block', 'a<b style="display:inline-block"></b>c', 'ac'],
    [
      'parts what stands around an inline-block that holds a box',
      'a<b style="display:inline-block"><i></i></b>c',
      'a|c',
    ],
    [
      'parts what stands around an inline-block between spaces',
      'a <b style="display:inline-block"></b> c',
      'a|c',
    ],
    [
      'sets floats and what is positioned apart',
      'a<b style="float:left">b</b>c<i style="position:absolute">d</i>e',
      'a|b|c|d|e',
    ],
    ['parts flex items', '<div style="display:flex"><b>a</b><b>b</b>c</div>', 'a|b|c'],
    ['parts table cells', '<table><tr><td>a<td>b</table>', 'a|b'],
    ['joins display: contents', '<div style="display:contents">a</div>b', 'ab'],
    [
      'leaves out scripts, styles and fallback content',
      'a<script type="x">x</script><style>y{}</style><object>z</object><canvas>w</canvas>b',
      'ab',
    ],
    ['leaves out inert parts', '<p>a</p><p inert>x</p>', 'a'],
    [
      'leaves out content-visibility: hidden',
      '<p>a</p><p style="content-visibility:hidden">x</p>',
      'a',
    ],
    [
      'reads closed details and until-found',
      '<details><summary>s</summary>d</details><p hidden="until-found">u</p>',
      's|d|u',
    ],
    ['reads SVG text alone', '<svg><title>t</title><text>a<tspan>b</tspan></text></svg>', 'ab'],
    ['reads over ruby', '<ruby>水<rp>(</rp><rt>みず</rt><rp>)</rp></ruby>', '水みず'],
    [
      'reads options of an open list',
      '<select multiple><option>a<option>b</select><select><option>c</select>',
      'a|b',
    ],
    [
      'reads default values and placeholders',
      '<input value="a"><input placeholder="b"><textarea>c</textarea>',
      'a|b|c',
    ],
    ['reads no password', '<input type="password" value="secret"><p>a</p>', 'a'],
    [
      'walks open shadow roots and slots',
      '<div><template shadowrootmode="open"><p>a</p><slot></slot><p>c</p></template><p>b</p></div>',
      'a|b|c',
    ],
    [
      'leaves out what no slot takes',
      '<div><template shadowrootmode="open"><p>a</p></template><p>x</p></div>',
      'a',
    ],
    [
      'falls back in an empty slot',
      '<div><template shadowrootmode="open"><slot>a</slot></template></div>',
      'a',
    ],
    [
      'leaves a floating first letter to no block',
      '<style>p.f::first-letter{float:left}</style><p class="f">Once upon</p>',
      'nce upon',
    ],
  ])('%s', (_name, html, expected) => {
    expect(blocksOf(html)).toBe(expected);
  });

  test('does not split a word after a floating first letter', () => {
    const style = '<style>p.f::first-letter{float:left}</style>';
    expect(createTextModel(show(`${style}<p class="f">Once upon</p>`)).text).toBe('Once upon');
  });

  test('never reads what the user typed', () => {
    const page = show('<input value="shown"><textarea>default</textarea>');
    for (const field of page.querySelectorAll<HTMLInputElement>('input, textarea')) {
      field.value = 'typed by the user';
    }
    expect(createTextModel(page).text).toBe('shown\ndefault');
  });

  test('uses the language of the nearest element with a language', () => {
    const model = createTextModel(show('<p lang="fr">un</p><div lang="ja"><p>二</p></div>'));
    expect(model.blocks.map(({ language }) => language)).toEqual(['fr', 'ja']);
  });

  test('omits the skipped elements', () => {
    const page = show('<p>a</p><div id="toast">ours</div><p>b</p>');
    const model = createTextModel(page, { skip: (element) => element.id === 'toast' });
    expect(model.text).toBe('a\nb');
  });

  test('skips text that is clipped away, and marks text that is visible but not searched', () => {
    const model = createTextModel(
      show(
        '<p>a</p><div style="height:0;overflow:hidden">b</div><p>c</p><select><option>x</select><p>d</p>',
      ),
    );
    expect(model.blocks.map(({ passedOver, barriers }) => [passedOver, barriers])).toEqual([
      [undefined, undefined],
      ['clipped', undefined],
      [undefined, [5]],
      [undefined, undefined],
    ]);
  });
});

describe('the text of a document without layout', () => {
  const parsed = (html: string) =>
    createTextModel(new DOMParser().parseFromString(html, 'text/html'), {
      policy: createParsedPolicy(liveTree),
    });

  test.each([
    ['leaves the head out', '<title>t</title><style>s</style><p>a', 'a'],
    [
      'parts blocks by their tags',
      '<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>e',
      'a\nb\nc\nd\ne',
    ],
    ['joins inline elements', '<p>a<b>b</b> <i>c</i>', 'ab c'],
    [
      'minds hidden and inline styles',
      '<p hidden>x</p><p style="display: none">y</p><p style="VISIBILITY:hidden">z</p><p>a',
      'a',
    ],
    ['shows until-found', '<p hidden="until-found">a', 'a'],
    ['keeps preformatted text', '<pre>a\n  b</pre>', 'a\n  b'],
    ['leaves scripts and noscript out', '<p>a<script>x</script><noscript>y</noscript>b', 'ab'],
  ])('%s', (_name, html, expected) => {
    expect(parsed(html).text).toBe(expected);
  });

  test('may be deeper than any call stack', () => {
    const page = document.implementation.createHTMLDocument();
    let deepest: Element = page.body;
    for (let depth = 0; depth < 50_000; depth++) {
      deepest = deepest.appendChild(page.createElement('b'));
    }
    deepest.append('bottom');
    expect(createTextModel(page, { policy: createParsedPolicy(liveTree) }).text).toBe('bottom');
  });

  test('reads XHTML alike', () => {
    const xhtml =
      '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>a<br/>b</p><script>x</script><p>c</p></body></html>';
    const page = new DOMParser().parseFromString(xhtml, 'application/xhtml+xml');
    expect(createTextModel(page, { policy: createParsedPolicy(liveTree) }).text).toBe('a\nb\nc');
  });
});

test('a CDATA section of a page that is laid out is text, both ways', async () => {
  const frame = document.createElement('iframe');
  const xhtml =
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>The dam <![CDATA[held <all> night]]>.</p></body></html>';
  frame.src = URL.createObjectURL(new Blob([xhtml], { type: 'application/xhtml+xml' }));
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  URL.revokeObjectURL(frame.src);
  const page = frame.contentDocument!;
  const model = createTextModel(page);
  expect(model.text).toBe('The dam held <all> night.');
  const held = model.text.indexOf('held');
  const range = model.offsetsToRange(held, held + 'held <all>'.length)!;
  expect(range.startContainer.nodeType).toBe(Node.CDATA_SECTION_NODE);
  expect(range.toString()).toBe('held <all>');
  expect(model.rangeToOffsets(range)).toEqual({ start: held, end: held + 'held <all>'.length });
});

describe('between offsets and the DOM', () => {
  test.each(Object.entries(FIXTURE_PAGES))(
    'both ways agree on the page of %s',
    async (_name, html) => {
      const page = await openOraclePage(`<!doctype html><meta charset="utf-8">${html}`);
      const model = createTextModel(page.document);
      const squeezed = (text: string) => text.replace(/\s+/gu, ' ').trim();
      for (const { start, end } of model.blocks) {
        if (isInField(model, start)) continue;
        const step = Math.max(1, Math.floor((end - start) / 40));
        for (let offset = start; offset < end; offset += step) {
          const range = model.offsetsToRange(offset, offset + 1);
          const back = model.rangeToOffsets(range);
          if (model.text.slice(offset, offset + 1).trim() === '') continue;
          expect(squeezed(range.toString())).toBe(model.text.slice(offset, offset + 1).trim());
          expect(back).toEqual({ start: offset, end: offset + 1 });
        }
      }
      page.close();
    },
  );

  test('a selection by elements is the text in them', () => {
    const page = show('<p>one</p><p>two <b>three</b></p><p>four</p>');
    const model = createTextModel(page);
    const range = document.createRange();
    range.selectNode(page.childNodes[1] as Node);
    const offsets = model.rangeToOffsets(range);
    expect(offsets && model.text.slice(offsets.start, offsets.end)).toBe('two three');
  });

  test('a triple click ends where its paragraph does', () => {
    const page = show('<p>one</p><p>two</p>');
    const model = createTextModel(page);
    const range = document.createRange();
    range.setStart(page.childNodes[0]?.firstChild as Node, 0);
    range.setEnd(page.childNodes[1] as Node, 0);
    expect(model.rangeToOffsets(range)).toEqual({ start: 0, end: 3 });
  });

  test('a range without text has no offsets', () => {
    const page = show('<p>one</p><div id="empty"><i></i></div><p>two</p>');
    const range = document.createRange();
    range.selectNodeContents(page.querySelector('#empty') as Element);
    expect(createTextModel(page).rangeToOffsets(range)).toBeNull();
  });
});
