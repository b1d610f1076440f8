import { expect, test } from 'vitest';
import type { Clip, Pin } from '@/utils/model/evidence';
import { hasPassage } from '@/utils/model/has-passage';
import { clipOf, pinOf } from '../storage/sample-evidence';

test.each<[string, Partial<Clip>, Partial<Pin> | null, boolean]>([
  ['a quote is checked', { kind: 'quote' }, {}, true],
  ['an image is checked by the words of its caption', { kind: 'image' }, {}, true],
  ['an image without a caption is not', { kind: 'image' }, { quote: null }, false],
  ['nor is one whose pin is not known', { kind: 'image' }, null, false],
  ['nor is a page', { kind: 'page' }, { quote: null }, false],
  ['a citation of others is, whatever it names', { kind: 'page', origin: 'import' }, null, true],
])('%s', (_name, clip, pin, checked) => {
  expect(hasPassage({ ...clipOf(1), ...clip }, pin === null ? null : { ...pinOf(1), ...pin })).toBe(
    checked,
  );
});
