import { describe, expect, test } from 'vitest';
import { parseHtml } from '@/utils/page/parse-html';
import { createParsedModel } from '@/utils/page/parsed-model';

const textOf = (html: string) => createParsedModel(parseHtml(html)).text;
const styled = (css: string, body: string) => textOf(`<style>${css}</style>${body}`);

const PAIR = '<p><span class=a>one</span><span class=b>two</span>';
const LIST = '<ul id=u><li class=a>one</li><li class=b>two</li></ul>';

describe('a page’s own style sheets', () => {
  test.each([
    ['make a block of an element in the line', '.a { display: block }', PAIR, 'one\ntwo'],
    ['make a flex box', '.a { display: flex }', PAIR, 'one\ntwo'],
    ['put the items of a list in the line', 'li { display: inline }', LIST, 'onetwo'],
    ['select by their parents', 'p > .b { display: block }', PAIR, 'one\ntwo'],
    [
      'apply on a wide screen',
      '@media (min-width: 40em) { .a { display: block } }',
      PAIR,
      'one\ntwo',
    ],
    ['do not apply to a printer', '@media print { .a { display: block } }', PAIR, 'onetwo'],
    ['name other elements', '.c, p.d .a { display: block }', PAIR, 'onetwo'],
    ['depend on the pointer', '.a:hover { display: block }', PAIR, 'onetwo'],
    ['are for generated content', '.a::after { display: block }', PAIR, 'onetwo'],
    [
      'say it for one of two selectors that is plain',
      '.a:hover, .a { display: block }',
      PAIR,
      'one\ntwo',
    ],
    ['say it later', '.a { display: block } .a { display: inline }', PAIR, 'onetwo'],
    [
      'say it more specifically',
      '#u .a { display: inline } li.a { display: block }',
      LIST,
      'one\ntwo',
    ],
    [
      'say it more specifically, for both',
      '#u li { display: inline } li { display: block }',
      LIST,
      'onetwo',
    ],
    ['insist on it', '.a { display: block !important } p .a { display: inline }', PAIR, 'one\ntwo'],
    [
      'float what they put in the line',
      'li { display: inline } .a, .b { float: left }',
      LIST,
      'one\ntwo',
    ],
    [
      'give a value that is not followed',
      '.a { display: block } p .a { display: inline-block }',
      PAIR,
      'onetwo',
    ],
    [
      'would make a block of a line break',
      'br, wbr { display: block }',
      '<p>o<wbr>ne<br>two',
      'one\ntwo',
    ],
    [
      'are not stronger than an inline style',
      '.a { display: block }',
      PAIR.replace('class=a', 'class=a style="display: inline"'),
      'onetwo',
    ],
  ])('%s', (_name, css, body, text) => {
    expect(styled(css, body)).toBe(text);
  });

  test('that exceed a limit change nothing', () => {
    const many = '<i class=a>x</i>'.repeat(1_000);
    const rules = Array.from(
      { length: 600 },
      (_, at) => `p .a, .a { display: block; order: ${at} }`,
    );
    expect(styled(rules.join(' '), `<p>${many}`)).toBe('x'.repeat(1_000));
  });
});
