import { describe, expect, test } from 'vitest';
import { parseFiledAttachment } from '@/utils/model/attachment';
import { hasTooManyPixels } from '@/utils/model/image-size';
import { makeAttachment } from '@/utils/storage/make-attachment';
import { attachmentOf } from '../storage/sample-evidence';

const text = (value: string) => [...value].map((each) => each.charCodeAt(0));
const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, at) => (value >>> (8 * (bytes - 1 - at))) & 255);
const little = (value: number, bytes: number) => big(value, bytes).reverse();

/** The first bytes of an image of each kind with this size. */
const KINDS: readonly (readonly [string, (width: number, height: number) => number[]])[] = [
  [
    'PNG',
    (width, height) => [
      ...text('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
      ...big(width, 4),
      ...big(height, 4),
    ],
  ],
  ['GIF', (width, height) => [...text('GIF89a'), ...little(width, 2), ...little(height, 2)]],
  [
    'JPEG, behind other segments',
    (width, height) => [
      ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
      ...[0xff, 0xff, 0xc4, 0, 3, 9],
      ...[0xff, 0xc2, 0, 17, 8, ...big(height, 2), ...big(width, 2), 3, 1, 1, 1, 1],
    ],
  ],
  [
    'lossy WebP',
    (width, height) => [
      ...text('RIFF\0\0\0\0WEBPVP8 \0\0\0\0'),
      ...[0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)],
    ],
  ],
  [
    'lossless WebP',
    (width, height) => [
      ...text('RIFF\0\0\0\0WEBPVP8L\0\0\0\0'),
      ...[0x2f, ...little(((width - 1) | ((height - 1) << 14)) >>> 0, 4)],
    ],
  ],
  [
    'extended WebP',
    (width, height) => [
      ...text('RIFF\0\0\0\0WEBPVP8X\0\0\0\0'),
      ...[0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3), 0],
    ],
  ],
  [
    'AVIF, behind a thumbnail',
    (width, height) => [
      ...text('\0\0\0\x10ftypavif\0\0\0\0'),
      ...[...text('\0\0\0\x14ispe\0\0\0\0'), ...big(64, 4), ...big(64, 4)],
      ...[...text('\0\0\0\x14ispe\0\0\0\0'), ...big(width, 4), ...big(height, 4)],
    ],
  ],
];

describe.each(KINDS)('a %s', (_name, make) => {
  test.each([
    [8_000, 8_000, false],
    [10_000, 10_000, false],
    [10_001, 10_000, true],
    [16_383, 16_383, true],
  ])('of %i by %i pixels', (width, height, isBomb) => {
    expect(hasTooManyPixels(Uint8Array.from(make(width, height)))).toBe(isBomb);
  });

  test('cut at any byte gives no error and does not have too many pixels', () => {
    const whole = Uint8Array.from(make(64, 64));
    for (let end = 0; end < whole.length; end += 1) {
      expect(hasTooManyPixels(whole.subarray(0, end))).toBe(false);
    }
  });

  test('with too many pixels is kept without its bytes, from a clip or a file', async () => {
    const bytes = Uint8Array.from([...make(16_000, 16_000), ...new Array<number>(64).fill(0)]);
    const none = { noImageReason: 'too-large', mediaType: null, hash: null };
    const made = await makeAttachment(attachmentOf(1), { bytes, copy: 'file' });
    expect(made).toMatchObject(none);
    expect(made.bytes).toHaveLength(0);
    const filed = parseFiledAttachment({ ...attachmentOf(1), bytes });
    expect(filed.data).toMatchObject(none);
  });
});

test('an SVG with a huge width and height does not have too many pixels', () => {
  const svg = new TextEncoder().encode('<svg width="99999999" height="99999999"/>');
  expect(hasTooManyPixels(svg)).toBe(false);
});
