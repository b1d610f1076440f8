import { expect, test } from 'vitest';
import { makePng } from '@/tests/e2e/harness/make-png';
import { iconUrl, MAX_ICON_BYTES } from '@/utils/model/source-icon';

const png = (width: number, height: number) => makePng(width, height, [20, 90, 200]);
const animated = () => {
  const still = png(16, 16);
  // After the header: 8 bytes of signature, 25 of the header.
  return Buffer.concat([
    still.subarray(0, 33),
    Buffer.from('\0\0\0\0acTL....'),
    still.subarray(33),
  ]);
};
const long = () => Buffer.concat([png(32, 32), Buffer.alloc(MAX_ICON_BYTES)]);
const bomb = () => {
  const small = png(1, 1);
  small.writeUInt32BE(60_000, 16);
  return small;
};

test.each<[string, string, boolean]>([
  ['a PNG of the largest size', png(32, 32).toString('base64'), true],
  ['a PNG of one pixel', png(1, 1).toString('base64'), true],
  ['a PNG that is too wide', png(33, 8).toString('base64'), false],
  ['a PNG that declares more pixels than it has', bomb().toString('base64'), false],
  ['an animated PNG', animated().toString('base64'), false],
  ['a PNG with too many bytes', long().toString('base64'), false],
  ['a GIF', Buffer.from('GIF89a................').toString('base64'), false],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'), false],
  ['an address', 'https://lakes.example/icon.png', false],
  ['a whole data URL', `data:image/png;base64,${png(16, 16).toString('base64')}`, false],
  ['nothing', '', false],
])('an icon to show: %s', (_name, icon, isShown) => {
  expect(iconUrl(icon)).toBe(isShown ? `data:image/png;base64,${icon}` : null);
});

test('a source without an icon has none to show', () => {
  expect(iconUrl(undefined)).toBeNull();
});
