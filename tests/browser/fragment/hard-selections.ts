/**
 * Selections that generators of text fragments refuse or link to another place: one page each, with
 * the selection between ⟦ and ⟧. All of their texts were written for these tests.
 */
export interface HardSelection {
  readonly name: string;
  readonly html: string;
  /** What Chromium's own generator does with the selection. */
  readonly native: 'builds' | 'refuses';
  /** The reason, if no directive can exist. */
  readonly refused?: 'not-unique' | 'not-searchable';
  /** The text that browsers find, if it is less than the selection. */
  readonly found?: string;
}

const same = 'the lock keeper writes the level of the water down in the long green book at noon';

/** The selections that other generators refuse or get wrong. */
export const KNOWN_FAILURES: readonly HardSelection[] = [
  {
    name: 'line breaks of the source inside a passage',
    html: `<p>Then ⟦the gates\n      were closed\n      for⟧ the night.</p>`,
    native: 'builds',
  },
  {
    name: 'preformatted lines',
    html: `<pre>open gate\n  let ⟦water in\n  close gate\n  wait⟧ a while</pre>`,
    native: 'builds',
  },
  {
    name: 'double spaces that are kept',
    html: `<p style="white-space: pre-wrap">A  ⟦table  of   levels⟧  by hand</p>`,
    native: 'builds',
  },
  {
    name: 'flex items inside',
    html: `<div style="display: flex"><span>first ⟦gate</span><span>second gate⟧ here</span></div>`,
    native: 'builds',
  },
  {
    name: 'an inline-block inside',
    html: `<p>A boat ⟦with <b style="display: inline-block">two masts</b> came⟧ by.</p>`,
    native: 'builds',
  },
  {
    name: 'a float inside',
    html: `<p>Words ⟦before <i style="float: left">aside note</i> and after⟧ it.</p>`,
    native: 'builds',
  },
  {
    name: 'a button inside',
    html: `<p>To open ⟦press <button>Lift gate</button> and wait⟧ there.</p>`,
    native: 'builds',
  },
  {
    name: 'an input inside',
    html: `<p>Say ⟦the name <input value="of a boat"> and pass⟧ on.</p>`,
    native: 'builds',
  },
  {
    name: 'an svg with text inside',
    html: `<p>Follow ⟦the sign <svg width="60" height="20"><text y="15">arrow up</text></svg> to port⟧ now.</p>`,
    native: 'builds',
  },
  {
    name: 'a visually hidden span inside',
    html: `<p>Share<span style="position: absolute; width: 1px; height: 1px; overflow: hidden"> with friends</span> it. ⟦Read<span style="position: absolute; width: 1px; height: 1px; overflow: hidden"> the whole text</span> it soon⟧ please.</p>`,
    native: 'builds',
  },
  {
    name: 'text that is nearly opaque',
    html: `<p style="opacity: .87">Some ⟦pale ink on⟧ paper.</p>`,
    native: 'builds',
  },
  {
    name: 'a leading space',
    html: `<p>Boats came⟦ from the north⟧ that day.</p>`,
    native: 'builds',
  },
  {
    name: 'a triple click, which ends in the next paragraph',
    html: `<p>⟦The whole paragraph is taken.</p>\n<p>⟧And none of the next.</p>`,
    native: 'builds',
  },
  {
    name: 'accents that are written apart from their letters',
    html: `<p>Le ⟦cafe\u0301 de l’e\u0301cluse⟧ ouvre.</p>`,
    native: 'builds',
  },
  {
    name: 'display: none inside',
    html: `<p>We ⟦opened <span style="display: none">nothing of</span>the gate⟧ then.</p>`,
    native: 'builds',
  },
  {
    name: 'ruby',
    html: `<p lang="ja">今日は⟦<ruby>水門<rt>すいもん</rt></ruby>が開く⟧でしょう。</p>`,
    native: 'builds',
  },
  {
    name: 'text in an open shadow root',
    html: `<p>Outside of it.</p><div><template shadowrootmode="open"><p>Inside ⟦of the card⟧ is text.</p></template></div>`,
    native: 'builds',
  },
  {
    name: 'a Cyrillic short i',
    html: `<p lang="ru">Это ⟦тихий шлюзовой канал⟧ зимой.</p>`,
    native: 'builds',
  },
  {
    name: 'an image inside a line',
    html: `<p>Take ⟦the left <img alt="" width="9" height="9"> channel then⟧ go.</p>`,
    native: 'refuses',
  },
  {
    name: 'a word split by a tag, beside a line break',
    html: `<p>Big wa<b>ter</b> there<br>wa<b>⟦ter⟧</b><br>last line</p>`,
    native: 'refuses',
  },
  {
    name: 'the second of two places whose context is the same for more than ten words',
    html: `<p>Early ${same} and ${same} boats.</p><p>Late ${same} and ${same} ⟦boats⟧.</p>`,
    native: 'refuses',
  },
  {
    name: 'a word far inside a run of one word',
    html: `<p>It was ${'very '.repeat(24)}⟦very⟧ ${'very '.repeat(15)}slow.</p>`,
    native: 'refuses',
  },
  {
    name: 'a closed details',
    html: `<details><summary>More</summary><p>It hides ⟦a short passage⟧ here.</p></details>`,
    native: 'refuses',
  },
  {
    name: 'what is hidden until found',
    html: `<div hidden="until-found">It hides ⟦some quiet words⟧ here.</div>`,
    native: 'refuses',
  },
  {
    name: 'an invisible word inside',
    html: `<p>They ⟦came <span style="visibility: hidden">not</span> by boat⟧ at last.</p>`,
    native: 'refuses',
  },
  {
    name: 'a list of choices inside',
    html: `<p>Pay ⟦in <select><option>francs</option></select> at the lock⟧ please.</p>`,
    native: 'refuses',
  },
  {
    name: 'a first letter that floats',
    html: `<style>p::first-letter { float: left; font-size: 3em }</style><p>⟦Once upon a time⟧ a lock was built.</p>`,
    native: 'refuses',
    found: 'nce upon a time',
  },
  {
    name: 'one of many identical rows',
    html: `<table>${'<tr><td>January<td>310</tr>'.repeat(5)}<tr><td>⟦January⟧<td>310</tr>${'<tr><td>January<td>310</tr>'.repeat(5)}</table>`,
    native: 'refuses',
    refused: 'not-unique',
  },
  {
    name: 'one of twelve links with the same neighbours',
    html: `${'<p>Read more</p>'.repeat(6)}<p>⟦Read more⟧</p>${'<p>Read more</p>'.repeat(5)}`,
    native: 'refuses',
    refused: 'not-unique',
  },
  {
    name: 'one of many links, told apart by the block before it',
    html: `<p>On boats</p><p>Read more</p><p>On gates</p><p>⟦Read more⟧</p><p>On fish</p><p>Read more</p>`,
    native: 'builds',
  },
];

