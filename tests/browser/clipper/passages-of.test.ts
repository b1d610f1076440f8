import { afterEach, describe, expect, test } from 'vitest';
import { passagesOf } from '@/entrypoints/clipper/passages-of';
import { createTextModel } from '@/utils/page/page-text-model';

const HTML = `<p>The level stood at 44 cm at noon.</p><p>Nobody saw it fall.</p>
  <table><tr><td>North pier</td><td>61 cm</td></tr><tr><td>South pier</td><td>12 cm</td></tr></table>`;

afterEach(() => document.querySelector('#stage')?.remove());

/** Returns the quotes of the clips that these words give if each is selected in turn. */
function passages(...selected: readonly string[]): string[] {
  const stage = document.createElement('div');
  stage.id = 'stage';
  stage.innerHTML = HTML;
  document.body.append(stage);
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
