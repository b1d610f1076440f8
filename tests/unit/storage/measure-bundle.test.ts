import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { binClip } from '@/utils/model/clip-operations';
import { createSection } from '@/utils/model/section-operations';
import { createStatement, insertCitation } from '@/utils/model/statement-operations';
import { openReader } from '@/utils/storage/read';
import {
  captureOf,
  checkOf,
  id,
  jobOf,
  must,
  newLibrary,
  newName,
  REPORT,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';

const NOTHING = { count: 0, bytes: 0 };

/** Two clips: one checked by fetching its page, the other on the user's own tab. */
async function measured(sectionIds: readonly ReturnType<typeof id<'section'>>[] | null) {
  const name = newName();
  const { library } = await newLibrary(name);
  const captures = [await captureOf(1), await captureOf(2)];
  for (const capture of captures) must(await library.saveCapture(capture));
  const run = runOf(1);
  must(await library.startRun(run, [jobOf(1, run, [id(2_001), id(2_002)])]));
  const fetched = await snapshotOf(501, sourceOf(1).id, 'As it was fetched, and longer.');
  const checks = [
    { ...checkOf(run, 1), snapshotId: fetched.id },
    { ...checkOf(run, 2), reader: 'tab' as const },
  ];
  const snapshots = [{ ...fetched, readBy: 'fetch' as const }];
  must(await library.completeJob(id(6_001), { checks, snapshots }));
  must(await library.finishRun(run.id));
  must(
    await library.editReport(REPORT, (doc) =>
      createSection(doc, { id: id(11), parentId: null, title: 'Empty', at: run.startedAt }),
    ),
  );
  const reader = must(await openReader({ name }));
  const parts = await reader?.bundleParts({ reportId: REPORT, sectionIds });
  reader?.close();
  return { parts, fetched, captures };
}

test('distinguishes what was read in the session from what was fetched, with the stored size', async () => {
  const { parts, fetched, captures } = await measured(null);
  const own = captures.flatMap(({ snapshot }) => snapshot ?? []);
  expect(own.length).toBeGreaterThan(0);
  const ofOwn = {
    count: own.length,
    bytes: own.reduce((sum, { text }) => sum + text.byteLength, 0),
  };
  expect(parts).toEqual({
    ok: true,
    value: {
      clips: 2,
      binnedClips: 0,
      sources: 2,
      // Only a check names the fetched text, so it goes out only with the results of checks.
      snapshots: { count: 1, bytes: fetched.text.byteLength, ofClips: NOTHING },
      signedInText: { ...ofOwn, ofClips: ofOwn },
      review: { decisions: 0, notes: 0, answers: 0, signOffs: 0, reviewers: [] },
      images: { count: 0, bytes: 0 },
      checks: { count: 1, signedIn: 1 },
    },
  });
});

test('counts only the data of one section', async () => {
  const { parts } = await measured([id(11)]);
  expect(parts?.ok && parts.value).toMatchObject({
    clips: 0,
    snapshots: NOTHING,
    checks: { count: 0, signedIn: 0 },
  });
});

test('counts the clips in the bin separately, because a bundle of a whole report contains them', async () => {
  const name = newName();
  const { library } = await newLibrary(name);
  for (const n of [1, 2]) must(await library.saveCapture(await captureOf(n)));
  must(await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) })));
  const reader = must(await openReader({ name }));
  const parts = await reader?.bundleParts({ reportId: REPORT, sectionIds: null });
  reader?.close();
  expect(parts?.ok && parts.value).toMatchObject({ clips: 1, binnedClips: 1, sources: 1 });
});

test('counts a clip in the bin as such even if a section cites it', async () => {
  const name = newName();
  const { library } = await newLibrary(name);
  must(await library.saveCapture(await captureOf(1)));
  must(
    await library.editReport(REPORT, (doc) => {
      createSection(doc, { id: id(11), parentId: null, title: 'Costs', at: time(1) });
      createStatement(doc, { id: id(21), text: 'It cost.', position: { sectionId: id(11) } });
      const citation = { id: id<'citation'>(41), statementId: id<'statement'>(21) };
      insertCitation(doc, { ...citation, clipId: id(2_001), label: 'Page 1', offset: 7 });
      binClip(doc, { clipId: id(2_001), at: time(9) });
    }),
  );
  const reader = must(await openReader({ name }));
  const parts = await reader?.bundleParts({ reportId: REPORT, sectionIds: [id(11)] });
  reader?.close();
  expect(parts?.ok && parts.value).toMatchObject({ clips: 0, binnedClips: 1, sources: 0 });
});
