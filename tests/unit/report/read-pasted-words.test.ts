import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '@/utils/model/ids';
import { parseStatementText } from '@/utils/model/statement-text';
import { readPastedWords } from '@/utils/report/read-pasted-words';

const read = (words: string) => readPastedWords(words, newId);

test.each([
  ['a marker’s end', 'It rose.L78】 Then it fell.', [['L78】', '']]],
  ['a marker’s head', 'It rose 【12†L3 and fell.', [['【12†L3', '']]],
  // A bracket alone may be the author's own, so it is only pointed out.
  ['a bracket that says nothing', 'It rose 】 and fell.', [['】', '】']]],
  ['brackets that pair', 'It rose【sic】 and fell.', []],
  ['a bracket among Chinese words', '水位上升】了', []],
  ['sound words', 'It rose by 61 cm.', []],
])('%s in pasted words', (_name, words, expected) => {
  const { statement, damage } = read(words);
  expect(damage.map(({ original, mended }) => [original, mended])).toEqual(expected);
  for (const { start, original, statementId } of damage) {
    expect(statement.text.slice(start, start + original.length)).toBe(original);
    expect(statementId).toBe(statement.id);
  }
});

describe('the statement', () => {
  test('is the words, line ends and all, without the blanks at their ends', () => {
    const { statement } = read(' \r\n a\r\n\r\n- b\rc  ');
    expect(statement).toMatchObject({ kind: 'paragraph', marker: '', text: 'a\n\n- b\nc' });
  });

  test('keeps the pasted text, even if it looks like a citation of ours', () => {
    const text = fc.string({ unit: fc.constantFrom('[[cite:', '[[cite\\:', 'a', ' ', '】', '\n') });
    fc.assert(
      fc.property(text, (words) => {
        const said = parseStatementText(read(words).statement.text).map((segment) =>
          segment.type === 'text' ? segment.text : null,
        );
        expect(said.join('')).toBe(words.trim());
      }),
    );
  });
});
