import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { binClip, moveClip, setNote, setPageTitle, setTags } from '@/utils/model/clip-operations';
import type { ReportId } from '@/utils/model/ids';
import { setKept } from '@/utils/model/kept-twins';
import { binReport } from '@/utils/model/report-operations';
import { binSection, createSection } from '@/utils/model/section-operations';
import type { Library } from '@/utils/storage/library';
import { type LibraryQuery, type LibraryReader, openReader } from '@/utils/storage/read';
import { SEARCH_KEY, SEARCH_VERSION } from '@/utils/storage/search-index';
import { EVERY_CLIP } from './every-clip';
import {
  attachmentOf,
  attachmentWithoutBytes,
  captureOf,
  checkOf,
  clipOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  OTHER,
  pinOf,
  REPORT,
  runOf,
  sourceOf,
  time,
} from './sample-evidence';

const ALL: LibraryQuery = { ...EVERY_CLIP, order: 'newest' };

/** Indexes everything, like the background when it has time. */
async function settle(library: Library): Promise<void> {
  while (must(await library.settleSearch()));
}

async function search(reader: LibraryReader, asked: Partial<LibraryQuery>): Promise<number[]> {
  const answer = must(await reader.search({ ...ALL, ...asked }));
  return answer.hits
    .map(({ clipId }) => Number.parseInt(clipId.slice(-12), 16) - 2_000)
    .sort((a, b) => a - b);
}

/** Runs a test with all changes still to be indexed, and again after indexing. */
function bothWays(name: string, act: (when: (library: Library) => Promise<void>) => Promise<void>) {
  test(`${name}, before the search has taken it in`, () => act(async () => undefined));
  test(`${name}, after the search has taken it in`, () => act(settle));
}

async function filled(count: number) {
  const { library, name } = await newLibrary();
  for (let n = 1; n <= count; n += 1) must(await library.saveCapture(await captureOf(n)));
  const reader = must(await openReader({ name }))!;
  const close = () => {
    reader.close();
    library.close();
  };
  return { library, reader, name, close };
}

