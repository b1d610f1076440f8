import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { moveClip } from '@/utils/model/clip-operations';
import type { ReportId } from '@/utils/model/ids';
import { binReport } from '@/utils/model/report-operations';
import { createStatement, insertCitation } from '@/utils/model/statement-operations';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import {
  checkOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  OTHER,
  pinOf,
  REPORT,
  restoreFile,
  runOf,
  save,
  time,
} from './sample-evidence';

const CLIP = id<'clip'>(2_001);
let library: Library;
let name: string;

/** A clip of `REPORT` that a statement of `OTHER` cites. */
beforeEach(async () => {
  ({ library, name } = await newLibrary());
  must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
  await save(library, 1);
  must(
    await library.editReport(OTHER, (doc) => {
      const statementId = id<'statement'>(21);
      createStatement(doc, { id: statementId, text: 'It rose.', position: { sectionId: null } });
      const citation = { id: id<'citation'>(41), statementId, clipId: CLIP, label: 'Page' };
      insertCitation(doc, { ...citation, offset: 7 });
    }),
  );
});

afterEach(() => library.close());

/** Stores a run of a report with one check of the clip. Returns what ending the run tells. */
async function run(n: number, reportId: ReportId, end: 'finishRun' | 'cancelRun' = 'finishRun') {
  const made = runOf(n, reportId);
  const job = jobOf(n, made, [CLIP]);
  must(await library.startRun(made, [job]));
  const check = { ...checkOf(made, 1), snapshotId: null };
  must(await library.completeJob(job.id, { checks: [check], snapshots: [] }));
  return must(await library[end](made.id));
}

const verdicts = async (of: Library, reportId: ReportId) =>
  must(await of.loadEvidence(reportId)).checks.map(({ verdict, pinId }) => [verdict, pinId]);
const VERBATIM = [['verbatim', id(4_001)]];

describe('the check of a cited clip of another report', () => {
  test.each([
    ['finished', 'finishRun'],
    ['cancelled', 'cancelRun'],
  ] as const)('is shown by both reports after the run was %s', async (_name, end) => {
    expect(await run(1, OTHER, end)).toEqual([{ reportId: REPORT, clipIds: [CLIP] }]);
    expect(await verdicts(library, OTHER)).toEqual(VERBATIM);
    expect(await verdicts(library, REPORT)).toEqual(VERBATIM);
  });

  test('is shown by the citing report if the other report was verified', async () => {
    expect(await run(1, REPORT)).toEqual([{ reportId: OTHER, clipIds: [CLIP] }]);
    expect(await verdicts(library, OTHER)).toEqual(VERBATIM);
  });

  test('is one entry of the history, and is found in the run of each report', async () => {
    await run(1, OTHER);
    await run(2, OTHER);
    const { entries, checks } = must(await library.clipHistory(CLIP));
    expect(entries.map(({ kind }) => kind)).toEqual(['pin', 'check', 'check']);
    expect(checks).toHaveLength(4);
  });

  test('ended twice, is copied once', async () => {
    await run(1, OTHER);
    expect(must(await library.finishRun(runOf(1).id))).toEqual([]);
    expect((await dump(name))['runs']).toHaveLength(2);
  });

  test('leaves out a report in which another pin is current', async () => {
    const again = { ...pinOf(1), id: id<'pin'>(4_501), basedOn: id<'pin'>(4_001) };
    must(await library.addPins(REPORT, [again]));
    expect(await run(1, OTHER)).toEqual([]);
    expect(await verdicts(library, REPORT)).toEqual([]);
  });

  test('stays in each report when the other one is destroyed', async () => {
    await run(1, OTHER);
    must(await library.editReport(OTHER, (doc) => binReport(doc, { at: time(9) })));
    must(await library.purgeReport(OTHER));
    expect(await verdicts(library, REPORT)).toEqual(VERBATIM);
  });

  test.each([
    ['the citing report', OTHER],
    ['the report that has the clip', REPORT],
  ])('goes with a bundle of the citing report after %s was verified', async (_name, verified) => {
    await run(1, verified);
    const reader = must(await openReader({ name }))!;
    const include = { snapshots: false, notes: false, signedInText: false, images: false };
    const options = { reportId: OTHER, sectionIds: null, createdAt: time(50) };
    const stream = must(await reader.bundle({ ...options, include: { ...include, checks: true } }));
    const file = new Uint8Array(await new Response(stream).arrayBuffer());
    reader.close();
    const colleague = (await newLibrary()).library;
    must(await restoreFile(colleague, file, 'bundle'));
    const { clips, foreign } = must(await colleague.loadEvidence(OTHER));
    expect(clips.map((clip) => clip.id)).toEqual([CLIP]);
    expect(foreign.map(({ check }) => [check.verdict, check.pinId])).toEqual(VERBATIM);
    colleague.close();
  });
});

test('two reports that both have a clip keep their own checks', async () => {
  must(
    await library.editReport(OTHER, (doc) =>
      moveClip(doc, { clipId: CLIP, position: { sectionId: null } }),
    ),
  );
  expect(await run(1, OTHER)).toEqual([]);
  expect(await run(2, REPORT)).toEqual([]);
});

test('a clip that no other report names is not copied', async () => {
  await save(library, 2);
  const made = runOf(3);
  const job = jobOf(3, made, [id(2_002)]);
  must(await library.startRun(made, [job]));
  const check = { ...checkOf(made, 2), snapshotId: null };
  must(await library.completeJob(job.id, { checks: [check], snapshots: [] }));
  expect(must(await library.finishRun(made.id))).toEqual([]);
  expect((await dump(name))['runs']).toHaveLength(1);
});
