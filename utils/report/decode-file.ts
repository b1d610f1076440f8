import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';

const MAX_FILE_BYTES = 64 * 1024 * 1024;
const LINE_FEED = 0x0a;
/** The maximum length of a broken line that is shown, in UTF-16 units. */
const SHOWN = 80;

/**
 * Decodes a report's file: UTF-8, or UTF-16 with its byte order mark. The mark stays as the first
 * character, so that the file can be written back unchanged. Nothing is ever replaced: files of
 * more than 64 MiB, binary files and broken text are refused. For broken text, `detail` has the
 * line, from 1, and the words before the first bad byte. Linear.
 *
 * Other encodings are not guessed, because Markdown cannot declare one.
 *
 * https://encoding.spec.whatwg.org/#utf-8-decoder
 */
export function decodeReportFile(bytes: Uint8Array): Result<string, Failure> {
  if (bytes.length > MAX_FILE_BYTES) return err(failure('file_too_large'));
  const wide = wideEncoding(bytes);
  if (wide === null && bytes.includes(0)) return err(failure('file_not_text'));
  const text = decodeWhole(bytes, wide ?? 'utf-8');
  if (text === null) return err(failure('file_broken_text', firstBreak(bytes, wide)));
  return text.includes('\0') ? err(failure('file_not_text')) : ok(text);
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function decodeWhole(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The decoder's error does not say where.
    return null;
  }
}

/** Returns where the text is broken: `12: words before it …`. */
function firstBreak(bytes: Uint8Array, wide: string | null): string {
  return wide === null ? firstBadLine(bytes) : firstLoneSurrogate(bytes, wide);
}

/** In UTF-8 a line feed is never part of another character, so lines can be decoded one by one. */
function firstBadLine(bytes: Uint8Array): string {
  let line = 1;
  for (let from = 0; from <= bytes.length; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, from);
    const to = feed < 0 ? bytes.length : feed;
    const ownBytes = bytes.subarray(from, to);
    if (decodeWhole(ownBytes, 'utf-8') === null) {
      const shown = new TextDecoder('utf-8').decode(ownBytes);
      return placeOf(line, shown.split('\ufffd')[0] ?? '');
    }
    from = to + 1;
  }
  return placeOf(line, '');
}

function firstLoneSurrogate(bytes: Uint8Array, encoding: string): string {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = encoding === 'utf-16le';
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_FEED) {
      line += 1;
      lineStart = at + 1;
    }
    // A replacement character of the decoder stands for another unit in the file, or is cut off at
    // its end.
    const isWhole = 2 * at + 1 < bytes.length;
    if (unit === 0xfffd && (!isWhole || view.getUint16(2 * at, isLittle) !== 0xfffd)) {
      return placeOf(line, text.slice(lineStart, at));
    }
  }
  return placeOf(line, text.slice(lineStart));
}

function placeOf(line: number, words: string): string {
  const clean = words.replace(/[\p{Cc}\ufeff]/gu, ' ').trim();
  const end = clean.length > SHOWN ? `…${clean.slice(-SHOWN).toWellFormed().trim()}` : clean;
  return `${line}: ${end}`.trim();
}
