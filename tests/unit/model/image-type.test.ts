import { describe, expect, test } from 'vitest';
import { IMAGE_TYPES, imageExtension, imageTypeOf, pngSize } from '@/utils/model/image-type';

/** One byte for each character. */
const bytes = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

const PNG = '\x89PNG\r\n\x1a\n';
const SIZED = `${PNG}\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0`;
const ftyp = (brands: string) => {
  const box = `ftyp${brands.slice(0, 4)}\0\0\0\0${brands.slice(4)}`;
  return bytes(`\0\0\0${String.fromCharCode(box.length + 4)}${box}meta`);
};

describe('the first bytes decide the type of an image', () => {
  test.each<[string, Uint8Array, string | null]>([
    ['a PNG', bytes(`${PNG}\0\0\0\rIHDR`), 'image/png'],
    ['a JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
    ['a GIF of 1987', bytes('GIF87a\x01\0'), 'image/gif'],
    ['a GIF of 1989', bytes('GIF89a\x01\0'), 'image/gif'],
    ['a WebP', bytes('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp'],
    ['a recording in the same wrapping', bytes('RIFF\x24\0\0\0WAVEfmt '), null],
    ['an AVIF', ftyp('avif'), 'image/avif'],
    ['a moving AVIF', ftyp('avis'), 'image/avif'],
    ['an AVIF by a brand that it is compatible with', ftyp('mif1miafavif'), 'image/avif'],
    ['a film', ftyp('isommp42'), null],
    ['an HEIC, which browsers do not show', ftyp('heicmif1'), null],
    ['an SVG', utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
    [
      'an SVG after a declaration, comments and a doctype with entities',
      utf8(
        '\ufeff<?xml version="1.0"?>\n<!-- <svg> -->\n<!DOCTYPE svg [<!ENTITY a "b">]>\n<!--x--><svg\n>',
      ),
      'image/svg+xml',
    ],
    ['an SVG with a prefix', utf8('<svg:svg xmlns:svg="…">'), 'image/svg+xml'],
    ['a page that holds an SVG', utf8('<!doctype html><html><svg></svg></html>'), null],
    ['a page that calls itself an image', utf8('<html>GIF89a</html>'), null],
    ['an element that only begins like one', utf8('<svgfont/>'), null],
    ['an SVG in a comment that never ends', utf8('<!-- <svg/>'), null],
    ['a doctype that never ends', utf8('<!DOCTYPE svg ['), null],
    ['prose', utf8('Tides and charts'), null],
    ['a bitmap of Windows', bytes('BM\x46\0\0\0'), null],
    ['the beginning of a PNG', bytes('\x89PN'), null],
    ['nothing', new Uint8Array(), null],
  ])('%s', (_name, given, type) => {
    expect(imageTypeOf(given)).toBe(type);
  });

  test('at any position in a buffer', () => {
    const whole = bytes(`....${SIZED}`);
    expect(imageTypeOf(whole.subarray(4))).toBe('image/png');
    expect(pngSize(whole.subarray(4))).toEqual({ width: 640, height: 480 });
  });
});

test('only a PNG has a readable size', () => {
  expect(pngSize(bytes(SIZED))).toEqual({ width: 640, height: 480 });
  expect(pngSize(bytes(SIZED.slice(0, 20)))).toBeNull();
  expect(pngSize(bytes('GIF89a\x01\0\x01\0..............'))).toBeNull();
});

test('every type has its own file extension', () => {
  expect(IMAGE_TYPES.map(imageExtension)).toEqual(['png', 'jpg', 'webp', 'gif', 'avif', 'svg']);
});
