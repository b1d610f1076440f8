import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPastedHtml } from '@/utils/report/read-pasted-html';

function markdownOf(html: string): string {
  const read = readPastedHtml(html);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

const fixture = (name: string) =>
  markdownOf(readFileSync(`tests/fixtures/clipboard/${name}.html`, 'utf8'));

describe('what programs put on a clipboard', () => {
  test('an answer of a chat tool, with chips and site icons', () => {
    expect(fixture('chat-answer')).toMatchInlineSnapshot(`
      "## Lake levels in spring

      The northern basin was full by **the end of February**, two weeks early [Gauge bulletin](https://gauges.example/bulletin?utm_source=chat#:~:text=By%20the%20end%20of%20February,the%20basin%20was%20full). Its outlet stays shut.

      - Anglers count *fewer* perch. [![](https://www\\.google.com/s2/favicons?domain=lakes.example\\&sz=32)lakes.example](https://lakes.example/perch)

      - The sluice leaks.

      \`\`\`python
      for level in levels:
          print(level)
      \`\`\`

      The area is $a \\cdot b$."
    `);
  });
  test('an answer with numbered citations', () => {
    expect(fixture('numbered-answer')).toMatchInlineSnapshot(`
      "The ferry has a new hull<sup>[1](https://boats.example/hull)</sup><sup>[2](https://boats.example/yard#:~:text=new%20hull)</sup>, and its crew is larger.<sup>[3](https://boats.example/crew)</sup>

      | Boat             |                                   Length |
      | ---------------- | ---------------------------------------: |
      | Ferry            | 12 m [\\[1\\]](https://boats.example/hull) |
      | **Barge \\| tug** |                                      9 m |

      ---

      > It floats.

      3. Third.
      4. Fourth.
         - Inner."
    `);
  });
  test('a document of Google Docs', () => {
    expect(fixture('google-docs')).toMatchInlineSnapshot(`
      "# Bridges

      The old bridge is **closed** *for now* ([Bridge page](https://bridge.example/#:~:text=closed%20for%20now)).[^1]

      - One lane

        - for bicycles

      [^1]: Notice of the [bridge board](https://bridge.example/notice)."
    `);
  });
  test('a document of Word', () => {
    expect(fixture('word')).toMatchInlineSnapshot(`
      "# Mills on the river

      # Upper reach

      Three **mills** stand[^1] there, see [the register](https://mills.example/upper?a=1&b=2#:~:text=three%20mills).

      - Flour
        - white
      - Oil

      1. First

      End.

      [^1]: Count of *1890*, [mill count](https://mills.example/count)."
    `);
  });
  test('an article of an encyclopaedia, copied in a browser', () => {
    expect(fixture('encyclopaedia')).toMatchInlineSnapshot(`
      "**Weirs** slow a river.[^1] They are [old](https://encyclopaedia.example/wiki/Old).[^1][^2]

      [^1]: "Weirs". [The book of weirs](https://weirs.example/book).

      [^2]: River board, [Report](https://river.example/report)."
    `);
  });
});

describe('what is kept and what is not', () => {
  test.each([
    ['emphasis without the blanks in it', '<p>a <b>bold </b>word</p>', 'a **bold** word'],
    [
      'a style for what it means',
      '<p><span style="font-weight:700;font-style:italic">x</span></p>',
      '***x***',
    ],
    ['nothing of an empty mark', '<p>a<b> </b>c<i></i></p>', 'a c'],
    ['a raised number', '<p>E = mc<sup>2</sup></p>', 'E = mc<sup>2</sup>'],
    ['a raised number in a list', '<ul><li>mc<sup>2</sup> is E</li></ul>', '- mc<sup>2</sup> is E'],
    [
      'a raised link, however it is raised',
      '<p>So<a href="https://x.example/"><sup>1</sup></a>.</p>',
      'So<sup>[1](https://x.example/)</sup>.',
    ],
    ['two breaks as paragraphs', 'one<br><br>two', 'one\n\ntwo'],
    ['one break as a break', '<p>one<br>two<br></p>', 'one\\\ntwo'],
    [
      'what looks like Markdown, as words',
      '<p>* a_b_ [x] &lt;b> # 1. `c`</p>',
      '\\* a_b\\_ \\[x] \\<b> # 1. \\`c\\`',
    ],
    [
      'a fragment between its marks',
      '<p>before</p><!--StartFragment--><p>inside</p><!--EndFragment--><p>after</p>',
      'inside',
    ],
    [
      'a fragment with the header of Windows',
      'Version:0.9\r\nStartHTML:00000097\r\n<html><!--StartFragment-->words<!--EndFragment--></html>',
      'words',
    ],
    [
      'a list from whose inside was copied',
      '<ul><!--StartFragment--><li>one</li><li>two</li><!--EndFragment--></ul>',
      '- one\n- two',
    ],
    [
      'no script, style, title or form',
      '<title>t</title><script>let a = "</p>";</script><style>p{}</style><select><option>o</select><p>x<noscript>n</noscript></p>',
      'x',
    ],
    [
      'nothing hidden',
      '<p hidden>a</p><p style="display: none">b</p><p aria-hidden="true">c</p><p>d</p>',
      'd',
    ],
    [
      'the words of a link to a script',
      '<p><a href="javascript:alert(1)">a</a> <a href=" JAVA&#x0A;SCRIPT:x">b</a></p>',
      'a b',
    ],
    [
      'the words of links to files, data and nowhere',
      '<p><a href="file:///etc/x">a</a> <a href="data:text/html,x">b</a> <a href="relative">c</a> <a href="#x">d</a></p>',
      'a b c d',
    ],
    [
      'an address without its credentials',
      '<p><a href="https://me:secret@x.example/a">a</a></p>',
      '[a](https://x.example/a)',
    ],
    [
      'an address that would end early',
      '<p><a href="https://x.example/a_(b) c">a</a></p>',
      '[a](https://x.example/a_%28b%29%20c)',
    ],
    [
      'a picture of the web only',
      '<p><img src="https://x.example/a.png" alt="A map"><img src="data:image/png;base64,AA" alt="B"><img src="file:///c.png"></p>',
      '![A map](https://x.example/a.png)',
    ],
    [
      'a table without a head',
      '<table><tr><td>a</td><td>b</td></tr></table>',
      '|   |   |\n| - | - |\n| a | b |',
    ],
    ['nothing of nothing', '', ''],
  ])('%s', (_name, html, markdown) => {
    expect(markdownOf(html)).toBe(markdown);
  });
});

describe('hostile HTML', () => {
  const soon = (html: string, ms = 4_000) => {
    const started = performance.now();
    const read = readPastedHtml(html);
    expect(performance.now() - started).toBeLessThan(ms);
    return read;
  };

  test.each([
    ['elements 100,000 deep', `${'<div>'.repeat(100_000)}words${'</div>'.repeat(100_000)}`],
    ['quotes 100,000 deep', `${'<blockquote>'.repeat(100_000)}words`],
    ['lists 100,000 deep', `${'<ul><li>'.repeat(100_000)}words`],
    ['marks 100,000 deep', `${'<b><i>'.repeat(50_000)}words`],
    ['links in links', `${'<a href="https://x.example/">'.repeat(100_000)}words`],
    ['tables in tables', `${'<table><tr><td>'.repeat(30_000)}words`],
    [
      '20 MB of pictures in the page',
      `<p>words<img src="data:image/png;base64,${'A'.repeat(20_000_000)}"></p>`,
    ],
    ['20 MB of styles', `<style>${'p{color:red}'.repeat(1_700_000)}</style>words`],
    ['a comment that never ends', `words${'<!-- '.repeat(500_000)}`],
    ['a tag that never ends', `words${'<a b="'.repeat(300_001)}`],
    ['brackets that are no tags', `words${'< <1 </ '.repeat(1)}`],
    ['closing tags of nothing', `words${'</p></b>'.repeat(200_000)}`],
  ])('is read to its words: %s', (_name, html) => {
    const read = soon(html);
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.value).toContain('words');
  });

  test.each([
    ['20 MB of words', 'word '.repeat(4_000_000), '20 MB'],
    ['more elements than any report has', '<p>a</p>'.repeat(60_000), '60000 > 50000 HTML'],
    ['more than may be pasted at all', ' '.repeat(64 * 1024 * 1024 + 1), '65 MB'],
  ])('is refused: %s', (_name, html, detail) => {
    expect(soon(html)).toEqual({ ok: false, error: { code: 'paste_too_large', detail } });
  });

  test('of one long text full of signs costs no square', () => {
    const read = soon(`<p>${'a_b *c [d] '.repeat(40_000)}</p>`);
    expect(read.ok && read.value.length).toBeGreaterThan(400_000);
  });

  test('of unclosed marks before every paragraph is not multiplied', () => {
    const many = Array.from({ length: 8_000 }, (_, n) => `<p><font color="${n}"><b><i><u>a`).join(
      '',
    );
    const read = soon(many);
    expect(read.ok && read.value.length).toBeLessThan(200_000);
  });

  test('never throws, and its links are to pages', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<ul>',
      '<li>',
      '</ul>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<a href="https://x.example/#a">',
      '<a href="javascript:x">',
      '<a href="#n">',
      '</a>',
      '<sup>',
      '</sup>',
      '<li id="n">',
      '<br>',
      '<!--',
      '-->',
      '<pre>',
      '<code>',
      '</pre>',
      'words ',
      '1',
      '&amp;',
      '<',
      '"',
      '<img src="data:x">',
      '<span style="font-weight:700">',
      '</span>',
      '<p style="mso-list:l0 level2 lfo1">',
      '<math>',
      '<svg>',
      '</svg>',
      '<o:p>',
      '\u0000',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const markdown = markdownOf(pieces.join(''));
        expect(markdown.isWellFormed()).toBe(true);
        expect(markdown).not.toMatch(/\]\((?!https:\/\/x\.example\/)/u);
        expect(markdown).not.toContain('\0');
      }),
      { numRuns: 1_000 },
    );
  });
});
