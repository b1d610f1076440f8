import 'fake-indexeddb/auto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createLineWriter } from '@/utils/storage/backup-format';
import { BUNDLE_FORMAT, BUNDLE_VERSION } from '@/utils/storage/bundle-format';
import { openReader } from '@/utils/storage/read';
import { readBackup } from '@/utils/storage/read-backup';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import { readBundle } from '@/utils/storage/read-bundle';
import { backupOf, filled } from './sample-backup';
import { dump, must, newLibrary, REPORT, restoreFile, sourceOf, time } from './sample-evidence';

const OVER = { ok: false, error: { code: 'file_over_limits' } };

const HEADER = {
  format: BUNDLE_FORMAT,
  version: BUNDLE_VERSION,
  createdAt: time(1),
  kind: 'report',
  reportId: REPORT,
  title: 'Tides',
  language: 'en',
  leftOut: [],
  counts: {},
  absent: [],
};

type File = Uint8Array<ArrayBuffer>;

/** A bundle of these lines, at the highest gzip level. */
function bundleOf(lines: readonly object[], header: object = HEADER): File {
  const write = createLineWriter();
  const all = [header, ...lines, { end: true, records: lines.length }].map(write);
  return new Uint8Array(gzipSync(all.join(''), { level: 9 }));
}

/** A bundle with one line that the test gives as text. */
function bundleWithText(text: string): File {
  const write = createLineWriter();
  const lines = [write(HEADER), `{"sum":"00000000",${text}}\n`];
  return new Uint8Array(gzipSync(lines.join(''), { level: 9 }));
}

const source = sourceOf(1);
const update = (bytes: Uint8Array) => ({
  store: 'reportUpdates',
  record: { reportId: REPORT, at: time(1), update: Buffer.from(bytes).toString('base64') },
});

/** An update of two clients: the second client puts a letter behind each letter of the first. */
function entangled(letters: number): Uint8Array {
  const bytes: number[] = [2];
  const number = (value: number) => {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
    bytes.push(rest);
  };
  const text = () => bytes.push(1, 0x78);
  const root = 'statement/1';
  for (const client of [2, 1]) {
    for (const value of [letters, client, 0]) number(value);
    for (let clock = 0; clock < letters; clock += 1) {
      if (client === 1 && clock === 0) {
        bytes.push(4, 1, root.length, ...Buffer.from(root));
      } else {
        bytes.push(128 | 4, 1);
        number(client === 1 ? clock - 1 : letters - 1 - clock);
      }
      text();
    }
  }
  bytes.push(0);
  return Uint8Array.from(bytes);
}

const BOMBS: readonly (readonly [name: string, make: () => File])[] = [
  [
    'a title of 70 million letters',
    () => bundleOf([{ store: 'sources', record: { ...source, title: 'a'.repeat(70_000_000) } }]),
  ],
  [
    '70 million spaces behind a record',
    () => bundleWithText(`"store":"sources"${' '.repeat(70_000_000)}`),
  ],
  [
    '9 million empty objects in one record',
    () => {
      const write = createLineWriter();
      const header = write(HEADER);
      // The checksum is correct, so the reader would parse the line.
      const record = {
        store: 'sources',
        record: { ...source, authors: new Array(9_000_000).fill({}) },
      };
      return new Uint8Array(gzipSync(header + write(record), { level: 9 }));
    },
  ],
  [
    'arrays 1,000 deep',
    () => {
      let deep: unknown = [];
      for (let level = 0; level < 1_000; level += 1) deep = [deep];
      return bundleOf([{ store: 'sources', record: { ...source, deep } }]);
    },
  ],
  [
    'a document of nothing but gaps',
    () =>
      bundleOf([
        update(Uint8Array.from([1, 255, 255, 31, 1, 0, ...new Uint8Array(1_048_574).fill(0), 0])),
      ]),
  ],
  ['a document of two authors entangled', () => bundleOf([update(entangled(30_000))])],
];

test.each(BOMBS)('reading or restoring a bundle with %s returns an error', async (_, make) => {
  const file = make();
  expect(file.length).toBeLessThan(12_000_000);
  expect(await readBundle(new Blob([file]))).toMatchObject(OVER);
  const { library, name } = await newLibrary();
  const before = await dump(name);
  expect(await restoreFile(library, file, 'bundle')).toMatchObject(OVER);
  expect(await dump(name)).toEqual(before);
  library.close();
});

test('stops unpacking a file at the limit for its size', async () => {
  const file = new Uint8Array(gzipSync(Buffer.alloc(300_000_000, 0x20), { level: 1 }));
  let pieces = 0;
  async function* counted() {
    for (let at = 0; at < file.length; at += 4_000) {
      pieces += 1;
      yield file.slice(at, at + 4_000);
    }
  }
  const read = await readBackup(counted(), () => Promise.resolve());
  expect(read).toMatchObject(OVER);
  // The reader stops after about a quarter of the file.
  expect(pieces).toBeLessThan(file.length / 4_000 / 3);
});

test('a backup and a bundle that Pincite writes are far below the limits', async () => {
  const { library, name } = await filled();
  const file = await backupOf(name);
  expect(await readBackup(readBackupFile(new Blob([file])), () => Promise.resolve())).toMatchObject(
    {
      ok: true,
    },
  );
  const reader = must(await openReader({ name }))!;
  const include = { snapshots: true, notes: true, signedInText: true, checks: true, images: true };
  const options = { reportId: REPORT, sectionIds: null, include, createdAt: time(50) };
  const bundle = await new Response(must(await reader.bundle(options))).blob();
  expect(await readBundle(bundle)).toMatchObject({ ok: true });
  reader.close();
  library.close();
});
