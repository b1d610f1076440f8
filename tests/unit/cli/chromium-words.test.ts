import { afterAll, beforeAll, expect, test } from 'vitest';
import { divideAsChromium } from '@/cli/chromium-words';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { createPlainTextModel } from '@/utils/text/plain-text-model';

const { Segmenter } = Intl;
beforeAll(divideAsChromium);
afterAll(() => void Object.assign(Intl, { Segmenter }));

// Measured in Chromium 156: between letters these end a word, between or beside digits they do not.
test.each([
  ['a system e.g. total', 'a| |system| |e|.|g|.| |total'],
  ['until 4 a.m. recently', 'until| |4| |a|.|m|.| |recently'],
  ['é.à ב:א б．в', 'é|.|à| |ב|:|א| |б|．|в'],
  ['1.5 v2.x 3.y o\u2019clock', '1.5| |v2|.|x| |3|.|y| |o\u2019clock'],
])('%j is divided as in Chromium', (text, words) => {
  const segments = new Intl.Segmenter('en', { granularity: 'word' }).segment(text);
  expect([...segments].map(({ segment }) => segment).join('|')).toBe(words);
  for (const each of segments) expect(segments.containing(each.index)).toEqual(each);
  expect(segments.containing(text.length)).toBeUndefined();
});

test('other segments stay as they are', () => {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment('a.b');
  expect([...graphemes].map(({ segment }) => segment)).toEqual(['a', '.', 'b']);
});

test('a link whose words end inside "e.g." leads to its passage', () => {
  const model = createPlainTextModel('It measures a system e.g. total spin.');
  const directive = { start: 'a system e' };
  expect(findTextDirective(model, directive)).not.toBeNull();
});
