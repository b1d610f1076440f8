import { describe, expect, test, vi } from 'vitest';
import { binClip, moveClip, setNote } from '@/utils/model/clip-operations';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { binReport, setTitle } from '@/utils/model/report-operations';
import { openReader } from '@/utils/storage/read';
import { damagedBackupTests } from './damaged-backup-suite';
import { backupOf, filled, restore, rewriteRecords } from './sample-backup';
import {
  dump,
  EVIDENCE_STORES,
  id,
  must,
  newLibrary,
  newName,
  OTHER,
  REPORT,
  runOf,
  time,
} from './sample-evidence';

/** The stores in which a restored library may differ: the order of updates and local data. */
const LOCAL = ['reportUpdates', 'jobs', 'staging'];

/**
 * The requirements for backups with any IndexedDB. They run with one in Node and in real browsers.
 */
export function backupTests(): void {
  damagedBackupTests();

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
        counts: { added: {}, known: { reports: 1 }, updatedReports: 0 },
        readAgain: 0,
        changed: 0,
        destroyed: 0,
        undoable: [],
        leftOut: {
          ofOtherReports: 0,
          falsified: 0,
          forgedReviews: 0,
          differing: 0,
          destroyedHere: 0,
          unreadable: {},
        },
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
      const first = must(await restore(other, file));
      expect(first.added).toBeGreaterThan(0);
      // A new library has one of the two reports, without content.
      expect(first.counts).toMatchObject({ known: {}, updatedReports: 1 });
      const { added } = first.counts;
      expect(added).toMatchObject({ reports: 1, clips: before['clips']?.length });
      const once = await dump(target);
      const second = must(await restore(other, file));
      expect(second.added).toBe(0);
      const known = { ...added, reports: 2 };
      expect(second.counts).toEqual({ added: {}, known, updatedReports: 0 });
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

  describe('restoring piece by piece', () => {
    test('refuses a piece of an unknown restore, out of order, or too large', async () => {
      const { library } = await newLibrary();
      const piece = new Uint8Array(3);
      expect(await library.restoreChunk('none', 0, piece)).toMatchObject({
        error: { code: 'not_found' },
      });
      const { restoreId } = must(await library.beginRestore('backup'));
      expect(await library.restoreChunk(restoreId, 1, piece)).toMatchObject({
        error: { code: 'bad_message' },
      });
      expect(await library.restoreChunk(restoreId, 0, new Uint8Array(4_000_001))).toMatchObject({
        error: { code: 'bad_message' },
      });
      must(await library.restoreChunk(restoreId, 0, piece));
      must(await library.abortRestore(restoreId));
      expect(await library.commitRestore(restoreId, 'everything')).toMatchObject({
        error: { code: 'not_found' },
      });
      library.close();
    });

    test('a piece that is sent again takes the place of the first', async () => {
      const { library, name } = await filled();
      const file = await backupOf(name);
      const { restoreId } = must(await library.beginRestore('backup'));
      must(await library.restoreChunk(restoreId, 0, file.slice(0, 500)));
      must(await library.restoreChunk(restoreId, 0, file.slice(0, 500)));
      must(await library.restoreChunk(restoreId, 1, file.slice(500)));
      expect(must(await library.commitRestore(restoreId, 'everything')).added).toBe(0);
      library.close();
    });

    test('what was staged and never committed is gone after a restart', async () => {
      const { library, name } = await newLibrary();
      const { restoreId } = must(await library.beginRestore('backup'));
      must(await library.restoreChunk(restoreId, 0, new Uint8Array(100)));
      expect((await dump(name))['staging']).toHaveLength(1);
      library.close();
      const again = (await newLibrary(name)).library;
      expect((await dump(name))['staging']).toEqual([]);
      expect(await again.commitRestore(restoreId, 'everything')).toMatchObject({
        error: { code: 'not_found' },
      });
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
    const updates = must(
      await other.editReport(OTHER, (doc) => setTitle(doc, { title: 'Marées' })),
    );
    must(await library.appendReportUpdates(OTHER, updates));
    const doc = loadReportDocument(must(await library.loadReportUpdates(OTHER)));
    expect(readReport(doc, OTHER).title).toBe('Marées');
    library.close();
    other.close();
  });
}
