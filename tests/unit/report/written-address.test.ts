import { describe, expect, test } from 'vitest';
import { addressesIn } from '@/utils/report/citations/written-address';

const found = (text: string) =>
  addressesIn(text).map(({ href, start, end }) => `${text.slice(start, end)} <= ${href}`);

describe('addresses in a text', () => {
  test.each([
    ['ends before the punctuation', 'See https://a.example/b_(c).', 'https://a.example/b_(c)'],
    ['stays in its brackets', '(see https://a.example/b)', 'https://a.example/b'],
  ])('%s', (_name, text, address) => {
    expect(found(text)).toEqual([`${address} <= ${address}`]);
  });

  test.each([
    ['Lee. Rivers. doi:10.1234/abc.', 'doi:10.1234/abc', '10.1234/abc'],
    ['(DOI: 10.1016/S0140-6736(20)30183-5)', 'DOI: 10.1016/S0140-6736(20)30183-5', null],
    ['at dx.doi.org/10.1234/a_b;c, p. 3', 'dx.doi.org/10.1234/a_b;c', '10.1234/a_b;c'],
    ['<td>doi:10.1234/abc</td>', 'doi:10.1234/abc', '10.1234/abc'],
  ])('the identifier of a document: %s', (text, written, id) => {
    const own = id ?? written.replace('DOI: ', '');
    expect(found(text)).toEqual([`${written} <= https://doi.org/${own}`]);
  });

  test.each([
    ['without a document', 'a doi:10.1234 or doi:abc'],
    ['that would end too early', 'doi:10.1002/(SICI)4<1::5 and doi:10.1234/a\\_b'],
    ['inside a word', 'mydoi:10.1234/abc'],
  ])('no identifier: %s', (_name, text) => {
    expect(found(text)).toEqual([]);
  });

  test('an identifier inside an address belongs to the address', () => {
    expect(found('https://doi.org/10.1234/abc')).toEqual([
      'https://doi.org/10.1234/abc <= https://doi.org/10.1234/abc',
    ]);
  });
});
