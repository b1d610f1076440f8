/* Pasted HTML for any parser: a name, the HTML and, if it is short, the expected Markdown. */

export const SMALL: readonly (readonly [name: string, html: string, markdown: string])[] = [
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
  [
    'a raised space between two links, not raised',
    '<p>So<sup><a href="https://x.example/">1</a></sup><sup> </sup><sup><a href="https://x.example/">2</a></sup>.</p>',
    'So<sup>[1](https://x.example/)</sup> <sup>[2](https://x.example/)</sup>.',
  ],
  [
    'marks in brackets without the brackets, and other words with them',
    '<p>A [<a href="#n1">1</a>]; b [<a href="#n1">1</a>, <a href="#n2">2</a>], [see <a href="#n2">2</a>].</p><ol><li id="n1">One</li><li id="n2">Two</li></ol>',
    'A [^1]; b [^1], [^2], \\[see [^2]].\n\n[^1]: One\n\n[^2]: Two',
  ],
  [
    'code in a table that is only its layout, and what follows it',
    '<table><tr><td>1</td><td><pre>let a;\nlet b;</pre></td></tr></table><p><a href="https://x.example/">so</a></p>',
    '1\n\n```\nlet a;\nlet b;\n```\n\n[so](https://x.example/)',
  ],
  [
    'code in a table of several rows and columns, in the line',
    '<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td><pre>d\n  e</pre></td></tr></table><p>so</p>',
    '| a | b     |\n| - | ----- |\n| c | `d e` |\n\nso',
  ],
  [
    'a table that is the layout of a page',
    '<table><tr><td>News</td></tr><tr><td><h2>Lake</h2><p>It <a href="https://x.example/">rose</a>.</p></td></tr></table>',
    'News\n\n## Lake\n\nIt [rose](https://x.example/).',
  ],
  [
    'links that divide a word as one link, and others side by side as they are',
    '<p><a href="https://x.example/">D</a><a href="https://x.example/">ata</a><a href="https://x.example/">2</a></p>',
    '[Data](https://x.example/)[2](https://x.example/)',
  ],
  [
    'a link around blocks, on their first line with words',
    '<a href="https://x.example/"><div><img alt=""></div><div><h5>Lake <b>levels</b></h5> in May</div><p>More</p></a>',
    '##### [Lake **levels**](https://x.example/)\n\nin May\n\nMore',
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
];

/** All of these contain the word `words`. */
export const HOSTILE: readonly (readonly [name: string, html: string])[] = [
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
];

export const MARKS_LEFT_OPEN = Array.from(
  { length: 8_000 },
  (_, n) => `<p><font color="${n}"><b><i><u>a`,
).join('');

/** Joined in any order, they are HTML of some kind. */
export const PIECES: readonly string[] = [
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
];
