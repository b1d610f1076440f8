import { expect, test } from 'vitest';
import { passageNumber } from '@/utils/text/passage-number';

const PAGE = 'https://lakes.example/levels';

test.each([
  ['another fragment', `${PAGE}#:~:text=rose`, 'It rose.', true],
  ['an anchor', `${PAGE}#spring`, 'It rose.', true],
  ['other blanks and marks', PAGE, '  It\u00a0rose. ', true],
  ['another page of a site that is one document', `${PAGE}#/spring`, 'It rose.', false],
  ['such a page in the older spelling', `${PAGE}#!spring`, 'It rose.', false],
  ['another address', `${PAGE}?all`, 'It rose.', false],
  ['other words', PAGE, 'It fell.', false],
])('%s: the same passage or not', (_name, url, quote, same) => {
  expect(passageNumber(url, quote) === passageNumber(PAGE, 'It rose.')).toBe(same);
});
