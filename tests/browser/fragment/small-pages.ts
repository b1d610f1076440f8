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
    name: 'a rule in an inline element joins the words around it',
    html: '<p>north one<span><hr></span>two of',
    values: ['one', 'two', 'onetwo', 'north,of'],
  },
  {
    name: 'a rule as a box in the line',
    html: '<p>north one <hr style="display:inline-block"> two of',
    values: ['one', 'one%20two', 'north,of'],
  },
  {
    name: 'a script alternative has no box, whatever its style',
    html: '<div>north one<noscript style="display:grid">gate</noscript>two of',
    values: ['one', 'two', 'onetwo', 'north,of', 'gate'],
  },
  {
    name: 'a word break opportunity is inline, whatever its style',
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
    name: `a line break of the source in ${JSON.stringify(text)}`,
    html: `<p>north ${text} one`,
    values: ['wharf', 'wharfand', 'wharf%20and', 'and', 'north,one'],
  })),
  {
    name: 'a positioned check box between letters',
    html: '<p>north one<input type="radio" style="position:absolute">two of',
    values: ['one', 'two', 'onetwo', 'north,of'],
  },
  {
    name: 'an image button in an empty box that clips',
    html: '<div style="height:0;overflow:hidden">north river <input type="image"></div>one river two',
    values: ['river,-one', 'north,-one', 'river,-two'],
  },
  {
    name: 'a part of a table whose content cannot be hidden',
    html: '<p>one<span style="display:table-header-group;content-visibility:hidden">gate of</span>two lock',
    values: ['one', 'one,-two', 'gate', 'two', 'onetwo'],
  },
  {
    name: 'a set of fields as an inline list item',
    html: '<div>one <fieldset style="display:inline list-item"> two </fieldset>of',
    values: ['one', 'one%20two', 'two', 'two%20of', 'twoof'],
  },
  {
    name: 'a line break that is not rendered',
    html: '<p>north one <br style="display:none"> two<br style="display:contents">of',
    values: ['one', 'one%20two', 'one%0Atwo', 'two', 'of'],
  },
  {
    name: 'options outside a list, in a list, and with the label of a group',
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
    name: 'a combined letter of vertical text',
    html: '<div style="writing-mode:vertical-lr">north <span style="text-combine-upright:all">one</span>two of',
    values: ['north%20one', 'one', 'two', 'onetwo', 'two%20of', 'one,-two'],
  },
  {
    name: 'combined letters of vertical text in one element',
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
    name: `a floating first letter of a block that holds ${html}`,
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
      name: `a floating first letter of ${JSON.stringify(text)} with ${style}`,
      html: `<style>.letter::first-letter{float:left}</style><div><div class="letter" style="${style}">${text}</div></div>`,
      values: ['boat', 'boat%20lock', 'oat', 'oat%20lock', 'lock'],
    })),
  ),
  {
    name: 'generated text before a first letter',
    html: '<style>.letter::first-letter{float:left}.letter::before{content:"gate"}</style><div class="letter">boat lock',
    values: ['boat', 'boat%20lock', 'oat'],
  },
  {
    name: 'a positioned element in an empty box that clips',
    html: '<div style="overflow:hidden"><span style="position:absolute">north one</span></div>two of',
    values: ['north,-one', 'north,-two', 'one,-two', 'north,of'],
  },
  {
    name: 'an empty box that clips, in a hidden part that a search opens',
    html: '<div hidden="until-found"><div style="width:0;overflow:hidden">north </div>one </div>two of',
    values: ['north,-one', 'north,-two', 'one,-two', 'north,of'],
  },
  {
    name: 'a part with the attribute hidden that the page shows all the same',
    html: '<p>one</p><div hidden style="display:block">one two</div> of',
    values: ['one,-two', 'two,-of'],
  },
  {
    name: 'a failed search goes on behind a closed part',
    html: '<p>one</p><div hidden="until-found">one two</div><p>north</p><div hidden="until-found">north lock</div> of',
    values: ['one,-two', 'north,-lock'],
  },
  {
    name: 'a failed end of a range goes on behind a closed part',
    html: '<details><summary>north one</summary>one two</details>',
    values: ['north,one,-two', 'north,two', 'north,one'],
  },
  {
    name: 'closed details without a summary',
    html: '<p>north<details>one</details>two<details open>of</details>',
    values: ['north,-one', 'north,-two', 'two,-of', 'one,two'],
  },
  ...Object.entries({
    'a block after the text': '.icon::after{content:" gate";display:block}',
    'a block before the text': '.icon::before{content:"gate";display:block}',
    'text that ends with a space': '.icon::before{content:"gate "}',
    'text after it that ends with a space': '.icon::after{content:": "}',
    'an absolute box': '.icon::before{content:"";position:absolute}',
    'an empty text': '.icon::before{content:""}',
    'an empty box': '.icon::before{content:"";display:inline-block}',
    'a floating text': '.icon::before{content:"x";float:left}',
  }).flatMap(([what, rule]) =>
    ['one<i> two </i>of', 'one <i>two</i> of', 'one <i> two </i> of', 'one<i>two</i>of'].map(
      (text) => ({
        name: `${what} that a style sheet generates in ${text}`,
        html: `<style>${rule}</style><p>north ${text.replace('<i>', '<i class="icon">')} lock`,
        values: ['one', 'one%20two', 'two', 'two%20of', 'onetwo', 'twoof', 'north,lock'],
      }),
    ),
  ),
  {
    name: 'a part whose content is hidden in an inline element',
    html: '<span>north one <div style="content-visibility:hidden">gate</div> two of</span>',
    values: ['one', 'two', 'onetwo', 'one%20two', 'north,of'],
  },
  ...['', ' ', 'two', ' two '].flatMap((inside) =>
    ['disc', 'decimal', 'none'].map((type) => ({
      name: `an inline list item with marker ${type} that holds ${JSON.stringify(inside)}`,
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
      name: `hidden ${JSON.stringify(hidden)} in ${text}`,
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
    name: 'a script and a style sheet that are shown',
    html: '<p>north <script style="display:inline">gate</script> one <style style="display:block">i{}</style> two',
    values: ['north,-one', 'north%20one', 'one,-two', 'north,two'],
  },
  {
    name: 'an emoji that begins a longer word, and ends where a word goes on',
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
