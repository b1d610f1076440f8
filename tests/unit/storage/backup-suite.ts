import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { binClip, moveClip, setNote } from '@/utils/model/clip-operations';
import { readReport } from '@/utils/model/report-document';
import { binReport, setTitle } from '@/utils/model/report-operations';
import { createStatement } from '@/utils/model/statement-operations';
import { createLineWriter } from '@/utils/storage/backup-format';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { readBackupFile } from '@/utils/storage/read-backup-file';
import { gunzip, gzip } from '@/utils/storage/snapshot-text';
import {
  attachmentOf,
  attachmentWithoutBytes,
  captureOf,
  checkOf,
  dump,
  EVIDENCE_STORES,
  id,
  jobOf,
  must,
  newLibrary,
  newName,
  OTHER,
  REPORT,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';

/** What a restored library may differ in: the order of updates and what is local. */
const LOCAL = ['reportUpdates', 'jobs', 'staging'];

async function filled() {
  const { library, name } = await newLibrary();
  await library.createReport({ id: OTHER, title: 'Autre', language: 'fr' });
  for (const n of [1, 2, 3, 4]) must(await library.saveCapture(await captureOf(n)));
  must(await library.addAttachment(attachmentOf(2)));
  must(await library.addAttachment(attachmentWithoutBytes(3)));
  const run = runOf(1);
  must(await library.startRun(run, [jobOf(1, run, [id(2_001)])]));
  const text = await snapshotOf(501, sourceOf(1).id, 'The page as it was fetched: œuvre, 海.');
  const checks = [{ ...checkOf(run, 1), snapshotId: text.id }];
  must(await library.completeJob(id(6_001), { checks, snapshots: [text] }));
  must(await library.finishRun(run.id));
  must(
    await library.editReport(REPORT, (doc) => {
      createStatement(doc, { id: id(21), text: 'One.', position: { sectionId: null } });
      setNote(doc, { clipId: id(2_001), note: 'A note.' });
      binClip(doc, { clipId: id(2_004), at: time(9) });
    }),
  );
  must(await library.purgeClips(REPORT, [id(2_004)]));
  return { library, name };
}

async function backupOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const reader = must(await openReader({ name }))!;
  const stream = must(await reader.backup({ createdAt: time(50) }));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  reader.close();
  return bytes;
}

async function restore(library: Library, file: Uint8Array<ArrayBuffer>) {
  const { restoreId } = must(await library.beginRestore());
  let index = 0;
  for await (const chunk of readBackupFile(new Blob([file]))) {
    must(await library.restoreChunk(restoreId, index, chunk));
    index += 1;
  }
  return library.commitRestore(restoreId);
}

/** The file's text, changed, and packed again. */
async function rewrite(
  file: Uint8Array<ArrayBuffer>,
  change: (text: string) => string,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await gunzip(file, 10_000_000);
  return gzip(new TextEncoder().encode(change(new TextDecoder().decode(bytes!))));
}

