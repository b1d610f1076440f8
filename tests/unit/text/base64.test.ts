import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from '@/utils/text/base64';

test('any number of bytes is unchanged after decoding', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100_000 }), (bytes) => {
      expect(decodeBase64(encodeBase64(bytes))).toEqual(new Uint8Array(bytes));
    }),
    { numRuns: 50 },
  );
});

test('agrees with the platform on standard base64', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256);
  expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

test.each([
  ['words', 'not base64!'],
  ['the URL alphabet', '__--'],
  ['a cut group', 'A'],
])('refuses %s', (_name, text) => {
  expect(decodeBase64(text)).toBeNull();
});
