import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import { AttachmentSchema } from '@/utils/model/attachment';
import { binClip } from '@/utils/model/clip-operations';
import { binReport } from '@/utils/model/report-operations';
import { createSection } from '@/utils/model/section-operations';
import type { Capture } from '@/utils/storage/evidence-repository';
import type { Library } from '@/utils/storage/library';
import { makeAttachment, withoutBytes } from '@/utils/storage/make-attachment';
import { openReader } from '@/utils/storage/read';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import { EVERY_CLIP } from './every-clip';
import {
  attachmentOf,
  attachmentWithoutBytes,
  captureOf,
  dump,
  id,
  must,
  newLibrary,
  newName,
  pngOf,
  REPORT,
  time,
} from './sample-evidence';

const KEPT = {
  snapshots: false,
  notes: true,
  signedInText: false,
  checks: false,
  images: true,
};

/** Clip `n` of an image that has a caption in the page's text. */
async function imageOf(n: number): Promise<Capture> {
  const capture = await captureOf(n);
  return {
    ...capture,
    clip: { ...capture.clip, kind: 'image' },
    attachments: [attachmentOf(n)],
  };
}

/** Clip 1 with its image, clip 2 with an unavailable image, clip 3 without an image. */
async function filled() {
  const made = await newLibrary();
  must(await made.library.saveCapture(await imageOf(1)));
  must(
    await made.library.saveCapture({
      ...(await imageOf(2)),
      attachments: [attachmentWithoutBytes(2)],
    }),
  );
  must(await made.library.saveCapture(await captureOf(3)));
  return made;
}

async function fileOf(name: string, kind: 'backup' | 'bundle', include = KEPT): Promise<Blob> {
  const reader = must(await openReader({ name }))!;
  const createdAt = time(50);
  const stream = must(
    kind === 'backup'
      ? await reader.backup({ createdAt })
      : await reader.bundle({ reportId: REPORT, sectionIds: null, include, createdAt }),
  );
  const file = await new Response(stream).blob();
  reader.close();
  return file;
}

async function restore(library: Library, file: Blob, kind: 'backup' | 'bundle' = 'backup') {
  const { restoreId } = must(await library.beginRestore(kind));
  let index = 0;
  for await (const chunk of readBackupFile(file)) {
    must(await library.restoreChunk(restoreId, index, chunk));
    index += 1;
  }
  return library.commitRestore(restoreId, 'everything');
}

const attachmentsIn = async (name: string) => (await dump(name))['attachments'];

describe('an image', () => {
  test('is stored with its clip, all or nothing', async () => {
    const { library, name } = await newLibrary();
    const capture = await imageOf(1);
    const [image] = capture.attachments ?? [];
    expect(
      await library.saveCapture({ ...capture, attachments: [{ ...image!, clipId: id(2_009) }] }),
    ).toMatchObject({ error: { code: 'bad_message', detail: 'attachments.clipId' } });
    expect((await dump(name))['clips']).toEqual([]);
    must(await library.saveCapture(capture));
    expect(await attachmentsIn(name)).toEqual([image]);
    library.close();
  });

  test('that was clipped before is recognised by its bytes', async () => {
    const { library, name } = await newLibrary();
    must(await library.saveCapture(await imageOf(1)));
    const again = (bytes: Uint8Array<ArrayBuffer>, n: number): Promise<Capture> =>
      imageOf(1).then((first) => ({
        ...first,
        clip: { ...first.clip, id: id(2_000 + n) },
        pin: { ...first.pin, id: id(4_000 + n), clipId: id(2_000 + n) },
        attachments: [{ ...attachmentOf(1, bytes), id: id(7_000 + n), clipId: id(2_000 + n) }],
      }));
    const getAll = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    expect(must(await library.saveCapture(await again(pngOf(1), 8)))).toMatchObject({
      clipId: id(2_001),
      duplicate: true,
    });
    expect(must(await library.saveCapture(await again(pngOf(2), 9))).duplicate).toBe(false);
    // Otherwise, a gallery would need many reads before the clip is stored.
    expect(getAll.mock.contexts.map((store) => (store as IDBObjectStore).name)).not.toContain(
      'attachments',
    );
    getAll.mockRestore();
    const unread = { ...(await again(pngOf(1), 7)) };
    const [image] = unread.attachments ?? [];
    const attachments = [withoutBytes(image!, 'other-site')];
    expect(must(await library.saveCapture({ ...unread, attachments })).duplicate).toBe(false);
    expect(await attachmentsIn(name)).toHaveLength(3);
    library.close();
  });

  test.each([
    ['of another type than its bytes', { mediaType: 'image/gif' as const }],
    [
      'that is a page, and says no type',
      { bytes: new TextEncoder().encode('<!doctype html>'), mediaType: null },
    ],
    ['that is a page', { bytes: new TextEncoder().encode('<!doctype html>') }],
    ['of more bytes than are kept', { bytes: bigPng(10_000_001) }],
    ['with bytes and a reason for none', { noImageReason: 'too-large' as const }],
    [
      'without bytes and without a reason',
      { bytes: new Uint8Array(), mediaType: null, hash: null },
    ],
    ['of less than no width', { width: -1 }],
  ])('%s is refused', (_name, change) => {
    expect(AttachmentSchema.safeParse(attachmentOf(1)).success).toBe(true);
    expect(AttachmentSchema.safeParse({ ...attachmentOf(1), ...change }).success).toBe(false);
  });

  test('of exactly the maximum size is accepted', () => {
    const bytes = bigPng(10_000_000);
    expect(AttachmentSchema.safeParse({ ...attachmentOf(1), bytes }).success).toBe(true);
  });
});

