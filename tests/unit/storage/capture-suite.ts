import { describe, expect, test, vi } from 'vitest';
import { binClip } from '@/utils/model/clip-operations';
import { setTitle } from '@/utils/model/report-operations';
import type { Capture } from '@/utils/storage/evidence-repository';
import {
  captureOf,
  clipOf,
  dump,
  id,
  must,
  newLibrary,
  OTHER,
  PAGE_TEXT,
  pinOf,
  REPORT,
  save,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';

/** What saving a capture stores, and what it rejects. */
export function captureTests(): void {
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
      // In another report, at another place of the same text, or after deletion, it is a new clip.
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

    test('tells it although only one of the two clips has an icon', async () => {
      const { library, name } = await newLibrary();
      const first = await captureOf(1);
      await save(library, 1);
      // The browser had no copy of the icon at the first clip.
      const source = { ...first.source, id: id<'source'>(1_002), icon: 'iVBORw0KGgo=' };
      const [clipId, snapshotId] = [id<'clip'>(2_002), id<'snapshot'>(3_002)];
      const again = {
        source,
        snapshot: { ...(await snapshotOf(1)), id: snapshotId, sourceId: source.id },
        clip: { ...first.clip, id: clipId, sourceId: source.id, snapshotId },
        pin: { ...first.pin, id: id<'pin'>(4_002), clipId },
      };
      expect(must(await library.saveCapture(again)).duplicate).toBe(true);
      expect((await dump(name))['sources']).toHaveLength(1);
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
      // Sends the same message again, as if its answer was lost.
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

    test('one transaction stores both a pin and its placement, or neither', async () => {
      const { library, name } = await newLibrary();
      must(await library.createReport({ id: OTHER, title: 'Autre', language: 'fr' }));
      await save(library, 1);
      const before = await dump(name);
      const repin = { ...pinOf(1, 'better words'), id: id<'pin'>(4_100), by: 'reviewer' as const };
      // A worker that ends between the two writes aborts the transaction of both.
      const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function stop(
        this: IDBObjectStore,
      ) {
        this.transaction.abort();
        throw new DOMException('Stopped', 'AbortError');
      });
      expect((await library.addPins(REPORT, [repin])).ok).toBe(false);
      put.mockRestore();
      expect(await dump(name)).toEqual(before);
      expect(must(await library.loadReport(REPORT)).placements).toEqual([]);
      must(await library.addPins(REPORT, [repin]));
      const placed = async (report: typeof REPORT) =>
        must(await library.loadReport(report)).placements.map(({ pinId }) => pinId);
      expect(await placed(REPORT)).toEqual([repin.id]);
      expect(await placed(OTHER)).toEqual([]);
      library.close();
    });

    test('stores several pins together, or none of them', async () => {
      const { library, name } = await newLibrary();
      await save(library, 1);
      await save(library, 2);
      const repin = (clip: number) => ({
        ...pinOf(clip, 'the words of the page'),
        id: id<'pin'>(4_100 + clip),
        by: 'reviewer' as const,
        together: true,
      });
      const before = await dump(name);
      const notFound = { error: { code: 'not_found' } };
      expect(await library.addPins(REPORT, [repin(1), repin(7)])).toMatchObject(notFound);
      expect(await dump(name)).toEqual(before);
      expect(must(await library.addPins(REPORT, [repin(1), repin(2)]))).toHaveLength(1);
      const { placements } = must(await library.loadReport(REPORT));
      expect(placements.map(({ pinId }) => pinId).sort()).toEqual([repin(1).id, repin(2).id]);
      const { pins } = must(await library.loadEvidence(REPORT));
      const together = pins.filter((pin) => pin.together === true).map((pin) => pin.id);
      expect(together.sort()).toEqual([repin(1).id, repin(2).id]);
      library.close();
    });

    test('adds a pin once, and only to a clip that exists', async () => {
      const { library } = await newLibrary();
      await save(library, 1);
      const repin = { ...pinOf(1, 'better words'), id: id<'pin'>(4_100), by: 'reviewer' as const };
      expect(must(await library.addPins(REPORT, [repin]))).toHaveLength(1);
      expect(must(await library.addPins(REPORT, [repin]))).toEqual([]);
      const notFound = { error: { code: 'not_found' } };
      expect(await library.addPins(REPORT, [pinOf(7)])).toMatchObject(notFound);
      expect(await library.addPins(OTHER, [{ ...repin, id: id(4_101) }])).toMatchObject(notFound);
      const { pins } = must(await library.loadEvidence(REPORT));
      expect(pins.map(({ id: key }) => key)).toEqual([id(4_001), id(4_100)]);
      const { placements } = must(await library.loadReport(REPORT));
      expect(placements).toMatchObject([{ clipId: id(2_001), pinId: id(4_100) }]);
      library.close();
    });
  });
}
