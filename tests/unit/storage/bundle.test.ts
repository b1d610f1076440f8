import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { binClip, moveClip, setNote, takeOutClip } from '@/utils/model/clip-operations';
import { setKept } from '@/utils/model/kept-twins';
import { statementsToReadAgain } from '@/utils/model/read-again';
import { loadReportDocument, type ReportDocument, readReport } from '@/utils/model/report-document';
import { createSection } from '@/utils/model/section-operations';
import { createStatement, editStatement, insertCitation } from '@/utils/model/statement-operations';
import { createLineWriter, encodeRecord } from '@/utils/storage/backup-format';
import { BUNDLE_VERSION, type BundlePart } from '@/utils/storage/bundle-format';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { gunzip, gzip } from '@/utils/storage/snapshot-text';
import { makeOldLibrary, OLD_TYPED, oldBackup, oldUpdates } from './old-library';
import {
  attachmentOf,
  captureOf,
  checkOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  newName,
  OTHER,
  REPORT,
  restoreFile,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';

const NOTHING: Record<BundlePart, boolean> = {
  snapshots: false,
  notes: false,
  signedInText: false,
  checks: false,
  images: false,
};
const EVERYTHING: Record<BundlePart, boolean> = {
  snapshots: true,
  notes: true,
  signedInText: true,
  checks: true,
  images: true,
};

/**
 * A report with two sections, a cited clip, a placed one and one in the inbox; and another report.
 */
async function filled(name = newName()) {
  const { library } = await newLibrary(name);
  must(await library.createReport({ id: OTHER, title: 'Autre', language: 'fr' }));
  for (const n of [1, 2, 3]) must(await library.saveCapture(await captureOf(n)));
  const elsewhere = await captureOf(8);
  const filedUnder = { reportId: OTHER, sectionId: null };
  must(await library.saveCapture({ ...elsewhere, clip: { ...elsewhere.clip, filedUnder } }));
  const run = runOf(1);
  must(await library.startRun(run, [jobOf(1, run, [id(2_001), id(2_002)])]));
  const text = await snapshotOf(501, sourceOf(1).id, 'As it was fetched.');
  const checks = [
    { ...checkOf(run, 1), snapshotId: { ...text, readBy: 'fetch' as const }.id },
    { ...checkOf(run, 2), reader: 'tab' as const },
  ];
  const snapshots = [{ ...text, readBy: 'fetch' as const }];
  must(await library.completeJob(id(6_001), { checks, snapshots }));
  must(await library.finishRun(run.id));
  must(
    await library.editReport(REPORT, (doc) => {
      createSection(doc, { id: id(11), parentId: null, title: 'Costs', at: time(1) });
      createSection(doc, { id: id(12), parentId: null, title: 'Wildlife', at: time(1) });
      createStatement(doc, {
        id: id(21),
        text: 'It cost 61 million.',
        position: { sectionId: id(11) },
      });
      createStatement(doc, {
        id: id(22),
        text: 'Seals keep away.',
        position: { sectionId: id(12) },
      });
      const citation = { id: id<'citation'>(41), statementId: id<'statement'>(21) };
      insertCitation(doc, { ...citation, clipId: id(2_001), label: 'Page 1', offset: 18 });
      moveClip(doc, { clipId: id(2_002), position: { sectionId: id(12) } });
      setNote(doc, { clipId: id(2_002), note: 'Ask privately.' });
      // A decision about a clip of the other report, which is no longer in this one.
      setKept(doc, { clipId: id(2_008), decision: id(51) });
    }),
  );
  return { library, name };
}

async function bundleOf(
  name: string,
  include: Record<BundlePart, boolean> = NOTHING,
  sectionIds: readonly ReturnType<typeof id<'section'>>[] | null = null,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = must(await openReader({ name }))!;
  const options = { reportId: REPORT, sectionIds, include, createdAt: time(50) };
  const stream = must(await reader.bundle(options));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  reader.close();
  return bytes;
}

async function open(library: Library, file: Uint8Array<ArrayBuffer>) {
  return restoreFile(library, file, 'bundle');
}

type Line = Record<string, unknown> & { record: Record<string, unknown> };

async function linesOf(file: Uint8Array<ArrayBuffer>): Promise<Line[]> {
  const text = new TextDecoder().decode((await gunzip(file, 10_000_000))!);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Returns the file with changed lines and correct checksums and counts. */
async function rewritten(file: Uint8Array<ArrayBuffer>, change: (lines: Line[]) => object[]) {
  const write = createLineWriter();
  const lines = change(await linesOf(file)).map(({ sum: _sum, ...body }: { sum?: string }) => body);
  const [header, ...rest] = lines;
  const records = rest.filter((line) => !('end' in line));
  const whole = [header!, ...records, { end: true, records: records.length }];
  return gzip(new TextEncoder().encode(whole.map(write).join('')));
}

const ofStore = (lines: Line[], store: string) =>
  lines.filter((line) => line['store'] === store).map(({ record }) => record);

describe('a bundle of a report', () => {
  test('contains its passages and their sources, and nothing else', async () => {
    const { library, name } = await filled();
    const file = await bundleOf(name);
    const lines = await linesOf(file);
    expect(lines[0]).toMatchObject({
      format: 'pincite-bundle',
      version: BUNDLE_VERSION,
      kind: 'report',
      title: 'Tides',
      leftOut: ['snapshots', 'notes', 'signedInText', 'checks', 'images'],
      counts: { clips: 3, sources: 3, pins: 3, runs: 0, checks: 0, snapshots: 0 },
    });
    expect(ofStore(lines, 'clips').map((clip) => clip['id'])).toEqual([
      id(2_001),
      id(2_002),
      id(2_003),
    ]);
    expect(ofStore(lines, 'snapshots')).toEqual([]);
    const update = String(ofStore(lines, 'reportUpdates')[0]?.['update']);
    expect(atob(update)).not.toContain('Ask privately');
    expect(atob(update)).toContain('Seals keep away');
    library.close();
  });

  test.each<[string, Partial<Record<BundlePart, boolean>>, object]>([
    [
      'snapshots: those fetched without the session',
      { snapshots: true },
      { snapshots: 0, checks: 0 },
    ],
    [
      'checks: those read without the session',
      { checks: true },
      { checks: 1, runs: 1, snapshots: 0 },
    ],
    ['checks and snapshots', { checks: true, snapshots: true }, { checks: 1, snapshots: 1 }],
    ['everything', EVERYTHING, { checks: 2, snapshots: 4, runs: 1 }],
    [
      'text of the session alone is text of nothing',
      { signedInText: true },
      { checks: 0, snapshots: 0 },
    ],
  ])('with %s', async (_name, include, counts) => {
    const { library, name } = await filled();
    const lines = await linesOf(await bundleOf(name, { ...NOTHING, ...include }));
    expect(lines[0]?.['counts']).toMatchObject(counts);
    const counted = Object.keys(counts).map((store) => [store, ofStore(lines, store).length]);
    expect(Object.fromEntries(counted)).toEqual(counts);
    library.close();
  });

  test('opened in an empty library gives the same report, and opened again changes nothing', async () => {
    const { library, name } = await filled();
    const target = newName();
    const other = (await newLibrary(target)).library;
    const file = await bundleOf(name, EVERYTHING);
    expect(must(await open(other, file))).toMatchObject({ reports: 1, readAgain: 0 });
    const once = await dump(target);
    expect(must(await other.loadReport(REPORT)).sections).toEqual(
      must(await library.loadReport(REPORT)).sections,
    );
    expect(must(await open(other, file))).toMatchObject({ added: 0, readAgain: 0 });
    expect(await dump(target)).toEqual(once);
    library.close();
    other.close();
  });

  test("without notes does not change the reader's notes, and accepts those that come later", async () => {
    const { library, name } = await filled();
    const other = (await newLibrary(newName())).library;
    must(await open(other, await bundleOf(name, EVERYTHING)));
    must(
      await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_002), note: 'Mine.' })),
    );
    must(
      await other.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_003), note: 'Theirs.' })),
    );
    must(await open(other, await bundleOf(name)));
    const notes = async (of: Library) =>
      must(await of.loadReport(REPORT))
        .placements.map(({ note }) => note)
        .filter((note) => note !== '');
    expect((await notes(other)).sort()).toEqual(['Ask privately.', 'Theirs.']);
    must(await open(other, await bundleOf(name, EVERYTHING)));
    expect((await notes(other)).sort()).toEqual(['Mine.', 'Theirs.']);
    library.close();
    other.close();
  });

  test('marks text that changed on both sides, once', async () => {
    const { library, name } = await filled();
    const target = newName();
    const other = (await newLibrary(target)).library;
    must(await open(other, await bundleOf(name)));
    const says = (text: string) => (doc: ReportDocument) =>
      editStatement(doc, { id: id(22), text });
    must(await library.editReport(REPORT, says('Seals keep far away.')));
    must(await other.editReport(REPORT, says('Most seals keep away.')));
    const [here, there] = [await bundleOf(name), await bundleOf(target)];
    expect(must(await open(library, there)).readAgain).toBe(1);
    expect(must(await open(library, there)).readAgain).toBe(0);
    expect(must(await open(other, here)).readAgain).toBe(1);
    for (const each of [library, other]) {
      const doc = loadReportDocument(must(await each.loadReportUpdates(REPORT)));
      expect([...statementsToReadAgain(doc)]).toEqual([id(22)]);
      expect(readReport(doc, REPORT).statements.find((row) => row.id === id(22))?.text).toBe(
        'Most seals keep far away.',
      );
    }
    library.close();
    other.close();
  });

  test('carries what was purged of this report, and destroys nothing of another', async () => {
    const { library, name } = await filled();
    const target = newName();
    const other = (await newLibrary(target)).library;
    must(await open(other, await bundleOf(name)));
    must(await other.createReport({ id: OTHER, title: 'Mine', language: 'en' }));
    const elsewhere = await captureOf(9);
    const filedUnder = { reportId: OTHER, sectionId: null };
    must(await other.saveCapture({ ...elsewhere, clip: { ...elsewhere.clip, filedUnder } }));
    // Only its owner can delete an image: the library accepts deletions from files of its own user.
    must(await other.addAttachment(attachmentOf(1)));
    must(
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_002), at: time(9) })),
    );
    must(await library.purgeClips(REPORT, [id(2_002)]));
    const file = await rewritten(await bundleOf(name), ([header, ...rest]) => [
      header!,
      { store: 'purged', record: { id: id(2_009), at: time(9) } },
      { store: 'purged', record: { id: OTHER, at: time(9) } },
      { store: 'purged', record: { id: id(7_001), at: time(9) } },
      ...rest,
    ]);
    must(await open(other, file));
    const clips = (await dump(target))['clips']?.map((clip) => (clip as { id: string }).id);
    expect(clips).toEqual([id(2_001), id(2_003), id(2_009)]);
    expect(must(await other.listReports()).map((report) => report.id)).toContain(OTHER);
    const left = await dump(target);
    expect(left['attachments']).toEqual([attachmentOf(1)]);
    expect(JSON.stringify(left['purged'])).not.toContain(id(7_001));
    // An older copy does not bring back what was purged here.
    must(await open(library, await bundleOf(target)));
    expect(JSON.stringify((await dump(name))['clips'])).not.toContain(id(2_002));
    library.close();
    other.close();
  });

  test('omits a clip that was removed from the report, although its note stayed', async () => {
    const { library, name } = await filled();
    const edit = async (act: (doc: ReportDocument) => void) =>
      must(await library.editReport(REPORT, act));
    const clipsIn = async () =>
      ofStore(await linesOf(await bundleOf(name, EVERYTHING)), 'clips').map((clip) => clip['id']);
    await edit((doc) => {
      moveClip(doc, { clipId: id(2_008), position: { sectionId: id(12) } });
      setNote(doc, { clipId: id(2_008), note: 'See the other report.' });
    });
    expect(await clipsIn()).toContain(id(2_008));
    await edit((doc) => takeOutClip(doc, { clipId: id(2_008) }));
    expect(await clipsIn()).toEqual([id(2_001), id(2_002), id(2_003)]);
    const file = await bundleOf(name, EVERYTHING);
    const [header] = await linesOf(file);
    expect(header).toMatchObject({ absent: [id(2_008)], counts: { clips: 3, sources: 3 } });
    const target = newName();
    const other = (await newLibrary(target)).library;
    must(await open(other, file));
    expect(must(await open(other, file)).added).toBe(0);
    const noted = must(await other.loadReport(REPORT)).placements.map(({ clipId }) => clipId);
    expect(noted).toContain(id(2_008));
    library.close();
    other.close();
  });

  test.each([
    'a library of this version',
    'a file of an old version',
    'a library of an old version',
  ])('without notes holds no text that was ever typed into a note, from %s', async (origin) => {
    const name = newName();
    if (origin === 'a library of an old version') await makeOldLibrary(name, oldUpdates());
    const { library } = await newLibrary(name);
    if (origin === 'a file of an old version')
      must(await restoreFile(library, await oldBackup(), 'backup'));
    if (origin === 'a library of this version') {
      must(await library.saveCapture(await captureOf(1)));
      for (const note of ['A note, changed.', 'Typed and deleted.', '', 'A note.']) {
        must(await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_001), note })));
      }
    }
    expect(must(await library.loadReport(REPORT)).placements.map(({ note }) => note)).toContain(
      origin === 'a library of this version' ? 'A note.' : 'Of one author with the rest.',
    );
    for (const note of ['Confidentïal 水', '']) {
      must(await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_003), note })));
    }
    const texts = [...OLD_TYPED, 'onfident', 'ïal 水'];
    const held = async (include: Record<BundlePart, boolean>) => {
      const bytes = await bytesIn(await bundleOf(name, include));
      return texts.filter((text) =>
        (['utf8', 'utf16le'] as const).some((encoding) =>
          bytes.some((part) => part.includes(Buffer.from(text, encoding))),
        ),
      );
    };
    expect(await held(NOTHING)).toEqual([]);
    expect(await held({ ...EVERYTHING, notes: false })).toEqual([]);
    expect(await held(EVERYTHING)).toContain('A note');
    library.close();
  });

  test('without notes has only the document of the content; with notes both', async () => {
    const { library, name } = await filled();
    const documents = async (include: Record<BundlePart, boolean>) =>
      ofStore(await linesOf(await bundleOf(name, include)), 'reportUpdates').map(
        ({ notes = false }) => notes,
      );
    expect(await documents(NOTHING)).toEqual([false]);
    expect(await documents(EVERYTHING)).toEqual([false, true]);
    library.close();
  });
});

