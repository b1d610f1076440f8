import { describe, expect, test } from 'vitest';
import { binClip, moveClip, setPin } from '@/utils/model/clip-operations';
import type { Pin } from '@/utils/model/evidence';
import { openReader } from '@/utils/storage/read';
import {
  captureOf,
  clipOf,
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

/** What pages read. */
export function readingTests(): void {
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
      must(await library.addPins(REPORT, [later]));
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
