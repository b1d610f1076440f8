import { describe, expect, test } from 'vitest';
import { measureGrowth, pumped } from '../growth';
import { bytesOf, read } from './read-report';

/** Grows a text until it is long enough. */
function grown(part: (index: number) => string): (length: number) => string {
  return (length) => {
    let text = '';
    for (let index = 1; text.length < length; index += 1) text += part(index);
    return text;
  };
}

/** Texts that can make a Markdown parser read earlier text again. */
const HOSTILE: Readonly<Record<string, (length: number) => string>> = {
  'two kinds of emphasis by turns': pumped('*_'),
  'emphasis and strikethrough by turns': pumped('*~'),
  'three kinds of emphasis by turns': pumped('_*~a'),
  'emphasis that never closes': pumped('*a '),
  'emphasis that never opens': pumped('a* '),
  'strong inside emphasis': pumped('**a*'),
  'emphasis signs in an address': pumped('*_', 'https://a.example/'),
  'opening brackets': pumped('['),
  'opening brackets that close now and then': pumped('[[[]'),
  'opening brackets of images': pumped('!['),
  'bracketed words': pumped('[a] '),
  'links that never end': pumped('[a](b'),
  'link titles that never end': pumped('[a](x "t'),
  'closing and opening brackets': pumped(']('),
  'parentheses in a link': pumped('(', '[a]('),
  'a bracket before many lines': pumped('a\n', '['),
  'code marks, each run longer': grown((index) => `${'`'.repeat(index)}a`),
  'code marks of two lengths': pumped('`` ` '),
  'comments that never end': pumped('a<!-- '),
  'CDATA that never ends': pumped('x<![CDATA['),
  'instructions that never end': pumped('x<?'),
  'tags that never end': pumped('x<a b="'),
  'unclosed tags': pumped('x<b>'),
  'elements that cite and never close': pumped('x<sup>1'),
  ampersands: pumped('&'),
  'character references that never end': pumped('&#x1'),
  'quotes, one deeper a line': grown((index) => `${'> '.repeat(index % 90)}a\n`),
  'quotes with lazy lines': pumped('> a\nb\n'),
  'items in one line': pumped('- '),
  'items in items on each line': pumped('* * * a\n'),
  'lists in quotes in lists on each line': pumped('> - > - > a\n'),
  'items of one item': pumped('  - b\n', '- a\n'),
  'quotes with lazy lines in an item': pumped('  > b\nc\n', '- a\n'),
  'underlined headings': pumped('a\n=\n'),
  'underlined headings in a quote': pumped('> b\n> =\n>\n'),
  'underlined headings in an item': pumped('  b\n  =\n\n', '- a\n\n'),
  'underlined headings in a footnote': pumped('\n    b\n    =\n', '[^a]: b\n'),
  'rows of a table': pumped('|c|d|\n', '|a|b|\n|-|-|\n'),
  'cells of a table': (length) =>
    [pumped('|a'), pumped('|-'), pumped('|c')].map((row) => `${row(length / 3)}|\n`).join(''),
  'empty cells': pumped('|\n'),
  'tables in a quote': pumped('> |a|\n> |-|\n>\n'),
  definitions: grown((index) => `[a${index}]: https://a.example/${index}\n`),
  'definitions that are used': (length) => {
    const defined = grown((index) => `[a${index}]: https://a.example/${index}\n`)(length / 2);
    return `${defined}\n${grown((index) => `[a${index}] `)(length / 2)}`;
  },
  'footnotes that are used': (length) => {
    const defined = grown((index) => `[^${index}]: https://a.example/${index}\n`)(length / 2);
    return `${grown((index) => `[^${index}] `)(length / 2)}\n\n${defined}`;
  },
  'footnotes that nothing defines': pumped('[^a] '),
  'numbers with a list of references': (length) => {
    const list = grown((index) => `${index}. https://a.example/${index}\n`)(length / 2);
    return `${grown((index) => `[${index}] `)(length / 2)}\n\n## References\n\n${list}`;
  },
  'addresses without a blank': pumped('https://a.example/'),
  'a mailbox that never ends': pumped('a_a@a.'),
  'closing parentheses of an address': pumped(')', 'https://a.example/'),
  'directives of many texts': pumped('text=a&', '([a](https://a.example/#:~:', '))'),
  'directives in directives': pumped(':~:text=a,', '([a](https://a.example/#', '))'),
  'a directive of commas': pumped(',', '([a](https://a.example/#:~:text=', '))'),
  'smart quotes': pumped('“a” '),
  'citation tokens that never end': pumped('\u{E200}a\u{E202}'),
  'numbered marks that never end': pumped('【1†'),
  'keys that never end': pumped('[@a; @b'),
  'numbers in brackets that never end': pumped('[1, '),
  'leftover markers': pumped('févrie L78】 '),
  'emphasis that is left open in each block': pumped('**a\n\n'),
  'blanks before a word': pumped(' ', 'a', 'b'),
  'lines of one paragraph': pumped('a\n'),
  'byte order marks': pumped('\uFEFF'),
  'captions below images': pumped('![a](b)\n*c*\n'),
  'blanks after the word of a caption': pumped(' ', '![a](b)\n*map', 'x*\n'),
  'blanks between links in parentheses': pumped(
    ' ',
    '([a](https://a.example/)',
    'x [b](https://b.example/))',
  ),
  'a long code fence before a line separator': pumped('~', '', '\u2028a\n'),
  'blanks in an entry of a bibliography': pumped(
    ' ',
    '---\nreferences:\n- ',
    '\u2028a\n---\n\n[@a]',
  ),
  'hash signs in an entry of a bibliography': pumped(
    ' #',
    '---\nreferences:\n- id: a',
    '\u2028a\n---\n\n[@a]',
  ),
  'front matter without an end': pumped('a: b\n', '---\n'),
};

describe('the time to read a report grows with its length only', () => {
  test.each(Object.entries(HOSTILE))('%s', (_, make) => {
    const { isLinear, small, large } = measureGrowth((text) => read(text), make);
    expect({ isLinear, small, large }).toMatchObject({ isLinear: true });
    const text = make(3_000);
    expect(bytesOf(read(text))).toBe(text);
  });
});
