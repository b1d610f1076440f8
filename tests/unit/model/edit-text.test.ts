import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editText, findSplices } from '@/utils/model/edit-text';
import { mergeReports, ReportDocument } from '@/utils/model/report-document';
import { citationToken } from '@/utils/model/statement-text';
import { copyOf, id } from './sample-report';

function docWith(text: string): ReportDocument {
  const doc = new ReportDocument();
  doc.getText('t').insert(0, text);
  return doc;
}

test('makes any text read any other', () => {
  const word = fc.constantFrom(
    'sea',
    'seal',
    ' ',
    '.',
    '😀',
    '😁',
    'é',
    citationToken(id(1)),
    '[[',
  );
  const sentence = fc.array(word, { maxLength: 14 }).map((words) => words.join(''));
  fc.assert(
    fc.property(sentence, sentence, (before, after) => {
      const doc = docWith(before);
      editText(doc.getText('t'), after);
      expect(doc.getText('t').toString()).toBe(after);
    }),
    { numRuns: 1_000 },
  );
});

test('keeps the text before and after the changes of a text with very many changes', () => {
  const words = (letter: string) => Array.from({ length: 1_500 }, (_, i) => `${letter}${i}`);
  const [first, last] = [citationToken(id(1)), citationToken(id(2))];
  const before = `${first} ${words('w').join(' ')} ${last}`;
  const after = `${first} ${words('v').join(' ')} ${last}`;
  const [splice] = findSplices(before, after);
  expect(splice?.at).toBe(first.length + 1);
  expect(splice?.insert).toBe(words('v').join(' '));
  const doc = docWith(before);
  editText(doc.getText('t'), after);
  expect(doc.getText('t').toString()).toBe(after);
});

test.each<[string, string, string, { at: number; remove: number; insert: string }[]]>([
  ['one letter', 'the seal', 'the seals', [{ at: 8, remove: 0, insert: 's' }]],
  ['nothing', 'same', 'same', []],
  [
    'two words apart',
    'one two three four',
    'ONE two three FOUR',
    [
      { at: 0, remove: 3, insert: 'ONE' },
      { at: 14, remove: 4, insert: 'FOUR' },
    ],
  ],
  ['half of a surrogate pair is never left', '😀', '😁', [{ at: 0, remove: 2, insert: '😁' }]],
])('touches only what changed: %s', (_name, before, after, splices) => {
  expect(findSplices(before, after)).toEqual(splices);
});

test('replaces a token whole', () => {
  const [a, b] = [citationToken(id(1)), citationToken(id(2))];
  expect(findSplices(`x ${a}.`, `x ${b}.`)).toEqual([{ at: 2, remove: a.length, insert: b }]);
});

test('edits made at once at both ends of a sentence are both kept', () => {
  const one = docWith('The array cost 61 million euros.');
  const two = copyOf(one);
  editText(one.getText('t'), 'The whole array cost 61 million euros.');
  editText(two.getText('t'), 'The array cost 68 million euros in all.');
  mergeReports(one, two);
  mergeReports(two, one);
  expect(one.getText('t').toString()).toBe('The whole array cost 68 million euros in all.');
  expect(two.getText('t').toString()).toBe(one.getText('t').toString());
});
