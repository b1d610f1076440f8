/**
 * Pages on which our finder and Chromium's once differed, each shrunk by `npm run bench:fuzz` to
 * the least that shows the difference, with the directives that showed it (what follows `text=`).
 */
export interface SmallPage {
  readonly name: string;
  readonly html: string;
  readonly values: readonly string[];
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
];
