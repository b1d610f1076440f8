import { afterEach, describe, expect, test } from 'vitest';
import { passagesOf } from '@/entrypoints/clipper/passages-of';
import { createTextModel } from '@/utils/page/page-text-model';

const HTML = `<p>The level stood at 44 cm at noon.</p><p>Nobody saw it fall.</p>
  <table><tr><td>North pier</td><td>61 cm</td></tr><tr><td>South pier</td><td>12 cm</td></tr></table>`;

afterEach(() => document.querySelector('#stage')?.remove());

function show(html: string): HTMLElement {
  const stage = document.createElement('div');
  stage.id = 'stage';
  stage.innerHTML = html;
  document.body.append(stage);
  return stage;
}

/** Returns the quotes of the clips that these words give if each is selected in turn. */
function passages(...selected: readonly string[]): string[] {
  const stage = show(HTML);
  const model = createTextModel(stage);
  const ranges = selected.map((words) => {
    const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() !== null) {
      const text = texts.currentNode as Text;
      const at = text.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + words.length);
      return range;
    }
    throw new Error(`The page has no ${words}.`);
  });
  return passagesOf(model, ranges).map(({ start, end }) => model.text.slice(start, end));
}

describe('several selected ranges', () => {
  test.each([
    {
      name: 'are a passage each, in the order of the page',
      selected: ['saw it fall', 'at noon'],
      expected: ['at noon', 'saw it fall'],
    },
    {
      name: 'grow to whole words and figures, each by itself',
      selected: ['4 c', 'obod'],
      expected: ['44 cm', 'Nobody'],
    },
    {
      name: 'are one passage where only white space parts them, as the cells of a row',
      selected: ['North pier', '61 cm'],
      expected: ['North pier\n61 cm'],
    },
  ])('$name', ({ selected, expected }) => {
    expect(passages(...selected).map((text) => text.replace(/\s+/g, ' '))).toEqual(
      expected.map((text) => text.replace(/\s+/g, ' ')),
    );
  });

  test('of nothing are no passages', () => {
    expect(passages()).toEqual([]);
  });
});

/** A boundary point of a range: an offset in an element, or in its last text. */
type Place = readonly [selector: string, offset: number, inText?: 'text'];

function quoteBetween(html: string, from: Place, to: Place): string {
  const stage = show(html);
  const point = ([selector, offset, inText]: Place) => {
    const element = stage.querySelector(selector) as Element;
    const node = inText === 'text' ? (element.lastChild as Node) : element;
    return [node, offset] as const;
  };
  const range = document.createRange();
  range.setStart(...point(from));
  range.setEnd(...point(to));
  const model = createTextModel(stage);
  return passagesOf(model, [range])
    .map(({ start, end }) => model.text.slice(start, end))
    .join('|');
}

// As Firefox and Chromium select by dragging, by a triple click, and with the arrow keys.
describe('a range at the edge of a block has nothing of the block beside it:', () => {
  const ROW = `<table><tr><td id="a">Gas</td><td id="b">47 %</td><td id="c">25 %</td></tr></table>
    <p id="after">M. Delmas spoke.</p>`;
  const row = 'Gas\n47 %\n25 %';
  const blocks = (next: string) => `<p id="one">The dam held.</p>${next}`;
  const held = 'The dam held.';
  const start: Place = ['#one', 0, 'text'];
  test.each<[string, string, Place, Place, string]>([
    ['the end of the last cell', ROW, ['#a', 0, 'text'], ['#c', 4, 'text'], row],
    ['the paragraph under the table', ROW, ['#a', 0, 'text'], ['#after', 0], row],
    ['its text', ROW, ['#a', 0, 'text'], ['#after', 0, 'text'], row],
    ['the next cell', ROW, ['#a', 0, 'text'], ['#c', 0], 'Gas\n47 %'],
    ['its figure', ROW, ['#a', 0, 'text'], ['#c', 0, 'text'], 'Gas\n47 %'],
    ['the end of a cell before it', ROW, ['#b', 4, 'text'], ['#c', 4, 'text'], '25 %'],
    ['the end of the table', ROW, ['#c', 4, 'text'], ['#after', 9, 'text'], 'M. Delmas'],
    ['a paragraph', blocks('<p id="two">Nobody saw.</p>'), start, ['#two', 0], held],
    [
      'its white space',
      blocks('<p id="two">\n  Nobody saw.</p>'),
      start,
      ['#two', 3, 'text'],
      held,
    ],
    ['an item', blocks('<ul><li id="two">Nobody saw.</li></ul>'), start, ['#two', 0], held],
    ['the list', blocks('<ul id="two"><li>Nobody saw.</li></ul>'), start, ['#two', 0], held],
    ['an image', blocks('<p id="two"><img>Nobody saw.</p>'), start, ['#two', 1], held],
    ['its text', blocks('<p id="two"><img>Nobody saw.</p>'), start, ['#two', 0, 'text'], held],
    [
      'hidden words',
      blocks('<p id="two"><b hidden>Yes.</b>Nobody saw.</p>'),
      start,
      ['#two', 1],
      held,
    ],
    ['a line', '<p id="one">12<br>M. Delmas spoke.</p>', ['#one', 0], ['#one', 2], '12'],
    ['its text', '<p id="one">12<br>M. Delmas spoke.</p>', ['#one', 0], ['#one', 0, 'text'], '12'],
    [
      'the end of a paragraph before it',
      blocks('<p id="two">Nobody saw.</p>'),
      ['#one', 13, 'text'],
      ['#two', 6, 'text'],
      'Nobody',
    ],
    [
      'the end of an amount before it',
      '<p id="one">In EUR</p><p id="two">2019 was dry.</p>',
      ['#one', 6, 'text'],
      ['#two', 4, 'text'],
      '2019',
    ],
  ])('%s', (_name, html, from, to, expected) => {
    expect(quoteBetween(html, from, to)).toBe(expected);
  });

  test('a unit in the next cell is still the figure’s', () => {
    const html = '<table><tr><td id="a">Power</td><td id="b">12</td><td>MW</td></tr></table>';
    expect(quoteBetween(html, ['#a', 0], ['#b', 2, 'text'])).toBe('Power\n12\nMW');
  });
});
