/**
 * Pages for questions to native Chromium, each with one difficulty. All of their texts were written
 * for these tests.
 */
export const FIXTURE_PAGES: Readonly<Record<string, string>> = {
  article: `<html lang="en"><title>Lock</title><h1>The lock keeper’s winter</h1>
    <p class="by">By <a href="#">Mara Lind</a>, 4 March 2024</p>
    <p>The river rose by 61 centimetres in the night, said the warden of the lock. “Nobody was
      <em>hurt</em>,” she added, but two bridges were closed until the water had gone down again.</p>
    <p>The river rose by 61 centimetres in the night, wrote the paper a day later, and 61 boats
      were moved. Well-known skippers (those of the e-boats) didn’t mind; the U.S. crew, however, did.</p>
    <blockquote><p>It is the river that keeps us, and not the other way round.</p></blockquote>
    <p>In 2019 the level had been 3.5&nbsp;m; in 2024 it was 4.1&nbsp;m. A rise of 17% then.</p>`,
  table: `<html lang="en"><table><caption>Levels by month</caption>
    <tr><th>Month</th><th>Level</th><th>Boats</th><th>Note</th></tr>
    <tr><td>January</td><td>310</td><td>12</td><td>Read more</td></tr>
    <tr><td>February</td><td>325</td><td>12</td><td>Read more</td></tr>
    <tr><td>March</td><td>310</td><td>14</td><td>Read more</td></tr>
    <tr><td>April</td><td>310</td><td>12</td><td>Read more</td></tr>
    <tr><td rowspan="2">May and June</td><td>298</td><td>40</td><td>Low water, <b>no</b> lockage</td></tr>
    <tr><td>299</td><td>41</td><td>Low water, no lockage</td></tr></table>`,
  'nested lists': `<html lang="en"><ol><li>Before the season<ul><li>grease the gates</li><li>paint the rails
    <ul><li>red on the left</li><li>green on the right</li></ul></li></ul></li>
    <li>During the season<ul><li>count the boats</li><li>write the level down</li></ul></li>
    <li>After the season<ul><li>grease the gates</li><li>drain the chamber</li></ul></li></ol>
    <dl><dt>Sluice</dt><dd>A gate that lets water pass.</dd><dt>Weir</dt><dd>A low dam.</dd></dl>`,
  French: `<html lang="fr"><h2>L’éclusière de Saint-Méry</h2>
    <p>«&nbsp;Le fleuve est monté de 61&nbsp;centimètres dans la nuit&nbsp;», dit l’éclusière&nbsp;; personne
    n’a été blessé. L’œuvre, achevée en 1876, coûta 1&#8239;200&#8239;000&nbsp;francs&nbsp;!</p>
    <p>«&nbsp;Le fleuve est monté de 61&nbsp;centimètres&nbsp;», répéta le maire. Aujourd’hui, c’est-à-dire
    cent ans plus tard, l’ouvrage s’élève encore là&#8209;bas.</p>`,
  German: `<html lang="de"><p>Die Schleusenwärterin maß am Dienstag „nur“ 61&nbsp;Zentimeter; die Straße über die
    Brücke blieb gesperrt. Größere Schäden gab es nicht. Donau&shy;dampf&shy;schiff&shy;fahrt: unverändert.</p>`,
  Russian: `<html lang="ru"><p>Зимой река поднялась на 61 сантиметр. Мой сосед, старый лодочник, сказал: «Ничего
    страшного». Ёлка у шлюза стоит до сих пор.</p><p>Мои соседи сказали иначе.</p>`,
  Japanese: `<html lang="ja"><h2>水門の冬</h2><p>昨夜、川の水位が六十一センチ上がったと水門の番人が言った。けが人はなかった。
    しかし二つの橋は水が引くまで閉鎖された。</p><p>今日は天気がいい。橋はまた開いている。ボートは四十隻を数えた。</p>
    <p>水門は百年前に建てられた。</p>`,
  Chinese: `<html lang="zh"><p>昨天夜里河水上涨了六十一厘米，船闸管理员说。没有人受伤，但是两座桥一直关闭到水退去为止。</p>
    <p>今天天气很好，桥又开放了。一共数了四十条船。</p><p>船闸是一百年前建造的。</p>`,
  Korean: `<html lang="ko"><p>어젯밤 강물이 61센티미터 올랐다고 갑문지기가 말했다. 다친 사람은 없었다.</p><p>오늘은 날씨가 좋다.</p>`,
  Thai: `<html lang="th"><p>เมื่อคืนนี้แม่น้ำขึ้นหกสิบเอ็ดเซนติเมตร ไม่มีใครบาดเจ็บ</p><p>วันนี้อากาศดีมาก สะพานเปิดแล้ว</p>`,
  'right to left': `<html lang="he" dir="rtl"><p>הנהר עלה בלילה בשישים ואחד סנטימטרים, אמרה שומרת הסכר (Mara Lind) בבוקר.</p>
    <p>איש לא נפגע, ושני גשרים נסגרו.</p><p lang="ar">ارتفع النهر في الليل، قالت حارسة القناطر. كُتِبَ ذلك في الصحيفة.</p>
    <p dir="ltr" lang="en">The guard said <bdo dir="rtl">nothing at all</bdo> about it.</p>`,
  'inline splits': `<html lang="en"><p>A w<b>or</b>d spl<i>it by t</i>ags, <span>and</span> <span>more</span><span>over</span> one
    <a href="#">linked</a>word, <code>co</code><code>de</code> too.<!-- a comment --> Left<!-- -->over.</p>
    <p>Wide &nbsp; gaps,\n\n   many\t\tspaces and <b> bold ones </b> here.</p>`,
  'pre and br': `<html lang="en"><pre>def rise(level):\n    if level &gt; 61:\n        return level - 61\n    return 0\n\ndef fall(level):\n    return 0\n</pre>
    <p>First line of verse<br>second line of verse<br>third line,<br><br>and after a gap a last one.</p>
    <p style="white-space: pre-line">Kept  lines\n   of an address\nNo. 61  Quay</p>
    <div style="white-space: pre-wrap">Two  spaces  stay   here</div>`,
  'flex and inline-block': `<html lang="en"><style>.row{display:flex}.grid{display:grid}.ib{display:inline-block}</style>
    <div class="row"><span>left item</span><span>middle item</span>loose text</div>
    <div class="grid"><b>cell one</b><b>cell two</b></div>
    <p>Before the <span class="ib">boxed words</span> and after them, a <button>Press here</button> button,
    an <svg width="20" height="10"><title>no</title><text>drawn words</text></svg> picture, an <input value="entered text"> entry.</p>
    <p>Text <span style="float:left">floated part</span> around a float.</p>`,
  'hidden parts': `<html lang="en"><style>.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}</style>
    <p>Seen <span style="display:none">unseen</span> and <span style="visibility:hidden">veiled</span> heard, with
    <img alt="pic" src="data:,"> an image and a <select><option>choice</option></select> chosen.</p>
    <p>Share<span class="sr"> this article on every network</span> it now, or opacity <span style="opacity:.87">almost full</span> here.</p>
    <div hidden="until-found">Found only when searched for.</div>
    <details><summary>More about locks</summary>A lock lifts boats between two levels.</details>
    <div inert>Inert words are not found.</div><div style="content-visibility:hidden">Skipped contents.</div>
    <p>After the inert words, plain words.</p><noscript>Never shown here</noscript><script type="text/plain">nor this</script>`,
  'shadow roots': `<html lang="en"><p>Before the card.</p>
    <div id="card"><template shadowrootmode="open"><h3>Card title in shadow</h3><slot></slot><p>Shadow footer text</p></template>
    <p>Slotted words from the light tree.</p></div>
    <div><template shadowrootmode="open"><p>Named: <slot name="who">nobody yet</slot>, said the card.</p></template>
    <span slot="who">the keeper</span><span>unslotted</span></div><p>After the card.</p>`,
  'repeated rows': `<html lang="en"><ul>${'<li>Boat passed upstream</li>'.repeat(6)}</ul>
    <p>Boat passed upstream</p><section><h4>North</h4><p>Boat passed upstream</p></section>
    <p>${'very '.repeat(30)}slow boats, and ${'very '.repeat(30)}fast boats.</p>
    ${['Ann', 'Bea', 'Cid'].map((name) => `<h4>${name}</h4><p>Read more</p>`).join('')}`,
  superscripts: `<html lang="en"><p>The sea<sup>1</sup> level rose<sup><a href="#">[2]</a></sup> by 3 m<sup>2</sup> in E=mc<sup>2</sup>, see
    H<sub>2</sub>O and the 21<sup>st</sup> century.</p><p>The sea level fell.</p>`,
  'ligatures and marks': `<html lang="en"><p>The ﬁrst eﬄuent was oﬃcially ﬁltered. Caf\u00e9 and cafe\u0301 are one; na\u00efve and nai\u0308ve too.</p>
    <p>N° 5, № 6, ½ litre, ① first, … and so on — 20\u202f°C. ＦＵＬＬ width. Iſtanbul, İzmir, ırmak.</p>
    <p>Zero\u200bwidth and word\u2060joiner and co\u00adoperation end.</p>`,
  emoji: `<html lang="en"><p>Boats 🚤 and 🚣‍♀️ passed, 👍🏽 said the keeper 😀. Flags 🇫🇷🇩🇪 flew; 𝒮cript and 𠮷野家 too.</p><p>😀 again, said 🚤.</p>`,
  ruby: `<html lang="ja"><p>残暑お<ruby>見<rt>み</rt></ruby><ruby>舞<rt>ま</rt></ruby>い申し上げます。<ruby>水門<rp>(</rp><rt>すいもん</rt><rp>)</rp></ruby>の番人。</p>`,
  'drop cap': `<html lang="en"><style>p.cap::first-letter{float:left;font-size:3em}h5::first-letter{color:red}</style>
    <p class="cap">Once upon a time a lock was built.</p><h5>Coloured letter only</h5><p class="cap">“Quoted start,” they said.</p>`,
  transformed: `<html lang="en"><style>.up{text-transform:uppercase}.cap{text-transform:capitalize}</style>
    <p class="up">Shouted words of the straße</p><p class="cap">each word begins tall</p><p style="font-variant:small-caps">Small Caps here</p>`,
  positioned: `<html lang="en"><p style="position:relative">One <span style="position:absolute">lifted</span> two three.</p>
    <div style="columns:2"><p>Column text runs from one side to the other side of it.</p></div>
    <div style="opacity:0">Transparent but searched.</div><div style="height:0;overflow:hidden">Flat but searched.</div>
    <p style="position:absolute;left:-9999px">Far off to the left.</p><textarea>Text in an area</textarea>
    <select multiple><option>first choice</option><option>second choice</option></select>`,
  math: `<html lang="en"><p>Let <math><mi>x</mi><mo>+</mo><mn>61</mn></math> be the level of the day, and <i>y</i> its fall.</p>`,
  'long text': `<html lang="en"><article>${Array.from({ length: 12 }, (_, i) => `<p>Paragraph number ${i + 1} tells of week ${i * 3 + 2}, when the keeper counted ${i * 7 + 11} boats and wrote that the water stood ${(i * 13) % 40} centimetres above the mark; ${i % 2 ? 'the gates were closed early' : 'the gates stayed open late'}, and ${'the same words came again, '.repeat(6)}as every week.</p>`).join('')}</article>`,
};
