import { describe, expect, test } from 'vitest';
import { awaitClipNoMore, binClip, moveClip, setClipAside } from '@/utils/model/clip-operations';
import { setKept } from '@/utils/model/kept-twins';
import { createReportDocument, encodeReport, readReport } from '@/utils/model/report-document';
import { binReport, emptyBin } from '@/utils/model/report-operations';
import { arrangeReport } from '@/utils/model/report-tree';
import { binSection, createSection } from '@/utils/model/section-operations';
import {
  captureOf,
  checkOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  OTHER,
  pinOf,
  REPORT,
  runOf,
  save,
  time,
} from './sample-evidence';

/** What purging deletes and what it keeps. */
export function purgeTests(): void {
  describe('purging', () => {
    test('destroys what lies in the bin and nothing else, and it does not come back', async () => {
      const { library, name } = await newLibrary();
      const first = await captureOf(1);
      await save(library, 1);
      await save(library, 2);
      const run = runOf(1);
      await library.startRun(run, [jobOf(1, run, [id(2_001)])]);
      await library.completeJob(id(6_001), {
        checks: [{ ...checkOf(run, 1), snapshotId: null }],
        snapshots: [],
      });
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) }));
      const wanted = [id<'clip'>(2_001), id<'clip'>(2_002), id<'clip'>(2_009)];
      expect(must(await library.purgeClips(REPORT, wanted))).toEqual({ purged: [id(2_001)] });
      const left = await dump(name);
      expect(left['clips']).toMatchObject([{ id: id(2_002) }]);
      expect(left['pins']).toMatchObject([{ id: id(4_002) }]);
      expect(left['sources']).toMatchObject([{ id: id(1_002) }]);
      expect(left['snapshots']).toMatchObject([{ id: id(3_002) }]);
      expect(left['checks']).toEqual([]);
      expect(left['purged']).toMatchObject([
        { id: id(1_001) },
        { id: id(2_001) },
        { id: id(3_001) },
      ]);
      expect(await library.saveCapture(first)).toMatchObject({ error: { code: 'not_found' } });
      const { placements } = must(await library.loadReport(REPORT));
      expect(placements).toMatchObject([{ clipId: id(2_001), binnedAt: time(9) }]);
      library.close();
    });

    test.each([
      ['passes over a clip that a page is about to cite', '2025-03-02T00:00:00.000Z', false, true],
      ['takes it once the page was done with it', '2025-03-02T00:00:00.000Z', true, false],
      ['takes it ten minutes later', '2025-03-01T23:50:00.000Z', false, false],
      ['takes one whose wait would be longer than any', '2025-03-03T00:00:00.000Z', false, false],
    ])('%s', async (_name, at, done, kept) => {
      const { library } = await newLibrary();
      await save(library, 1);
      const clipId = id<'clip'>(2_001);
      await library.editReport(REPORT, (doc) => {
        setClipAside(doc, { clipId, at });
        if (done) awaitClipNoMore(doc, { clipId });
      });
      const { purged } = must(await library.purgeClips(REPORT, [clipId]));
      expect(purged).toEqual(kept ? [] : [clipId]);
      expect(must(await library.loadEvidence(REPORT)).clips).toHaveLength(kept ? 1 : 0);
      library.close();
    });

    test('keeps a source that another clip has', async () => {
      const { library, name } = await newLibrary();
      await save(library, 1);
      const first = await captureOf(1);
      must(
        await library.saveCapture({
          ...first,
          clip: { ...first.clip, id: id<'clip'>(2_002) },
          pin: pinOf(2),
        }),
      );
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) }));
      must(await library.purgeClips(REPORT, [id(2_001)]));
      const { sources, snapshots } = await dump(name);
      expect([sources?.length, snapshots?.length]).toEqual([1, 1]);
      library.close();
    });

    test('takes the clips of a binned section, before and after its words are gone', async () => {
      const { library } = await newLibrary();
      await save(library, 1);
      await library.editReport(REPORT, (doc) => {
        createSection(doc, { id: id(11), parentId: null, title: 'Old', at: time(1) });
        moveClip(doc, { clipId: id(2_001), position: { sectionId: id(11) } });
        binSection(doc, { id: id(11), at: time(2) });
      });
      const { clips } = must(await library.loadEvidence(REPORT));
      await library.editReport(REPORT, (doc) =>
        emptyBin(doc, { tree: arrangeReport(readReport(doc, REPORT), clips), at: time(3) }),
      );
      expect(must(await library.purgeClips(REPORT, [id(2_001)])).purged).toEqual([id(2_001)]);
      library.close();
    });

    test('a report goes with its runs and the clips that no other report has', async () => {
      const { library, name } = await newLibrary();
      await library.createReport({ id: OTHER, title: 'Other', language: 'en' });
      await save(library, 1);
      await save(library, 2);
      await save(library, 3);
      await library.editReport(OTHER, (doc) => {
        moveClip(doc, { clipId: id(2_002), position: { sectionId: null } });
        // It was decided about there, and is no longer there.
        setKept(doc, { clipId: id(2_003), decision: id(51) });
      });
      await library.startRun(runOf(1), []);
      expect(await library.purgeReport(REPORT)).toMatchObject({ error: { code: 'not_found' } });
      await library.editReport(REPORT, (doc) => binReport(doc, { at: time(9) }));
      expect(must(await library.purgeReport(REPORT))).toEqual({
        purged: [id(2_001), id(2_003)],
      });
      const left = await dump(name);
      expect(left['reports']).toMatchObject([{ id: OTHER }]);
      expect(left['clips']).toMatchObject([{ id: id(2_002) }]);
      expect(left['runs']).toEqual([]);
      const updates = encodeReport(
        createReportDocument({ title: 'Back', language: 'en', at: time(1) }),
      );
      expect(await library.appendReportUpdates(REPORT, updates)).toMatchObject({
        error: { code: 'not_found' },
      });
      const again = await library.createReport({ id: REPORT, title: 'Back', language: 'en' });
      expect(again).toMatchObject({ ok: false, error: { code: 'not_found' } });
      library.close();
    });
  });
}
