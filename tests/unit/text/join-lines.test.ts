import { expect, test } from 'vitest';
import { joinLines } from '@/utils/text/join-lines';

test.each([
  ['two words', 'the river', 'rose', 'space'],
  ['a sentence', 'overnight.', 'Then it fell.', 'space'],
  ['a dash between spaces', 'the gate –', 'the old one', 'space'],
  ['a hyphen that stands for a word', 'pre-', 'and post-war', 'space'],
  ['the same in German', 'Ein-', 'und Ausfuhr', 'space'],
  ['a figure on either side', 'in 12', '300 people', 'space'],
  ['a hyphen before a figure', 'COVID-', '19', 'glued'],
  ['a range of years', 'from 1990-', '1995', 'glued'],
  ['a range with a dash', 'from 1990–', '1995', 'glued'],
  ['a hyphen before a capital', 'Franco-', 'German', 'glued'],
  ['a figure before a word', 'a 5-', 'year plan', 'glued'],
  ['a dash without spaces', 'the gate—', 'the old one', 'glued'],
  ['a slash', 'and/', 'or', 'space'],
  ['a slash between words', 'input/', 'output', 'glued'],
  ['Japanese', '山の雪どけは', '三週間近く', 'glued'],
  ['Japanese before Latin', '山の雪どけは', 'May', 'space'],
  ['a list’s dash', '-', 'item', 'space'],
])('%s', (_name, before, after, kind) => {
  expect(joinLines(before, after)).toEqual({ kind });
});

test.each([
  ['a broken word', 'for exam-', 'ple, this', 'exam', 'ple'],
  ['a soft hyphen', 'for exam\u00AD', 'ple', 'exam', 'ple'],
  ['a compound broken at its hyphen', 'a well-', 'known lock', 'well', 'known'],
  ['a compound broken elsewhere', 'the self-deter-', 'mined', 'self-deter', 'mined'],
  ['an elision', 'd’au-', 'teur', 'd’au', 'teur'],
  ['accents', 'la pré-', 'éminence', 'pré', 'éminence'],
])('%s may or may not have its hyphen', (_name, before, after, left, right) => {
  expect(joinLines(before, after)).toEqual({ kind: 'broken', left, right });
});