describe('what is read from an image', () => {
  const { id: own, clipId, kind, takenAt, url, alt, caption, width, height } = attachmentOf(1);
  const about = { id: own, clipId, kind, takenAt, url, alt, caption, width, height };

  test('is kept with the type of its bytes', async () => {
    const claimed = { ...about, width: 640, height: 480 };
    const read = { bytes: pngOf(1), copy: 'file' } as const;
    expect(await makeAttachment(claimed, read)).toEqual(attachmentOf(1));
    const svg = new TextEncoder().encode('<svg/>');
    expect(await makeAttachment(claimed, { ...read, bytes: svg })).toMatchObject({
      mediaType: 'image/svg+xml',
      width: 640,
    });
  });

  test.each([
    ['a page in its place', new TextEncoder().encode('<!doctype html>'), 'not-an-image'],
    ['nothing', new Uint8Array(), 'not-an-image'],
    ['more than is kept', bigPng(10_000_001), 'too-large'],
  ] as const)('%s is not kept, and why is', async (_name, bytes, why) => {
    const made = await makeAttachment(about, { bytes, copy: 'file' });
    expect(made).toEqual({ ...attachmentWithoutBytes(1), noImageReason: why });
    expect(AttachmentSchema.safeParse(made).success).toBe(true);
  });

  test('can be left out where the disk has no room', () => {
    const left = { ...attachmentWithoutBytes(1), noImageReason: 'no-room' };
    expect(withoutBytes(attachmentOf(1), 'no-room')).toEqual(left);
    expect(withoutBytes(attachmentWithoutBytes(1), 'no-room')).toEqual(attachmentWithoutBytes(1));
  });
});

describe('a screenshot', () => {
  test('is attached to a clip that is there, once', async () => {
    const { library, name } = await filled();
    const screenshot = {
      ...attachmentOf(3),
      kind: 'screenshot' as const,
      url: null,
      copy: 'shown' as const,
    };
    expect(must(await library.addAttachment(screenshot))).toEqual({ added: true });
    expect(must(await library.addAttachment(screenshot))).toEqual({ added: false });
    expect(await attachmentsIn(name)).toHaveLength(3);
    expect(await library.addAttachment({ ...screenshot, clipId: id(2_404) })).toMatchObject({
      error: { code: 'not_found' },
    });
    const reader = must(await openReader({ name }))!;
    expect(must(await reader.attachments(id(2_003)))).toEqual([screenshot]);
    expect(must(await reader.loadEvidence(REPORT)).attached).toEqual(
      new Map([1, 2, 3].map((n) => [id(2_000 + n), [id(7_000 + n)]])),
    );
    reader.close();
    library.close();
  });
});

test('images are in the order in which they were taken, whenever they arrived', async () => {
  const { library, name } = await filled();
  const earlier = { ...attachmentOf(1, pngOf(8)), id: id<'attachment'>(7_901), takenAt: time(0) };
  must(await library.addAttachment(earlier));
  const reader = must(await openReader({ name }))!;
  expect(must(await reader.attachments(id(2_001)))).toEqual([earlier, attachmentOf(1)]);
  reader.close();
  library.close();
});

test('an image whose bytes changed on the disk is not shown', async () => {
  const { library, name } = await filled();
  const db = await openDB(name);
  await db.put('attachments', { ...attachmentOf(1), bytes: pngOf(7) });
  db.close();
  const reader = must(await openReader({ name }))!;
  expect(must(await reader.attachments(id(2_001)))).toEqual([]);
  expect(must(await reader.attachments(id(2_002)))).toEqual([attachmentWithoutBytes(2)]);
  reader.close();
  library.close();
});

