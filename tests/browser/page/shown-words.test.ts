import { afterEach, describe, expect, test } from 'vitest';
import { isShownOtherwise } from '@/utils/page/shown-words';
import { createTextModel } from '@/utils/page/text-model';

afterEach(() => document.querySelector('#stage')?.remove());

const say = (inner: string) => `<p id="said">The minister did ${inner} resign from the board.</p>`;

/** Whether the words of the paragraph are shown otherwise than its text says. */
function otherwise(html: string): boolean {
  const stage = document.createElement('div');
  stage.id = 'stage';
  stage.innerHTML = html;
  document.body.append(stage);
  const model = createTextModel(document);
  const range = document.createRange();
  range.selectNodeContents(stage.querySelector('#said') ?? stage);
  const selected = model.rangeToOffsets(range);
  if (selected === null) throw new Error('The paragraph has no text.');
  return isShownOtherwise(model, selected);
}

describe('a passage is shown otherwise', () => {
  test.each([
    ['inert words', say('<b inert>not</b>')],
    ['a list to choose from', say('<select><option>not</option></select>')],
    ['generated words', `<style>#said b::before{content:"not "}</style>${say('<b></b>')}`],
    [
      'words generated behind others',
      `<style>#said b::after{content:" not"}</style>${say('<b>ever</b>')}`,
    ],
    ['transparent words', say('<b style="opacity:0">not</b>')],
    ['words in something transparent', say('<i style="opacity:0.01"><b>not</b></i>')],
    ['words without a colour', say('<b style="color:transparent">not</b>')],
    ['words without size', say('<b style="font-size:0">not</b>')],
    ['words far off', say('<b style="position:absolute;left:-9999px">not</b>')],
    ['words scaled away', say('<b style="display:inline-block;transform:scale(0)">not</b>')],
    ['words clipped away', say('<b style="display:inline-block;clip-path:inset(100%)">not</b>')],
    [
      'words for screen readers alone',
      say('<b style="position:absolute;width:1px;height:1px;overflow:hidden">not</b>'),
    ],
    ['masked words', say('<b style="-webkit-text-security:disc">not</b>')],
  ])('by %s in it', (_name, html) => {
    expect(otherwise(html)).toBe(true);
  });
});

describe('and as its text says', () => {
  test.each([
    ['without any of that', say('<b>not</b>')],
    ['over what nobody sees', say('<b hidden>not</b>')],
    ['with generated signs', `<style>#said b::before{content:"“"}</style>${say('<b>not</b>')}`],
    ['with an icon', `<style>#said b::after{content:"\uf101"}</style>${say('<b>not</b>')}`],
    [
      'in letters that show their background',
      say(
        '<b style="color:transparent;background:linear-gradient(red,blue);background-clip:text">not</b>',
      ),
    ],
    ['half transparent', say('<b style="opacity:0.5">not</b>')],
    ['beside such words', `${say('<b>not</b>')}<p style="opacity:0">never</p><p inert>never</p>`],
  ])('%s', (_name, html) => {
    expect(otherwise(html)).toBe(false);
  });
});
