import { afterEach, describe, expect, test } from 'vitest';
import { createTextModel } from '@/utils/page/page-text-model';
import { isShownOtherwise } from '@/utils/page/shown-words';

afterEach(() => document.querySelector('#stage')?.remove());

const say = (inner: string) => `<p id="said">The minister did ${inner} resign from the board.</p>`;

/** Returns whether a reader sees other words in the paragraph than its text model contains. */
function otherwise(html: string, from: string | null = null): boolean {
  const stage = document.createElement('div');
  stage.id = 'stage';
  stage.setHTMLUnsafe(html);
  document.body.append(stage);
  const model = createTextModel(document);
  const range = document.createRange();
  range.selectNodeContents(stage.querySelector('#said') ?? stage);
  if (from !== null) range.setStartBefore(stage.querySelector(from) ?? stage);
  const selected = model.rangeToOffsets(range);
  if (selected === null) throw new Error('The paragraph has no text.');
  return isShownOtherwise(model, selected);
}

describe('a reader sees other words than the text model contains', () => {
  test.each([
    ['inert words', say('<b inert>not</b>')],
    ['a select element', say('<select><option>not</option></select>')],
    ['generated words', `<style>#said b::before{content:"not "}</style>${say('<b></b>')}`],
    [
      'generated words after other words',
      `<style>#said b::after{content:" not"}</style>${say('<b>ever</b>')}`,
    ],
    ['transparent words', say('<b style="opacity:0">not</b>')],
    ['words in a transparent element', say('<i style="opacity:0.01"><b>not</b></i>')],
    ['words in a transparent colour', say('<b style="color:transparent">not</b>')],
    ['words with font size 0', say('<b style="font-size:0">not</b>')],
    ['words far outside the page', say('<b style="position:absolute;left:-9999px">not</b>')],
    ['words scaled to size 0', say('<b style="display:inline-block;transform:scale(0)">not</b>')],
    ['words clipped away', say('<b style="display:inline-block;clip-path:inset(100%)">not</b>')],
    [
      'words for screen readers only',
      say('<b style="position:absolute;width:1px;height:1px;overflow:hidden">not</b>'),
    ],
    [
      'a space without a width between two words',
      say('no<b style="word-spacing:-9px;letter-spacing:-9px"> </b>table'),
    ],
    ['masked words', say('<b style="-webkit-text-security:disc">not</b>')],
    [
      'generated words in a shadow tree',
      say(
        '<span><template shadowrootmode="open"><style>b::before{content:"not "}</style><b></b><slot></slot></template>ever</span>',
      ),
    ],
    [
      'generated words, and the page has 25,000 elements before it',
      `<style>#said b::before{content:"not "}</style>${'<i></i>'.repeat(25_000)}${say('<b></b>')}`,
    ],
    [
      'generated words behind 25,000 elements inside it',
      `<style>#said b::before{content:"not "}</style>${say(`${'<i></i>'.repeat(25_000)}<b></b>`)}`,
    ],
  ])('when the passage contains %s', (_name, html) => {
    expect(otherwise(html)).toBe(true);
  });
});

test.each([
  ['', false],
  ['not', true],
])('when a passage begins before 15,000 elements and a style adds "%s"', (word, expected) => {
  const style = `<style>#said b::before{content:"${word}"}</style>`;
  const before = `<p id="first">First.</p>${'<i></i>'.repeat(15_000)}`;
  expect(otherwise(`${style}${before}${say('<b></b>')}`, '#first')).toBe(expected);
});

describe('a reader sees the words that the text model contains', () => {
  test.each([
    ['words without a style', say('<b>not</b>')],
    ['words with the hidden attribute', say('<b hidden>not</b>')],
    [
      'generated quotation marks',
      `<style>#said b::before{content:"“"}</style>${say('<b>not</b>')}`,
    ],
    ['a generated icon', `<style>#said b::after{content:"\uf101"}</style>${say('<b>not</b>')}`],
    [
      'letters that show their background',
      say(
        '<b style="color:transparent;background:linear-gradient(red,blue);background-clip:text">not</b>',
      ),
    ],
    ['half-transparent words', say('<b style="opacity:0.5">not</b>')],
    [
      'the ends of lines between the elements of a listing',
      '<pre id="said"><b>18:00 │ 200</b>\n<b>18:00 │ 404</b>\n\n<b>18:00 │ 400</b></pre>',
    ],
    [
      'a line that breaks at the space between two elements',
      `<div style="width:6em">${say('<a href="#a">withdrawal</a> <a href="#b">notwithstanding</a>')}</div>`,
    ],
    [
      'white space before line breaks and at the ends of paragraphs',
      '<div id="said"><p><b>No</b> <br> <b>table</b> </p> <p> <b>was</b> <i>made</i>\n</p></div>',
    ],
    [
      'lines that overlap',
      `<div style="width:6em;line-height:1">${say('<a href="#a">withdrawal</a> <a href="#b">notwithstanding</a>')}</div>`,
    ],
    [
      'hidden words only in the paragraphs after it',
      `${say('<b>not</b>')}<p style="opacity:0">never</p><p inert>never</p>`,
    ],
  ])('when the passage has %s', (_name, html) => {
    expect(otherwise(html)).toBe(false);
  });
});
