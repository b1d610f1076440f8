import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBody, mayReadOtherwise } from '@/utils/verify/decode-body';
import { cpuTime } from '../cpu-time';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (unit) => unit.charCodeAt(0));
const utf16 = (text: string, little: boolean) =>
  Uint8Array.from(
    [...text].flatMap((char) => {
      const code = char.charCodeAt(0);
      return little ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
    }),
  );

test.each([
  'iso-2022-kr',
  'hz-gb-2312',
  'iso-2022-cn',
  'iso-2022-cn-ext',
  'csiso2022kr',
  'Replacement',
])('decodes a page that declares %s as one replacement character, as browsers do', (charset) => {
  const body = utf8('<p>The river rose by 61 centimetres');
  expect(decodeBody(body, `text/html; charset=${charset}`)).toBe('\ufffd');
  const declared = utf8(`<meta charset="${charset}"><p>The river rose by 61 centimetres`);
  expect(decodeBody(declared, 'text/html')).toBe('\ufffd');
});

test.each([
  ['UTF-8 without any declaration', utf8('un été'), '', 'un été'],
  ['windows-1252 where the bytes are not UTF-8', latin1('un \xe9t\xe9 \x93'), '', 'un été “'],
  ['the header', latin1('\xe9'), 'text/html; charset=ISO-8859-1', 'é'],
  ['a quoted header', latin1('\xe9'), 'text/html; charset="latin1"', 'é'],
  ['a header among other parameters', latin1('\xe9'), 'text/html; x=1;Charset = latin1 ; y', 'é'],
  [
    'a header before a meta element',
    utf8('<meta charset=latin1>é'),
    'text/html;charset=utf-8',
    'é',
  ],
  ['a byte order mark before a wrong header', utf8('\ufeffé'), 'text/html; charset=latin1', 'é'],
  ['UTF-16 by its mark', Uint8Array.from([0xff, 0xfe, 0xe9, 0x00]), '', 'é'],
  ['big-endian UTF-16 by its mark', Uint8Array.from([0xfe, 0xff, 0x00, 0xe9]), '', 'é'],
  ['UTF-16 by the header', utf16('é', true), 'text/html; charset=utf-16', 'é'],
  ['big-endian UTF-16 by the header', utf16('é', false), 'text/html; charset=utf-16be', 'é'],
  ['an unknown label', utf8('é'), 'text/html; charset=klingon', 'é'],
  [
    'an unknown label, then a meta element',
    latin1('<meta charset=latin1>\xe9'),
    'text/html; charset=klingon',
    'é',
  ],
  ['Shift_JIS', Uint8Array.from([0x8e, 0x52]), 'text/html; charset=shift_jis', '山'],
  [
    'GBK under the name of GB2312',
    Uint8Array.from([0xc9, 0xbd]),
    'text/html; charset=gb2312',
    '山',
  ],
  ['windows-1251', Uint8Array.from([0xf0, 0xe5, 0xea, 0xe0]), 'text/html; charset=cp1251', 'река'],
  ['the wrong header, as browsers do', utf8('é'), 'text/html; charset=latin1', 'Ã©'],
  [
    'UTF-8 that the bytes are not, as browsers do',
    latin1('a\xe9b'),
    'text/html; charset=utf-8',
    'a\ufffdb',
  ],
])('decodes by %s', (_name, body, contentType, expected) => {
  expect(decodeBody(body, contentType).replace(/^<[^>]*>/, '')).toBe(expected);
});

