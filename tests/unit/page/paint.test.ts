import { expect, test } from 'vitest';
import { colourOf, isSameColour, paintOver } from '@/utils/page/paint';

test.each([
  ['rgb(255, 0, 17)', [255, 0, 17, 1]],
  ['rgba(0, 0, 0, 0)', [0, 0, 0, 0]],
  ['rgba(1, 2, 3, 0.5)', [1, 2, 3, 0.5]],
])('reads %s', (css, paint) => {
  expect(colourOf(css)).toEqual(paint);
});

test.each([
  ['an opaque colour hides what is under it', [9, 9, 9, 1], [0, 0, 0, 1], [0, 0, 0, 1]],
  ['a clear colour changes nothing', [9, 9, 9, 1], [0, 0, 0, 0], [9, 9, 9, 1]],
  ['half of a colour is mixed', [0, 0, 0, 1], [255, 255, 255, 0.5], [127.5, 127.5, 127.5, 1]],
  ['an opaque colour hides a picture', null, [0, 0, 0, 1], [0, 0, 0, 1]],
  ['a picture shows through', null, [0, 0, 0, 0.9], null],
] as const)('%s', (_name, under, over, result) => {
  expect(paintOver(under, over)).toEqual(result);
});

test.each([
  ['the same', [255, 255, 255, 1], true],
  ['hardly another', [240, 250, 255, 1], true],
  ['another', [239, 255, 255, 1], false],
  ['not known', null, false],
] as const)('white is %s colour as its background', (_name, background, isSame) => {
  expect(isSameColour([255, 255, 255, 1], background)).toBe(isSame);
});
