import { afterEach, expect, test, vi } from 'vitest';
import { captureOf, dump, must, newLibrary, snapshotOf } from '../../unit/storage/sample-evidence';

/**
 * Part of https://wicg.github.io/storage-buckets/. It gives the test a storage of its own that is
 * soon full.
 */
interface Buckets {
  open(name: string, options: { quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}
const buckets = (navigator as unknown as { storageBuckets: Buckets }).storageBuckets;

afterEach(async () => {
  vi.unstubAllGlobals();
  await buckets.delete('small');
});

test('a quota error is reported and loses no stored record', async () => {
  const { indexedDB } = await buckets.open('small', { quota: 2_000_000 });
  vi.stubGlobal('indexedDB', indexedDB);
  const { library, name } = await newLibrary();
  must(await library.saveCapture(await captureOf(1)));
  const before = await dump(name);

  // The text of this page cannot be compressed and is larger than the whole bucket.
  const noise = Array.from({ length: 100 }, () =>
    String.fromCharCode(
      ...crypto.getRandomValues(new Uint16Array(30_000)).map((n) => 0x4e00 + (n % 20_000)),
    ),
  ).join('');
  const large = await captureOf(2);
  const snapshot = await snapshotOf(2, large.source.id, noise);
  expect(snapshot.text.length).toBeGreaterThan(4_000_000);
  expect(await library.saveCapture({ ...large, snapshot })).toEqual({
    ok: false,
    error: { code: 'quota_exceeded' },
  });
  expect(await dump(name)).toEqual(before);
  // When the browser frees the space of the refused transaction is its own decision: half a minute
  // was once too short. An end-to-end test proves that clips can be stored again, on a disk with
  // room.
  library.close();
});