export function backupTests(): void {
  describe('a backup', () => {
    test('restored into an empty library gives every record and the same reports', async () => {
      const { library, name } = await filled();
      const target = newName();
      const empty = (await newLibrary(target)).library;
      const restored = must(await restore(empty, await backupOf(name)));
      expect(restored).toMatchObject({ reports: 2 });
      const [before, after] = [await dump(name, LOCAL), await dump(target, LOCAL)];
      for (const store of EVIDENCE_STORES) {
        expect(after[store]).toEqual(before[store]);
        expect(before[store]?.length).toBeGreaterThan(0);
      }
      expect(must(await empty.loadReport(OTHER))).toEqual(must(await library.loadReport(OTHER)));
      expect(must(await empty.snapshotText(id(3_501)))).toBe(
        'The page as it was fetched: œuvre, 海.',
      );
      library.close();
      empty.close();
    });

    test('of an empty library restores too', async () => {
      const { library, name } = await newLibrary();
      const before = await dump(name);
      expect(must(await restore(library, await backupOf(name)))).toEqual({
        records: 1,
        reports: 1,
        added: 0,
        readAgain: 0,
      });
      expect(await dump(name)).toEqual(before);
      library.close();
    });

    test('restored twice, or where it was made, changes nothing', async () => {
      const { library, name } = await filled();
      const file = await backupOf(name);
      const before = await dump(name);
      expect(must(await restore(library, file)).added).toBe(0);
      expect(await dump(name)).toEqual(before);
      const target = newName();
      const other = (await newLibrary(target)).library;
      expect(must(await restore(other, file)).added).toBeGreaterThan(0);
      const once = await dump(target);
      expect(must(await restore(other, file)).added).toBe(0);
      expect(await dump(target)).toEqual(once);
      library.close();
      other.close();
    });

    test('merges with what was written since: both are kept', async () => {
      const { library, name } = await filled();
      const file = await backupOf(name);
      const target = newName();
      const other = (await newLibrary(target)).library;
      must(await restore(other, file));
      must(
        await library.editReport(REPORT, (doc) =>
          setNote(doc, { clipId: id(2_001), note: 'A note. Here.' }),
        ),
      );
      must(
        await other.editReport(REPORT, (doc) =>
          setNote(doc, { clipId: id(2_001), note: 'There: A note.' }),
        ),
      );
      must(await restore(library, await backupOf(target)));
      must(await restore(other, await backupOf(name)));
      const [here, there] = [
        must(await library.loadReport(REPORT)),
        must(await other.loadReport(REPORT)),
      ];
      expect(there).toEqual(here);
      const note = here.placements.find(({ clipId }) => clipId === id(2_001))?.note;
      expect(note).toBe('There: A note. Here.');
      library.close();
      other.close();
    });

    test('does not bring back what was purged since, and says what was purged before', async () => {
      const { library, name } = await filled();
      const file = await backupOf(name);
      const target = newName();
      const other = (await newLibrary(target)).library;
      must(await restore(other, file));
      must(
        await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) })),
      );
      must(await library.purgeClips(REPORT, [id(2_001)]));
      const before = await dump(name);
      must(await restore(library, file));
      expect(await dump(name)).toEqual(before);
      must(await restore(other, await backupOf(name)));
      const { clips, snapshots } = await dump(target);
      expect(JSON.stringify(clips)).not.toContain(id(2_001));
      expect(JSON.stringify(snapshots?.map((row) => (row as { id: string }).id))).not.toContain(
        id(3_001),
      );
      library.close();
      other.close();
    });

    test('of a report that was destroyed spares its clip that lies in another, here and back', async () => {
      const { library, name } = await filled();
      const target = newName();
      const other = (await newLibrary(target)).library;
      must(await restore(other, await backupOf(name)));
      const clipId = id<'clip'>(2_002);
      must(
        await library.editReport(OTHER, (doc) =>
          moveClip(doc, { clipId, position: { sectionId: null } }),
        ),
      );
      must(await library.editReport(REPORT, (doc) => binReport(doc, { at: time(9) })));
      expect(must(await library.purgeReport(REPORT)).purged).toEqual([id(2_001), id(2_003)]);
      must(await restore(other, await backupOf(name)));
      must(await restore(library, await backupOf(target)));
      for (const each of [name, target]) {
        const { clips, pins, attachments } = await dump(each);
        expect(clips).toMatchObject([{ id: clipId }]);
        expect(pins).toMatchObject([{ clipId }]);
        expect(attachments).toMatchObject([{ clipId }]);
      }
      library.close();
      other.close();
    });

    test('leaves a run that was under way cancelled, for its jobs are in no backup', async () => {
      const { library, name } = await filled();
      must(await library.startRun(runOf(7), []));
      const target = newName();
      const other = (await newLibrary(target)).library;
      must(await restore(other, await backupOf(name)));
      expect(must(await other.unfinishedRuns())).toEqual([]);
      expect(must(await library.unfinishedRuns())).toHaveLength(1);
      library.close();
      other.close();
    });

    test('never replaces evidence that is there', async () => {
      const { library, name } = await filled();
      const file = await rewriteRecords(await backupOf(name), (line) =>
        line.replaceAll('quote number 1', 'another quote'),
      );
      const before = await dump(name);
      must(await restore(library, file));
      expect(await dump(name)).toEqual(before);
      library.close();
    });

    test('tells how far it is', async () => {
      const { library, name } = await filled();
      const reader = must(await openReader({ name }))!;
      const onProgress = vi.fn();
      const stream = must(await reader.backup({ createdAt: time(50), onProgress }));
      await new Response(stream).arrayBuffer();
      const [done, total] = onProgress.mock.calls.at(-1) ?? [];
      expect(done).toBe(total);
      reader.close();
      library.close();
    });
  });

  describe('a damaged file', () => {
    test.each<
      [string, (file: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>, object]
    >([
      [
        'cut in the middle',
        async (file) => file.slice(0, file.length / 2),
        { code: 'backup_damaged' },
      ],
      ['without its last byte', async (file) => file.slice(0, -1), { code: 'backup_damaged' }],
      [
        'with a byte flipped',
        async (file) => flipped(file, file.length >> 1),
        { code: 'backup_damaged' },
      ],
      [
        'with one letter changed in line 4',
        (file) => rewrite(file, (text) => onLine(text, 4, (line) => line.replace('"id"', '"iD"'))),
        { code: 'backup_damaged', detail: 'line 4' },
      ],
      [
        'with a line missing',
        (file) => rewrite(file, (text) => onLine(text, 3, () => null)),
        { code: 'backup_damaged', detail: 'line 3' },
      ],
      [
        'with two lines the wrong way round',
        (file) =>
          rewrite(file, (text) => {
            const lines = text.split('\n');
            return [...lines.slice(0, 4), lines[5], lines[4], ...lines.slice(6)].join('\n');
          }),
        { code: 'backup_damaged', detail: 'line 5' },
      ],
      [
        'without its footer',
        (file) =>
          rewrite(file, (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`),
        { code: 'backup_damaged' },
      ],
      [
        'with something after its footer',
        (file) => rewrite(file, (text) => `${text}{}\n`),
        { code: 'backup_damaged' },
      ],
      [
        'with a record of a wrong shape, sums and all',
        (file) => rewriteRecords(file, (line) => line.replace('"madeAt"', '"made"')),
        { code: 'backup_damaged' },
      ],
      [
        'with a document that is none',
        (file) =>
          rewriteRecords(file, (line) => line.replace(/"update":"[^"]+"/, '"update":"AQID"')),
        { code: 'backup_damaged' },
      ],
      ['of nothing', async () => new Uint8Array(), { code: 'backup_damaged' }],
      [
        'of a later Pincite',
        (file) => rewriteRecords(file, (line) => line.replace('"version":2', '"version":3')),
        { code: 'backup_newer', detail: '3' },
      ],
      [
        'that is a picture',
        async () => new Uint8Array([137, 80, 78, 71, 1, 2, 3]),
        { code: 'backup_not_ours' },
      ],
      [
        'of some other program',
        () => gzip(new TextEncoder().encode('{"format":"other"}\n')),
        { code: 'backup_not_ours' },
      ],
      [
        'that is gzipped prose',
        () => gzip(new TextEncoder().encode('Tides.')),
        { code: 'backup_damaged' },
      ],
    ])('%s is told as such, and the library is as before', async (_name, spoil, error) => {
      const { library, name } = await filled();
      const file = await spoil(await backupOf(name));
      const target = newName();
      const other = (await newLibrary(target)).library;
      must(await other.saveCapture(await captureOf(9)));
      const before = await dump(target);
      const result = await restore(other, file);
      expect(result).toMatchObject({ ok: false, error });
      expect(await dump(target)).toEqual(before);
      library.close();
      other.close();
    });

    test('any one byte flipped is noticed', async () => {
      const { library, name } = await newLibrary();
      must(await library.saveCapture(await captureOf(1)));
      const file = await backupOf(name);
      const before = await dump(name);
      const whole = await gunzip(file, 10_000_000);
      let noticed = 0;
      for (let at = 0; at < file.length; at += 61) {
        const bytes = flipped(file, at);
        const result = await restore(library, bytes);
        if (result.ok) {
          // A bit that means nothing (the packing's own time stamp, its padding): all is there.
          expect(await gunzip(bytes, 10_000_000), `byte ${at}`).toEqual(whole);
        } else {
          expect(['backup_damaged', 'backup_not_ours']).toContain(result.error.code);
          noticed += 1;
        }
      }
      expect(noticed).toBeGreaterThan(file.length / 61 - 3);
      expect(await dump(name)).toEqual(before);
      library.close();
    });
  });

  describe('restoring piece by piece', () => {
    test('refuses a piece of an unknown restore, out of order, or too large', async () => {
      const { library } = await newLibrary();
      const piece = new Uint8Array(3);
      expect(await library.restoreChunk('none', 0, piece)).toMatchObject({
        error: { code: 'not_found' },
      });
      const { restoreId } = must(await library.beginRestore());
      expect(await library.restoreChunk(restoreId, 1, piece)).toMatchObject({
        error: { code: 'bad_message' },
      });
      expect(await library.restoreChunk(restoreId, 0, new Uint8Array(4_000_001))).toMatchObject({
        error: { code: 'bad_message' },
      });
      must(await library.restoreChunk(restoreId, 0, piece));
      must(await library.abortRestore(restoreId));
      expect(await library.commitRestore(restoreId)).toMatchObject({
        error: { code: 'not_found' },
      });
      library.close();
    });

    test('a piece that is sent again takes the place of the first', async () => {
      const { library, name } = await filled();
      const file = await backupOf(name);
      const { restoreId } = must(await library.beginRestore());
      must(await library.restoreChunk(restoreId, 0, file.slice(0, 500)));
      must(await library.restoreChunk(restoreId, 0, file.slice(0, 500)));
      must(await library.restoreChunk(restoreId, 1, file.slice(500)));
      expect(must(await library.commitRestore(restoreId)).added).toBe(0);
      library.close();
    });

    test('what was staged and never committed is gone after a restart', async () => {
      const { library, name } = await newLibrary();
      const { restoreId } = must(await library.beginRestore());
      must(await library.restoreChunk(restoreId, 0, new Uint8Array(100)));
      expect((await dump(name))['staging']).toHaveLength(1);
      library.close();
      const again = (await newLibrary(name)).library;
      expect((await dump(name))['staging']).toEqual([]);
      expect(await again.commitRestore(restoreId)).toMatchObject({ error: { code: 'not_found' } });
      again.close();
    });

    test('a full disk at the swap leaves the library as it was', async () => {
      const { library, name } = await filled();
      const file = await backupOf(name);
      const target = newName();
      const other = (await newLibrary(target)).library;
      const before = await dump(target);
      const put = IDBObjectStore.prototype.put;
      const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        ...args
      ) {
        if (this.name === 'checks') throw new DOMException('full', 'QuotaExceededError');
        return put.apply(this, args);
      });
      expect(await restore(other, file)).toEqual({ ok: false, error: { code: 'quota_exceeded' } });
      full.mockRestore();
      expect(await dump(target)).toEqual(before);
      expect(must(await restore(other, file)).added).toBeGreaterThan(0);
      library.close();
      other.close();
    });
  });

  test('a document edited through a restored copy and the first one still merges', async () => {
    const { library, name } = await filled();
    const target = newName();
    const other = (await newLibrary(target)).library;
    must(await restore(other, await backupOf(name)));
    const update = must(await other.editReport(OTHER, (doc) => setTitle(doc, { title: 'Marées' })));
    must(await library.appendReportUpdate(OTHER, update!));
    const doc = new Y.Doc();
    for (const stored of must(await library.loadReportUpdates(OTHER))) Y.applyUpdate(doc, stored);
    expect(readReport(doc, OTHER).title).toBe('Marées');
    library.close();
    other.close();
  });
}

function flipped(file: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const bytes = file.slice();
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  return bytes;
}

function onLine(text: string, number: number, change: (line: string) => string | null): string {
  return text
    .split('\n')
    .flatMap((line, index) => (index === number - 1 ? (change(line) ?? []) : line))
    .join('\n');
}

/** Changes lines and gives each the sum that it ought to have then. */
function rewriteRecords(
  file: Uint8Array<ArrayBuffer>,
  change: (line: string) => string,
): Promise<Uint8Array<ArrayBuffer>> {
  return rewrite(file, (text) => {
    const write = createLineWriter();
    return text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const { sum: _sum, ...body } = JSON.parse(change(line));
        return write(body);
      })
      .join('');
  });
}