describe('the search knows', () => {
  bothWays('quotes, titles, sites and addresses', async (when) => {
    const { library, reader, close } = await filled(3);
    await when(library);
    expect(await search(reader, { words: 'QUOTE number 2' })).toEqual([2]);
    expect(await search(reader, { words: 'page 3' })).toEqual([3]);
    expect(await search(reader, { words: 'harbour.example/page-1' })).toEqual([1]);
    expect(await search(reader, { words: 'quote', site: 'harbour.example' })).toEqual([1, 2, 3]);
    expect(await search(reader, { words: 'quote seals' })).toEqual([]);
    close();
  });

  bothWays('notes and tags, as they are edited', async (when) => {
    const { library, reader, close } = await filled(2);
    await settle(library);
    must(
      await library.editReport(REPORT, (doc) => {
        setNote(doc, { clipId: id(2_001), note: 'For the Introduction' });
        setTags(doc, { clipId: id(2_002), tags: ['Été'] });
      }),
    );
    await when(library);
    expect(await search(reader, { words: 'introduction' })).toEqual([1]);
    expect(await search(reader, { words: 'ete' })).toEqual([2]);
    expect(await search(reader, { tag: 'Été' })).toEqual([2]);
    must(await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_001), note: '' })));
    await when(library);
    expect(await search(reader, { words: 'introduction' })).toEqual([]);
    close();
  });

  bothWays('alternative texts of images, with and without bytes', async (when) => {
    const { library, reader, name, close } = await filled(3);
    await settle(library);
    must(await library.addAttachment({ ...attachmentOf(1), alt: 'The old Lighthouse' }));
    must(await library.addAttachment({ ...attachmentOf(2), alt: '' }));
    must(await library.addAttachment({ ...attachmentWithoutBytes(3), alt: 'Secret lighthouses' }));
    await when(library);
    expect(await search(reader, { words: 'lighthouse' })).toEqual([1, 3]);
    expect(await search(reader, { words: 'lighthouse number 1' })).toEqual([1]);
    const found = must(await reader.foundClips([{ clipId: id(2_001), reportId: REPORT }]));
    expect(found).toMatchObject([{ alts: ['The old Lighthouse'] }]);
    must(await library.purgeAttachment(id(2_003), id(7_003)));
    expect(JSON.stringify((await dump(name))['searchChunks'])).not.toContain('secret');
    await when(library);
    expect(await search(reader, { words: 'lighthouse' })).toEqual([1]);
    expect(await search(reader, { words: 'number' })).toEqual([1, 2, 3]);
    close();
  });

  bothWays('the pin that holds, and the verdict on it', async (when) => {
    const { library, reader, close } = await filled(2);
    await settle(library);
    const run = runOf(1);
    must(await library.startRun(run, [jobOf(1, run, [id(2_001)])]));
    must(await library.leaseJob(id(6_001), { now: time(1), leaseMs: 1 }));
    const check = { ...checkOf(run, 1), snapshotId: null, verdict: 'altered' as const };
    must(await library.completeJob(id(6_001), { checks: [check], snapshots: [] }));
    await when(library);
    expect(await search(reader, { verdict: 'altered' })).toEqual([1]);
    expect(await search(reader, { verdict: 'none' })).toEqual([2]);
    must(
      await library.addPins(REPORT, [
        { ...pinOf(1, 'other words'), id: id(4_900), madeAt: time(59) },
      ]),
    );
    await when(library);
    expect(await search(reader, { words: 'other words' })).toEqual([1]);
    expect(await search(reader, { words: 'quote number 1' })).toEqual([]);
    // The check of the earlier words does not apply to these.
    expect(await search(reader, { verdict: 'altered' })).toEqual([]);
    close();
  });

  test('a search shows the title that the report took last, on all clips of the page', async () => {
    const { library, reader, close } = await filled(1);
    const page = sourceOf(1);
    for (const n of [2, 3]) {
      const { snapshot, ...capture } = await captureOf(n);
      must(
        await library.saveCapture({
          ...{ ...capture, source: page, clip: clipOf(n, page) },
          snapshot: snapshot && { ...snapshot, sourceId: page.id },
        }),
      );
    }
    const hits = [1, 2, 3].map((n) => ({ clipId: id<'clip'>(2_000 + n), reportId: REPORT }));
    const titles = async () =>
      must(await reader.foundClips(hits)).map(({ source }) => source?.title);
    must(
      await library.addPins(REPORT, [
        { ...pinOf(2, 'other words'), id: id(4_900), madeAt: time(59), title: 'Seals now' },
      ]),
    );
    expect(await titles()).toEqual(['Seals now', 'Seals now', 'Seals now']);
    must(
      await library.editReport(REPORT, (doc) =>
        setPageTitle(doc, { clipId: id(2_002), title: 'Seals today', pinId: id(4_900) }),
      ),
    );
    expect(await titles()).toEqual(['Seals today', 'Seals today', 'Seals today']);
    // Another report has not taken it.
    must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
    must(
      await library.editReport(OTHER, (doc) =>
        moveClip(doc, { clipId: id(2_001), position: { sectionId: null } }),
      ),
    );
    const [other] = must(await reader.foundClips([{ clipId: id(2_001), reportId: OTHER }]));
    expect(other?.source?.title).toBe('Page 1');
    close();
  });

  bothWays('what lies in the bin: a clip, its section, its report', async (when) => {
    const { library, reader, close } = await filled(1);
    must(
      await library.editReport(REPORT, (doc) =>
        createSection(doc, { id: id(11), parentId: null, title: 'S', at: time(1) }),
      ),
    );
    const second = await captureOf(2);
    const filedUnder = { reportId: REPORT, sectionId: id<'section'>(11) };
    must(await library.saveCapture({ ...second, clip: { ...second.clip, filedUnder } }));
    await when(library);
    expect(await search(reader, {})).toEqual([1, 2]);
    must(await library.editReport(REPORT, (doc) => binSection(doc, { id: id(11), at: time(2) })));
    expect(await search(reader, {})).toEqual([1]);
    must(
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(3) })),
    );
    await when(library);
    expect(await search(reader, {})).toEqual([]);
    close();
  });

  bothWays('a clip of a binned section that was noted on and never moved', async (when) => {
    const { library, reader, close } = await filled(0);
    must(
      await library.editReport(REPORT, (doc) =>
        createSection(doc, { id: id(11), parentId: null, title: 'S', at: time(1) }),
      ),
    );
    const capture = await captureOf(1);
    const filedUnder = { reportId: REPORT, sectionId: id<'section'>(11) };
    must(await library.saveCapture({ ...capture, clip: { ...capture.clip, filedUnder } }));
    must(
      await library.editReport(REPORT, (doc) => {
        setNote(doc, { clipId: id(2_001), note: 'noted' });
        binSection(doc, { id: id(11), at: time(2) });
      }),
    );
    await when(library);
    expect(await search(reader, { words: 'noted' })).toEqual([]);
    // It is not among the recent clips either, and the same passage can be clipped again.
    expect(must(await reader.recentClips(9))).toEqual([]);
    const again = { ...capture.clip, id: id<'clip'>(2_050) };
    const pin = { ...capture.pin, id: id<'pin'>(4_050), clipId: again.id };
    expect(must(await library.saveCapture({ ...capture, clip: again, pin })).duplicate).toBe(false);
    close();
  });

  bothWays('a report that went into the bin', async (when) => {
    const { library, reader, close } = await filled(1);
    await when(library);
    must(await library.editReport(REPORT, (doc) => binReport(doc, { at: time(4) })));
    expect(await search(reader, {})).toEqual([]);
    close();
  });

  bothWays('a clip that was put into another report as well', async (when) => {
    const { library, reader, close } = await filled(1);
    must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
    must(
      await library.editReport(OTHER, (doc) => {
        moveClip(doc, { clipId: id(2_001), position: { sectionId: null } });
        setNote(doc, { clipId: id(2_001), note: 'there' });
      }),
    );
    await when(library);
    expect(await search(reader, { reportId: OTHER })).toEqual([1]);
    expect(await search(reader, { reportId: REPORT })).toEqual([1]);
    const answer = must(await reader.search({ ...ALL, words: 'there', reportId: OTHER }));
    expect(answer.hits).toEqual([
      { clipId: id(2_001), reportId: OTHER, reportIds: [REPORT, OTHER] },
    ]);
    const [found] = must(await reader.foundClips(answer.hits));
    expect(found).toMatchObject({ reportId: OTHER, note: 'there', pin: { id: id(4_001) } });
    // Restored from the bin of one report, it stays in the other one.
    must(
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(3) })),
    );
    must(await library.purgeClips(REPORT, [id(2_001)]));
    await when(library);
    expect(await search(reader, {})).toEqual([1]);
    close();
  });

  bothWays('what was destroyed', async (when) => {
    const { library, reader, name, close } = await filled(2);
    must(
      await library.addPins(REPORT, [
        {
          ...pinOf(1, 'Said secretly.'),
          id: id(4_900),
          madeAt: time(59),
        },
      ]),
    );
    await settle(library);
    must(
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(3) })),
    );
    const taken = async () => JSON.stringify((await dump(name))['searchChunks']);
    expect(await taken()).toContain('secretly');
    must(await library.purgeClips(REPORT, [id(2_001)]));
    // At once, because deleted text must not be readable anywhere.
    expect(await taken()).not.toContain('secretly');
    expect(await taken()).toContain('quote');
    await when(library);
    expect(await search(reader, {})).toEqual([2]);
    close();
  });
});

