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
