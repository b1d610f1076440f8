import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { ChangeKind } from '@/utils/model/change-kinds';
import { setNote } from '@/utils/model/clip-operations';
import type { MergeChoice, MergePlan } from '@/utils/model/merge-plan';
import { loadReportDocument, type ReportUpdate } from '@/utils/model/report-document';
import { createSection, renameSection } from '@/utils/model/section-operations';
import { sectionOrigin } from '@/utils/model/section-origin';
import { createStatement, editStatement, insertCitation } from '@/utils/model/statement-operations';
import { encodeRecords } from '@/utils/storage/encode-import';
import { insertBundle, ownReportId, type PreparedBundle } from '@/utils/storage/insert-bundle';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import { type OpenedBundle, readBundle, readImages } from '@/utils/storage/read-bundle';
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
  runOf,
  time,
} from './sample-evidence';

const PARTS = { snapshots: false, notes: true, signedInText: false, checks: false, images: true };

/** An analyst's library: a report with one section that cites one clip. */
async function analyst(n: number, title: string) {
  const name = newName();
  const { library } = await newLibrary(name);
  must(await library.saveCapture(await captureOf(n)));
  must(await library.addAttachment(attachmentOf(n)));
  must(
    await library.editReport(REPORT, (doc) => {
      createSection(doc, { id: id(100 + n), parentId: null, title, at: time(1) });
      const statementId = id<'statement'>(200 + n);
      const position = { sectionId: id<'section'>(100 + n) };
      createStatement(doc, { id: statementId, text: `Found by ${n}.`, position });
      const citation = { id: id<'citation'>(300 + n), statementId, clipId: id<'clip'>(2_000 + n) };
      insertCitation(doc, { ...citation, label: title, offset: 8 });
      setNote(doc, { clipId: id(2_000 + n), note: `Note ${n}.` });
    }),
  );
  return { library, name };
}

async function bundleOf(
  name: string,
  sectionIds: readonly ReturnType<typeof id<'section'>>[] | null,
  createdAt = time(50),
) {
  const reader = must(await openReader({ name }))!;
  const options = { reportId: REPORT, sectionIds, include: PARTS, createdAt };
  const blob = await new Response(must(await reader.bundle(options))).blob();
  reader.close();
  return blob;
}

async function openBundle(file: Blob): Promise<OpenedBundle> {
  const opened = must(await readBundle(file));
  if (opened.kind === 'backup') throw new Error('a backup');
  return opened;
}

async function imagesOf(bundle: OpenedBundle): Promise<unknown[]> {
  const images: unknown[] = [];
  for await (const image of readImages(bundle)) images.push(image);
  return images;
}

async function store(
  library: Library,
  prepared: PreparedBundle,
  decide?: (plan: MergePlan) => MergeChoice,
) {
  const { restoreId } = must(await library.beginRestore('import'));
  let index = 0;
  for await (const piece of encodeRecords(prepared, time(51))) {
    must(await library.restoreChunk(restoreId, index, piece));
    index += 1;
  }
  const plan = decide === undefined ? null : must(await library.planRestore(restoreId));
  return library.commitRestore(restoreId, (plan && decide?.(plan)) ?? 'everything');
}

async function documentOf(library: Library, reportId = OTHER): Promise<ReportUpdate[]> {
  return must(await library.loadReportUpdates(reportId));
}

async function insert(
  library: Library,
  file: Blob,
  under: ReturnType<typeof id<'section'>> | null,
  decide?: (plan: MergePlan) => MergeChoice,
) {
  const bundle = await openBundle(file);
  const document = await documentOf(library);
  const place = { kind: 'section', reportId: OTHER, under, document, at: time(52) } as const;
  return store(library, insertBundle(bundle, place), decide);
}

