import { expect, test } from 'vitest';
import { documentKind } from '@/utils/verify/document-kind';

const bytes = (text: string) => Uint8Array.from(text, (unit) => unit.charCodeAt(0));
const HTML = bytes('<!doctype html><p>The river rose.');
const PDF = bytes('%PDF-1.7\n');

test.each([
  ['text/html', HTML, 'html'],
  ['TEXT/HTML; Charset=utf-8', HTML, 'html'],
  ['application/xhtml+xml', HTML, 'xhtml'],
  ['text/plain; charset=utf-8', bytes('The river rose.'), 'text'],
  ['text/markdown', bytes('# The river'), 'text'],
  ['text/csv', bytes('day,level'), 'text'],
  ['application/json', bytes('{"level":61}'), 'text'],
  ['application/ld+json', bytes('{}'), 'text'],
  ['application/pdf', PDF, 'pdf'],
  ['application/x-pdf', PDF, 'pdf'],
  // The declared type decides, like in a browser: a page about PDFs is not a PDF.
  ['application/pdf', HTML, 'pdf'],
  ['text/html', PDF, 'html'],
  ['text/plain', PDF, 'text'],
  ['image/png', bytes('\x89PNG'), 'other'],
  ['application/xml', bytes('<a/>'), 'other'],
  ['application/zip', bytes('PK'), 'other'],
  ['application/octet-stream', bytes('\x00\x01'), 'other'],
  ['application/octet-stream', HTML, 'other'],
  ['application/octet-stream', PDF, 'pdf'],
  ['application/force-download', bytes('junk before it\n%PDF-1.4'), 'pdf'],
  ['', PDF, 'pdf'],
  ['', HTML, 'html'],
  // Bytes that are not text, with the type that servers give unknown files.
  ['text/plain', bytes('\x7fELF\x00\x00'), 'other'],
  ['text/plain', bytes('\xff\xfeT\x00h\x00e\x00'), 'text'],
])('%s with these bytes is read as it should: %s %s', (type, body, kind) => {
  expect(documentKind(type, body)).toBe(kind);
});
