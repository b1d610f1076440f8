import { describe, expect, test } from 'vitest';
import { moveClip, setNote } from '@/utils/model/clip-operations';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { setTitle } from '@/utils/model/report-operations';
import { createReportReplica, type ReportReplica } from '@/utils/model/report-replica';
import { binSection, createSection } from '@/utils/model/section-operations';
import { createStatement, insertCitation } from '@/utils/model/statement-operations';
import { dump, id, must, newLibrary, OTHER, REPORT, save, time } from './sample-evidence';

/** What the library does with reports. */
export function reportTests(): void {
  describe('reports', () => {
    test('are made once', async () => {
      const { library, name } = await newLibrary();
      const before = await dump(name);
      const again = { id: REPORT, title: 'Another', language: 'fr' };
      expect(must(await library.createReport(again))).toEqual({ created: false });
      expect(await dump(name)).toEqual(before);
      library.close();
    });

    test('take updates, refuse what is none, and store nothing twice', async () => {
      const { library } = await newLibrary();
      const replica = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
      const updates: Uint8Array[] = [];
      replica.on('update', (update: Uint8Array) => updates.push(update));
      setTitle(replica, { title: 'Tides and seals' });
      const [update] = updates;
      expect(must(await library.appendReportUpdates(REPORT, [{ update: update! }]))).toEqual({
        changed: true,
      });
      expect(must(await library.appendReportUpdates(REPORT, [{ update: update! }]))).toEqual({
        changed: false,
      });
      expect(must(await library.loadReportUpdates(REPORT))).toHaveLength(2);
      expect(must(await library.listReports())[0]?.title).toBe('Tides and seals');
      for (const bytes of [new Uint8Array(), new Uint8Array([1, 2, 3]), update!.slice(0, -2)]) {
        expect(await library.appendReportUpdates(REPORT, [{ update: bytes }])).toMatchObject({
          error: { code: 'bad_message' },
        });
      }
      expect(await library.appendReportUpdates(OTHER, [{ update: update! }])).toMatchObject({
        error: { code: 'not_found' },
      });
      expect(must(await library.loadReport(REPORT)).title).toBe('Tides and seals');
      library.close();
    });

    test('keep an update that comes before the one that it builds on', async () => {
      const { library } = await newLibrary();
      const replica = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
      const updates: Uint8Array[] = [];
      replica.on('update', (update: Uint8Array) => updates.push(update));
      createStatement(replica, { id: id(21), text: 'One.', position: { sectionId: null } });
      setTitle(replica, { title: 'Later' });
      await library.appendReportUpdates(REPORT, [{ update: updates[1]! }]);
      expect(must(await library.loadReportUpdates(REPORT))).toHaveLength(2);
      await library.appendReportUpdates(REPORT, [{ update: updates[0]! }]);
      expect(must(await library.loadReport(REPORT))).toEqual(readReport(replica, REPORT));
      library.close();
    });

    test('take notes and words of two windows, which see each other’s', async () => {
      const { library } = await newLibrary();
      const updates = must(await library.loadReportUpdates(REPORT));
      const windows: ReportReplica[] = [0, 1].map((window) =>
        createReportReplica({
          reportId: REPORT,
          updates,
          send: async (sent) => {
            must(await library.appendReportUpdates(REPORT, sent));
            for (const update of sent) windows[1 - window]?.applyRemote(update);
            return true;
          },
          wait: () => new Promise(() => undefined),
        }),
      );
      const [one, two] = windows as [ReportReplica, ReportReplica];
      one.edit((doc) => setNote(doc, { clipId: id(2_001), note: 'Of one. ' }));
      two.edit((doc) => {
        setNote(doc, { clipId: id(2_001), note: 'Of two. ' });
        setTitle(doc, { title: 'Of two' });
      });
      await Promise.all([one.flush(), two.flush()]);
      expect(one.content()).toEqual(two.content());
      expect(must(await library.loadReport(REPORT))).toEqual(one.content());
      const noteOf = () => one.content().placements.map(({ note }) => note);
      expect(noteOf()).toEqual([expect.stringMatching(/^(?:Of one. Of two. |Of two. Of one. )$/)]);
      // Undo in one window leaves the words of the other window.
      expect(two.undo()).toBe(true);
      await two.flush();
      expect(noteOf()).toEqual(['Of one. ']);
      expect(must(await library.loadReport(REPORT))).toEqual(one.content());
      for (const window of windows) window.close();
      library.close();
    });

    test('survive a restart, compacted or not', async () => {
      const { library, name } = await newLibrary();
      for (let n = 0; n < 70; n += 1) {
        must(
          await library.editReport(REPORT, (doc) =>
            setNote(doc, { clipId: id(2_001), note: `note ${n}` }),
          ),
        );
      }
      const before = must(await library.loadReport(REPORT));
      const summary = must(await library.listReports());
      library.close();
      const again = (await newLibrary(name)).library;
      expect(must(await again.loadReport(REPORT))).toEqual(before);
      expect(must(await again.compactReport(REPORT))).toEqual({ compacted: true });
      expect(must(await again.compactReport(REPORT))).toEqual({ compacted: false });
      // The content is one row, and the notes are another.
      expect(must(await again.loadReportUpdates(REPORT))).toHaveLength(2);
      expect(must(await again.listReports())).toEqual(summary);
      again.close();
      const third = (await newLibrary(name)).library;
      expect(must(await third.loadReport(REPORT))).toEqual(before);
      third.close();
    });

    test('edits asked for at once are all stored, in order', async () => {
      const { library } = await newLibrary();
      await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          library.editReport(REPORT, (doc) =>
            createStatement(doc, { id: id(100 + n), text: `${n}`, position: { sectionId: null } }),
          ),
        ),
      );
      const { statements } = must(await library.loadReport(REPORT));
      expect(statements.map(({ text }) => text)).toEqual(
        Array.from({ length: 12 }, (_, n) => `${n}`),
      );
      library.close();
    });

    test('an edit that changes nothing stores nothing', async () => {
      const { library, name } = await newLibrary();
      const before = await dump(name);
      const same = await library.editReport(REPORT, (doc) => setTitle(doc, { title: 'Tides' }));
      expect(must(same)).toEqual([]);
      expect(await dump(name)).toEqual(before);
      library.close();
    });

    test('their projections, dropped and rebuilt, are the same', async () => {
      const { library, name } = await newLibrary();
      await library.createReport({ id: OTHER, title: 'Other', language: 'fr' });
      await save(library, 1);
      await save(library, 2);
      await library.editReport(REPORT, (doc) => {
        createSection(doc, { id: id(11), parentId: null, title: 'Costs', at: time(1) });
        createSection(doc, { id: id(12), parentId: id(11), title: 'Old', at: time(1) });
        createStatement(doc, { id: id(21), text: 'x', position: { sectionId: id(11) } });
        insertCitation(doc, {
          id: id(41),
          statementId: id(21),
          clipId: id(2_001),
          label: 'A',
          offset: 1,
        });
        moveClip(doc, { clipId: id(2_002), position: { sectionId: id(12) } });
      });
      await library.editReport(REPORT, (doc) => binSection(doc, { id: id(12), at: time(2) }));
      await library.editReport(OTHER, (doc) =>
        moveClip(doc, { clipId: id(2_001), position: { sectionId: null } }),
      );
      const before = await dump(name);
      expect(before['reports']).toMatchObject([
        { title: 'Tides', sections: 1, statements: 1, citations: 1, binnedSections: [id(12)] },
        { title: 'Other', sections: 0 },
      ]);
      const unnoted = { note: '', tags: [], pinId: null };
      const cited = { ...unnoted, cited: true, placed: false };
      const placed = { ...unnoted, cited: false, placed: true };
      expect(before['reportClips']).toEqual([
        { reportId: REPORT, clipId: id(2_001), binned: false, ...cited },
        { reportId: REPORT, clipId: id(2_002), binned: true, ...placed },
        { reportId: OTHER, clipId: id(2_001), binned: false, ...placed },
      ]);
      expect(must(await library.rebuildProjections())).toEqual({ reports: 2 });
      // The search index starts again, so the list of what it has to catch up with is empty.
      expect(await dump(name)).toEqual({ ...before, searchStale: [] });
      library.close();
    });
  });
}