test('destroyed data is not left in chunks of an older version', async () => {
  const { library, name, close } = await filled(2);
  await settle(library);
  must(await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(3) })));
  const db = await openDB(name);
  const { value } = await db.get('meta', SEARCH_KEY);
  await db.put('meta', { key: SEARCH_KEY, value: { ...value, version: SEARCH_VERSION - 1 } });
  db.close();
  const taken = async () => JSON.stringify((await dump(name))['searchChunks']);
  expect(await taken()).toContain(id(2_001));
  must(await library.purgeClips(REPORT, [id(2_001)]));
  expect(await taken()).not.toContain(id(2_001));
  close();
});

test('a destroyed report takes its notes on the clips of other reports with it', async () => {
  const { library, reader, name, close } = await filled(1);
  must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
  must(
    await library.editReport(OTHER, (doc) => {
      moveClip(doc, { clipId: id(2_001), position: { sectionId: null } });
      setNote(doc, { clipId: id(2_001), note: 'secret' });
      binReport(doc, { at: time(5) });
    }),
  );
  await settle(library);
  const taken = async () => JSON.stringify((await dump(name))['searchChunks']);
  expect(await taken()).toContain('secret');
  must(await library.purgeReport(OTHER));
  expect(await taken()).not.toContain('secret');
  expect(await search(reader, {})).toEqual([1]);
  await settle(library);
  expect(await search(reader, {})).toEqual([1]);
  expect(await search(reader, { words: 'secret' })).toEqual([]);
  close();
});

