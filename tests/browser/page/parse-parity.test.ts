import { describe, expect, test } from 'vitest';
import { declarationsHide, hidesElement } from '@/utils/page/hiding-style';
import { parseHtml } from '@/utils/page/parse-html';
import { OverLimit } from '@/utils/page/parse-limits';
import { parseXhtml } from '@/utils/page/parse-xhtml';
import { parsedTree } from '@/utils/page/parsed-tree';
import { FIXTURE_PAGES } from '../fragment/fixture-pages';
import { SMALL_PAGES } from '../fragment/small-pages';
import { difference, readWithDom, readWithoutDom } from './compare-paths';
import { malformedHtml, withoutKnown } from './malformed-html';

/*
 * The parser without a DOM must read every page as Chromium's parser does, except for
 * `KNOWN_DIFFERENCES`, on no page that we have seen. `npm run bench:malformed` compares 10,000 pieces.
 */

test('reads malformed HTML as Chromium does', () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= 300; seed++) {
    const html = withoutKnown(malformedHtml(seed));
    const found = difference(readWithoutDom(html), readWithDom(html));
    if (found !== null) wrong.push(`seed ${seed}: ${found}\n${html}`);
  }
  expect(wrong).toEqual([]);
});

test.each(SMALL_PAGES)('reads the small page "$name" as Chromium does', ({ html }) => {
  expect(difference(readWithoutDom(html), readWithDom(html))).toBeNull();
});

test.each(Object.entries(FIXTURE_PAGES))('reads the fixture %s as Chromium does', (_, html) => {
  expect(difference(readWithoutDom(html), readWithDom(html))).toBeNull();
});

const nested = (depth: number, open: string, inside: string) => open.repeat(depth) + inside;

test.each([
  ['few nested elements', nested(20, '<div>', 'deep')],
  ['511 open elements', nested(509, '<div>', 'a<p>b</p>c<i>d</i>')],
  ['512 open elements', nested(510, '<div>', 'a<p>b</p>c<i>d</i>')],
  ['513 open elements', nested(511, '<div>', 'a<p>b</p>c<i>d</i>')],
  ['600 open elements', nested(600, '<div>', 'a<p>b</p>c<i>d</i>')],
  ['4,000 open elements', nested(4_000, '<div>x', 'a<p>b</p>c<i>d</i>')],
  ['600 open elements in a table', nested(600, '<div>', '<table><tr><td>a<p>b</table>c')],
  [
    'a select with blocks',
    '<select><div>a</div><option>b<option>c<hr><optgroup label=d></select>e',
  ],
  ['a table in a template in a table', '<table><template><td></td><table>a</template></table>b'],
  ['formatting elements that overlap', '<p><b>a<p><i>b</b>c<table><b>d<tr><td>e</table>f'],
])('reads %s as Chromium does', (_, html) => {
  expect(difference(readWithoutDom(html), readWithDom(html))).toBeNull();
});

test.each([
  ['elements', `${'<p>a</p>'.repeat(600_001)}`],
  ['depth', '<div>'.repeat(400_000)],
  ['attributes', `<p ${Array.from({ length: 100_000 }, (__, at) => `a${at}`).join(' ')}>a`],
] as const)('refuses a page over the limit of %s', (limit, html) => {
  let thrown: unknown = null;
  try {
    parseHtml(html);
  } catch (cause) {
    thrown = cause;
  }
  expect(thrown).toBeInstanceOf(OverLimit);
  expect(thrown).toMatchObject({ limit });
});

describe('XHTML', () => {
  const page = (body: string, before = '') =>
    `<?xml version="1.0"?>${before}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>${body}</body></html>`;

  test.each([
    ['text and CDATA', page('<p>one <![CDATA[<two>]]> three</p><P>other</P>')],
    [
      'elements of other namespaces',
      page(
        '<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg><x:p xmlns:x="urn:x">b</x:p>',
      ),
    ],
    [
      'an entity that the document declares',
      page('<p>&own; &amp; &#233;</p>', '<!DOCTYPE html [<!ENTITY own "mine">]>'),
    ],
    ['attributes with a prefix', page('<p xml:lang="fr" lang="fr">un</p><p hidden="">deux</p>')],
  ])('reads %s as Chromium does', (_, xhtml) => {
    expect(
      difference(readWithoutDom(xhtml, 'xhtml'), readWithDom(xhtml, 'application/xhtml+xml')),
    ).toBeNull();
  });

  test.each([
    ['an element that is not closed', page('<p>one')],
    ['an unknown entity', page('<p>one &nbsp; two</p>')],
    ['the same attribute twice', page('<p id="a" id="b">one</p>')],
    ['text after the root element', `${page('<p>one</p>')}two`],
  ])('reads a document with %s as HTML', (_, xhtml) => {
    expect(parseXhtml(xhtml)).toBeNull();
    expect(
      new DOMParser().parseFromString(xhtml, 'application/xhtml+xml').querySelector('parsererror'),
    ).not.toBeNull();
    expect(difference(readWithoutDom(xhtml, 'xhtml'), readWithDom(xhtml))).toBeNull();
  });
});

