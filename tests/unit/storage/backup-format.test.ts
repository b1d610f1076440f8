import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attachment } from '@/utils/model/attachment';
import { MAX_IMAGE_BYTES } from '@/utils/model/image-type';
import {
  createLineReader,
  createLineWriter,
  createRecordReader,
  encodeRecord,
  type FileRecord,
  type Unreadable,
} from '@/utils/storage/backup-format';
import {
  attachmentOf,
  attachmentWithoutBytes,
  clipOf,
  pngOf,
  REPORT,
  time,
} from './sample-evidence';

function documentOf(length: number): FileRecord {
  const update = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) update[at] = (at * 31) % 256;
  return { store: 'reportUpdates', record: { reportId: REPORT, at: time(1), update } };
}

/** Returns the result of reading the lines, line by line. */
function readLines(lines: readonly unknown[]) {
  const read = createRecordReader();
  return lines.map((line) => read(line));
}

/** Bytes as one string, because comparing millions of numbers one by one takes seconds. */
const printed = (entry: FileRecord | Unreadable | 'more' | null | undefined) =>
  typeof entry === 'object' && entry?.store === 'reportUpdates' && 'record' in entry
    ? { ...entry.record, update: Buffer.from(entry.record.update).toString('base64') }
    : entry;

const linesOf = (record: FileRecord) =>
  [...encodeRecord(record)].map((line) => JSON.parse(JSON.stringify(line)));

test('the sum of a line is the CRC-32 of all that follows sums up to it, in UTF-8', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'é', '€', '𝄞', '\u07ff\u0800\uffff', '\ud800', 'a\udc00b'),
  );
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (bodies) => {
      const write = createLineWriter();
      const read = createLineReader();
      let sum = 0;
      for (const body of bodies) {
        const line = write({ body });
        sum = crc32(line.slice(line.indexOf(',') + 1), sum);
        expect(line.slice(0, 17)).toBe(`{"sum":"${sum.toString(16).padStart(8, '0')}"`);
        expect(read(line.trimEnd())).toEqual({ body });
      }
    }),
  );
});

describe('the lines of a record', () => {
  test.each([0, 1, 2_999_999, 3_000_000, 3_000_001, 7_500_000])(
    'of %i bytes read back',
    (length) => {
      const record = documentOf(length);
      const lines = linesOf(record);
      expect(lines).toHaveLength(Math.max(1, Math.ceil(length / 3_000_000)));
      const read = readLines(lines);
      expect(read.slice(0, -1).every((each) => each === 'more')).toBe(true);
      expect(printed(read.at(-1))).toEqual(printed(record));
    },
  );

  test('of one record after another read back, however many bytes each has', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_500_000 }), { maxLength: 3 }), (lengths) => {
        const records = lengths.flatMap((length): FileRecord[] => [
          documentOf(length),
          { store: 'clips', record: clipOf(1) },
        ]);
        const read = readLines(records.flatMap(linesOf)).filter((each) => each !== 'more');
        expect(read.map(printed)).toEqual(records.map(printed));
      }),
      { numRuns: 4 },
    );
  });

  const lines = linesOf(documentOf(7_000_000));
  test.each<[string, unknown[], number]>([
    [
      'a part is missing at the end, and another record follows',
      [lines[0], lines[1], ...linesOf(documentOf(1))],
      2,
    ],
    ['parts come without a beginning', [lines[1]], 0],
    ['a part is no base64', [lines[0], { part: '%' }], 1],
    [
      'a record without bytes says that it goes on',
      [{ store: 'clips', record: clipOf(1), more: true }],
      0,
    ],
  ])('are refused where %s', (_name, spoiled, at) => {
    expect(readLines(spoiled)[at]).toBeNull();
  });
});

describe('an image in a file', () => {
  const readBack = (record: Attachment) =>
    readLines(linesOf({ store: 'attachments', record })).at(-1);
  const large = new Uint8Array(MAX_IMAGE_BYTES + 1);
  large.set(pngOf(1));

  test.each([
    [
      'whose bytes are none',
      { bytes: new TextEncoder().encode('<!doctype html>') },
      'not-an-image',
    ],
    ['of more bytes than are kept', { bytes: large }, 'too-large'],
  ] as const)('%s is read without its bytes', (_name, change, noImageReason) => {
    expect(readBack({ ...attachmentOf(1), ...change })).toEqual({
      store: 'attachments',
      record: { ...attachmentWithoutBytes(1), noImageReason },
    });
  });

  test.each([
    ['of another type', 'image/gif'],
    ['of a type that is none', 'image/bmp' as 'image/png'],
    ['of no type', null],
  ] as const)('that is said to be %s is what its bytes are', (_name, mediaType) => {
    const record = attachmentOf(1);
    expect(readBack({ ...record, mediaType })).toEqual({ store: 'attachments', record });
  });

  test.each([
    ['a wrong width', { width: -1 }],
    ['a hash that is none', { hash: 'x' }],
    ['no hash', { hash: null }],
    ['bytes and a reason for none', { noImageReason: 'too-large' }],
  ] as const)('is refused with %s, whatever its bytes are', (_name, change) => {
    for (const bytes of [pngOf(1), new TextEncoder().encode('<!doctype html>')]) {
      expect(readBack({ ...attachmentOf(1), bytes, ...change })).toMatchObject({
        unreadable: true,
        store: 'attachments',
      });
    }
  });
});