describe('keeping up', () => {
  /** More than one chunk can hold, in another order than that of their ids. */
  const MANY = 4_900;
  const placeOf = (n: number) => 1 + ((n * 607) % MANY);
  const clipOf = (n: number) => id<'clip'>(2_000 + placeOf(n));

  test('many clips are taken in step by step, in chunks that are cut when they grow', async () => {
    const { library, reader, name, close } = await filled(0);
    const { source, clip } = await captureOf(1);
    // Directly into the database, because the library would take long for so many.
    const db = await openDB(name);
    const tx = db.transaction(['sources', 'clips', 'pins', 'searchStale'], 'readwrite');
    void tx.objectStore('sources').put(source);
    for (let n = 1; n <= MANY; n += 1) {
      const clipId = clipOf(n);
      void tx.objectStore('clips').put({ ...clip, id: clipId, snapshotId: null });
      void tx.objectStore('pins').put({ ...pinOf(n), id: id<'pin'>(40_000 + n), clipId });
      void tx.objectStore('searchStale').put({ clipId });
    }
    await tx.done;
    db.close();
    // More than a search reads by itself, which the result says.
    expect(must(await reader.search(ALL)).behind).toBeGreaterThan(0);
    await settle(library);
    const answer = must(await reader.search({ ...ALL, words: 'quote number' }));
    expect(answer).toMatchObject({ total: MANY, behind: 0 });
    expect(answer.hits).toHaveLength(200);
    expect(await search(reader, { words: '"number 1699"' })).toEqual([placeOf(1_699)]);
    must(
      await library.editReport(REPORT, (doc) => setNote(doc, { clipId: clipOf(900), note: 'mid' })),
    );
    await settle(library);
    expect(await search(reader, { words: 'mid' })).toEqual([placeOf(900)]);
    expect(must(await reader.search(ALL)).total).toBe(MANY);
    const chunks = (await dump(name))['searchChunks'] as { entries: unknown[] }[];
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.flatMap(({ entries }) => entries)).toHaveLength(MANY);
    close();
  });

  test('few changes wait until there are more, and are searched meanwhile', async () => {
    const { library, reader, close } = await filled(1);
    await settle(library);
    must(await library.saveCapture(await captureOf(2)));
    expect(must(await library.settleSearch(40))).toBe(false);
    expect(await search(reader, { words: 'quote' })).toEqual([1, 2]);
    close();
  });

  test('an open reader notices every change', async () => {
    const { library, reader, close } = await filled(1);
    await settle(library);
    expect(await search(reader, {})).toEqual([1]);
    must(await library.saveCapture(await captureOf(2)));
    expect(await search(reader, {})).toEqual([1, 2]);
    await settle(library);
    expect(await search(reader, {})).toEqual([1, 2]);
    must(await library.rebuildProjections());
    expect(must(await reader.search(ALL)).behind).toBe(2);
    await settle(library);
    expect(await search(reader, {})).toEqual([1, 2]);
    close();
  });
});