/** A file as stored and unpacked, and the bytes of each of its records. */
async function bytesIn(file: Uint8Array<ArrayBuffer>): Promise<Buffer[]> {
  const packed = (await linesOf(file)).flatMap((line) =>
    Object.values(line.record ?? {}).filter((value) => typeof value === 'string'),
  );
  const text = (await gunzip(file, 10_000_000))!;
  return [file, text]
    .map((bytes) => Buffer.from(bytes))
    .concat(packed.map((value) => Buffer.from(value, 'base64')));
}

describe('a bundle of a section', () => {
  test('contains its items and the clips that it cites or places', async () => {
    const { library, name } = await filled();
    const lines = await linesOf(await bundleOf(name, NOTHING, [id(12)]));
    expect(lines[0]).toMatchObject({ kind: 'section', title: 'Wildlife', counts: { clips: 1 } });
    const [content] = ofStore(lines, 'sectionContents');
    expect(content).toMatchObject({
      from: { reportId: REPORT, title: 'Tides' },
      sections: [{ id: id(12), parentId: null, title: 'Wildlife' }],
      statements: [{ id: id(22), text: 'Seals keep away.', base: null }],
      citations: [],
      placements: [{ clipId: id(2_002), sectionId: id(12), note: '' }],
    });
    library.close();
  });

  test('is no file to be restored: it wants a place', async () => {
    const { library, name } = await filled();
    const before = await dump(name);
    const opened = await open(library, await bundleOf(name, NOTHING, [id(12)]));
    expect(opened).toMatchObject({ ok: false });
    expect(await dump(name)).toEqual(before);
    library.close();
  });
});

