import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseFragmentDirective, serializeTextDirective } from '@/utils/fragment/text-directive';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextBlock } from '@/utils/text/text-model';
import { longestDirective } from '../../corpus/longest-directive';
import { cpuTime } from '../cpu-time';

/** Evenly distributed. `fc.double` mostly gives numbers close to 0. */
const share = fc.integer({ min: 0, max: 999 }).map((part) => part / 999);

function trimmedSelection(text: string, { start, end }: { start: number; end: number }) {
  const inside = text.slice(start, end);
  return {
    start: start + inside.length - inside.trimStart().length,
    end: end - (inside.length - inside.trimEnd().length),
  };
}

describe('building where the text repeats', () => {
  /** A few words with many repetitions, blocks of every length, and several scripts. */
  const word = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('very', 'very', 'boat', 'the', 'a') },
    fc.constantFrom(
      '5',
      'Été',
      'e\u0301t\u00e9',
      'co\u00adop',
      '\ufb01n',
      'U.S.',
      '3.5',
      'well-known',
    ),
    fc.constantFrom(
      '天気',
      '天',
      'です',
      'カ\u3099',
      '한글',
      'שלום',
      'الماء',
      'ประตูน้ำ',
      '😀',
      '𠮷',
    ),
  );
  const block = fc
    .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', ' ', '', ', ')), {
      minLength: 1,
      maxLength: 14,
    })
    .map((pairs) => pairs.flat().join('').trim());
  const repetitiveModel = fc
    .record({
      kinds: fc.array(block, { minLength: 1, maxLength: 4 }),
      order: fc.array(fc.nat(3), { minLength: 1, maxLength: 14 }),
      language: fc.constantFrom('', 'en', 'ja', 'th', 'he', 'zh'),
      separators: fc.boolean(),
    })
    .map(({ kinds, order, language, separators }) => {
      const blocks: TextBlock[] = [];
      let text = '';
      for (const at of order) {
        const words = kinds[at % kinds.length] ?? '';
        if (words === '') continue;
        // A block may start right after another one, like an inline-block.
        if (text !== '' && (separators || at % 2 === 0)) text += '\n';
        blocks.push({ start: text.length, end: text.length + words.length, language });
        text += words;
      }
      return createPlainTextModel(text, blocks);
    });

  test('on repetitive pages, finds what it builds first, and refuses only what has an earlier match', () => {
    const counts = { built: 0, refused: 0 };
    fc.assert(
      fc.property(repetitiveModel, share, fc.integer({ min: 1, max: 60 }), (model, at, length) => {
        const start = Math.floor(at * model.text.length);
        const selection = { start, end: Math.min(model.text.length, start + length) };
        const result = buildDirectiveWithRange(model, selection);
        if (result.ok) {
          counts.built++;
          const { directive, found } = result.value;
          expect(findTextDirective(model, directive)).toEqual(found);
          const [read] = parseFragmentDirective(`#:~:${serializeTextDirective(directive)}`);
          expect(read && findTextDirective(model, read)).toEqual(found);
        } else if (result.error === 'not-unique') {
          counts.refused++;
          const trimmed = trimmedSelection(model.text, selection);
          // Even the longest possible directive does not lead here.
          const twin = findTextDirective(model, longestDirective(model, trimmed));
          expect(twin === null || twin.start !== trimmed.start || twin.end !== trimmed.end).toBe(
            true,
          );
        }
      }),
      { numRuns: 1_500 },
    );
    expect(counts.built).toBeGreaterThan(500);
    expect(counts.refused).toBeGreaterThan(20);
  });

  describe('costs little more where the same words fill the page', () => {
    const words = 200_000;
    const pages: readonly [name: string, text: string][] = [
      ['a page of one word', 'very '.repeat(words)],
      ['a page of one word between two others', `first ${'very '.repeat(words)}last`],
      ['rows that are all the same', 'January 310 12 Read more\n'.repeat(words / 5)],
      [
        'one block that comes round every 300 words',
        Array.from({ length: words }, (_, index) => `word${index % 300}`).join(' '),
      ],
      [
        'lines that differ in their last word only',
        Array.from(
          { length: words / 100 },
          (_, index) => `${'the same words again '.repeat(25)}${index}`,
        ).join('\n'),
      ],
    ];
    test.each(pages)('%s', (_name, text) => {
      const model = createPlainTextModel(text);
      for (const share of [0, 0.001, 0.5, 0.999]) {
        for (const length of [4, 200]) {
          const start = Math.floor(text.length * share);
          const range = { start, end: Math.min(text.length, start + length) };
          const began = cpuTime();
          const result = buildDirectiveWithRange(model, range);
          const took = cpuTime() - began;
          expect(result.ok || result.error === 'not-unique').toBe(true);
          // A search letter by letter at every place took minutes.
          expect(took, `${share} ${length}`).toBeLessThan(4_000);
        }
      }
    });
  });
});
