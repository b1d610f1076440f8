import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Check, Verdict } from '@/utils/model/evidence';
import type { Library } from '@/utils/storage/library';
import 'fake-indexeddb/auto';
import { captureOf, checkOf, id, jobOf, must, newLibrary, runOf } from './sample-evidence';

let library: Library;

beforeEach(async () => {
  library = (await newLibrary()).library;
  must(await library.saveCapture(await captureOf(1)));
});

afterEach(() => library.close());

/**
 * Stores one run after the other with these results for the clip. Returns the id of the last one.
 */
async function runs(found: readonly (Verdict | Partial<Check>)[]) {
  for (const [at, each] of found.entries()) {
    const run = runOf(at + 1);
    const job = jobOf(at + 1, run, [id(2_001)]);
    must(await library.startRun(run, [job]));
    const change = typeof each === 'string' ? { verdict: each } : each;
    const check = { ...checkOf(run, 1, at + 10), snapshotId: null, ...change };
    must(await library.completeJob(job.id, { checks: [check], snapshots: [] }));
  }
  return runOf(found.length).id;
}

describe('a clip has fallen', () => {
  test.each<[string, Verdict[]]>([
    ['altered after verbatim', ['verbatim', 'altered']],
    ['missing after moved', ['moved', 'missing']],
    ['gone after typographic', ['typographic', 'gone']],
    ['missing, and out of reach in between', ['verbatim', 'unreachable', 'unchecked', 'missing']],
    ['altered once more after it stood again', ['altered', 'verbatim', 'altered']],
  ])('when it is %s', async (_name, found) => {
    expect(must(await library.fallenClips(await runs(found)))).toEqual([id(2_001)]);
  });
});

describe('a clip has not fallen', () => {
  test.each<[string, (Verdict | Partial<Check>)[]]>([
    ['it stands', ['altered', 'verbatim']],
    ['it fails as before', ['verbatim', 'altered', 'missing']],
    ['it fails as before, out of reach in between', ['verbatim', 'missing', 'blocked', 'gone']],
    ['nobody knows: the page is out of reach', ['verbatim', 'unreachable']],
    ['nobody knows: the page is blocked', ['verbatim', 'blocked']],
    ['it was never checked before', ['missing']],
    ['other words stood', [{ verdict: 'verbatim', pinId: id(4_009) }, 'missing']],
  ])('when %s', async (_name, found) => {
    expect(must(await library.fallenClips(await runs(found)))).toEqual([]);
  });
});