describe('the encoding that a page declares', () => {
  const EURO = '\xa4';
  test.each([
    ['charset', '<meta charset=iso-8859-15>'],
    ['charset in quotes, among others', "<html><head>\n<META data-x='>' charset='ISO-8859-15' />"],
    ['http-equiv', '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">'],
    [
      'http-equiv the other way round',
      '<meta content="text/html;charset=\'iso-8859-15\'" http-equiv=content-type>',
    ],
    ['the first of two', '<meta charset=iso-8859-15><meta charset=utf-8>'],
    [
      'after what declares nothing',
      '<title>x</title><meta name=author content=x><meta charset=iso-8859-15>',
    ],
    ['not in a comment', '<!-- <meta charset=utf-8> --><meta charset=iso-8859-15>'],
    ['not in a comment without words', '<!--><meta charset=iso-8859-15>'],
    ['not in another attribute', '<a title="<meta charset=utf-8>"></a><meta charset=iso-8859-15>'],
    [
      'not in a description',
      '<meta name=description content="charset=utf-8"><meta charset=iso-8859-15>',
    ],
    [
      'not in a closing tag or a doctype',
      '<!doctype html "<meta charset=utf-8"></meta charset=utf-8><meta charset=iso-8859-15>',
    ],
    ['an XML declaration', '<?xml version="1.0" encoding="iso-8859-15"?>'],
    ['an XML declaration in single quotes', "<?xml version='1.0' encoding='iso-8859-15' ?>"],
    [
      'a meta element before an XML declaration',
      '<?xml version="1.0" encoding="utf-8"?><meta charset=iso-8859-15>',
    ],
  ])('%s', (_name, head) => {
    expect(decodeBody(latin1(head + EURO), 'text/html')).toBe(`${head}€`);
  });

  test.each([
    ['a meta element that claims UTF-16', '<meta charset="utf-16">é', '<meta charset="utf-16">é'],
    ['an open comment', '<!-- <meta charset=latin1>é', '<!-- <meta charset=latin1>é'],
    [
      'an element that only begins like one',
      '<metadata charset=latin1>é',
      '<metadata charset=latin1>é',
    ],
    ['a processing instruction', '<?pi <meta charset=latin1 ?>é', '<?pi <meta charset=latin1 ?>é'],
  ])('%s does not', (_name, body, expected) => {
    expect(decodeBody(utf8(body), '')).toBe(expected);
  });

  test('does not count beyond the first 1,024 bytes', () => {
    const text = `${' '.repeat(1100)}<meta charset=latin1>é`;
    expect(decodeBody(utf8(text), '')).toBe(text);
  });

  test('x-user-defined means windows-1252', () => {
    expect(decodeBody(latin1('<meta charset=x-user-defined>\x80'), '')).toContain('€');
  });

  test.each([true, false])(
    'UTF-16 without a mark, by its XML declaration (little: %s)',
    (little) => {
      const text = '<?xml version="1.0"?>é';
      expect(decodeBody(utf16(text, little), '')).toBe(text);
    },
  );
});

describe('by kind', () => {
  const meta = latin1('<meta charset=iso-8859-15>\xe9\xa4');
  const xml = latin1('<?xml version="1.0" encoding="iso-8859-15"?>\xe9\xa4');

  test('a plain text declares nothing, whatever markup it shows', () => {
    expect(decodeBody(meta, 'text/plain', 'text')).toContain('é¤');
    expect(decodeBody(xml, 'text/plain', 'text')).toContain('é¤');
    expect(decodeBody(meta, 'text/plain; charset=iso-8859-15', 'text')).toContain('é€');
  });

  test('XHTML is declared by its XML declaration alone, and is UTF-8 without', () => {
    expect(decodeBody(xml, 'application/xhtml+xml', 'xhtml')).toContain('é€');
    expect(decodeBody(meta, 'application/xhtml+xml', 'xhtml')).toContain('\ufffd');
    expect(decodeBody(xml, 'application/xhtml+xml; charset=latin1', 'xhtml')).toContain('é¤');
  });
});

test('gives back any text in UTF-8, and some text for any bytes', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(text, (whole) => {
      expect(decodeBody(utf8(`\ufeff${whole}`), '')).toBe(whole);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), text, (body, type) => {
      expect(typeof decodeBody(body, type)).toBe('string');
    }),
  );
});

test('takes no longer for hostile markup', () => {
  const started = cpuTime();
  for (const piece of [
    '<',
    '<!--',
    '<meta ',
    "<meta a='",
    '<a b=',
    '<?xml encoding',
    '<meta content=charset',
  ]) {
    decodeBody(latin1(piece.repeat(2000)), '');
  }
  expect(cpuTime() - started).toBeLessThan(1_000);
});

describe('a body whose letters a browser may read as others', () => {
  // Chromium shows Japanese characters for each of these, also if the standard says otherwise.
  const escaped = new TextEncoder().encode('<p>\u001b$BThe dam held\u001b(B');

  test.each([
    ['no header declares the encoding', 'text/html'],
    ['a plain text declares none', 'text/plain'],
    ['the header names an unknown encoding', 'text/html; charset=foo'],
    ['the header names none, in single quotes', "text/html; charset='utf-8'"],
  ])('%s, and an escape is in it', (_name, type) => {
    expect(mayReadOtherwise(escaped, type)).toBe(true);
    expect(mayReadOtherwise(new TextEncoder().encode('<p>The dam held'), type)).toBe(false);
  });

  test.each([
    'text/html; charset=utf-8, text/html; charset=iso-2022-jp',
    'text/html; x="; charset=utf-8"; charset=utf-16',
  ])('the header is %s', (type) => {
    expect(mayReadOtherwise(new TextEncoder().encode('<p>a'), type)).toBe(true);
  });

  test('but not if the header or a byte order mark declares the encoding', () => {
    for (const type of ['text/html; charset=utf-8', 'text/html; charset="iso-2022-jp"']) {
      expect(mayReadOtherwise(escaped, type)).toBe(false);
    }
    expect(mayReadOtherwise(Uint8Array.from([0xef, 0xbb, 0xbf, ...escaped]), 'text/html')).toBe(
      false,
    );
  });
});
