import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RESTORE_CHUNK_BYTES, readBackupFile } from '@/utils/storage/read-backup-file';
import { gunzip, gzip, makeSnapshot, readSnapshotText } from '@/utils/storage/snapshot-text';
import { id, time } from './sample-evidence';

const about = {
  id: id<'snapshot'>(1),
  sourceId: id<'source'>(2),
  takenAt: time(0),
  readBy: 'tab',
} as const;

test('any page text reads back as it was, a byte order mark included', async () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('\ufeffTide\u0000\n'));
  await fc.assert(
    fc.asyncProperty(text, async (page) => {
      const snapshot = await makeSnapshot(about, page);
      expect(snapshot.textLength).toBe(page.length);
      expect(await readSnapshotText(snapshot)).toEqual({ ok: true, value: page });
    }),
    { numRuns: 60 },
  );
});

test('the hash is the SHA-256 of the text', async () => {
  expect((await makeSnapshot(about, 'abc')).textHash).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>]>([
  ['another text', () => gzip(new TextEncoder().encode('another'))],
  ['half of it', async (bytes) => bytes.slice(0, bytes.length / 2)],
  ['no gzip', async () => new TextEncoder().encode('plain')],
])('a snapshot that holds %s is refused', async (_name, spoil) => {
  const snapshot = await makeSnapshot(about, 'The array cost 61 million euros.');
  const spoilt = { ...snapshot, text: await spoil(snapshot.text) };
  expect(await readSnapshotText(spoilt)).toMatchObject({
    ok: false,
    error: { code: 'unexpected' },
  });
});

test('data that unpacks to more than the limit is rejected', async () => {
  const bomb = await gzip(new Uint8Array(3_000_000));
  expect(bomb.length).toBeLessThan(10_000);
  expect(await gunzip(bomb, 2_999_999)).toBeNull();
  expect((await gunzip(bomb, 3_000_000))?.length).toBe(3_000_000);
});

test('a large backup file is cut into pieces that a message can carry, none lost', async () => {
  const file = new Uint8Array(2 * RESTORE_CHUNK_BYTES + 5).map((_, at) => at % 251);
  const sizes: number[] = [];
  let at = 0;
  for await (const piece of readBackupFile(new Blob([file]))) {
    sizes.push(piece.length);
    expect(piece[0]).toBe(at % 251);
    at += piece.length;
  }
  expect(sizes).toEqual([RESTORE_CHUNK_BYTES, RESTORE_CHUNK_BYTES, 5]);
  // Base64 in a message of at most 5.6 million characters.
  expect(Math.ceil(RESTORE_CHUNK_BYTES / 3) * 4).toBeLessThanOrEqual(5_600_000);
});