describe('styles that hide', () => {
  test.each([
    'display:none',
    'display:none;display:-moz-box',
    'display:NONE !important',
    'display:none;display:block',
    'display:none!important;display:block',
    'display:none;display:var(--x)',
    'display: none none',
    'visibility:hidden',
    'visibility:collapse',
    'visibility:hide',
    'opacity:0',
    'opacity:.0',
    'opacity:0%',
    'opacity:0.5',
    'opacity:0;opacity:x',
    'content-visibility:hidden',
    'clip:rect(0 0 0 0)',
    'clip:rect(1px,1px,1px,1px)',
    'clip:rect(0,0,0)',
    'clip:auto',
    'clip-path:inset(50%)',
    'clip-path:inset(100% 100%)',
    'clip-path:inset(50% 50% 50% 50%)',
    'clip-path:circle(0)',
    '-webkit-clip-path:inset(50%)',
    'font-size:0',
    'font-size:0px',
    'font-size:-1px',
    'font:0/0 a',
    'font:italic 0 serif',
    'font:700 16px/1.2 serif',
    'font:inherit',
    'text-indent:-9999px',
    'text-indent:-999em',
    'text-indent:-99px',
    'text-indent:-9999',
    'position:absolute;left:-9999px',
    'position:fixed;top:-1e4px',
    'position:absolute;left:-10000',
    'position:static;left:-9999px',
    'position:absolute;inset:0 auto auto -9999px',
    'position:absolute;left:calc(-9999px)',
    'overflow:hidden;height:0',
    'overflow:hidden;width:1px',
    'overflow:clip visible;max-height:0',
    'overflow:hidden;height:10px',
    'overflow-x:hidden;max-width:.5px',
    'overflow:none;height:0',
    'color:red;;display:none',
    'color:red}display:none',
    'content:";display:none"',
    'background:url(a;b);display:none',
    "content:'\\';display:none",
    '/*display:none*/',
    'display/**/:none',
    'display:none;overflow:hidden;display:inline-flex',
    'all:initial',
    'DISPLAY:none',
    'display:none;{}',
    'a:hover{display:none}',
    'color:(;display:none',
    'height:0;overflow:hidden;height:auto',
    '--x:{display:none}',
    '--x:};display:none',
    'display :none',
    'font-size:0;font:12px x',
  ])('reports "%s" when it hides an element in Chromium', (declarations) => {
    const style = document.createElement('p').style;
    style.cssText = declarations;
    // `declarationsHide` also reports styles that it cannot read as a browser does.
    const hides = hidesElement((name) => style.getPropertyValue(name));
    expect(declarationsHide(declarations) || !hides).toBe(true);
  });

  test.each([
    '.x{display:none}',
    '.x,.y::before{display:none}',
    '.x:hover{display:none}',
    '.x,:-moz-any(p){display:none}',
    'p:not(.y){display:none}',
    '@media print{.x{display:none}}',
    '@media ALL{.x{display:none}}',
    '@media screen{.x{display:none}}',
    '@media only  screen {.x{display:none}}',
    '@media(min-width:1px){.x{display:none}}',
    '@supports (display:flex){.x{display:none}}',
    '@layer a{.x{display:none}}',
    '@layer a;.x{display:none}',
    '@import "a";.x{display:none}',
    ';.x{display:none}',
    '@media screen{;.x{display:none}}',
    '}.x{display:none}',
    '@media screen{}}.x{display:none}',
    '<!-- .x{display:none} -->',
    '.y{.x{display:none}}',
    '.y{& .x{display:none}}',
    '@charset "x";.x{display:none}',
    '.x{display:none',
    '.x{}.x{display:none}',
    '@keyframes a{from{display:none}}.x{opacity:0}',
    '@font-face{src:url(x}y)}.x{display:none}',
    '/*}*/.x{display:none}',
    '.x/*{*/{display:none}',
    'p:nth-child(2n+1){display:none}',
    'p:nth-last-child(1){display:none}',
    'p:first-of-type{display:none}',
    'div>p+p{display:none}',
    'div p~p{display:none}',
    'body div .x{display:none}',
    '[class]{display:none}',
    '[CLASS=x]{display:none}',
    '[class=X i]{display:none}',
    '[type=TEXT]{display:none}',
    '.X{display:none}',
    'P{display:none}',
    '#A{display:none}',
    ':root .x{display:none}',
    'p:empty{display:none}',
    ':is(.x,.y){display:none}',
    ':where(.x){display:none}',
    '.\\78{display:none}',
    'a:link{display:none}',
    ':lang(fr){display:none}',
    '.x:focus-within,.y{display:none}',
    '.x::-webkit-scrollbar,.y{display:none}',
    '.x::-moz-selection,.y{display:none}',
    '.x>{display:none}',
    '>.x{display:none}',
    'a:any-link{display:none}',
    '[data-a=b c]{display:none}',
    '*|p{display:none}',
    'svg|p{display:none}',
    '.x.y{display:none}',
    'p.x#a{display:none}',
    ':scope .x{display:none}',
    '[lang|=fr]{display:none}',
  ])('applies the style sheet "%s" as Chromium does', (css) => {
    for (const start of ['<!doctype html>', '']) {
      const html = `${start}<style>${css}</style><div><p class=x id=a>one</p><p class="y x">two</p><p class=y>three</p><p></p></div><p lang=fr-CA>four <a href=x>five</a><input type=text value=six></p>`;
      expect(difference(readWithoutDom(html), readWithDom(html))).toBeNull();
    }
  });
});

test('reads the declarations after a nested rule, which CSSOM keeps in a separate rule', () => {
  expect(declarationsHide('color:red;.x{color:blue}display:none')).toBe(true);
  expect(declarationsHide('color:red;.x{display:none}color:blue')).toBe(false);
});

test('selects the matching elements inside any node, in document order', () => {
  const document = parseHtml('<div id=a><p>1<b>2</b></p></div><p>3</p><div><i>4</i></div>');
  const texts = (root: Parameters<typeof parsedTree.select>[0], selector: string) =>
    [...parsedTree.select(root, selector)].map((element) => parsedTree.textOf(element));
  const [first] = parsedTree.select(document, 'div');
  expect(texts(document, 'i, p, div')).toEqual(['12', '12', '3', '4', '4']);
  expect(first === undefined ? [] : texts(first, 'p, b, div')).toEqual(['12', '2']);
});
