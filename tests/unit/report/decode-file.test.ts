import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeReportFile } from '@/utils/report/decode-file';

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 * at, text.charCodeAt(at), isLittle);
  return new Uint8Array(view.buffer);
}

const bytesOf = (...parts: (string | number)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : [part])));

describe('a file’s text', () => {
  test.each([
    ['plain', utf8('The weir.\n'), 'The weir.\n'],
    ['empty', utf8(''), ''],
    ['with accents and signs of every length', utf8('é – 湖 🌊'), 'é – 湖 🌊'],
    ['with a byte order mark, which stays', utf8('\ufeffThe weir.'), '\ufeffThe weir.'],
    ['with carriage returns', utf8('a\r\nb\r'), 'a\r\nb\r'],
    ['with U+FFFD written out', utf8('a\ufffdb'), 'a\ufffdb'],
    ['UTF-16, little end first', utf16('\ufeffé 🌊', true), '\ufeffé 🌊'],
    ['UTF-16, big end first', utf16('\ufeffé 🌊', false), '\ufeffé 🌊'],
  ])('is read: %s', (_name, bytes, text) => {
    expect(decodeReportFile(bytes)).toEqual({ ok: true, value: text });
  });

  test('is unchanged for every text', () => {
    const text = fc.string({ unit: 'binary' }).filter((each) => !each.includes('\0'));
    fc.assert(
      fc.property(text, (each) => {
        expect(decodeReportFile(utf8(each))).toEqual({ ok: true, value: each });
        const marked = `\ufeff${each}`;
        expect(decodeReportFile(utf16(marked, true))).toEqual({ ok: true, value: marked });
      }),
    );
  });
});

describe('a file that is refused', () => {
  test.each([
    [
      'a letter of Latin-1',
      bytesOf('First.\nThe f', 0xe9, 'vrier'),
      'file_broken_text',
      '2: The f',
    ],
    ['a cut character at the end', bytesOf('a\n\nb', 0xe2, 0x80), 'file_broken_text', '3: b'],
    ['a surrogate in UTF-8', bytesOf('x', 0xed, 0xa0, 0x80), 'file_broken_text', '1: x'],
    ['a letter written too long', bytesOf(0xc0, 0xaf), 'file_broken_text', '1:'],
    ['UTF-16 with half a pair', utf16('\ufeffa\nb\ud83c c', true), 'file_broken_text', '2: b'],
    ['UTF-16 with half a unit', bytesOf(0xff, 0xfe, 0x61, 0x00, 0x62), 'file_broken_text', '1: a'],
    [
      'a picture',
      bytesOf(0x89, 'PNG', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d),
      'file_not_text',
      undefined,
    ],
    ['UTF-16 that does not say so', utf16('plain words', true), 'file_not_text', undefined],
    ['UTF-16 with a null', utf16('\ufeffa\0b', true), 'file_not_text', undefined],
  ])('%s', (_name, bytes, code, detail) => {
    expect(decodeReportFile(bytes)).toEqual({
      ok: false,
      error: detail === undefined ? { code } : { code, detail },
    });
  });

  test('a long broken line, of which only the end is shown', () => {
    const result = decodeReportFile(bytesOf('word '.repeat(500), 0xff));
    const detail = result.ok ? '' : (result.error.detail ?? '');
    expect(detail).toMatch(/^1: …(?: ?word)+$/u);
    expect(detail.length).toBeLessThan(90);
  });

  test('one byte more than 64 MiB, and not one that is as large', () => {
    const largest = new Uint8Array(64 * 1024 * 1024).fill(0x20);
    expect(decodeReportFile(largest).ok).toBe(true);
    const larger = new Uint8Array(largest.length + 1).fill(0x20);
    expect(decodeReportFile(larger)).toEqual({ ok: false, error: { code: 'file_too_large' } });
  });
});