describe('duplicates', () => {
  test('are clips of the same words of the same page, in any report', async () => {
    const { library, reader, close } = await filled(2);
    must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
    const first = await captureOf(1);
    const twin = (n: number, quote: string, reportId = REPORT) => ({
      source: { ...first.source, id: id<'source'>(1_000 + n), url: `${first.source.url}#top` },
      snapshot: null,
      clip: {
        ...first.clip,
        id: id<'clip'>(2_000 + n),
        sourceId: id<'source'>(1_000 + n),
        snapshotId: null,
        capturedAt: time(n),
        filedUnder: { reportId, sectionId: null },
      },
      pin: { ...pinOf(n, quote), clipId: id<'clip'>(2_000 + n) },
    });
    must(await library.saveCapture(twin(3, 'Quote  number 1')));
    must(await library.saveCapture(twin(4, 'quote number 1', OTHER)));
    must(await library.saveCapture(twin(5, 'quote number 12')));
    const groups = async () =>
      must(await reader.duplicates()).map(({ clips }) => clips.map(({ clipId }) => clipId));
    expect(await groups()).toEqual([[id(2_001), id(2_003), id(2_004)]]);
    await settle(library);
    expect(await groups()).toEqual([[id(2_001), id(2_003), id(2_004)]]);
    must(
      await library.editReport(REPORT, (doc) => {
        for (const n of [1, 3]) binClip(doc, { clipId: id(2_000 + n), at: time(9) });
      }),
    );
    expect(await groups()).toEqual([]);
    close();
  });

  bothWays('that were kept are decided until another twin comes', async (when) => {
    const { library, reader, close } = await filled(1);
    must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
    const first = await captureOf(1);
    const twin = (n: number, reportId: ReportId) => ({
      source: first.source,
      snapshot: null,
      clip: {
        ...first.clip,
        id: id<'clip'>(2_000 + n),
        snapshotId: null,
        capturedAt: time(n),
        filedUnder: { reportId, sectionId: null },
      },
      // Different capitals make it another clip, but not another passage.
      pin: {
        ...pinOf(n, n === 3 ? 'quote number 1' : 'Quote Number 1'),
        clipId: id<'clip'>(2_000 + n),
      },
    });
    const keep = async (reportId: ReportId, decision: number, ...clips: number[]) =>
      must(
        await library.editReport(reportId, (doc) => {
          for (const n of clips) setKept(doc, { clipId: id(2_000 + n), decision: id(decision) });
        }),
      );
    const groups = async () => {
      await when(library);
      return must(await reader.duplicates()).map(({ clips, decided }) => [clips.length, decided]);
    };
    must(await library.saveCapture(twin(3, OTHER)));
    expect(await groups()).toEqual([[2, false]]);
    await keep(REPORT, 9_001, 1);
    // One report has the decision, the other does not yet.
    expect(await groups()).toEqual([[2, false]]);
    await keep(OTHER, 9_001, 3);
    expect(await groups()).toEqual([[2, true]]);
    must(await library.saveCapture(twin(4, OTHER)));
    expect(await groups()).toEqual([[3, false]]);
    // Later, in a report that also has the clip: the later decision applies.
    must(
      await library.editReport(OTHER, (doc) =>
        moveClip(doc, { clipId: id(2_001), position: { sectionId: null } }),
      ),
    );
    await keep(OTHER, 9_002, 1, 3, 4);
    expect(await groups()).toEqual([[3, true]]);
    must(
      await library.editReport(OTHER, (doc) => binClip(doc, { clipId: id(2_004), at: time(9) })),
    );
    expect(await groups()).toEqual([[2, true]]);
    await keep(OTHER, 9_003, 1);
    expect(await groups()).toEqual([[2, false]]);
    close();
  });
});
