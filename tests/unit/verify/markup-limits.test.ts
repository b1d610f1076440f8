import { describe, expect, test } from 'vitest';
import { markupOverLimit } from '@/utils/verify/markup-limits';

const many = (count: number, write: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at)).join('');

describe('HTML that would take too long to parse is over a limit', () => {
  test.each([
    ['nested blocks', '<div>'.repeat(400_000), 'depth'],
    ['nested formatting', '<b>'.repeat(400_000), 'depth'],
    ['links that are never closed, around blocks', '<a><div>'.repeat(20_000), 'depth'],
    ['nested tables', '<table><tr><td>'.repeat(20_000), 'depth'],
    ['nested lists', '<ul><li>'.repeat(40_000), 'depth'],
    ['nested SVG', `<svg>${'<g>'.repeat(80_000)}`, 'depth'],
    [
      'elements in a style that is SVG’s and no style sheet',
      `<svg><style>${'<g>'.repeat(80_000)}`,
      'depth',
    ],
    ['end tags that a table keeps from closing', '<div><table><td></div>'.repeat(6_000), 'depth'],
    [
      'formatting that each paragraph opens again',
      many(2_000, (at) => `<p><b id=${at}>`),
      'elements',
    ],
    ['elements side by side', '<i></i>'.repeat(700_000), 'elements'],
    ['attributes of one element', `<p ${many(1_000_000, (at) => `a${at} `)}>`, 'attributes'],
    ['attributes with values', `<p ${many(2_000, (at) => `a${at}="b>" `)}>`, 'attributes'],
    [
      'end tags that look for what is not open',
      `${'<div>'.repeat(4_000)}${'</p>'.repeat(400_000)}`,
      'steps',
    ],
  ])('%s', (_, html, limit) => {
    expect(markupOverLimit(html)).toBe(limit);
    expect(markupOverLimit(`<!doctype html><title>a</title><p>b</p>${html}`)).toBe(limit);
  });
});

describe('HTML that is only long or has missing end tags is within all limits', () => {
  test.each([
    ['paragraphs that are never closed', '<p>a'.repeat(300_000)],
    ['items that are never closed', `<ul>${'<li>a'.repeat(300_000)}`],
    ['cells that are never closed', `<table>${'<tr><td>a<td>b'.repeat(100_000)}`],
    ['options that are never closed', `<select>${'<option>a'.repeat(100_000)}`],
    ['terms that are never closed', `<dl>${'<dt>a<dd>b'.repeat(100_000)}`],
    ['ruby without the end tags that may be left out', '<ruby>a<rt>b</ruby>'.repeat(100_000)],
    ['links that are never closed', '<a href=b>c'.repeat(300_000)],
    ['fonts that are never closed, alike', '<p><font size=2>a</p>'.repeat(20_000)],
    ['blocks that are closed by their parents', '<ul><li><div><span>a</ul>'.repeat(50_000)],
    [
      'tags in comments, scripts and attributes',
      `<!--${'<div>'.repeat(9_000)}--><script>${'<div>'.repeat(9_000)}</script><p title="${'<div>'.repeat(9_000)}">`,
    ],
    ['one line of 20 million letters', 'a'.repeat(20_000_000)],
    ['angle brackets', '<'.repeat(1_000_000)],
    ['entities', '&CounterClockwiseContourIntegral;'.repeat(200_000)],
    ['a quote that is never closed', `<p a="${'b'.repeat(1_000_000)}`],
    ['nothing', ''],
  ])('%s', (_, html) => {
    expect(markupOverLimit(html)).toBeNull();
  });
});

test('a comment ends at the same position as in the parser', () => {
  const nested = '<div>'.repeat(9_000);
  for (const comment of ['<!-->', '<!--->', '<!-- --!>', '<!---->']) {
    expect(markupOverLimit(comment + nested)).toBe('depth');
  }
  expect(markupOverLimit(`<!-- ${nested}`)).toBeNull();
});