describe('a bundle put into another report', () => {
  test('three analysts make one report, each cited passage with its source and its note', async () => {
    const name = newName();
    const { library } = await newLibrary(name);
    must(await library.createReport({ id: OTHER, title: 'All', language: 'en' }));
    must(
      await library.editReport(OTHER, (doc) =>
        createSection(doc, { id: id(99), parentId: null, title: 'Findings', at: time(1) }),
      ),
    );
    for (const n of [1, 2, 3]) {
      const of = await analyst(n, `Part ${n}`);
      // One sends a section, the others the whole report.
      const file = await bundleOf(of.name, n === 1 ? [id(101)] : null);
      expect(must(await insert(library, file, id(99)))).toMatchObject({ reports: 1 });
      of.library.close();
    }
    const report = must(await library.loadReport(OTHER));
    expect(report.sections.map(({ title, level, parentId }) => [title, level, parentId])).toEqual([
      ['Findings', 2, null],
      ['Part 1', 3, id(99)],
      ['Part 2', 3, id(99)],
      ['Part 3', 3, id(99)],
    ]);
    const evidence = must(await library.loadEvidence(OTHER));
    expect(evidence.clips.map((clip) => clip.id)).toEqual([id(2_001), id(2_002), id(2_003)]);
    expect(evidence.sources).toHaveLength(3);
    expect(evidence.pins).toHaveLength(3);
    expect([...evidence.attached.keys()]).toEqual(evidence.clips.map((clip) => clip.id));
    const notes = report.placements.map(({ note }) => note).filter((note) => note !== '');
    expect(notes.sort()).toEqual(['Note 1.', 'Note 2.', 'Note 3.']);
    const doc = loadReportDocument(must(await library.loadReportUpdates(OTHER)));
    expect(sectionOrigin(doc, id(102))).toMatchObject({ reportId: REPORT, title: 'Tides' });
    library.close();
  });

  test('a second time changes nothing, and a newer one adds only what is new', async () => {
    const { library, name } = await analyst(1, 'Part 1');
    const target = newName();
    const other = (await newLibrary(target)).library;
    must(await other.createReport({ id: OTHER, title: 'All', language: 'en' }));
    const file = await bundleOf(name, [id(101)]);
    must(await insert(other, file, null));
    const once = await dump(target);
    expect(must(await insert(other, file, null)).added).toBe(0);
    expect(await dump(target)).toEqual(once);
    must(
      await library.editReport(REPORT, (doc) => editStatement(doc, { id: id(201), text: 'New.' })),
    );
    must(await insert(other, await bundleOf(name, [id(101)]), null));
    expect(must(await other.loadReport(OTHER)).statements.map(({ text }) => text)).toEqual([
      'New.',
    ]);
    library.close();
    other.close();
  });

  test('its images are counted, and read from the file when they are stored', async () => {
    const { library, name } = await analyst(1, 'Part 1');
    const bundle = await openBundle(await bundleOf(name, [id(101)]));
    expect(bundle.images).toBe(1);
    expect(bundle.evidence.map(({ store: of }) => of)).not.toContain('attachments');
    expect(await imagesOf(bundle)).toEqual([{ store: 'attachments', record: attachmentOf(1) }]);
    const cut = { ...bundle, file: bundle.file.slice(0, bundle.file.size - 9) };
    await expect(imagesOf(cut)).rejects.toThrow('bundle_damaged');
    library.close();
  });

  test('becomes a report of its own', async () => {
    const { library, name } = await analyst(1, 'Part 1');
    const other = (await newLibrary()).library;
    const bundle = await openBundle(await bundleOf(name, [id(101)]));
    const place = { kind: 'new', title: 'Part 1', language: 'en', at: time(52) } as const;
    must(await store(other, insertBundle(bundle, place)));
    const report = must(await other.loadReport(ownReportId(bundle)));
    expect(report).toMatchObject({ title: 'Part 1', sections: [{ id: id(101), level: 2 }] });
    library.close();
    other.close();
  });

  test('that names a source which is nowhere is refused, and nothing is stored', async () => {
    const { library, name } = await analyst(1, 'Part 1');
    const target = newName();
    const other = (await newLibrary(target)).library;
    must(await other.createReport({ id: OTHER, title: 'All', language: 'en' }));
    const bundle = await openBundle(await bundleOf(name, [id(101)]));
    const document = await documentOf(other);
    const place = {
      kind: 'section',
      reportId: OTHER,
      under: null,
      document,
      at: time(52),
    } as const;
    const prepared = insertBundle(bundle, place);
    const records = [...prepared.records].filter(({ store: of }) => of !== 'sources');
    const before = await dump(target);
    expect(await store(other, { ...prepared, records })).toMatchObject({
      error: { code: 'bundle_dangling', detail: 'line 2' },
    });
    expect(await dump(target)).toEqual(before);
    // The file need not contain it if the library has it.
    must(await other.saveCapture(await captureOf(1)));
    must(await store(other, { ...prepared, records }));
    library.close();
    other.close();
  });

  test('can be inserted into a report that names an unknown clip', async () => {
    const { library, name } = await analyst(1, 'Part 1');
    const other = (await newLibrary()).library;
    must(await other.createReport({ id: OTHER, title: 'All', language: 'en' }));
    must(
      await other.editReport(OTHER, (doc) => setNote(doc, { clipId: id(2_099), note: 'Lost.' })),
    );
    expect(must(await insert(other, await bundleOf(name, null), null))).toMatchObject({
      reports: 1,
    });
    library.close();
    other.close();
  });

  test('a file that is not a bundle is reported as such', async () => {
    const { library, name } = await analyst(1, 'Part 1');
    const reader = must(await openReader({ name }))!;
    const backup = await new Response(must(await reader.backup({ createdAt: time(50) }))).blob();
    reader.close();
    expect(must(await readBundle(backup))).toMatchObject({ kind: 'backup' });
    expect(await readBundle(new Blob(['# Notes']))).toMatchObject({
      error: { code: 'backup_not_ours' },
    });
    const file = await bundleOf(name, null);
    expect(await readBundle(file.slice(0, file.size - 9))).toMatchObject({
      error: { code: 'bundle_damaged' },
    });
    library.close();
  });
});

