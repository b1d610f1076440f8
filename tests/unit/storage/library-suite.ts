import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import {
  awaitClipNoMore,
  binClip,
  moveClip,
  setClipAside,
  setNote,
  setPin,
} from '@/utils/model/clip-operations';
import type { Pin } from '@/utils/model/evidence';
import { setKept } from '@/utils/model/kept-twins';
import { createReportDocument, readReport } from '@/utils/model/report-document';
import { binReport, emptyBin, setTitle } from '@/utils/model/report-operations';
import { arrangeReport } from '@/utils/model/report-tree';
import { binSection, createSection } from '@/utils/model/section-operations';
import { createStatement, insertCitation } from '@/utils/model/statement-operations';
import type { Capture } from '@/utils/storage/evidence-repository';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import {
  captureOf,
  checkOf,
  clipOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  OTHER,
  PAGE_TEXT,
  pinOf,
  REPORT,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';

async function save(library: Library, n: number) {
  return must(await library.saveCapture(await captureOf(n)));
}

/** What the library must do on any IndexedDB; run on a pure one in Node and in real browsers. */
export function libraryTests(): void {
  afterEach(() => vi.restoreAllMocks());

  describe('saving a capture', () => {
    test('stores clip, source, snapshot and pin, and the text reads back', async () => {
      const { library, name } = await newLibrary();
      const capture = await captureOf(1);
      expect(await library.saveCapture(capture)).toEqual({
        ok: true,
        value: {
          clipId: capture.clip.id,
          sourceId: capture.source.id,
          duplicate: false,
          twins: [],
        },
      });
      expect(await dump(name)).toMatchObject({
        clips: [capture.clip],
        sources: [capture.source],
        pins: [capture.pin],
        snapshots: [{ id: capture.snapshot?.id, textLength: `${PAGE_TEXT} 1`.length }],
      });
      expect(must(await library.snapshotText(id(3_001)))).toBe(`${PAGE_TEXT} 1`);
      library.close();
    });

    test('again with the same clip id changes nothing', async () => {
      const { library, name } = await newLibrary();
      await save(library, 1);
      const before = await dump(name);
      expect(await save(library, 1)).toMatchObject({ clipId: id(2_001), duplicate: false });
      expect(await dump(name)).toEqual(before);
      library.close();
    });

    test('uses an equal source and an equal snapshot again', async () => {
      const { library, name } = await newLibrary();
      const first = await captureOf(1);
      await save(library, 1);
      const source = { ...first.source, id: id<'source'>(1_002), accessedAt: time(44) };
      const snapshot = await snapshotOf(2, source.id, `${PAGE_TEXT} 1`);
      const saved = must(
        await library.saveCapture({
          source,
          snapshot,
          clip: { ...clipOf(2, source), snapshotId: snapshot.id },
          pin: pinOf(2),
        }),
      );
      expect(saved).toMatchObject({ clipId: id(2_002), sourceId: id(1_001), duplicate: false });
      const { clips, sources, snapshots } = await dump(name);
      expect([sources?.length, snapshots?.length]).toEqual([1, 1]);
      expect(clips?.[1]).toMatchObject({ sourceId: id(1_001), snapshotId: id(3_001) });
      library.close();
    });

    test('keeps a source whose metadata changed apart', async () => {
      const { library, name } = await newLibrary();
      await save(library, 1);
      const source = { ...sourceOf(2, sourceOf(1).url), title: 'Page 1, corrected' };
      await library.saveCapture({
        source,
        snapshot: await snapshotOf(2, source.id),
        clip: clipOf(2, source),
        pin: pinOf(2),
      });
      expect((await dump(name))['sources']).toHaveLength(2);
      library.close();
    });

    test('tells a passage that is in the report already, and stores nothing', async () => {
      const { library, name } = await newLibrary();
      const first = await captureOf(1);
      await save(library, 1);
      const before = await dump(name);
      const again = {
        ...first,
        clip: { ...first.clip, id: id<'clip'>(2_002) },
        pin: { ...first.pin, id: id<'pin'>(4_002), clipId: id<'clip'>(2_002) },
      };
      expect(must(await library.saveCapture(again))).toEqual({
        clipId: id(2_001),
        sourceId: id(1_001),
        duplicate: true,
        twins: [],
      });
      expect(await dump(name)).toEqual(before);
      // In another report, at another place of the same text, or from the bin, it is a new clip.
      await library.createReport({ id: OTHER, title: 'Other', language: 'en' });
      const elsewhere = { ...again.clip, filedUnder: { reportId: OTHER, sectionId: null } };
      expect(must(await library.saveCapture({ ...again, clip: elsewhere })).duplicate).toBe(false);
      const secondRow = {
        ...again,
        clip: { ...again.clip, id: id<'clip'>(2_003) },
        pin: {
          ...again.pin,
          id: id<'pin'>(4_003),
          clipId: id<'clip'>(2_003),
          selectors: { ...again.pin.selectors, position: { start: 90, end: 104 } },
        },
      };
      expect(must(await library.saveCapture(secondRow)).duplicate).toBe(false);
      must(
        await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) })),
      );
      const third = {
        ...again,
        clip: { ...again.clip, id: id<'clip'>(2_004) },
        pin: { ...again.pin, id: id<'pin'>(4_004), clipId: id<'clip'>(2_004) },
      };
      expect(must(await library.saveCapture(third)).duplicate).toBe(false);
      library.close();
    });

    test('stores a passage that is in the report already where the user wants it twice', async () => {
      const { library } = await newLibrary();
      const first = await captureOf(1);
      await save(library, 1);
      const again = (n: number) => ({
        ...first,
        clip: { ...first.clip, id: id<'clip'>(2_000 + n) },
        pin: { ...first.pin, id: id<'pin'>(4_000 + n), clipId: id<'clip'>(2_000 + n) },
      });
      const keep = async (n: number) =>
        must(await library.saveCapture(again(n), { keepBoth: true }));
      const twice = { clipId: id(2_002), sourceId: id(1_001), duplicate: false };
      expect(await keep(2)).toEqual({ ...twice, twins: [id(2_001)] });
      // The same message again, whose answer was lost.
      expect(await keep(2)).toEqual({ ...twice, twins: [id(2_001)] });
      expect((await keep(3)).twins).toEqual([id(2_001), id(2_002)]);
      const { clips, sources } = must(await library.counts());
      expect({ clips, sources }).toEqual({ clips: 3, sources: 1 });
      must(
        await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) })),
      );
      expect((await keep(4)).twins).toEqual([id(2_002), id(2_003)]);
      library.close();
    });

    test('stores equal words that stand elsewhere, or in another state of their page', async () => {
      const { library, name } = await newLibrary();
      const { source, snapshot, clip, pin } = await captureOf(1);
      const shifted = { ...pin.selectors, position: { start: 40, end: 54 } };
      const ticked = await snapshotOf(2, source.id, `${PAGE_TEXT} 1, a minute later`);
      const none = { quote: null, position: null };
      const again = (n: number, changes: Partial<Capture>) => {
        const taken = changes.snapshot === undefined ? snapshot : changes.snapshot;
        return library.saveCapture({
          source: { ...source, id: id<'source'>(1_000 + n) },
          snapshot: taken && { ...taken, id: id(3_000 + n), sourceId: id(1_000 + n) },
          clip: {
            ...clip,
            ...changes.clip,
            id: id(2_000 + n),
            sourceId: id(1_000 + n),
            snapshotId: taken && id(3_000 + n),
          },
          pin: { ...pin, ...changes.pin, id: id(4_000 + n), clipId: id(2_000 + n) },
        });
      };
      await save(library, 1);
      const cases: [string, Partial<Capture>, boolean][] = [
        ['the same passage', {}, true],
        ['an identical row below', { pin: { ...pin, selectors: shifted } }, false],
        ['the row where the clock of the page ticked', { snapshot: ticked }, false],
        [
          'an identical row, and the clock ticked again',
          {
            snapshot: await snapshotOf(5, source.id, 'Later still.'),
            pin: { ...pin, selectors: shifted },
          },
          false,
        ],
        ['words of a PDF', { snapshot: null, pin: { ...pin, selectors: none } }, false],
        [
          'the same words of it, elsewhere',
          { snapshot: null, pin: { ...pin, selectors: none } },
          false,
        ],
        ['words whose place nobody knows', { pin: { ...pin, selectors: none } }, false],
        ['such words again', { pin: { ...pin, selectors: none } }, false],
        [
          'the page',
          { clip: { ...clip, kind: 'page' }, pin: { ...pin, quote: null, selectors: none } },
          false,
        ],
        [
          'the page, unchanged',
          { clip: { ...clip, kind: 'page' }, pin: { ...pin, quote: null, selectors: none } },
          true,
        ],
        [
          'the page, changed',
          {
            snapshot: ticked,
            clip: { ...clip, kind: 'page' },
            pin: { ...pin, quote: null, selectors: none },
          },
          false,
        ],
        ['the first passage, once more', {}, true],
      ];
      let stored = 1;
      for (const [at, [what, changes, duplicate]] of cases.entries()) {
        expect(must(await again(20 + at, changes)).duplicate, what).toBe(duplicate);
        if (!duplicate) stored += 1;
        const { clips, pins } = await dump(name);
        expect([clips?.length, pins?.length], what).toEqual([stored, stored]);
      }
      library.close();
    });

    test.each<[string, (capture: Awaited<ReturnType<typeof captureOf>>) => unknown, string]>([
      ['a pin of another clip', (c) => ({ ...c, pin: pinOf(9) }), 'bad_message'],
      ['a clip of another source', (c) => ({ ...c, source: sourceOf(9) }), 'bad_message'],
      ['a snapshot that the clip does not name', (c) => ({ ...c, snapshot: null }), 'bad_message'],
      [
        'a script as its URL',
        (c) => ({ ...c, source: { ...c.source, url: 'javascript:1' } }),
        'bad_message',
      ],
      ['no record at all', () => 7, 'bad_message'],
      [
        'a report that does not exist',
        (c) => ({ ...c, clip: { ...c.clip, filedUnder: { reportId: OTHER, sectionId: null } } }),
        'not_found',
      ],
    ])('refuses %s, and stores nothing', async (_name, spoil, code) => {
      const { library, name } = await newLibrary();
      const before = await dump(name);
      const result = await library.saveCapture(spoil(await captureOf(1)) as never);
      expect(result).toMatchObject({ ok: false, error: { code } });
      expect(await dump(name)).toEqual(before);
      library.close();
    });

    test('a full disk is reported, nothing is half stored, and the next attempt works', async () => {
      const { library, name } = await newLibrary();
      const before = await dump(name);
      const put = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
        throw new DOMException('Quota exceeded', 'QuotaExceededError');
      });
      expect(await library.saveCapture(await captureOf(1))).toEqual({
        ok: false,
        error: { code: 'quota_exceeded' },
      });
      const title = await library.editReport(REPORT, (doc) => setTitle(doc, { title: 'Lost?' }));
      expect(title).toMatchObject({ ok: false, error: { code: 'quota_exceeded' } });
      put.mockRestore();
      expect(await dump(name)).toEqual(before);
      expect(must(await library.loadReport(REPORT)).title).toBe('Tides');
      await save(library, 1);
      expect((await dump(name))['clips']).toHaveLength(1);
      library.close();
    });

    test('adds a pin once, and only to a clip that exists', async () => {
      const { library } = await newLibrary();
      await save(library, 1);
      const repin = { ...pinOf(1, 'better words'), id: id<'pin'>(4_100), by: 'reviewer' as const };
      expect(must(await library.addPin(repin))).toEqual({ added: true });
      expect(must(await library.addPin(repin))).toEqual({ added: false });
      expect(await library.addPin(pinOf(7))).toMatchObject({ error: { code: 'not_found' } });
      const { pins } = must(await library.loadEvidence(REPORT));
      expect(pins.map(({ id: key }) => key)).toEqual([id(4_001), id(4_100)]);
      library.close();
    });
  });

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
      const replica = new Y.Doc();
      for (const update of must(await library.loadReportUpdates(REPORT))) {
        Y.applyUpdate(replica, update);
      }
      const updates: Uint8Array[] = [];
      replica.on('update', (update: Uint8Array) => updates.push(update));
      setTitle(replica, { title: 'Tides and seals' });
      const [update] = updates;
      expect(must(await library.appendReportUpdate(REPORT, update!))).toEqual({ changed: true });
      expect(must(await library.appendReportUpdate(REPORT, update!))).toEqual({ changed: false });
      expect(must(await library.loadReportUpdates(REPORT))).toHaveLength(2);
      expect(must(await library.listReports())[0]?.title).toBe('Tides and seals');
      for (const bytes of [new Uint8Array(), new Uint8Array([1, 2, 3]), update!.slice(0, -2)]) {
        expect(await library.appendReportUpdate(REPORT, bytes)).toMatchObject({
          error: { code: 'bad_message' },
        });
      }
      expect(await library.appendReportUpdate(OTHER, update!)).toMatchObject({
        error: { code: 'not_found' },
      });
      expect(must(await library.loadReport(REPORT)).title).toBe('Tides and seals');
      library.close();
    });

    test('keep an update that comes before the one that it builds on', async () => {
      const { library } = await newLibrary();
      const replica = new Y.Doc();
      for (const update of must(await library.loadReportUpdates(REPORT))) {
        Y.applyUpdate(replica, update);
      }
      const updates: Uint8Array[] = [];
      replica.on('update', (update: Uint8Array) => updates.push(update));
      createStatement(replica, { id: id(21), text: 'One.', position: { sectionId: null } });
      setTitle(replica, { title: 'Later' });
      await library.appendReportUpdate(REPORT, updates[1]!);
      expect(must(await library.loadReportUpdates(REPORT))).toHaveLength(2);
      await library.appendReportUpdate(REPORT, updates[0]!);
      expect(must(await library.loadReport(REPORT))).toEqual(readReport(replica, REPORT));
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
      expect(must(await again.loadReportUpdates(REPORT))).toHaveLength(1);
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
      expect(must(same)).toBeNull();
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
      // The search begins anew: what it was to catch up with is nothing any more.
      expect(await dump(name)).toEqual({ ...before, searchStale: [] });
      library.close();
    });
  });

  describe('runs', () => {
    async function running() {
      const { library, name } = await newLibrary();
      for (const n of [1, 2, 3]) await save(library, n);
      const run = runOf(1);
      const jobs = [jobOf(1, run, [id(2_001), id(2_002)]), jobOf(2, run, [id(2_003)])];
      expect(must(await library.startRun(run, jobs))).toEqual({ started: true });
      return { library, name, run, jobs };
    }
    const lease = (minute: number) => ({ now: time(minute), leaseMs: 60_000 });
    const [firstJob, secondJob] = [id<'job'>(6_001), id<'job'>(6_002)];

    test('a run is started once', async () => {
      const { library, name, run, jobs } = await running();
      const before = await dump(name);
      expect(must(await library.startRun(run, jobs))).toEqual({ started: false });
      expect(await dump(name)).toEqual(before);
      expect(await library.startRun(runOf(2), jobs)).toMatchObject({
        error: { code: 'bad_message' },
      });
      library.close();
    });

    test('a job is leased to one, and again once its lease is over', async () => {
      const { library, run } = await running();
      const asked = await Promise.all([1, 2, 3].map(() => library.leaseJob(firstJob, lease(10))));
      expect(asked.map((each) => must(each)?.id ?? null).sort()).toEqual([firstJob, null, null]);
      expect(must(await library.leaseJob(secondJob, lease(10)))?.id).toBe(secondJob);
      expect(must(await library.runState(run.id))).toMatchObject({
        jobs: 2,
        jobsDone: 0,
        clips: 3,
        paused: false,
        verdicts: {},
      });
      const later = must(await library.leaseJob(firstJob, lease(11)));
      expect(later).toMatchObject({ id: firstJob, attempts: 2, leaseUntil: time(12) });
      expect(must(await library.leaseJob(id(6_009), lease(11)))).toBeNull();
      library.close();
    });

    test('a job given back waits until its time', async () => {
      const { library } = await running();
      must(await library.leaseJob(firstJob, lease(10)));
      await library.releaseJob(firstJob, { notBefore: time(20) });
      expect(must(await library.leaseJob(firstJob, lease(19)))).toBeNull();
      expect(must(await library.leaseJob(firstJob, lease(20)))?.id).toBe(firstJob);
      library.close();
    });

    test('the jobs that are left come in the order of how often they were tried', async () => {
      const { library, run } = await running();
      must(await library.leaseJob(firstJob, lease(10)));
      const open = must(await library.openJobs(run.id));
      expect(open.map(({ id: key, attempts }) => [key, attempts])).toEqual([
        [secondJob, 0],
        [firstJob, 1],
      ]);
      must(await library.completeJob(secondJob, { checks: [], snapshots: [] }));
      expect(must(await library.openJobs(run.id)).map(({ id: key }) => key)).toEqual([firstJob]);
      library.close();
    });

    test('all jobs that a stopped worker had leased are given back, and none that is done', async () => {
      const { library, run } = await running();
      must(await library.leaseJob(firstJob, lease(10)));
      must(await library.completeJob(firstJob, { checks: [], snapshots: [] }));
      const second = must(await library.leaseJob(secondJob, lease(10)));
      must(await library.releaseJobs(run.id));
      expect(must(await library.leaseJob(firstJob, lease(10)))).toBeNull();
      const again = must(await library.leaseJob(secondJob, lease(10)));
      expect(again).toEqual({ ...second, attempts: 2 });
      expect(must(await library.runState(run.id)).jobsDone).toBe(1);
      library.close();
    });

    test('a pause outlives the browser, and ends with its run', async () => {
      const { library, name, run } = await running();
      must(await library.pauseRun(run.id, true));
      library.close();
      const again = (await newLibrary(name)).library;
      expect(must(await again.runState(run.id)).paused).toBe(true);
      must(await again.pauseRun(run.id, false));
      expect(must(await again.runState(run.id)).paused).toBe(false);
      must(await again.pauseRun(run.id, true));
      must(await again.cancelRun(run.id));
      must(await again.pauseRun(run.id, true));
      expect(must(await again.runState(run.id)).paused).toBe(false);
      expect(await again.pauseRun(id(5_999), true)).toMatchObject({
        error: { code: 'not_found' },
      });
      again.close();
    });

    test('checks and the job’s end are stored together, once', async () => {
      const { library, name, run, jobs } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const snapshot = await snapshotOf(501, sourceOf(1).id, `${PAGE_TEXT} 1`);
      const fresh = await snapshotOf(502, sourceOf(2).id, 'A page that has changed.');
      const checks = [
        { ...checkOf(run, 1), snapshotId: snapshot.id },
        { ...checkOf(run, 2), snapshotId: fresh.id },
      ];
      const outcome = { checks, snapshots: [snapshot, fresh] };
      expect(must(await library.completeJob(job.id, outcome))).toEqual({ recorded: true });
      const after = await dump(name);
      // The text was known: the check names the snapshot that was there.
      expect(after['checks']).toMatchObject([
        { clipId: id(2_001), snapshotId: id(3_001) },
        { clipId: id(2_002), snapshotId: id(3_502) },
      ]);
      expect(after['snapshots']).toHaveLength(4);
      const late = { checks: [{ ...checkOf(run, 1), verdict: 'altered' as const }], snapshots: [] };
      expect(must(await library.completeJob(job.id, late))).toEqual({ recorded: false });
      expect(await dump(name)).toEqual(after);
      expect(must(await library.runState(run.id))).toMatchObject({
        jobsDone: 1,
        clipsDone: 2,
        verdicts: { verbatim: 2 },
      });
      expect(jobs).toHaveLength(2);
      library.close();
    });

    test('what was read for clips purged meanwhile leaves no orphan', async () => {
      const { library, name, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const gone = await snapshotOf(501, sourceOf(1).id, 'Read while its clip was purged.');
      const read = await snapshotOf(502, sourceOf(2).id, 'A page that has changed.');
      const archived = { ...sourceOf(9), id: id<'source'>(1_009) };
      const copy = await snapshotOf(503, archived.id, 'An archived copy of the first page.');
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) }));
      must(await library.purgeClips(REPORT, [id(2_001)]));
      const before = await dump(name);
      const checks = [
        { ...checkOf(run, 1), snapshotId: copy.id },
        { ...checkOf(run, 2), snapshotId: read.id },
      ];
      const outcome = { checks, snapshots: [gone, read, copy], sources: [archived] };
      expect(must(await library.completeJob(job.id, outcome))).toEqual({ recorded: true });
      const after = await dump(name);
      expect(after['checks']).toMatchObject([{ clipId: id(2_002), snapshotId: read.id }]);
      expect(after['sources']).toEqual(before['sources']);
      expect(after['snapshots']).toEqual([...(before['snapshots'] ?? []), read]);
      expect(must(await library.runState(run.id))).toMatchObject({ jobsDone: 1 });
      library.close();
    });

    test('a check that is kept names no snapshot of a source that is gone', async () => {
      const { library, name, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const shared = await snapshotOf(501, sourceOf(1).id, 'One page, read for both clips.');
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) }));
      must(await library.purgeClips(REPORT, [id(2_001)]));
      const before = await dump(name);
      const checks = [checkOf(run, 1), checkOf(run, 2)].map((check) => ({
        ...check,
        snapshotId: shared.id,
      }));
      must(await library.completeJob(job.id, { checks, snapshots: [shared] }));
      const after = await dump(name);
      expect(after['checks']).toMatchObject([{ clipId: id(2_002), snapshotId: null }]);
      expect(after['snapshots']).toEqual(before['snapshots']);
      library.close();
    });

    test('an archived copy is stored with its source', async () => {
      const { library, name, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const archived = sourceOf(9);
      const copy = await snapshotOf(503, archived.id, 'An archived copy of the first page.');
      const checks = [{ ...checkOf(run, 1), snapshotId: copy.id }];
      must(await library.completeJob(job.id, { checks, snapshots: [copy], sources: [archived] }));
      const after = await dump(name);
      expect(after['sources']).toContainEqual(archived);
      expect(after['snapshots']).toContainEqual(copy);
      expect(after['checks']).toMatchObject([{ snapshotId: copy.id }]);
      library.close();
    });

    test.each<[string, (run: ReturnType<typeof runOf>) => unknown]>([
      ['of a clip that is not the job’s', (run) => [checkOf(run, 3)]],
      ['of another run', () => [checkOf(runOf(9), 1)]],
      ['of no known verdict', (run) => [{ ...checkOf(run, 1), verdict: 'fine' }]],
    ])('a check %s is refused, and the job goes on', async (_name, checks) => {
      const { library, name, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const before = await dump(name);
      const outcome = { checks: checks(run), snapshots: [] };
      expect(await library.completeJob(job.id, outcome as never)).toMatchObject({
        error: { code: 'bad_message' },
      });
      expect(await dump(name)).toEqual(before);
      library.close();
    });

    test('an unfinished run is found after a restart; a finished and a cancelled one are not', async () => {
      const { library, name, run } = await running();
      await library.startRun(runOf(2), []);
      await library.finishRun(runOf(2).id);
      library.close();
      const again = (await newLibrary(name)).library;
      expect(must(await again.unfinishedRuns())).toEqual([run]);
      const job = must(await again.leaseJob(firstJob, lease(10)))!;
      await again.cancelRun(run.id);
      expect(must(await again.unfinishedRuns())).toEqual([]);
      const outcome = { checks: [checkOf(run, 1)], snapshots: [] };
      expect(must(await again.completeJob(job.id, outcome))).toEqual({ recorded: false });
      const { checks, runs, jobs } = await dump(name);
      expect([checks, jobs]).toEqual([[], []]);
      expect(runs).toMatchObject([{ cancelled: true }, { cancelled: false }]);
      expect(runs?.map((stored) => (stored as typeof run).finishedAt)).not.toContain(null);
      again.close();
    });

    test('the latest check of each clip is shown', async () => {
      const { library, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const checks = [checkOf(run, 1), checkOf(run, 2)].map((c) => ({ ...c, snapshotId: null }));
      await library.completeJob(job.id, { checks, snapshots: [] });
      const second = runOf(2);
      await library.startRun(second, [jobOf(5, second, [id(2_002)])]);
      const altered = { ...checkOf(second, 2, 40), verdict: 'altered' as const, snapshotId: null };
      await library.completeJob(id(6_005), { checks: [altered], snapshots: [] });
      const evidence = must(await library.loadEvidence(REPORT));
      expect(evidence.latestRun?.id).toBe(second.id);
      expect(
        Object.fromEntries(evidence.checks.map(({ clipId, verdict }) => [clipId, verdict])),
      ).toEqual({ [id(2_001)]: 'verbatim', [id(2_002)]: 'altered' });
      const recent = must(await library.recentClips(3));
      expect(recent.map(({ check }) => check?.verdict)).toEqual([undefined, 'altered', 'verbatim']);
      library.close();
    });
  });

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
        // It was decided about there, and lies there no more.
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
      const update = Y.encodeStateAsUpdate(
        createReportDocument({ title: 'Back', language: 'en', at: time(1) }),
      );
      expect(await library.appendReportUpdate(REPORT, update)).toMatchObject({
        error: { code: 'not_found' },
      });
      const again = await library.createReport({ id: REPORT, title: 'Back', language: 'en' });
      expect(again).toMatchObject({ ok: false, error: { code: 'not_found' } });
      library.close();
    });
  });

  describe('reading', () => {
    test('gives a report’s clips wherever they were filed, with sources and pins', async () => {
      const { library, name } = await newLibrary();
      await library.createReport({ id: OTHER, title: 'Other', language: 'en' });
      await save(library, 1);
      const foreign = await captureOf(2);
      await library.saveCapture({
        ...foreign,
        clip: { ...foreign.clip, filedUnder: { reportId: OTHER, sectionId: null } },
      });
      await library.editReport(REPORT, (doc) =>
        moveClip(doc, { clipId: id(2_002), position: { sectionId: null } }),
      );
      const reader = must(await openReader({ name }))!;
      const evidence = must(await reader.loadEvidence(REPORT));
      expect(evidence.clips.map(({ id: key }) => key)).toEqual([id(2_001), id(2_002)]);
      expect(evidence.sources.map(({ id: key }) => key)).toEqual([id(1_001), id(1_002)]);
      expect(evidence.pins.map(({ id: key }) => key)).toEqual([id(4_001), id(4_002)]);
      expect(must(await reader.loadEvidence(OTHER)).clips).toHaveLength(1);
      expect(must(await reader.counts())).toEqual({
        reports: 2,
        clips: 2,
        sources: 2,
        snapshots: 2,
        checks: 0,
      });
      expect(must(await reader.snapshotText(id(3_001)))).toBe(`${PAGE_TEXT} 1`);
      expect(await reader.snapshotText(id(9))).toMatchObject({ error: { code: 'not_found' } });
      reader.close();
      library.close();
    });

    test('recent clips: the latest first, without what is in the bin', async () => {
      const { library } = await newLibrary();
      for (const n of [1, 2, 3, 4]) await save(library, n);
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_003), at: time(9) }));
      const recent = must(await library.recentClips(2));
      expect(recent.map(({ clip, source, pin }) => [clip.id, source?.title, pin?.quote])).toEqual([
        [id(2_004), 'Page 4', 'quote number 4'],
        [id(2_002), 'Page 2', 'quote number 2'],
      ]);
      library.close();
    });

    test('a clip has the pin that its report chose, and what was found of that', async () => {
      const { library } = await newLibrary();
      const { clip, pin } = await captureOf(1);
      await save(library, 1);
      const later: Pin = { ...pin, id: id<'pin'>(4_009), madeAt: time(50), quote: 'other words' };
      must(await library.addPin(later));
      const shown = async () => {
        const lists = [await library.recentClips(1), await library.clipsOfUrl(sourceOf(1).url)];
        return lists.map((list) => must(list)[0]?.pin?.quote);
      };
      expect(await shown()).toEqual(['other words', 'other words']);
      await library.editReport(REPORT, (doc) => setPin(doc, { clipId: clip.id, pinId: pin.id }));
      expect(await shown()).toEqual([pin.quote, pin.quote]);
      library.close();
    });

    test('the clips of a page are found whatever its fragment, and no other page’s', async () => {
      const { library } = await newLibrary();
      const urls = ['https://a.example/x', 'https://a.example/x#top', 'https://a.example/xy'];
      for (const [index, url] of [...urls, 'https://a.example/x?q=1'].entries()) {
        const source = sourceOf(index, url);
        const snapshot = await snapshotOf(index);
        const clip = clipOf(index, source);
        must(await library.saveCapture({ source, snapshot, clip, pin: pinOf(index) }));
      }
      for (const url of ['https://a.example/x', 'https://a.example/x#:~:text=y']) {
        const found = must(await library.clipsOfUrl(url));
        expect(found.map(({ source }) => source?.url)).toEqual(urls.slice(0, 2));
      }
      library.close();
    });

    test('before anything was clipped there is no library, and reading makes none', async () => {
      const name = `never-${Math.random()}`;
      expect(await openReader({ name })).toEqual({ ok: true, value: null });
      expect((await indexedDB.databases()).map((db) => db.name)).not.toContain(name);
    });
  });
}
