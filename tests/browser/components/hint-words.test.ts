import './catalogue';
import { afterEach, expect, test } from 'vitest';
import { hintWords } from '@/components/review/hint-words';
import type { ClipId } from '../../../utils/model/ids';
import { useLanguage } from './catalogue';

afterEach(() => useLanguage('en'));

test.each([
  ['en', 'We need cars.”', 'The passage says “We need cars.”” Does “cars” say the same?'],
  ['en', 'We need cars.', 'The passage says “We need cars.” Does “cars” say the same?'],
  ['en', 'cars', 'The passage says “cars”. Does “cars” say the same?'],
  [
    'fr',
    'Assez !',
    'Le passage dit «\u202fAssez !\u202f» Est-ce bien ce que dit «\u202fcars\u202f»\u202f?',
  ],
  [
    'fr',
    'cars',
    'Le passage dit «\u202fcars\u202f». Est-ce bien ce que dit «\u202fcars\u202f»\u202f?',
  ],
] as const)('in %s, quoted words with a mark at their end have no second stop: %s', (...row) => {
  const [language, against, expected] = row;
  useLanguage(language);
  const hint = { kind: 'negation', words: 'cars', start: 0, end: 4, found: 'nowhere' } as const;
  expect(hintWords({ ...hint, against, soughtIn: [] as ClipId[] })).toBe(expected);
});

test('a hint says that words are in the passage as the page has it now', () => {
  const hint = { kind: 'money', words: '2.35 million', start: 0, end: 12 } as const;
  expect(hintWords({ ...hint, found: 'passage-now', soughtIn: [] })).toBe(
    '“2.35 million” is in the passage as the page has it now, not as it was quoted.',
  );
});

test.each([
  ['en', 'nowhere', 'The passage says “not”. Does “cars” say the same?'],
  ['en', 'page-only', 'The page says “not”. Does “cars” say the same?'],
  ['en', 'not-on-page', 'The page says “not”. Does “cars” say the same?'],
  [
    'fr',
    'not-on-page',
    'La page dit «\u202fnot\u202f». Est-ce bien ce que dit «\u202fcars\u202f»\u202f?',
  ],
] as const)(
  'in %s, what stands %s is not said to be in the passage',
  (language, found, expected) => {
    useLanguage(language);
    const hint = { kind: 'negation', words: 'cars', start: 0, end: 4, against: 'not' } as const;
    expect(hintWords({ ...hint, found, soughtIn: [] as ClipId[] })).toBe(expected);
  },
);