describe('a bundle that is not whole', () => {
  const without = (store: string, key: string) => (lines: Line[]) =>
    lines.filter((line) => !(line['store'] === store && line.record['id'] === key));

  test.each<[string, (lines: Line[]) => object[], object]>([
    ['a clip without its source', without('sources', sourceOf(2).id), { code: 'bundle_dangling' }],
    [
      'an image without its clip',
      ([header, ...rest]) => [
        header!,
        ...[...encodeRecord({ store: 'attachments', record: attachmentOf(2) })],
        ...rest,
      ],
      { code: 'bundle_dangling', detail: 'line 2' },
    ],
    ['a pin without its clip', without('clips', id(2_003)), { code: 'bundle_dangling' }],
    [
      'a citation to a clip that is not there',
      (lines) => without('pins', id(4_001))(without('clips', id(2_001))(lines) as Line[]),
      { code: 'bundle_dangling', detail: 'line 9' },
    ],
    [
      'a record before what it names',
      ([header, ...rest]) => [header!, ...rest.toReversed()],
      { code: 'bundle_dangling' },
    ],
    [
      'the document of another report',
      (lines) =>
        lines.map((line) =>
          line['store'] === 'reportUpdates'
            ? { ...line, record: { ...line.record, reportId: OTHER } }
            : line,
        ),
      { code: 'bundle_dangling' },
    ],
    [
      'a title that is a number',
      (lines) => lines.map((line) => ('format' in line ? { ...line, title: 7 } : line)),
      { code: 'bundle_damaged', detail: 'line 1' },
    ],
    [
      'a document that is none',
      (lines) =>
        lines.map((line) =>
          line['store'] === 'reportUpdates'
            ? { ...line, record: { ...line.record, update: 'AQID' } }
            : line,
        ),
      { code: 'bundle_damaged' },
    ],
    [
      'a future version',
      (lines) =>
        lines.map((line) => ('format' in line ? { ...line, version: BUNDLE_VERSION + 1 } : line)),
      { code: 'bundle_newer', detail: String(BUNDLE_VERSION + 1) },
    ],
  ])('%s: told as such, and the library is as before', async (_name, change, error) => {
    const { library, name } = await filled();
    const file = await rewritten(await bundleOf(name), change);
    const target = newName();
    const other = (await newLibrary(target)).library;
    const before = await dump(target);
    expect(await open(other, file)).toMatchObject({ ok: false, error });
    expect(await dump(target)).toEqual(before);
    library.close();
    other.close();
  });

  test('unknown fields are kept out', async () => {
    const { library, name } = await filled();
    const file = await rewritten(await bundleOf(name), (lines) =>
      lines.map((line) => ({
        ...line,
        extra: 1,
        ...(line.record === undefined ? {} : { record: { ...line.record, extra: { deep: 1 } } }),
      })),
    );
    const target = newName();
    const other = (await newLibrary(target)).library;
    must(await open(other, file));
    expect(JSON.stringify(await dump(target))).not.toContain('extra');
    library.close();
    other.close();
  });

  test('damage is reported as damage of a bundle', async () => {
    const { library, name } = await filled();
    const file = await bundleOf(name);
    const cut = file.slice(0, file.length - 40);
    expect(await open(library, cut)).toMatchObject({ error: { code: 'bundle_damaged' } });
    library.close();
  });
});
