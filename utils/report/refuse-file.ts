import { type Failure, failure } from '@/utils/model/failure';
import { imageTypeOf } from '@/utils/model/image-type';
import { err, ok, type Result } from '@/utils/model/result';
import { decodeReportFile } from './decode-file';

/** Names that only Pincite's own files have. They are gzipped, so they never arrive here whole. */
const OWN_NAME = /\.pincite(?:-bundle)?$/iu;
const JSON_NAME = /\.(?:json|jsonld|geojson|ipynb)$/iu;
const TABLE_NAME = /\.(?:csv|tsv)$/iu;
const REFERENCES_NAME = /\.(?:bib|ris|enw|nbib)$/iu;
/** The first entry of a BibTeX or RIS file. */
const REFERENCES = /^\s*(?:@[a-z]+\s*\{[^,{}\s]+\s*,|TY {2}- )/iu;
/** The largest JSON that is recognised by its content. In UTF-16 units. */
const MAX_JSON = 5_000_000;

/**
 * Decodes the file of a report, or refuses it with the advice that fits: a file of another kind, or
 * a file with nothing in it, is not read as a report. A text that merely looks unusual is read.
 */
export function readReportFile(name: string, bytes: Uint8Array): Result<string, Failure> {
  if (bytes.length === 0) return err(failure('file_empty'));
  if (hasStart(bytes, '%PDF-')) return err(failure('file_is_pdf'));
  // OpenDocument and EPUB files are ZIP archives. Word files are too, but are not read here.
  if (hasStart(bytes, 'PK\x03\x04')) return err(failure('file_is_document'));
  // Older Word files are compound files, and so is a newer one with a password.
  if (hasStart(bytes, '\xd0\xcf\x11\xe0')) {
    return err(failure(isEncrypted(bytes) ? 'word_locked' : 'file_is_document'));
  }
  if (hasStart(bytes, '{\\rtf')) return err(failure('file_is_document'));
  const text = decodeReportFile(bytes);
  if (OWN_NAME.test(name)) return err(failure('file_not_own'));
  if (!text.ok) {
    const isImage = text.error.code !== 'file_too_large' && imageTypeOf(bytes) !== null;
    return isImage ? err(failure('file_is_image')) : text;
  }
  const words = text.value.replace(/^\ufeff/u, '');
  if (words.trim() === '') return err(failure('file_empty'));
  if (/^\s*(?:<\?xml[^>]*>\s*)?<svg[\s>]/iu.test(words)) return err(failure('file_is_image'));
  if (JSON_NAME.test(name) || isJson(words)) return err(failure('file_is_json'));
  if (REFERENCES_NAME.test(name) || REFERENCES.test(words)) {
    return err(failure('file_is_references'));
  }
  return TABLE_NAME.test(name) ? err(failure('file_is_table')) : ok(text.value);
}

/** An object or a list that is whole. Markdown can begin with a bracket too. */
function isJson(text: string): boolean {
  if (text.length > MAX_JSON || !/^\s*[{[]/u.test(text) || !/[}\]]\s*$/u.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The name of the stream that has an encrypted document, in UTF-16. [MS-OFFCRYPTO] 2.3.4.4 */
const ENCRYPTED = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);

function isEncrypted(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x45); at >= 0; at = bytes.indexOf(0x45, at + 1)) {
    if (ENCRYPTED.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}

/** @param letters Each is one byte. */
function hasStart(bytes: Uint8Array, letters: string): boolean {
  return [...letters].every((letter, at) => bytes[at] === letter.charCodeAt(0));
}
