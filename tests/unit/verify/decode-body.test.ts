import { expect, test } from 'vitest';
import { decodeBody } from '@/utils/verify/decode-body';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (unit) => unit.charCodeAt(0));

test.each([
  ['UTF-8 without any declaration', utf8('un été'), '', 'un été'],
  ['windows-1252 where the bytes are not UTF-8', latin1('un \xe9t\xe9 \x93'), '', 'un été “'],
  ['the header', latin1('\xe9'), 'text/html; charset=ISO-8859-1', 'é'],
  ['a quoted header', latin1('\xe9'), 'text/html; charset="latin1"', 'é'],
  [
    'a meta element',
    latin1('<meta charset=iso-8859-15>\xa4'),
    'text/html',
    '<meta charset=iso-8859-15>€',
  ],
  [
    'a header before a meta element',
    utf8('<meta charset=latin1>é'),
    'text/html;charset=utf-8',
    '<meta charset=latin1>é',
  ],
  ['a byte order mark before a wrong header', utf8('\ufeffé'), 'text/html; charset=latin1', 'é'],
  ['UTF-16 by its mark', Uint8Array.from([0xff, 0xfe, 0xe9, 0x00]), '', 'é'],
  [
    'a meta element that claims UTF-16',
    utf8('<meta charset="utf-16">é'),
    '',
    '<meta charset="utf-16">é',
  ],
  [
    'an XML declaration',
    latin1('<?xml version="1.0" encoding="iso-8859-1"?>\xe9'),
    '',
    '<?xml version="1.0" encoding="iso-8859-1"?>é',
  ],
  ['an unknown label', utf8('é'), 'text/html; charset=klingon', 'é'],
])('decodes by %s', (_name, body, contentType, expected) => {
  expect(decodeBody(body, contentType)).toBe(expected);
});

test('does not look for a declaration beyond the first 1,024 bytes', () => {
  const text = `${' '.repeat(1100)}<meta charset=latin1>é`;
  expect(decodeBody(utf8(text), '')).toBe(text);
});