test('checks of a returned section belong to the sender', async () => {
  const { library, name } = await analyst(1, 'Part 1');
  const run = runOf(1);
  must(await library.startRun(run, [jobOf(1, run, [id(2_001)])]));
  const checks = [{ ...checkOf(run, 1), snapshotId: null }];
  must(await library.completeJob(id(6_001), { checks, snapshots: [] }));
  must(await library.finishRun(run.id));
  const include = { ...PARTS, checks: true };
  const of = { reportId: REPORT, sectionIds: [id<'section'>(101)], include, createdAt: time(50) };
  const reader = must(await openReader({ name }))!;
  const file = await new Response(must(await reader.bundle({ ...of, by: 'Ana' }))).blob();
  reader.close();

  // Another copy of the report, which never received these checks.
  const copy = await analyst(1, 'Part 1');
  const document = await documentOf(copy.library, REPORT);
  const place = { kind: 'section', reportId: REPORT, under: null, document, at: time(52) } as const;
  must(await store(copy.library, insertBundle(await openBundle(file), place)));
  const evidence = must(await copy.library.loadEvidence(REPORT));
  expect(evidence.checks).toEqual([]);
  expect(evidence.foreign).toMatchObject([{ by: { kind: 'bundle', name: 'Ana' } }]);
  copy.library.close();
  library.close();
});

test('offers declined words and a declined heading of a section again', async () => {
  const { library } = await newLibrary();
  must(await library.createReport({ id: OTHER, title: 'All', language: 'en' }));
  const of = await analyst(1, 'Part 1');
  must(await insert(library, await bundleOf(of.name, [id(101)]), null));
  must(
    await of.library.editReport(REPORT, (doc) => {
      editStatement(doc, { id: id(201), text: 'Found again.' });
      renameSection(doc, { id: id(101), title: 'Part one' });
    }),
  );
  const file = await bundleOf(of.name, [id(101)], time(51));
  const plans: MergePlan['reports'][] = [];
  const answering = (declined: ChangeKind[]) => (plan: MergePlan) => {
    plans.push(plan.reports);
    return { seen: plan.seen, declined: { [OTHER]: declined } };
  };
  const texts = async () => {
    const { statements, sections } = must(await library.loadReport(OTHER));
    return [...sections.map(({ title }) => title), ...statements.map(({ text }) => text)];
  };
  const before = await texts();
  must(await insert(library, file, null, answering(['words'])));
  expect(await texts()).toEqual(before);
  must(await insert(library, file, null, answering([])));
  expect(plans[1]).toEqual(plans[0]);
  expect(plans[0]).toMatchObject([
    { kinds: [{ kind: 'words', items: [{ about: 'heading' }, { about: 'statement' }] }] },
  ]);
  expect(await texts()).toEqual(['Part one', 'Found again.']);
  must(await insert(library, file, null, answering([])));
  expect(plans[2]).toEqual([]);
  library.close();
  of.library.close();
});
