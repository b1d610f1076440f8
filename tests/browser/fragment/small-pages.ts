/**
 * Pages on which our finder and Chromium's once differed. `npm run bench:fuzz` shrank each to the
 * minimum that shows the difference. With the directives that showed it (the part after `text=`).
 */
export interface SmallPage {
  readonly name: string;
  readonly html: string;
  readonly values: readonly string[];
  /** Whether each built directive needs a new page, because a search changes what the next finds. */
  readonly alone?: true;
}

export const SMALL_PAGES: readonly SmallPage[] = [
  {
    name: 'a term ends with the inline element that a block stands in',
    html: '<span><div>\n</div>one  lock</span>rose',
    values: ['one%20lockrose', 'one%20lock', 'rose', 'one,rose'],
  },
  {
    name: 'a term ends with the inline element that text of another line box stands in',
    html: '<p>north <span>one <b style="display:inline-block">gate</b> two</span> lock of</p>',
    values: ['two%20lock', 'one,lock', 'two,lock', 'lock%20of', 'gate%20two'],
  },
  {
    name: 'a float inside an inline element ends the terms behind it with the element',
    html: '<p>north <span>one <b style="float:left">gate</b> two</span> lock of</p>',
    values: ['two%20lock', 'one,lock', 'lock%20of'],
  },
  {
    name: 'an element without a box ends no term',
    html: '<p>north <span style="display:contents">one <b style="display:inline-block">gate</b> two</span> lock of</p>',
    values: ['two%20lock', 'one,lock', 'two%20lock%20of'],
  },
  {
    name: 'a text area inside an inline element',
    html: '<ruby><textarea> </textarea>gate. </ruby>gate',
    values: ['gate.%20gate', 'gate'],
  },
  {
    name: 'a block inside a quotation',
    html: '<q><div>The</div>boat water</q> wharf the',
    values: ['water%20wharf', 'boat%20water', 'wharf%20the'],
  },
  {
    name: 'text of an open shadow root and the slotted text join',
    html: '<span><template shadowrootmode="open">— towpath river<slot></slot></template>two wharf</span> of',
    values: [
      'towpath%20river',
      '%E2%80%94%20towpath,-rivertwo',
      'towpath%20rivertwo',
      'wharf%20of',
    ],
  },
  {
    name: 'the same words earlier, in a shadow root',
    html: '<div><template shadowrootmode="open"><p>gate lock</p></template></div><p>the gate lock</p>',
    values: ['gate%20lock', 'the-,gate%20lock', 'lock,the'],
  },
  {
    name: 'text of a host whose shadow root does not show it',
    html: '<div><template shadowrootmode="open"><p>wharf</p></template>gate lock</div><p>gate lock. rose</p>',
    values: ['gate%20lock', 'wharf-,gate%20lock', 'gate%20lock,rose'],
  },
  {
    name: 'words that join those of a shadow root',
    html: '<p>north <span><template shadowrootmode="open">lock</template></span>keeper one, keeper two</p>',
    values: ['keeper', 'lockkeeper', 'north%20lockkeeper%20one', 'keeper%20one'],
  },
  {
    name: 'a shadow root in a shadow root',
    html: '<section><template shadowrootmode="open"><article><template shadowrootmode="open"><p>one gate</p></template></article></template></section><p>one gate</p>',
    values: ['one%20gate', 'one,gate'],
  },
  {
    name: 'what stands in a column of a table is not rendered',
    html: '<span style="display:table-column">rose</span> gate',
    values: ['rose', 'gate'],
  },
  {
    name: 'an icon from a style sheet between spaces',
    html: '<style>i::before{content:"\\2192"}</style><p>north one <i></i> two of</p>',
    values: ['one%20two', 'north,of', 'one,-two', 'two%20of', 'one'],
  },
  {
    name: 'a quotation between spaces',
    html: '<p>north one <q> two </q> of the</p>',
    values: ['one%20two', 'two%20of', 'of%20the', 'one,-two', 'north,of'],
  },
  {
    name: 'a host whose children are assigned to no slot',
    html: '<p>north <span><template shadowrootmode="open"></template><b>gate</b></span> one</p>',
    values: ['gate', 'north', 'north,one'],
  },
  {
    name: 'a hidden block in an inline element',
    html: '<p>north one <span><b style="display:block;visibility:hidden">gate</b></span> two of</p>',
    values: ['one', 'two', 'one,-two', 'onetwo', 'north,of'],
  },
  {
    name: 'an image set as a block in an inline element',
    html: '<p>north one <span><img style="display:block"></span> two of</p>',
    values: ['one', 'two', 'one,-two', 'onetwo', 'north,of'],
  },
  {
    name: 'parts of a table in an inline element',
    html: '<p>north one<span><b style="display:table-cell"></b></span>two of</p>',
    values: ['one', 'two', 'onetwo', 'north,of'],
  },
  {
    name: 'a slider, a colour and a password in the line',
    html: '<p>north<input type="range">one<input type="color">two<input type="password">of</p>',
    values: ['north', 'one', 'two', 'of', 'one,-two', 'north,of'],
  },
  {
    name: 'an image button in the line',
    html: '<p>north <input type="image" alt="pic">one two</p>',
    values: ['north', 'north,-one', 'one%20two', 'north%20one'],
  },
  {
    name: 'a drawing without text in the line',
    html: '<p>north<svg><g></g></svg>one <svg><g><text></text></g></svg> two</p>',
    values: ['north', 'northone', 'one', 'one%20two'],
  },
  {
    name: 'text in a drawing that has no size for it',
    html: '<svg><foreignObject>northgate north</foreignObject></svg> the the',
    values: ['north,-the', 'north', 'northgate,-north', 'the'],
  },
  {
    name: 'a search goes on behind the word at which it failed',
    html: '<html lang="ja"><p>天気天気がいい、天気天気だ</p>',
    values: ['天気-,天気,-が', '天気,-だ', '天気-,天気,-だ', '天気,-が', 'いい']
      .map(encodeURIComponent)
      .map((v) => v.replace(/%2C/g, ',')),
  },
  {
    name: 'an hr element in an inline element joins the words around it',
    html: '<p>north one<span><hr></span>two of',
    values: ['one', 'two', 'onetwo', 'north,of'],
  },
  {
    name: 'an hr element with display inline-block',
    html: '<p>north one <hr style="display:inline-block"> two of',
    values: ['one', 'one%20two', 'north,of'],
  },
  {
    name: 'a noscript element has no box, whatever its style',
    html: '<div>north one<noscript style="display:grid">gate</noscript>two of',
    values: ['one', 'two', 'onetwo', 'north,of', 'gate'],
  },
  {
    name: 'a wbr element is inline, whatever its style',
    html: '<div>north one<wbr style="display:list-item">two <wbr style="display:inline-block"> of',
    values: ['one', 'onetwo', 'two%20of'],
  },
  ...[
    'wharf<wbr>\n and',
    'wharf<wbr> and',
    'wharf\n<wbr>\nand',
    'wharf\u200b\nand',
    'wharf \n\u200band',
    'wharf\u200b and',
  ].map((text) => ({
    name: `a line break in the source ${JSON.stringify(text)}`,
    html: `<p>north ${text} one`,
    values: ['wharf', 'wharfand', 'wharf%20and', 'and', 'north,one'],
  })),
  {
    name: 'an absolutely positioned radio button between letters',
    html: '<p>north one<input type="radio" style="position:absolute">two of',
    values: ['one', 'two', 'onetwo', 'north,of'],
  },
  {
    name: 'an image button in a box of height 0 that clips its content',
    html: '<div style="height:0;overflow:hidden">north river <input type="image"></div>one river two',
    values: ['river,-one', 'north,-one', 'river,-two'],
  },
  {
    name: 'a table header group with content-visibility hidden',
    html: '<p>one<span style="display:table-header-group;content-visibility:hidden">gate of</span>two lock',
    values: ['one', 'one,-two', 'gate', 'two', 'onetwo'],
  },
  {
    name: 'a fieldset as an inline list item',
    html: '<div>one <fieldset style="display:inline list-item"> two </fieldset>of',
    values: ['one', 'one%20two', 'two', 'two%20of', 'twoof'],
  },
  {
    name: 'br elements with display none and display contents',
    html: '<p>north one <br style="display:none"> two<br style="display:contents">of',
    values: ['one', 'one%20two', 'one%0Atwo', 'two', 'of'],
  },
  {
    name: 'option elements outside a select, in a select, and in an optgroup with a label',
    html: '<p>north<option>water</option>one<select multiple><optgroup label="lock"><option>gate</option></optgroup></select>two<select size="3"><option>mill</option></select>of',
    values: [
      'north,-water',
      'north,-one',
      'one,-lock',
      'one,-gate',
      'two,-mill',
      'two,-of',
      'lock',
    ],
  },
  {
    name: 'an element of combined upright letters in vertical text',
    html: '<div style="writing-mode:vertical-lr">north <span style="text-combine-upright:all">one</span>two of',
    values: ['north%20one', 'one', 'two', 'onetwo', 'two%20of', 'one,-two'],
  },
  {
    name: 'a paragraph of vertical text in which all letters are combined upright',
    html: '<p style="writing-mode:vertical-lr;text-combine-upright:all">north <b>one</b> two<i></i>of<!-- -->gate lock',
    values: ['north%20one', 'one', 'two', 'ofgate', 'ofgate%20lock', 'north,-one', 'two,-ofgate'],
  },
  ...[
    'boat lock',
    '<span>boat lock</span>',
    '<p>boat lock</p>',
    '<p><span>boat lock</span></p>',
    '<i></i>boat lock',
    '<img>boat lock',
    '<br>boat lock',
    '<wbr>boat lock',
    '<svg></svg>boat lock',
    '<div></div>boat lock',
    '<script></script>boat lock',
    '<b style="float:left">one</b>boat lock',
    '<b style="float:left">one</b><p>boat lock</p>',
    '<b style="position:absolute">one</b>boat lock',
    '<b style="display:inline-block">one</b>boat lock',
    '<div style="display:flex">boat lock</div>',
    '<table><tr><td>boat lock</table>',
    '<i style="visibility:hidden">one</i> boat lock',
    '“boat lock',
    '“<i>boat</i> lock',
  ].map((html) => ({
    name: `a floating first letter of a block that contains ${html}`,
    html: `<style>.letter::first-letter{float:left}</style><div class="letter">${html}</div>`,
    values: ['boat', 'boat%20lock', 'oat', 'oat%20lock', 'one', 'lock'],
  })),
  ...[
    'white-space:pre',
    'white-space:pre-wrap',
    'white-space:pre-line',
    'white-space:nowrap',
    'display:flex',
    'display:table',
    'display:inline-block',
    'display:list-item',
  ].flatMap((style) =>
    ['boat lock', ' boat lock', '\nboat lock'].map((text) => ({
      name: `a floating first letter of ${JSON.stringify(text)} in a block with ${style}`,
      html: `<style>.letter::first-letter{float:left}</style><div><div class="letter" style="${style}">${text}</div></div>`,
      values: ['boat', 'boat%20lock', 'oat', 'oat%20lock', 'lock'],
    })),
  ),
  {
    name: 'generated text before a floating first letter',
    html: '<style>.letter::first-letter{float:left}.letter::before{content:"gate"}</style><div class="letter">boat lock',
    values: ['boat', 'boat%20lock', 'oat'],
  },
  {
    name: 'an absolutely positioned element in a box of height 0 that clips its content',
    html: '<div style="overflow:hidden"><span style="position:absolute">north one</span></div>two of',
    values: ['north,-one', 'north,-two', 'one,-two', 'north,of'],
  },
  {
    name: 'a box of width 0 that clips its content, inside hidden="until-found"',
    html: '<div hidden="until-found"><div style="width:0;overflow:hidden">north </div>one </div>two of',
    values: ['north,-one', 'north,-two', 'one,-two', 'north,of'],
  },
  {
    name: 'an element with the attribute hidden that its style shows',
    html: '<p>one</p><div hidden style="display:block">one two</div> of',
    values: ['one,-two', 'two,-of'],
  },
  {
    name: 'a failed search continues after an element with hidden="until-found"',
    html: '<p>one</p><div hidden="until-found">one two</div><p>north</p><div hidden="until-found">north lock</div> of',
    values: ['one,-two', 'north,-lock'],
  },
  {
    name: 'a failed search for the end of a range continues after the content of a closed details element',
    html: '<details><summary>north one</summary>one two</details>',
    values: ['north,one,-two', 'north,two', 'north,one'],
  },
  {
    name: 'a closed details element without a summary',
    html: '<p>north<details>one</details>two<details open>of</details>',
    values: ['north,-one', 'north,-two', 'two,-of', 'one,two'],
  },
  ...Object.entries({
    'a block after the element': '.icon::after{content:" gate";display:block}',
    'a block before the element': '.icon::before{content:"gate";display:block}',
    'text before the element that ends with a space': '.icon::before{content:"gate "}',
    'text after the element that ends with a space': '.icon::after{content:": "}',
    'an absolutely positioned box': '.icon::before{content:"";position:absolute}',
    'an empty string': '.icon::before{content:""}',
    'an empty inline box': '.icon::before{content:"";display:inline-block}',
    'floating text': '.icon::before{content:"x";float:left}',
  }).flatMap(([what, rule]) =>
    ['one<i> two </i>of', 'one <i>two</i> of', 'one <i> two </i> of', 'one<i>two</i>of'].map(
      (text) => ({
        name: `a style sheet generates ${what} in ${text}`,
        html: `<style>${rule}</style><p>north ${text.replace('<i>', '<i class="icon">')} lock`,
        values: ['one', 'one%20two', 'two', 'two%20of', 'onetwo', 'twoof', 'north,lock'],
      }),
    ),
  ),
  {
    name: 'a block with content-visibility hidden in an inline element',
    html: '<span>north one <div style="content-visibility:hidden">gate</div> two of</span>',
    values: ['one', 'two', 'onetwo', 'one%20two', 'north,of'],
  },
  ...['', ' ', 'two', ' two '].flatMap((inside) =>
    ['disc', 'decimal', 'none'].map((type) => ({
      name: `an inline list item with marker ${type} that contains ${JSON.stringify(inside)}`,
      html: `<p>north one<b style="display:inline list-item;list-style-type:${type}">${inside}</b> of lock <b style="display:inline list-item;list-style-type:${type}">${inside}</b>gate`,
      values: [
        'one',
        'one%20of',
        'oneof',
        'lock',
        'lock%20two',
        'lock%20gate',
        'lockgate',
        'of%20lock',
      ],
    })),
  ),
  ...['x', ' ', 'x ', ' x', ' x '].flatMap((hidden) =>
    [
      'one<i></i>two',
      'one <i></i>two',
      'one<i></i> two',
      'one <i></i> two',
      'one<br><i></i> two',
    ].map((text) => ({
      name: `hidden text ${JSON.stringify(hidden)} in ${text}`,
      html: `<p>north ${text.replace('<i>', `<i style="visibility:hidden">${hidden}`)} of`,
      values: ['one', 'two', 'one%20two', 'onetwo', 'one%0Atwo', 'north,of'],
    })),
  ),
  ...[
    '<div></div>',
    '<div style="position:absolute"></div>',
    '<img>',
    '<i></i>',
    '<wbr>',
    '<i style="display:contents"></i>',
    '<slot>two</slot>',
    '<div style="content-visibility:hidden">x</div>',
  ].flatMap((item) =>
    ['inline-flex', '-webkit-inline-box', 'flex', 'inline-grid', 'inline-table'].map((display) => ({
      name: `${item} between the items of ${display}`,
      html: `<div>north <span style="display:${display}">one${item}of lock</span> gate`,
      values: ['one', 'oneof', 'one,-of', 'of%20lock', 'two', 'north,gate'],
    })),
  ),
  {
    name: 'text of a shadow tree after slotted text',
    html: '<div><template shadowrootmode="open"><slot></slot>water 61</template>river. </div><p>river. water',
    values: [
      'river.%20water',
      'river,water',
      'river,61',
      'river.,-water',
      'water,-61',
      'river,water,-61',
    ],
  },
  {
    name: 'slots that show the children of the host in another order',
    html: '<span><template shadowrootmode="open"><slot name="s"></slot><slot></slot></template>culvert one <b slot="s">and level </b></span> gate',
    values: ['level,culvert', 'and,one', 'culvert,one', 'level,-culvert', 'and,gate'],
  },
  {
    name: 'slotted text that a nested shadow tree follows',
    html: '<div><template shadowrootmode="open">north <slot></slot></template><div><template shadowrootmode="open"><slot></slot>water</template>river. </div>gate</div>',
    values: ['river,water', 'river,gate', 'north,-river'],
  },
  ...[
    'table-column',
    'table-column-group',
    'table-row',
    'inline',
    'math',
    'ruby',
    'ruby-text',
  ].flatMap((display) =>
    ['gate', ''].map((text) => ({
      name: `a fieldset with display ${display} that holds ${text === '' ? 'nothing' : text}`,
      html: `<div>north one<fieldset style="display:${display}">${text}</fieldset>two of`,
      values: ['one', 'gate', 'two', 'onetwo', 'one,-two', 'north,of'],
    })),
  ),
  {
    name: 'a button with display ruby',
    html: '<p>north one<button style="display:ruby">gate</button>two of',
    values: ['one', 'gate', 'two', 'north,of'],
  },
  ...['img', 'canvas', 'svg', 'video'].flatMap((tag) =>
    ['ruby-text', 'table-cell'].map((display) => ({
      name: `${tag} with display ${display} between letters, and in an inline element`,
      html: `<p>north one<${tag} style="display:${display}">${tag === 'img' ? '' : `</${tag}>`}two of</p><p>lock <span><${tag} style="display:${display}">${tag === 'img' ? '' : `</${tag}>`} water</span> rose`,
      values: ['one', 'two', 'onetwo', 'lock', 'lock%20water', 'lockwater', 'north,of'],
    })),
  ),
  ...['table-column', 'table-column-group'].flatMap((display) =>
    ['gate', '<i></i>', '<br>'].map((text) => ({
      name: `${display} in an inline element, with ${text}`,
      html: `<p><span>north one <b style="display:${display}">${text}</b> two of</span> the</p>`,
      values: ['one', 'two', 'one%20two', 'onetwo', 'north,of', 'gate'],
    })),
  ),
  {
    name: 'a script element with display contents',
    html: '<p>north one <script style="display:contents" type="text/plain">gate</script> two of',
    values: ['one', 'two', 'one%20two', 'north,of'],
  },
  ...['contents', 'inline', 'math'].flatMap((display) =>
    ['', ' open'].map((open) => ({
      name: `a details element${open} with display ${display}`,
      html: `<div>north one<details${open} style="display:${display}"><summary>lock</summary>gate</details>two of`,
      values: ['one,-lock', 'lock,-gate', 'lock,-two', 'two', 'gatetwo'],
    })),
  ),
  {
    name: 'a second summary element, which is part of the content',
    html: '<details><summary>north</summary><summary>river two</summary>one</details>of',
    values: ['two,-of', 'north,-of', 'north,-river'],
  },
  {
    name: 'a summary element outside a details element, in a box that clips its content',
    html: '<div style="width:0;overflow:hidden"><summary>river two</summary></div><p>of',
    values: ['river-,two', 'river,-two', 'two,-of'],
  },
  {
    name: 'an empty details element',
    html: '<p>north one</p><details></details><p>two</p><details open></details><p>of',
    values: ['one,-two', 'two,-of', 'north,two'],
  },
  {
    name: 'two elements with hidden="until-found", side by side',
    html: '<p>one</p><div hidden="until-found">two</div><div hidden="until-found">lock</div>of gate',
    values: ['one,-two', 'one,-of', 'two,-lock', 'one-,two', 'two-,of', 'lock-,of'],
  },
  {
    name: 'closed elements inside closed elements',
    html: '<p>one</p><div hidden="until-found">two <div hidden="until-found">lock</div> gate</div>of',
    values: ['one,-of', 'two,-lock', 'gate-,of', 'two-,of', 'lock-,of'],
  },
  {
    name: 'a closed details element inside an element with hidden="until-found"',
    html: '<div hidden="until-found"><details><summary>level</summary>water</details>two</div>of',
    values: ['level,-water', 'level-,water', 'level-,of', 'two-,of'],
  },
  ...[
    '<div style="visibility:hidden" inert>lock</div>',
    '<div style="visibility:hidden"><select><option>lock</select></div>',
    '<script style="display:table-column" type="text/plain">lock</script>',
    '<details open style="visibility:hidden">lock</details>',
    '<object style="visibility:hidden">lock</object>',
    '<audio controls style="visibility:hidden"></audio>',
    '<div inert style="content-visibility:hidden">lock</div>',
    '<span inert><template shadowrootmode="open">lock</template></span>',
  ].map((html) => ({
    name: `between two paragraphs: ${html}`,
    html: `<p>north one</p>${html}<p>two of`,
    values: ['one,-two', 'north,of', 'one-,two'],
  })),
  {
    name: 'the attribute inert on an SVG and on MathML',
    html: '<p>north one<svg inert><text>gate</text></svg>two<math inert><mi>lock</mi></math>of',
    values: ['gate', 'one', 'two', 'onetwo', 'lock', 'north,of'],
  },
  {
    name: 'text of MathML outside of its tokens, which is not rendered',
    html: '<p>north<math>61 <mi>one</mi> rose <mrow>two</mrow><mtext>gate</mtext></math>of',
    values: ['61', 'rose', 'two', 'north,-one', 'one,-gate', 'gate,-of'],
  },
  {
    name: 'a MathML element of height 0 that clips its content',
    html: '<p>north</p><math style="overflow:auto;height:0"><mn>61</mn><mtext>two</mtext></math>gate',
    values: ['61,-two', 'two,-gate', 'north,-gate', '61'],
  },
  {
    name: 'hidden text before a hidden block, with white space in front of both',
    html: '<div>north one. <span style="visibility:hidden"> gate <div></div></span>two of',
    values: ['one.%20two', 'one.two', 'one.,-two', 'north,of'],
  },
  {
    name: 'a quotation mark before a generated block, with white space in front of both',
    html: '<style>.icon::after{content:" gate";display:block}</style><p>north one <q class="icon"></q>two of',
    values: ['one', 'one%20two', 'onetwo', 'one,-two', 'two%20of'],
  },
  ...['<input style="display:block">', '<textarea style="display:block">gate</textarea>'].map(
    (field) => ({
      name: `a hidden block in an inline element: ${field}`,
      html: `<p>north one<span style="visibility:hidden">${field}</span>two of`,
      values: ['one', 'two', 'onetwo', 'one,-two', 'north,of'],
    }),
  ),
  {
    name: 'an option with a form feed and a carriage return, and numbers that are none',
    html: '<p>north<option>gate\f wa\r\tter</option>one<input type="number" value="lock">two<input type="number" value="61">of',
    values: ['gate%20wa', 'wa%20ter', 'north,-gate', 'lock', 'one,-two', '61'],
  },
  {
    name: 'a floating first letter after positioned text of two elements',
    html: '<style>.letter::first-letter{float:left}</style><div class="letter"><span style="position:absolute">boat <i>rose</i><b style="display:block">north</b></span><p>lock of</div>',
    values: ['boat%20rose', 'rose', 'north', 'orth', 'lock', 'ock', 'ock%20of'],
  },
  {
    name: 'white space directly after a floating first letter',
    html: '<style>.letter::first-letter{float:left}</style><div class="letter">#1 “quoted” lock</div>',
    values: ['%E2%80%9Cquoted%E2%80%9D', 'quoted%E2%80%9D%20lock', '1'],
  },
  {
    name: 'a script element and a style element that their styles show',
    html: '<p>north <script style="display:inline">gate</script> one <style style="display:block">i{}</style> two',
    values: ['north,-one', 'north%20one', 'one,-two', 'north,two'],
  },
  {
    name: 'emoji and mathematical letters in front of words and longer words',
    html: '<p>north 😀 lockkeeper 😀 lock gate 👍🏽 𝒮cripts 𝒮cript of',
    values: ['north,of', 'gate', '%F0%9F%98%80%20lockkeeper'],
  },
  ...[
    'inline-block',
    'inline-flex',
    'inline-grid',
    'inline-table',
    '-webkit-inline-box',
    'inline list-item',
  ].flatMap((display) =>
    Object.entries({
      nothing: '',
      'a block without text': '<div></div>',
      'an inline element': '<i></i>',
      'a line break': '<br>',
      'an input': '<input>',
      'a checkbox': '<input type="checkbox">',
      'a canvas': '<canvas></canvas>',
      'an image': '<img>',
      'a hidden block': '<div style="visibility:hidden"></div>',
      'a line break in an inline element': '<i><br></i>',
      'white space': ' ',
      words: 'gate',
    }).map(([content, inside]) => ({
      name: `${display} in mid-line that holds ${content}`,
      html: `<p>north one <span style="display:${display}">${inside}</span> two of</p>`,
      values: ['one%20two', 'north,of', 'one,-two', 'two%20of', 'one'],
    })),
  ),
  ...[
    '<img>',
    '<wbr>',
    '<i style="visibility:hidden"></i>',
    '<i style="visibility:hidden">x</i>',
    '<q style="visibility:hidden">x</q>',
    '<canvas></canvas>',
    '<embed>',
  ].map((skipped) => ({
    name: `an empty inline-block and ${skipped} between two spaces`,
    html: `<p>north one <b style="display:inline-block"></b>${skipped} two of`,
    values: ['one%20two', 'onetwo', 'one', 'two', 'north,of'],
  })),
  ...[
    '<meter></meter>',
    '<img>',
    '<b style="display:inline-block"></b>',
    '<q>x</q>',
    '<embed>',
  ].map((box) => ({
    name: `${box} between white space and a hidden block in an inline element`,
    html: `<p>north one ${box}<span><i style="display:block;visibility:hidden"></i></span> two of`,
    values: ['one%20two', 'onetwo', 'one', 'two', 'north,of'],
  })),
  {
    name: 'a block without text and a canvas after a quotation mark',
    html: '<div>north one<q><hr><canvas></canvas>  two</q>of',
    values: ['onetwo', 'one%20two', 'two', 'north,of'],
  },
  {
    name: 'a checkbox in an inline list item, with white space around both',
    html: '<p>north one <span style="display:inline list-item"><input type="checkbox"></span> two of',
    values: ['one%20two', 'one', 'north,of'],
  },
  ...['block', 'grid', 'list-item', 'table-footer-group', 'inline'].flatMap((display) =>
    ['<embed>', '<embed type="image/gif">'].map((tag) => ({
      name: `${tag} with display ${display}`,
      html: `<div>north one${tag.replace('>', ` style="display:${display}">`)}two of`,
      values: ['one', 'onetwo', 'one,-two', 'north,of'],
    })),
  ),
  ...['table-cell', 'block', 'inline', 'inline-block'].flatMap((display) =>
    ['script', 'hr', 'area', 'template', 'img'].map((tag) => ({
      name: `${tag} with display ${display} in an inline element`,
      html: `<div><span>north one <${tag} type="text/plain" style="display:${display}">${/script|template/.test(tag) ? `x</${tag}>` : ''} two of</span> lock</div>`,
      values: ['one', 'onetwo', 'one%20two', 'one,-two', 'north,of', 'of%20lock'],
    })),
  ),
  ...[
    ' <i inert> </i> ',
    '<i inert>x </i> ',
    ' <i inert>x</i> ',
    ' <i inert><div>x</div></i> ',
    ' <i inert><p>x</p>y</i>',
    ' <div inert>x</div> ',
    ' <i inert style="display:inline-block">x</i> ',
    '<i inert><br></i>',
    '<i inert style="display:inline-block"><br></i>',
    ' <i inert><input type="button" value="x"></i> ',
    ' <i inert><textarea>x</textarea></i> ',
  ].map((inert) => ({
    name: `inert content between two words: ${JSON.stringify(inert)}`,
    html: `<div>north one${inert}two of`,
    values: ['one%20two', 'onetwo', 'one', 'one,-two', 'north,of'],
  })),
  {
    name: 'a hidden line break in a hidden inline-block',
    html: '<div>north <span>one<i style="display:inline-block;visibility:hidden"><br></i>two</span>of',
    values: ['one', 'onetwo', 'two', 'twoof', 'two,-of', 'one,-two'],
  },
  {
    name: 'combined letters around elements that are not rendered, and preserved line breaks',
    html: '<div style="writing-mode:vertical-lr;text-combine-upright:all">north one<br>two of<wbr>lock <embed>gate <script>x</script>mill<i></i>weir</div><pre style="writing-mode:vertical-lr;text-combine-upright:all">river\n rose\n<b>wharf\n of</b></pre>',
    values: [
      'one%0Atwo',
      'oflock',
      'of',
      'lock%20gate',
      'gate%20mill',
      'weir',
      'river%20%20rose',
      'river%0A%20rose',
      'wharf%20%20of',
    ],
  },
  {
    name: 'combined letters of slotted text and of its shadow tree',
    html: '<div style="writing-mode:vertical-lr;text-combine-upright:all"><span><template shadowrootmode="open"><slot></slot>lock 61</template>\nlevel keeper</span></div>',
    values: ['level%20keeper', 'keeperlock', 'level%20keeperlock', '61'],
  },
  ...['display:ruby', 'display:ruby-text', 'display:block ruby'].flatMap((display) =>
    ['pre', 'pre-wrap', 'pre-line'].map((space) => ({
      name: `line breaks with ${display} and white-space ${space}`,
      html: `<div style="white-space:${space}"><div style="${display}">north\n one<span style="display:inline-block">two\n of</span></div></div>`,
      values: [
        'north%20%20one',
        'north%20one',
        'north%0A%20one',
        'north%0Aone',
        'two%0A%20of',
        'two%0Aof',
      ],
    })),
  ),
  {
    name: 'a hidden block in a block of ruby',
    html: '<div style="display:block ruby">north one<div style="visibility:hidden">x</div> two of</div>',
    values: ['one%20two', 'onetwo', 'one', 'one,-two', 'north,of'],
  },
  {
    name: 'labels of image buttons without an image',
    html: '<p>north<input type="image" alt="pic two">one<input type="image" title="rose" value="lock">gate two',
    values: [
      'north,-pic',
      'pic%20two',
      'two,-one',
      'rose',
      'lock',
      'rose,-gate',
      'gate%20two',
      'two',
    ],
  },
  {
    name: 'password fields with a placeholder and with a value',
    html: '<p>north<input type="password" placeholder="one river">one<input type="password" value="two">two',
    values: ['one', 'river,-one', 'one,-two', 'two', 'north,-one'],
  },
  {
    name: 'two text areas, and a text area in a box of height 0 that clips its content',
    html: '<textarea>of winch</textarea><textarea>one river</textarea><div style="height:0;overflow:hidden"><textarea>sluice gate</textarea></div>lock',
    values: [
      'of,-winch',
      'winch,-one',
      'winch,-lock',
      'sluice,-gate',
      'gate,-lock',
      'river,-sluice',
    ],
  },
  ...[
    '<details popover open style="display:contents">',
    '<details open style="display:inline;overflow:hidden">',
  ].map((tag) => ({
    name: `${tag} does not clip its content`,
    html: `<p>north</p>${tag}boat boatone</details>the rose`,
    values: ['boat%20boat,-the', 'boat,-boatone', 'boatone,-the', 'north,-the'],
  })),
  {
    name: 'a details element with display ruby',
    html: '<details open style="display:ruby"><summary>the</summary>two of</details>one',
    values: ['thetwo', 'the', 'the,-two', 'two%20of', 'of,-one'],
  },
  ...['table-caption', 'table-cell', 'table-row', 'table-header-group', 'block'].flatMap(
    (display) =>
      ['style="', 'hidden="until-found" style="'].map((start) => ({
        name: `content-visibility hidden, ${start}display:${display}`,
        html: `<div>lock<div ${start}display:${display};content-visibility:hidden">rose</div>of</div><div><span>north<b ${start}display:${display};content-visibility:hidden">gate</b>one</span></div>`,
        values: [
          'lock-,of',
          'lock,-of',
          'lock,-rose',
          'rose',
          'rose-,of',
          'north,-gate',
          'north',
          'northone',
          'gate',
          'one',
        ],
      })),
  ),
  ...[
    'table-caption',
    'table-row-group',
    'table-row',
    'table-cell',
    'table-column',
    'block',
  ].flatMap((part) =>
    ['table-row-group', 'table-row', 'inline-table'].map((table) => ({
      name: `${part} without text in ${table}, in an inline element`,
      html: `<div><span>north one<b style="display:${table}"><i style="display:${part}"></i></b> two</span> of`,
      values: ['one%20two', 'one', 'two', 'two%20of', 'north,of'],
    })),
  ),
  ...[' ', ' x', 'x'].map((text) => ({
    name: `the text ${JSON.stringify(text)} after a table part in an inline element`,
    html: `<div><a>north<i style="display:table-column-group">x</i>${text}</a>boat the`,
    values: ['north', 'northboat', 'north%20boat', 'north%20xboat', 'north%20x', 'boat%20the'],
  })),
  {
    name: 'a no-break space in a box with preserved white space',
    html: '<pre><abbr>north<div style="display:table-cell">\u00a0</div>one two</abbr>  of the</pre>',
    values: ['two%20%20of', 'one%20two', 'of%20the', 'north,of'],
  },
  {
    name: 'generated content of an element without a box, in a flex container and between blocks',
    html: '<style>.clear::after{content:"";display:table}</style><div style="display:flex">x<q style="display:contents">weir</q>61 one</div>north<span class="clear" style="display:contents">river</span>two of',
    values: ['weir', 'weir61', '61%20one', 'northriver', 'rivertwo', 'two%20of'],
  },
  ...['lock,level,-of', 'level-,of', 'level,-of'].flatMap((value) =>
    ['basin of', 'basin'].map((after) => ({
      name: `${value} finds its words in hidden="until-found" when ${after} follows`,
      html: `<p>lock level</p><p>north level</p><div hidden="until-found">boat level of</div>${after}`,
      // Another match in the hidden text would show it.
      values: [value],
    })),
  ),
  ...[
    '— boat lock',
    '“ boat lock',
    '<span><p>boat lock</p></span>',
    '<i style="display:block ruby">boat lock</i>',
    '<ruby>boat lock</ruby>',
  ].map((html) => ({
    name: `a floating first letter of a block that starts with ${html}`,
    html: `<style>.letter::first-letter{float:left}</style><div class="letter">${html}</div>`,
    values: ['boat', 'boat%20lock', 'oat', 'oat%20lock', 'lock'],
  })),
  ...['<ruby>', '<span>'].flatMap((inline) =>
    ['<wbr>', '<br>', '<br style="visibility:hidden">', '<br style="display:none">'].map(
      (inside) => ({
        name: `a box that holds only ${inside}, in ${inline}`,
        html: `<p>north ${inline}one<i style="display:inline-block">${inside}</i>two</${inline.slice(1)} of`,
        values: ['north%20one', 'one', 'onetwo', 'two', 'two%20of', 'north,of'],
      }),
    ),
  ),
  {
    name: 'a block that holds only a wbr, in ruby',
    html: '<ruby>north<div><wbr></div>lock mitre</ruby> of',
    values: ['north', 'northlock', 'lock%20mitre', 'mitre', 'of'],
  },
  ...[
    '<b style="visibility:hidden">x<u style="visibility:visible">one</u></b>',
    '<b style="visibility:hidden"><u style="visibility:visible">one</u></b>',
    '<b style="visibility:hidden"><u style="visibility:visible">one <i>gate</i></u></b>',
    '<b style="visibility:hidden"><u style="visibility:visible">one<i style="visibility:hidden">weir<s style="visibility:visible"> level</s></i> boat</u></b>',
    '<b style="visibility:hidden"><u style="visibility:visible"></u></b>',
    '<b style="visibility:hidden"><input type="checkbox" style="visibility:visible"></b>',
    '<b style="visibility:hidden"><i style="display:inline-block;visibility:visible">one</i></b>',
    '<b style="display:contents;visibility:hidden"><u style="visibility:visible">one</u></b>',
    '<b style="display:inline-block;visibility:hidden">x<u style="visibility:visible">one</u></b>',
    '<b style="display:inline-block;visibility:hidden"><u style="visibility:visible"></u></b>',
    '<b style="display:block;visibility:hidden">x<u style="visibility:visible">one</u></b>',
    '<i style="display:inline-block"><b style="visibility:hidden"><u style="visibility:visible"></u></b></i>',
  ].map((hidden) => ({
    name: `what is visible in the hidden element of ${hidden}`,
    html: `<p>north ${hidden} two <span>gate ${hidden} rose</span> of<p>after`,
    values: [
      'north%20one',
      'north',
      'one%20two',
      'one',
      'two%20gate',
      'gate%20one',
      'one%20rose',
      'rose%20of',
      'gate%20rose',
      'north,of',
    ],
  })),
  ...['<svg><foreignObject><div>one</div></foreignObject></svg>', '<div>one</div>'].map(
    (hidden) => ({
      name: `a hidden element that holds only ${hidden}`,
      html: `gate level<span style="visibility:hidden">${hidden}</span>61 of`,
      values: ['gate%20level', 'gate%20level61', 'level61', 'gate%20le-,vel', '61', 'of'],
    }),
  ),
  ...['block', '-webkit-box', 'inline'].map((display) => ({
    name: `a canvas as ${display} at the start of an inline element`,
    html: `<p><bdo><canvas style="display:${display}"></canvas><sub>basin </sub></bdo> river one`,
    values: ['basin', 'basin%20river', 'river%20one', 'basin,-river'],
  })),
  {
    name: 'a floating first letter in a clipped box, which a term follows another across',
    html: '<style>.letter::first-letter{float:left}</style>chamber<sup class="letter" style="display:inline-block;overflow:auto;height:0">61 chamber</sup>of boat',
    values: ['chamber,-of%20boat', 'of%20boat'],
  },
  ...[
    '<select class="letter" size="3"><option>one rose</option><option>two boat</option></select>',
    '<select multiple><option class="letter"> one rose</option></select>',
    '<select multiple><option class="letter" label="one rose">two boat</option></select>',
    '<select class="letter" size="3"><optgroup label="one rose"><option>two boat</option></optgroup></select>',
    '<select size="3"><optgroup class="letter"><option>one rose</option></optgroup></select>',
    '<input class="letter" value="one rose"><textarea class="letter">two boat</textarea>',
  ].map((field) => ({
    name: `a floating first letter in ${field}`,
    html: `<style>.letter::first-letter{float:left}</style>the${field} of`,
    values: ['one%20rose', 'ne%20rose', 'rose', 'two%20boat', 'wo%20boat', 'the,-one%20rose', 'of'],
  })),
  ...['table-row', 'table-row-group', 'table-cell', 'block'].map((display) => ({
    name: `an image button as ${display} in an inline element`,
    html: `<div>one <span><input type="image" style="display:${display}">rose weir</span> boat</div><p>gate`,
    values: ['one', 'rose%20weir', 'weir', 'boat', 'gate', 'one,gate'],
  })),
  ...[
    '<details><summary>level boat</summary><p>keeper</p></details>',
    '<details><summary>level boat</summary><em>keeper</em></details>',
    '<div hidden="until-found"><p>level boat keeper</p></div>',
  ].map((closed) => ({
    name: `text of ${closed} behind a box that scrolls, which Chromium searches last`,
    html: `<p>north<div style="overflow:auto">mitre</div>${closed}gate of the lock, level keeper one`,
    values: [],
    alone: true as const,
  })),
  ...[
    '<input style="content-visibility:hidden">',
    '<input value="weir" style="content-visibility:hidden">',
    '<input type="button" value="weir" style="content-visibility:hidden;display:block">',
    '<textarea style="content-visibility:hidden">weir</textarea>',
    '<b style="content-visibility:hidden;display:inline-block">weir<br></b>',
  ].map((hidden) => ({
    name: `${hidden}, whose content is not searched`,
    html: `<p>the ${hidden} lock <span>gate${hidden}boat</span>river ${hidden}one`,
    values: [
      'the%20lock',
      'lock%20gate',
      'gateboatriver',
      'gate',
      'boat',
      'boatriver',
      'weir',
      'river%20one',
    ],
  })),
  ...[
    '<div style="display:table-column"><br></div>',
    '<b style="display:table-column">x<br></b>',
  ].map((column) => ({
    name: `a line break in the column ${column} of an inline element`,
    html: `<p>the<u>${column}gate</u>boat <u>one${column} river</u> lock`,
    values: ['thegate', 'the', 'gate', 'gateboat', 'boat%20one', 'one', 'river', 'river%20lock'],
  })),
  ...['checkbox', 'radio', 'button'].map((type) => ({
    name: `a field of the type ${type}, as a block in an inline element`,
    html: `<p><span>the<input type="${type}" style="display:block"> lock gate </span>boat river`,
    values: ['the', 'lock', 'lock%20gate', 'gate%20boat', 'gate', 'boat%20river', 'the,river'],
  })),
  ...['<text></text>', '<text> </text>', '<foreignObject> </foreignObject>', '<text>x</text>'].map(
    (drawn) => ({
      name: `${drawn} in a group of a drawing`,
      html: `<p>river<svg><g>${drawn}</g></svg>of <a>the<svg><a>${drawn}</a></svg>lock</a> gate`,
      values: ['river', 'riverof', 'of', 'of%20the', 'thelock', 'lock', 'lock%20gate'],
    }),
  ),
  ...[
    '<details>boat<summary>rose gate</summary>level lock</details>',
    '<details open>boat water<summary>rose gate</summary>level lock</details>',
    '<details open><p>boat water</p><summary>rose</summary><summary>level lock</summary></details>',
  ].map((details) => ({
    name: `a summary that is not the first child, in ${details}`,
    html: `<p>of the</p>${details}<p>rose lock one`,
    values: [
      'boat',
      'boatlevel',
      'rose%20gate',
      'boat,rose',
      'rose,boat',
      'rose,lock',
      'level%20lock',
      'lock,one',
    ],
    alone: true as const,
  })),
  ...[
    '<details class="letter" open>boat water</details>',
    '<div class="letter"><details><p>boat water</p></details></div>',
    '<div class="letter"><details><summary>boat water</summary></details></div>',
    '<details class="letter">boat<summary>water</summary></details>',
    '<table class="letter" style="display:block"><caption>boat water</caption></table>',
    '<div class="letter"><b style="display:table-cell">boat water</b></div>',
    '<div class="letter"><b class="letter" style="display:table-cell">boat water</b></div>',
  ].map((block) => ({
    name: `the first letter of ${block}`,
    html: `<style>.letter::first-letter{float:left}</style><p>the ${block}<p>of the`,
    values: ['boat%20water', 'oat%20water', 'oat', 'water', 'ater', 'the,-boat', 'water,of'],
  })),
  ...[
    '<style>.icon::before{content:"";display:inline-block}</style><i class="icon" style="display:inline list-item">',
    '<style>.icon::before{content:"x"}</style><i class="icon" style="display:inline list-item">',
    '<style>.icon::before{content:"x"}</style><i class="icon" style="display:inline list-item;list-style:none">',
    '<q style="display:inline list-item">',
  ].map((start) => ({
    name: `text that CSS generates after a list marker, in ${start}`,
    html: `<p>the${start} lock gate</i></q> of <b>boat ${start} river one`,
    values: ['the', 'the%20lock', 'thelock', 'lock%20gate', 'boat%20river', 'boat', 'river%20one'],
  })),
  ...['fieldset', 'div', 'button'].map((tag) => ({
    name: `preserved white space alone in a ${tag} as a grid container in the line`,
    html: `<p>the<${tag} style="display:inline-grid;white-space:pre"> </${tag}>lock gate`,
    values: ['the', 'thelock', 'lock', 'lock%20gate'],
  })),
  ...[
    '<details style="display:inline" open><summary style="display:inline">rose</summary>gate lock</details>',
    '<details style="display:inline"><summary style="display:inline">rose</summary>gate lock</details>',
    '<details style="display:contents" open><summary style="display:contents">rose</summary>gate lock</details>',
    '<details style="display:contents"><summary style="display:inline"></summary><p>gate lock</p></details>',
    '<details style="display:ruby" open>gate lock<summary>rose</summary></details>',
    '<details style="display:inline"><summary style="display:none">rose</summary>gate lock</details>',
    '<details style="display:inline">gate lock</details>',
  ].map((details) => ({
    name: `a summary in the line, in ${details}`,
    html: `<div>the one${details}two <span>boat${details}weir</span> of</div>`,
    values: [
      'the%20one',
      'one',
      'onerose',
      'rose',
      'rosegate',
      'gate%20lock',
      'locktwo',
      'two%20boat',
      'boatrose',
      'weir',
      'weir%20of',
      'onerose,boatrose',
    ],
    alone: true as const,
  })),
  ...[
    '<q style="display:inline-block"> </q>',
    '<style>.icon::before{content:"x"}</style><i class="icon" style="display:inline-block">\n</i>',
    '<style>.icon::before{content:"x"}</style><i class="icon" style="display:inline-flex"> </i>',
    '<style>.icon::before{content:"";display:block}</style><i class="icon" style="display:inline-block"> </i>',
    '<style>.icon::after{content:"x"}</style><i class="icon" style="display:inline-block"> </i>',
    '<style>.icon::before{content:"x"}</style><button class="icon"> </button>',
    '<button><img> </button>',
    '<button> <img></button>',
    '<button><img style="float:left"> </button>',
    '<button><img style="display:block"> </button>',
    '<i style="float:left"><img>\n</i>',
    '<i style="display:inline-block"><select><option>x</option></select> </i>',
    '<i style="display:inline-block"><s style="display:contents"><img></s> </i>',
    '<i style="display:inline-block"><s style="visibility:hidden">x</s> </i>',
    '<i style="display:inline-block;visibility:hidden"><img> </i>',
  ].map((box) => ({
    name: `white space alone in the box ${box}`,
    html: `<p>the one ${box}gate <span>lock${box}two</span> of`,
    values: ['the%20one', 'one%20gate', 'gate%20lock', 'locktwo', 'lock', 'two%20of', 'gate,two'],
  })),
  ...['table-header-group', 'table-row', 'inline-block'].map((display) => ({
    name: `a block with content-visibility: hidden in a box as ${display} in the line`,
    html: `<p>the<a>one<span style="display:${display}"><div style="content-visibility:hidden">x</div></span>two</a> of`,
    values: ['theone', 'onetwo', 'theonetwo', 'two', 'two%20of', 'of'],
  })),
];
