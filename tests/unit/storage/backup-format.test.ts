import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRecordReader, encodeRecord, type FileRecord } from '@/utils/storage/backup-format';
import { clipOf, REPORT, time } from './sample-evidence';

function documentOf(length: number): FileRecord {
  const update = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) update[at] = (at * 31) % 256;
  return { store: 'reportUpdates', record: { reportId: REPORT, at: time(1), update } };
}

/** What reading the lines gives, line by line. */
function readLines(lines: readonly unknown[]) {
  const read = createRecordReader();
  return lines.map((line) => read(line));
}

/** Bytes as one string: comparing millions of numbers one by one takes seconds. */
const printed = (entry: FileRecord | 'more' | null | undefined) =>
  typeof entry === 'object' && entry?.store === 'reportUpdates'
    ? { ...entry.record, update: Buffer.from(entry.record.update).toString('base64') }
    : entry;

const linesOf = (record: FileRecord) =>
  [...encodeRecord(record)].map((line) => JSON.parse(JSON.stringify(line)));

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
  }, 30_000);

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