describe('images travel', () => {
  test('in a backup, and restoring it twice changes nothing', async () => {
    const { library, name } = await filled();
    const target = newName();
    const other = (await newLibrary(target)).library;
    const file = await fileOf(name, 'backup');
    must(await restore(other, file));
    expect(await attachmentsIn(target)).toEqual(await attachmentsIn(name));
    expect(must(await restore(other, file)).added).toBe(0);
    library.close();
    other.close();
  });

  test('of many megabytes, over several lines and several pieces', async () => {
    const { library, name } = await newLibrary();
    const large = { ...attachmentOf(1, noise(4_600_000)) };
    must(await library.saveCapture({ ...(await imageOf(1)), attachments: [large] }));
    const target = newName();
    const other = (await newLibrary(target)).library;
    const file = await fileOf(name, 'backup');
    expect(file.size).toBeGreaterThan(4_500_000);
    must(await restore(other, file));
    const [stored] = (await attachmentsIn(target)) as (typeof large)[];
    // Compares buffers, because comparing byte by byte takes a thousand times as long.
    expect(Buffer.from(stored!.bytes).equals(Buffer.from(large.bytes))).toBe(true);
    library.close();
    other.close();
  });

  test('in a bundle where they are asked for, and not otherwise', async () => {
    const { library, name } = await filled();
    for (const images of [true, false]) {
      const target = newName();
      const other = (await newLibrary(target)).library;
      must(await restore(other, await fileOf(name, 'bundle', { ...KEPT, images }), 'bundle'));
      expect((await dump(target))['clips']).toHaveLength(3);
      expect(await attachmentsIn(target)).toEqual(images ? await attachmentsIn(name) : []);
      other.close();
    }
    library.close();
  });

  test('of the clips of a section alone, with that section', async () => {
    const { library, name } = await filled();
    must(
      await library.editReport(REPORT, (doc) =>
        createSection(doc, { id: id(11), parentId: null, title: 'Charts', at: time(1) }),
      ),
    );
    const reader = must(await openReader({ name }))!;
    const parts = (sectionIds: null | [ReturnType<typeof id<'section'>>]) =>
      reader.bundleParts({ reportId: REPORT, sectionIds });
    const whole = { count: 2, bytes: pngOf(1).length };
    expect(must(await parts(null)).images).toEqual(whole);
    expect(must(await parts([id(11)])).images).toEqual({ count: 0, bytes: 0 });
    reader.close();
    library.close();
  });

  test('are measured until it is cancelled', async () => {
    const { library, name } = await filled();
    const reader = must(await openReader({ name }))!;
    const stop = new AbortController();
    let images = 0;
    const { get } = IDBObjectStore.prototype;
    const spied = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
      this: IDBObjectStore,
      key,
    ) {
      if (this.name === 'attachments') images += 1;
      if (images > 0) stop.abort();
      return get.call(this, key);
    });
    const parts = await reader.bundleParts({ reportId: REPORT, sectionIds: null }, stop.signal);
    spied.mockRestore();
    expect([parts.ok, images]).toEqual([false, 1]);
    reader.close();
    library.close();
  });
});

