import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Verdict } from '@/utils/model/evidence';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import {
  captureOf,
  checkOf,
  id,
  jobOf,
  must,
  newLibrary,
  OTHER,
  REPORT,
  runOf,
} from './sample-evidence';

/** More clips than the library looks up one by one. */
const CLIPS = 250;
const all = Array.from({ length: CLIPS }, (_, at) => at + 1);

let library: Library;
let name: string;

beforeEach(async () => {
  ({ library, name } = await newLibrary());
  must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
  for (const n of all) must(await library.saveCapture(await captureOf(n)));
});

afterEach(() => library.close());

/** A run with this verdict for these clips. */
async function run(n: number, clips: readonly number[], verdict: Verdict, report = REPORT) {
  const made = runOf(n, report);
  const job = jobOf(
    n,
    made,
    clips.map((each) => id(2_000 + each)),
  );
  must(await library.startRun(made, [job]));
  const checks = clips.map((each) => ({ ...checkOf(made, each), verdict, snapshotId: null }));
  must(await library.completeJob(job.id, { checks, snapshots: [] }));
}

/** Returns how many clips show each verdict. */
async function shown(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const { checks } = must(await library.loadEvidence(REPORT));
  expect(new Set(checks.map(({ clipId }) => clipId)).size).toBe(checks.length);
  for (const { verdict } of checks) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

test('nothing was checked', async () => {
  expect(await shown()).toEqual({});
});

test('the last of two runs over all clips is shown', async () => {
  await run(1, all, 'verbatim');
  await run(2, all, 'moved');
  expect(await shown()).toEqual({ moved: CLIPS });
});

test('a clip that the last run omitted shows the verdict of an earlier run', async () => {
  await run(1, all, 'verbatim');
  await run(2, all.slice(0, 100), 'altered');
  await run(3, all.slice(0, 1), 'missing');
  expect(await shown()).toEqual({ missing: 1, altered: 99, verbatim: CLIPS - 100 });
});

test('a clip that no run met has no check, and the others have theirs', async () => {
  await run(1, all.slice(1), 'verbatim');
  await run(2, all.slice(1), 'moved');
  expect(await shown()).toEqual({ moved: CLIPS - 1 });
});

test('most clips were met by no run', async () => {
  await run(1, all.slice(0, 5), 'verbatim');
  await run(2, all.slice(3, 8), 'altered');
  expect(await shown()).toEqual({ verbatim: 3, altered: 5 });
});

test('verdicts of a run of another report do not show in this one', async () => {
  await run(1, all.slice(0, 2), 'verbatim');
  await run(2, all.slice(0, 3), 'missing', OTHER);
  expect(await shown()).toEqual({ verbatim: 2 });
});

test('the check before the last run is that of the previous run with this clip', async () => {
  const before = async () => {
    const reader = must(await openReader({ name }))!;
    const checks = must(await reader.checksBeforeLastRun(REPORT));
    reader.close();
    return Object.fromEntries(checks.map(({ clipId, verdict }) => [clipId, verdict]));
  };
  const clip = (n: number) => id(2_000 + n);
  expect(await before()).toEqual({});
  await run(1, [1, 2, 3], 'verbatim');
  expect(await before()).toEqual({});
  await run(2, [2, 4], 'altered');
  expect(await before()).toEqual({
    [clip(1)]: 'verbatim',
    [clip(2)]: 'verbatim',
    [clip(3)]: 'verbatim',
  });
  await run(3, [2], 'gone');
  expect(await before()).toMatchObject({ [clip(2)]: 'altered', [clip(4)]: 'altered' });
});