/** Selections of every kind that a page can contain. */
export const EVERY_MAKE: readonly HardSelection[] = [
  {
    name: 'the third of three equal sentences',
    html: `<p>The gate is shut. Anna waits.</p><p>The gate is shut. Berta waits.</p><p>⟦The gate is shut⟧. Carla waits.</p>`,
    native: 'builds',
  },
  {
    name: 'from inside a word to inside a word',
    html: `<p>The water⟦gate open⟧ing was late.</p>`,
    native: 'builds',
  },
  {
    name: 'a piece of one word',
    html: `<p>An un⟦believ⟧able flood.</p>`,
    native: 'builds',
  },
  {
    name: 'a table cell',
    html: `<table><tr><th>Month<th>Level</tr><tr><td>March<td>310</tr><tr><td>April<td>⟦310⟧</tr><tr><td>May<td>298</tr></table>`,
    native: 'builds',
  },
  {
    name: 'a nested list item',
    html: `<ul><li>Spring<ul><li>paint gates</ul><li>Autumn<ul><li>⟦paint gates⟧<li>drain</ul></ul>`,
    native: 'builds',
  },
  {
    name: 'a line of code',
    html: `<pre><code>if (level &gt; 310) {\n  ⟦closeGate('north-east');⟧\n}</code></pre>`,
    native: 'builds',
  },
  { name: 'a heading', html: `<h1>⟦A short history of locks⟧</h1><p>Text.</p>`, native: 'builds' },
  {
    name: 'the text of a link',
    html: `<p>See <a href="#">⟦the annual report⟧</a> for more.</p>`,
    native: 'builds',
  },
  {
    name: 'words up to a footnote mark',
    html: `<p>Then ⟦the sea⟧<sup>1</sup> level rose; later the sea fell.</p>`,
    native: 'builds',
  },
  {
    name: 'words across a footnote mark',
    html: `<p>Then ⟦the sea<sup>1</sup> level⟧ rose.</p>`,
    native: 'builds',
  },
  {
    name: 'a footnote mark alone',
    html: `<p>Then the sea<sup>⟦1⟧</sup> level rose by 1 m.</p>`,
    native: 'builds',
  },
  {
    name: 'text in many inline elements',
    html: `<p>A ⟦<b>l</b><i>o</i><u>n</u>g <em>spl<strong>it</strong></em> <code>wo</code>rd⟧ here.</p>`,
    native: 'builds',
  },
  {
    name: 'text in another case than its source',
    html: `<p style="text-transform: uppercase">The ⟦straße to the lock⟧ is long.</p>`,
    native: 'builds',
  },
  {
    name: 'a first letter of another colour',
    html: `<style>p::first-letter { color: red }</style><p>⟦Once upon⟧ a time.</p>`,
    native: 'builds',
  },
  {
    name: 'soft hyphens',
    html: `<p>A ⟦ca\u00adnal boat\u00adman⟧ waits.</p>`,
    native: 'builds',
  },
  {
    name: 'zero-width spaces',
    html: `<p>A ⟦long\u200bword and\u200bmore⟧ here.</p>`,
    native: 'builds',
  },
  {
    name: 'no-break spaces',
    html: `<p>It was ⟦20\u00a0km and 5\u202f%⟧ more.</p>`,
    native: 'builds',
  },
  { name: 'ligatures', html: `<p>An ⟦e\ufb03cient \ufb01lter⟧ here.</p>`, native: 'builds' },
  {
    name: 'combining marks of several kinds',
    html: `<p>Ti\u1ebfng ⟦Vie\u0323\u0302t Nam⟧ o\u031b\u0309 đây.</p>`,
    native: 'builds',
  },
  {
    name: 'emoji',
    html: `<p>Look ⟦🚤 boats 👩‍🚀 and flags 🇫🇷⟧ there.</p>`,
    native: 'builds',
  },
  {
    name: 'letters beyond the basic plane',
    html: `<p lang="ja">昔の⟦𠮷野家の話⟧です。</p>`,
    native: 'builds',
  },
  {
    name: 'Hebrew',
    html: `<p dir="rtl" lang="he">בבוקר ⟦נפתח שער המים⟧ הגדול.</p>`,
    native: 'builds',
  },
  {
    name: 'Arabic with vowel signs',
    html: `<p dir="rtl" lang="ar">في ⟦الصَّباحِ فُتِحَت⟧ البوابة.</p>`,
    native: 'builds',
  },
  {
    name: 'left-to-right words in right-to-left text',
    html: `<p dir="rtl" lang="he">התחנה ⟦של Lock 21 נסגרה⟧ אתמול.</p>`,
    native: 'builds',
  },
  {
    name: 'Chinese',
    html: `<p lang="zh">昨天⟦水闸已经关闭⟧，船都停了。</p>`,
    native: 'builds',
  },
  {
    name: 'one character of a Chinese word',
    html: `<p lang="zh">昨天水⟦闸⟧已经关闭。</p>`,
    native: 'builds',
  },
  {
    name: 'Japanese',
    html: `<p lang="ja">昨日、⟦水門が閉じられました⟧。</p>`,
    native: 'builds',
  },
  { name: 'Korean', html: `<p lang="ko">어제 ⟦수문이 닫혔습니다⟧.</p>`, native: 'builds' },
  { name: 'Thai', html: `<p lang="th">เมื่อวาน⟦ประตูน้ำปิด⟧แล้ว</p>`, native: 'builds' },
  {
    name: 'what is rendered only when it is near',
    html: `<div style="content-visibility: auto; contain-intrinsic-size: 1px 9000px">First.</div><div style="height: 9000px"></div><div style="content-visibility: auto">Far ⟦down the page⟧ at last.</div>`,
    native: 'refuses',
  },
  {
    name: 'an open details',
    html: `<details open><summary>More</summary>It shows ⟦a short passage⟧ here.</details>`,
    native: 'builds',
  },
  {
    name: 'from a summary into its closed details',
    html: `<details><summary>More ⟦about gates</summary><p>They are heavy⟧ things.</p></details>`,
    native: 'builds',
  },
  {
    name: 'slotted text',
    html: `<div><template shadowrootmode="open"><p>Card:</p><slot></slot></template>The slotted ⟦words of it⟧ here.</div>`,
    native: 'builds',
  },
  {
    name: 'the first words of a page',
    html: `<p>⟦At first⟧ there was water.</p><p>At last too.</p>`,
    native: 'builds',
  },
  {
    name: 'the last words of a page',
    html: `<p>There was water.</p><p>And water ⟦at last⟧</p>`,
    native: 'builds',
  },
  {
    name: 'the last of equal words at the end of a page',
    html: `<p>water</p><p>gate</p><p>water</p><p>⟦water⟧</p>`,
    native: 'builds',
  },
  {
    name: 'a whole article',
    html: `<main><h1>⟦Notes</h1>${Array.from({ length: 80 }, (_, week) => `<p>In week ${week} the keeper counted ${week * 7 + 3} boats, and ${same}.</p>`).join('')}<p>The end of it⟧.</p></main><footer>Imprint</footer>`,
    native: 'builds',
  },
  {
    name: 'a long paragraph whose first and last words stand elsewhere in the same order',
    html: `<p>Then they came ${'by one and by two '.repeat(3)}and they left again, some early.</p><p>⟦Then they came ${'slowly down the long canal '.repeat(14)}and they left again⟧, all late.</p>`,
    native: 'builds',
  },
  {
    name: 'a term with every sign of the syntax',
    html: `<p>Ask for ⟦A-1, B&amp;C #3 (50%) ~ "x:~:text=y"⟧ at the desk.</p>`,
    native: 'builds',
  },
  {
    name: 'what a form field shows',
    html: `<p>Name: <input value="of boat"></p><p>⟦</p><textarea></textarea><p>⟧After.</p>`,
    native: 'refuses',
    refused: 'not-searchable',
  },
];
