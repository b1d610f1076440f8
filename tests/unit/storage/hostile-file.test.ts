import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { moveClip, setNote } from '@/utils/model/clip-operations';
import type { Pin, Snapshot } from '@/utils/model/evidence';
import {
  encodeReport,
  loadReportDocument,
  ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { createStatement, editStatement } from '@/utils/model/statement-operations';
import { isWaiting } from '@/utils/model/yjs-internals';
import type { FileRecord } from '@/utils/storage/backup-format';
import type { Capture } from '@/utils/storage/evidence-repository';
import type { Library } from '@/utils/storage/library';
import type { FileKind } from '@/utils/storage/restore';
import {
  attachmentOf,
  captureOf,
  checkOf,
  dump,
  id,
  must,
  newLibrary,
  OTHER,
  pinOf,
  pngOf,
  REPORT,
  restoreFile,
  runOf,
  snapshotOf,
  time,
} from './sample-evidence';
import { backupHeader, bundleHeader, writtenFile } from './written-file';

/*
 * Hostile files that try to change existing records. The tests read the files through the normal
 * import path.
 */

const OWN = 1;
const FOREIGN = 9;
const LATER = '2031-01-01T00:00:00.000Z';

async function captureIn(n: number, reportId = OTHER): Promise<Capture> {
  const capture = await captureOf(n);
  return { ...capture, clip: { ...capture.clip, filedUnder: { reportId, sectionId: null } } };
}

/** The library has clip 1 in the report of the file, and clip 9 in another report. */
async function victim() {
  const { library, name } = await newLibrary();
  must(await library.createReport({ id: OTHER, title: 'Private', language: 'en' }));
  must(await library.saveCapture(await captureOf(OWN)));
  must(await library.saveCapture(await captureIn(FOREIGN)));
  return { library, name };
}

async function recordsOf(capture: Capture): Promise<FileRecord[]> {
  const { source, snapshot, clip, pin, attachments = [] } = capture;
  return [
    { store: 'sources', record: source },
    ...(snapshot === null ? [] : [{ store: 'snapshots' as const, record: snapshot }]),
    { store: 'clips', record: clip },
    { store: 'pins', record: pin },
    ...attachments.map((record) => ({ store: 'attachments' as const, record })),
  ];
}

/** The report document of the library without changes, so that the file adds nothing to it. */
async function documentOf(library: Library, reportId = REPORT): Promise<FileRecord> {
  const doc = loadReportDocument(must(await library.loadReportUpdates(reportId)));
  const update = new Uint8Array(Y.encodeStateAsUpdate(doc));
  return { store: 'reportUpdates', record: { reportId, at: time(50), update } };
}

function forgedPin(n: number): Pin {
  return { ...pinOf(n, 'words that nobody wrote'), id: id(4_900 + n), madeAt: LATER };
}

async function open(
  library: Library,
  records: readonly FileRecord[],
  expected: FileKind = 'bundle',
  header = bundleHeader(),
) {
  return restoreFile(library, await writtenFile(header, records), expected);
}

const rowsOf = async <Row>(name: string, store: string) => (await dump(name))[store] as Row[];

describe('a bundle of one report', () => {
  test('adds no pin to a clip of another report', async () => {
    const { library, name } = await victim();
    const records = [
      ...(await recordsOf(await captureIn(FOREIGN))),
      { store: 'pins' as const, record: forgedPin(FOREIGN) },
      await documentOf(library),
    ];
    must(await open(library, records));
    const found = must(await library.clip(id(2_000 + FOREIGN)));
    expect(found.pin?.quote).toBe(`quote number ${FOREIGN}`);
    expect((await rowsOf<Pin>(name, 'pins')).map((pin) => pin.id)).not.toContain(
      forgedPin(FOREIGN).id,
    );
    library.close();
  });

  test('counts the left out records, without records that the library already has', async () => {
    const { library } = await victim();
    const records = [
      ...(await recordsOf(await captureIn(FOREIGN))),
      { store: 'pins' as const, record: forgedPin(FOREIGN) },
      { store: 'attachments' as const, record: attachmentOf(FOREIGN) },
      await documentOf(library),
    ];
    expect(must(await open(library, records)).leftOut).toEqual({
      ofOtherReports: 2,
      falsified: 0,
      forgedReviews: 0,
      differing: 0,
      destroyedHere: 0,
      unreadable: {},
    });
    const known = [...(await recordsOf(await captureIn(FOREIGN))), await documentOf(library)];
    expect(must(await open(library, known)).leftOut.ofOtherReports).toBe(0);
    library.close();
  });

  test('adds no check, and no image, to a clip of another report', async () => {
    const { library, name } = await victim();
    const run = { ...runOf(1), finishedAt: time(40) };
    const check = { ...checkOf(run, FOREIGN), checkedAt: LATER, verdict: 'missing' as const };
    const records = [
      ...(await recordsOf({
        ...(await captureIn(FOREIGN)),
        attachments: [attachmentOf(FOREIGN)],
      })),
      { store: 'runs' as const, record: run },
      { store: 'checks' as const, record: check },
      await documentOf(library),
    ];
    must(await open(library, records));
    expect(must(await library.clip(id(2_000 + FOREIGN))).check).toBeNull();
    expect(await rowsOf(name, 'attachments')).toEqual([]);
    library.close();
  });

  test('does not destroy a clip that is also in another report', async () => {
    const { library, name } = await victim();
    must(
      await library.editReport(OTHER, (doc) =>
        moveClip(doc, { clipId: id(2_000 + OWN), position: { sectionId: null } }),
      ),
    );
    const records = [
      { store: 'purged' as const, record: { id: id(2_000 + OWN), at: time(9) } },
      await documentOf(library),
    ];
    expect(must(await open(library, records)).leftOut.ofOtherReports).toBe(1);
    expect(must(await library.clip(id(2_000 + OWN))).pin?.quote).toBe('quote number 1');
    expect(await rowsOf(name, 'purged')).toEqual([]);
    library.close();
  });

  test('adds a clip only to the report that places the clip', async () => {
    const { library } = await victim();
    const doc = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
    moveClip(doc, { clipId: id(2_005), position: { sectionId: null } });
    const update = new Uint8Array(Y.encodeStateAsUpdate(doc));
    const records = [
      ...(await recordsOf(await captureIn(5))),
      ...(await recordsOf(await captureIn(6))),
      { store: 'reportUpdates' as const, record: { reportId: REPORT, at: time(50), update } },
    ];
    // The merge leaves out the clip that the report does not name, and the pin of this clip.
    expect(must(await open(library, records)).leftOut.ofOtherReports).toBe(2);
    const clipsOf = async (reportId: typeof REPORT) =>
      must(await library.loadEvidence(reportId)).clips.map((clip) => clip.id);
    expect(await clipsOf(OTHER)).toEqual([id(2_000 + FOREIGN)]);
    expect(await clipsOf(REPORT)).toEqual([id(2_000 + OWN), id(2_005)]);
    library.close();
  });

  test('marks no source, snapshot or run as destroyed', async () => {
    const { library, name } = await victim();
    const capture = await captureOf(OWN);
    const marks = [capture.source.id, capture.snapshot?.id ?? '', id(5_001), 'no id at all'];
    const records = [
      ...marks.map((each) => ({ store: 'purged' as const, record: { id: each, at: time(9) } })),
      await documentOf(library),
    ];
    must(await open(library, records));
    expect(await rowsOf(name, 'purged')).toEqual([]);
    library.close();
  });
});

describe('a page in which the user chose a file', () => {
  const forged = async (library: Library) => [
    { store: 'pins' as const, record: forgedPin(OWN) },
    { store: 'attachments' as const, record: attachmentOf(OWN) },
    await documentOf(library),
  ];

  test.each<[string, FileKind, ReturnType<typeof bundleHeader>['kind'] | 'backup', string]>([
    ['a file of kind import where a backup is wanted', 'backup', 'import', 'file_is_import'],
    ['a file of kind import where a bundle is wanted', 'bundle', 'import', 'file_is_import'],
    ['a bundle where a backup is wanted', 'backup', 'report', 'file_is_bundle'],
    ['a backup where a bundle is wanted', 'bundle', 'backup', 'file_is_backup'],
    ['a bundle where an import is wanted', 'import', 'report', 'bad_message'],
    ['a backup where an import is wanted', 'import', 'backup', 'bad_message'],
  ])('refuses %s', async (_name, expected, kind, code) => {
    const { library, name } = await victim();
    const before = await dump(name);
    const header = kind === 'backup' ? backupHeader() : bundleHeader(kind);
    const records = kind === 'import' ? await forged(library) : [await documentOf(library)];
    const file = await writtenFile(header, records);
    expect(await restoreFile(library, file, expected)).toMatchObject({ error: { code } });
    expect(await dump(name)).toEqual(before);
    library.close();
  });
});

describe('a file with a hash that does not match the bytes', () => {
  const FAKE = 'The array cost 16 million euros. It was never built.';

  /** A snapshot of clip 5 with forged text and the hash of the true text. */
  async function lyingSnapshot(): Promise<Snapshot> {
    const [honest, forged] = [await snapshotOf(5), await snapshotOf(5, undefined, FAKE)];
    return { ...forged, id: id(3_999), textHash: honest.textHash, textLength: honest.textLength };
  }

  async function lyingBundle(library: Library) {
    const capture = await captureOf(5);
    const snapshot = await lyingSnapshot();
    const clip = { ...capture.clip, id: id<'clip'>(2_995), snapshotId: snapshot.id };
    const pin = { ...pinOf(5), id: id<'pin'>(4_995), clipId: clip.id };
    return [...(await recordsOf({ ...capture, snapshot, clip, pin })), await documentOf(library)];
  }

  test('does not replace the text of a clip that the user makes later', async () => {
    const { library } = await victim();
    must(await open(library, await lyingBundle(library)));
    const capture = await captureOf(5);
    must(await library.saveCapture(capture, { keepBoth: true }));
    const clip = must(await library.clip(id(2_005))).clip;
    expect(must(await library.snapshotText(clip.snapshotId!))).toContain('cost 61 million euros');
    library.close();
  });

  test('loses its false text: the merge counts the text, and the clip has no text', async () => {
    const { library, name } = await victim();
    expect(must(await open(library, await lyingBundle(library))).leftOut.falsified).toBe(1);
    expect((await rowsOf<Snapshot>(name, 'snapshots')).map((each) => each.id)).not.toContain(
      id(3_999),
    );
    expect(await library.snapshotText(id(3_999))).toMatchObject({ error: { code: 'not_found' } });
    library.close();
  });

  const honest = () => snapshotOf(5);
  test.each<[string, () => Promise<Snapshot>]>([
    ['a length that is not so', async () => ({ ...(await honest()), textLength: 7 })],
    ['bytes that are no gzip', async () => ({ ...(await honest()), text: pngOf(1) })],
    ['no bytes', async () => ({ ...(await honest()), text: new Uint8Array() })],
    ['a hash of nothing', async () => ({ ...(await honest()), textHash: '0'.repeat(64) })],
    [
      'a gzip that was cut',
      async () => {
        const snapshot = await honest();
        return { ...snapshot, text: snapshot.text.slice(0, 30) };
      },
    ],
  ])('loses a snapshot with %s', async (_name, make) => {
    const { library, name } = await victim();
    const capture = await captureOf(5);
    const records = [
      ...(await recordsOf({ ...capture, snapshot: await make() })),
      await documentOf(library),
    ];
    expect(must(await open(library, records)).leftOut.falsified).toBe(1);
    const ids = (await rowsOf<Snapshot>(name, 'snapshots')).map((each) => each.id);
    expect(ids).not.toContain(id(3_005));
    expect(must(await library.clip(id(2_005))).clip.snapshotId).toBe(id(3_005));
    library.close();
  });

  test('is also refused as a backup', async () => {
    const { library } = await newLibrary();
    const records = [
      ...(await recordsOf({ ...(await captureOf(5)), snapshot: await lyingSnapshot() })),
    ].map((each) =>
      each.store === 'clips'
        ? { ...each, record: { ...each.record, snapshotId: id<'snapshot'>(3_999) } }
        : each,
    );
    const restored = must(await open(library, records, 'backup', backupHeader() as never));
    expect(restored.leftOut.falsified).toBe(1);
    expect(await library.snapshotText(id(3_999))).toMatchObject({ error: { code: 'not_found' } });
    library.close();
  });

  test('loses an image that has the hash of another image', async () => {
    const { library, name } = await victim();
    const capture = await captureOf(5);
    const attachments = [{ ...attachmentOf(5), hash: attachmentOf(6).hash }];
    const records = [...(await recordsOf({ ...capture, attachments })), await documentOf(library)];
    expect(must(await open(library, records)).leftOut.falsified).toBe(1);
    expect(await rowsOf(name, 'attachments')).toEqual([]);
    library.close();
  });
});

describe('a record with the id of another record', () => {
  const forgeries: Record<string, (capture: Capture) => Promise<Capture>> = {
    'a pin with other words': async (capture) => ({
      ...capture,
      pin: { ...capture.pin, quote: 'words that nobody wrote' },
    }),
    'a page with another address': async (capture) => ({
      ...capture,
      source: { ...capture.source, url: 'https://evil.example/' },
    }),
    'a clip of another time': async (capture) => ({
      ...capture,
      clip: { ...capture.clip, capturedAt: time(59) },
    }),
    'another text of the page': async (capture) => ({
      ...capture,
      snapshot: await snapshotOf(5, capture.source.id, 'Another text.'),
    }),
    'another image': async (capture) => ({ ...capture, attachments: [attachmentOf(5, pngOf(9))] }),
  };
  const honest = async () => ({ ...(await captureOf(5)), attachments: [attachmentOf(5)] });

  test.each(Object.entries(forgeries))(
    'is reported if it arrived before the honest record: %s',
    async (_name, forge) => {
      const { library } = await victim();
      const first = [...(await recordsOf(await forge(await honest()))), await documentOf(library)];
      expect(must(await open(library, first)).leftOut.differing).toBe(0);
      const second = [...(await recordsOf(await honest())), await documentOf(library)];
      expect(must(await open(library, second)).leftOut.differing).toBe(1);
      library.close();
    },
  );

  test('is not reported if both records are the same, even if one files the clip elsewhere', async () => {
    const { library } = await victim();
    const records = [...(await recordsOf(await honest())), await documentOf(library)];
    must(await open(library, records));
    expect(must(await open(library, records)).leftOut.differing).toBe(0);
    const refiled = [
      ...(await recordsOf({ ...(await captureIn(5)), attachments: [attachmentOf(5)] })),
      await documentOf(library),
    ];
    expect(must(await open(library, refiled)).leftOut.differing).toBe(0);
    library.close();
  });
});

describe('a change that waits for the next edit of an open page', () => {
  const STATEMENT = id<'statement'>(700);
  const TYPED = 'The dam held. And more.';

  /** The user has a page open, and somebody else has a copy of the report. */
  async function openPage(library: Library) {
    const doc = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
    const edit = async (act: () => void) => {
      const before = Y.encodeStateVector(doc);
      act();
      const update = Y.encodeStateAsUpdate(doc, before);
      must(await library.appendReportUpdates(REPORT, [{ update }]));
    };
    await edit(() =>
      createStatement(doc, { id: STATEMENT, text: 'The dam held.', position: { sectionId: null } }),
    );
    return {
      author: doc.clientID,
      type: async () => {
        for (const text of ['The dam held..', TYPED]) {
          await edit(() => editStatement(doc, { id: STATEMENT, text }));
        }
      },
    };
  }

  async function contentAfter(
    make: (copy: ReportDocument, author: number) => Uint8Array,
    kind: FileKind,
  ) {
    const { library } = await newLibrary();
    const page = await openPage(library);
    const honest = await documentOf(library);
    const copy = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
    const update = new Uint8Array(make(copy, page.author));
    const records = [
      honest,
      { store: 'reportUpdates' as const, record: { reportId: REPORT, at: time(50), update } },
    ];
    const header = kind === 'backup' ? backupHeader() : bundleHeader();
    const listed: unknown[] = [];
    const file = await writtenFile(header, records);
    must(
      await restoreFile(library, file, kind, ({ reports }) => {
        listed.push(...reports);
        return 'everything';
      }),
    );
    await page.type();
    const { preamble, statements } = must(await library.loadReport(REPORT));
    library.close();
    return { listed, preamble, texts: statements.map(({ text }) => text) };
  }

  /** An update without content that deletes the next characters of the author. */
  function deletionsOf(copy: Y.Doc, author: number): Uint8Array {
    const encoding = Y.encodeStateVector(copy);
    const next = Y.decodeStateVector(encoding).get(author) ?? 0;
    const bytes = [0, 1];
    for (const value of [author, 1, next, 1_000_000]) {
      let rest = value;
      for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
      bytes.push(rest);
    }
    return Uint8Array.from(bytes);
  }

  /** A preamble that follows the author's next change, which nobody has made yet. */
  function preambleOf(copy: ReportDocument, author: number): Uint8Array {
    copy.clientID = author;
    copy.getMap('report').set('unused', true);
    const next = Y.encodeStateVector(copy);
    copy.getMap('report').set('preamble', 'Forged');
    return Y.encodeStateAsUpdate(copy, next);
  }

  test.each(['bundle', 'backup'] as const)(
    'in a %s deletes nothing that the user types later',
    async (kind) => {
      const after = await contentAfter(deletionsOf, kind);
      expect(after).toEqual({ listed: [], preamble: '', texts: [TYPED] });
    },
  );

  test.each(['bundle', 'backup'] as const)(
    'in a %s changes nothing later without a question',
    async (kind) => {
      const after = await contentAfter(preambleOf, kind);
      expect(after.preamble).toBe('');
      expect(after.texts).toEqual([TYPED]);
    },
  );

  test('does not stay in a report that the library did not have', async () => {
    const { library } = await newLibrary();
    const doc = new ReportDocument();
    doc.getMap('report').set('title', 'New');
    const whole = Y.encodeStateAsUpdate(doc);
    doc.getMap('report').set('unused', true);
    const next = Y.encodeStateVector(doc);
    doc.getMap('report').set('preamble', 'Forged');
    const [reportId, at] = [OTHER, time(50)];
    const records = [whole, Y.encodeStateAsUpdate(doc, next)].map((update) => ({
      store: 'reportUpdates' as const,
      record: { reportId, at, update: new Uint8Array(update) },
    }));
    must(await restoreFile(library, await writtenFile(backupHeader(), records), 'backup'));
    const stored = loadReportDocument(must(await library.loadReportUpdates(OTHER)));
    expect(stored.getMap('report').get('title')).toBe('New');
    expect(isWaiting(stored)).toBe(false);
    library.close();
  });
});

describe('a file with something in a text that is not a character', () => {
  const STATEMENT = id<'statement'>(700);
  const CLIP = id<'clip'>(2_000 + OWN);
  const [TEXT, NOTE] = [`statement/${STATEMENT}`, `note/${CLIP}`];

  /** A list with the name of a text. */
  function listNamed(name: string): Uint8Array {
    const other = new Y.Doc();
    other.getArray(name).insert(0, ['x']);
    return Y.encodeStateAsUpdate(other);
  }

  const WAYS: readonly (readonly [string, (doc: ReportDocument) => void])[] = [
    [
      'an embedded object',
      (doc) => {
        doc.getText(TEXT).insertEmbed(0, {});
        doc.notes.getText(NOTE).insertEmbed(0, {});
      },
    ],
    [
      'a value of a list',
      (doc) => {
        Y.applyUpdate(doc, listNamed(TEXT));
        Y.applyUpdate(doc.notes, listNamed(NOTE));
      },
    ],
  ];

  async function reportAfter(library: Library) {
    const doc = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
    editStatement(doc, { id: STATEMENT, text: 'The dam never held.' });
    setNote(doc, { clipId: CLIP, note: 'my own words' });
    const { statements, placements } = readReport(doc, REPORT);
    return { text: statements[0]?.text, note: placements[0]?.note };
  }

  const records = (doc: ReportDocument): FileRecord[] =>
    encodeReport(doc).map(({ update, ...part }) => ({
      store: 'reportUpdates',
      record: { reportId: REPORT, at: time(50), update: new Uint8Array(update), ...part },
    }));

  function written(): ReportDocument {
    const doc = new ReportDocument();
    createStatement(doc, { id: STATEMENT, text: 'The dam held.', position: { sectionId: null } });
    setNote(doc, { clipId: CLIP, note: 'my words' });
    return doc;
  }

  test.each(WAYS)('moves no later edit: %s', async (_name, put) => {
    const { library } = await victim();
    must(await library.appendReportUpdates(REPORT, encodeReport(written())));
    const copy = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
    put(copy);
    must(await open(library, [...(await recordsOf(await captureOf(OWN))), ...records(copy)]));
    const expected = { text: 'The dam never held.', note: 'my own words' };
    expect(await reportAfter(library)).toEqual(expected);
    library.close();
  });

  test.each(WAYS)('moves no edit of a report that it adds: %s', async (_name, put) => {
    const { library } = await newLibrary();
    const copy = written();
    put(copy);
    const moved = records(copy).map(({ store, record }) => ({
      store,
      record: { ...record, reportId: OTHER },
    })) as FileRecord[];
    must(await restoreFile(library, await writtenFile(backupHeader(), moved), 'backup'));
    const doc = loadReportDocument(must(await library.loadReportUpdates(OTHER)));
    editStatement(doc, { id: STATEMENT, text: 'The dam never held.' });
    expect(readReport(doc, OTHER).statements[0]?.text).toBe('The dam never held.');
    library.close();
  });

  test('is refused if it is a document in a document', async () => {
    const { library } = await victim();
    const copy = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
    copy.getMap('report').set('language', new Y.Doc());
    const file = [...(await recordsOf(await captureOf(OWN))), ...records(copy)];
    expect(await open(library, file)).toMatchObject({ error: { code: 'file_over_limits' } });
    library.close();
  });
});
