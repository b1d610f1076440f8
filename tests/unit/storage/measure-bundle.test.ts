import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { createSection } from '@/utils/model/section-operations';
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
} from './sample-evidence';

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
  expect(parts).toEqual({
    ok: true,
    value: {
      clips: 2,
      sources: 2,
      snapshots: { count: 1, bytes: fetched.text.byteLength },
      signedInText: {
        count: own.length,
        bytes: own.reduce((sum, { text }) => sum + text.byteLength, 0),
      },
      images: { count: 0, bytes: 0 },
      checks: { count: 1, signedIn: 1 },
    },
  });
});

test('counts only the data of one section', async () => {
  const { parts } = await measured([id(11)]);
  expect(parts?.ok && parts.value).toMatchObject({
    clips: 0,
    snapshots: { count: 0, bytes: 0 },
    checks: { count: 0, signedIn: 0 },
  });
});