describe('images go', () => {
  test('with their clip when the bin is emptied, and a backup does not bring them back', async () => {
    const { library, name } = await filled();
    const file = await fileOf(name, 'backup');
    must(
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) })),
    );
    must(await library.purgeClips(REPORT, [id(2_001)]));
    expect(await attachmentsIn(name)).toEqual([attachmentWithoutBytes(2)]);
    must(await restore(library, file));
    expect(await attachmentsIn(name)).toEqual([attachmentWithoutBytes(2)]);
    library.close();
  });

  test('one by one, their clip stays, and what is written afterwards is without them', async () => {
    const { library, name } = await filled();
    const before = await fileOf(name, 'backup');
    const goes = () => library.purgeAttachment(id(2_001), id(7_001));
    expect(must(await goes())).toEqual({ purged: true });
    expect(must(await goes())).toEqual({ purged: false });
    // Its id stays deleted and cannot be used again.
    expect(await library.addAttachment(attachmentOf(1))).toMatchObject({
      error: { code: 'not_found' },
    });
    const left = [attachmentWithoutBytes(2)];
    expect(await attachmentsIn(name)).toEqual(left);
    expect((await dump(name))['clips']).toHaveLength(3);
    const reader = must(await openReader({ name }))!;
    expect(must(await reader.loadEvidence(REPORT)).attached).toEqual(
      new Map([[id(2_002), [id(7_002)]]]),
    );
    reader.close();
    for (const kind of ['backup', 'bundle'] as const) {
      const target = newName();
      const other = (await newLibrary(target)).library;
      must(await restore(other, await fileOf(name, kind), kind));
      expect(await attachmentsIn(target)).toEqual(left);
      other.close();
    }
    // Neither older files nor the bundle of a person who still has it bring it back.
    const theirs = newName();
    const colleague = (await newLibrary(theirs)).library;
    must(await restore(colleague, before));
    must(await restore(library, before));
    must(await restore(library, await fileOf(theirs, 'bundle'), 'bundle'));
    expect(await attachmentsIn(name)).toEqual(left);
    // A restored image gets a new id, which has no deletion mark.
    const back = { ...attachmentOf(1), id: id<'attachment'>(7_101) };
    must(await library.addAttachment(back));
    must(await restore(library, await fileOf(theirs, 'backup')));
    expect(await attachmentsIn(name)).toEqual([back, ...left]);
    // Another device of the same user loses the one and gets the other.
    must(await restore(colleague, await fileOf(name, 'backup')));
    // The other device got the image after its clip, so the image has an order of its own.
    expect(await attachmentsIn(theirs)).toEqual([{ ...back, order: expect.any(Number) }, ...left]);
    library.close();
    colleague.close();
  });

  test('and their searchable text appears and disappears with them on another device', async () => {
    const { library, name } = await newLibrary();
    must(await library.saveCapture(await captureOf(1)));
    const target = newName();
    const other = (await newLibrary(target)).library;
    const takeOver = async () => {
      must(await restore(other, await fileOf(name, 'backup')));
      const taken = JSON.stringify((await dump(target))['searchChunks']);
      while (must(await other.settleSearch()));
      return taken;
    };
    const found = async (words: string) => {
      const reader = must(await openReader({ name: target }))!;
      const { total } = must(await reader.search({ ...EVERY_CLIP, words }));
      reader.close();
      return total;
    };
    await takeOver();
    expect(await found('lighthouse')).toBe(0);
    must(await library.addAttachment({ ...attachmentOf(1), alt: 'A lighthouse' }));
    await takeOver();
    expect(await found('lighthouse')).toBe(1);
    must(await library.purgeAttachment(id(2_001), id(7_001)));
    expect(await takeOver()).not.toContain('lighthouse');
    expect([await found('lighthouse'), await found('quote number 1')]).toEqual([0, 1]);
    library.close();
    other.close();
  });

  test('where a merged file says that their clip was destroyed', async () => {
    const { library, name } = await filled();
    const target = newName();
    const other = (await newLibrary(target)).library;
    must(await restore(other, await fileOf(name, 'backup')));
    must(await other.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) })));
    must(await other.purgeClips(REPORT, [id(2_001)]));
    must(await restore(library, await fileOf(target, 'backup')));
    expect(await attachmentsIn(name)).toEqual([attachmentWithoutBytes(2)]);
    library.close();
    other.close();
  });

  test('with their report', async () => {
    const { library, name } = await filled();
    must(await library.editReport(REPORT, (doc) => binReport(doc, { at: time(9) })));
    must(await library.purgeReport(REPORT));
    expect(await attachmentsIn(name)).toEqual([]);
    library.close();
  });

  test('when everything is deleted, unless one was attached after the backup of it', async () => {
    const { library, name } = await filled();
    const { mark } = must(await library.markLibrary());
    must(await library.addAttachment(attachmentOf(3)));
    expect(await library.eraseLibrary(mark)).toMatchObject({ error: { code: 'library_changed' } });
    expect(await attachmentsIn(name)).toHaveLength(3);
    const again = must(await library.markLibrary());
    must(await library.eraseLibrary(again.mark));
    expect(await attachmentsIn(name)).toEqual([]);
    library.close();
  });
});

/** Incompressible bytes after the signature of a PNG. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = bigPng(length);
  let state = 1;
  for (let at = 24; at < length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

function bigPng(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  bytes.set(pngOf(1).subarray(0, 24));
  return bytes;
}

test('the addresses of images are read by clip, without those that were not kept', async () => {
  const { library } = await newLibrary();
  const save = async (n: number, url: string | null) =>
    must(
      await library.saveCapture({
        ...(await imageOf(n)),
        attachments: [{ ...attachmentOf(n), url }],
      }),
    );
  await save(1, 'https://a.example/chart.png');
  await save(2, null);
  await save(3, `https://a.example/${'a'.repeat(65_536)}`);
  await save(4, 'https://a.example/other.png');
  const clip = (n: number) => id<'clip'>(n + 2_000);
  const found = must(await library.imageAddresses([1, 2, 3, 9].map(clip)));
  expect([...found]).toEqual([[clip(1), ['https://a.example/chart.png']]]);
});
