import { describe, expect, test } from 'vitest';
import { binClip } from '@/utils/model/clip-operations';
import {
  checkOf,
  dump,
  id,
  jobOf,
  must,
  newLibrary,
  PAGE_TEXT,
  REPORT,
  runOf,
  save,
  snapshotOf,
  sourceOf,
  time,
} from './sample-evidence';

/** Runs, their jobs and their checks. */
export function runTests(): void {
  describe('runs', () => {
    async function running() {
      const { library, name } = await newLibrary();
      for (const n of [1, 2, 3]) await save(library, n);
      const run = runOf(1);
      const jobs = [jobOf(1, run, [id(2_001), id(2_002)]), jobOf(2, run, [id(2_003)])];
      expect(must(await library.startRun(run, jobs))).toEqual({ started: true });
      return { library, name, run, jobs };
    }
    const lease = (minute: number) => ({ now: time(minute), leaseMs: 60_000 });
    const [firstJob, secondJob] = [id<'job'>(6_001), id<'job'>(6_002)];

    test('a run is started once', async () => {
      const { library, name, run, jobs } = await running();
      const before = await dump(name);
      expect(must(await library.startRun(run, jobs))).toEqual({ started: false });
      expect(await dump(name)).toEqual(before);
      expect(await library.startRun(runOf(2), jobs)).toMatchObject({
        error: { code: 'bad_message' },
      });
      library.close();
    });

    test('a job is leased to one, and again once its lease is over', async () => {
      const { library, run } = await running();
      const asked = await Promise.all([1, 2, 3].map(() => library.leaseJob(firstJob, lease(10))));
      expect(asked.map((each) => must(each)?.id ?? null).sort()).toEqual([firstJob, null, null]);
      expect(must(await library.leaseJob(secondJob, lease(10)))?.id).toBe(secondJob);
      expect(must(await library.runState(run.id))).toMatchObject({
        jobs: 2,
        jobsDone: 0,
        clips: 3,
        paused: false,
        verdicts: {},
      });
      const later = must(await library.leaseJob(firstJob, lease(11)));
      expect(later).toMatchObject({ id: firstJob, attempts: 2, leaseUntil: time(12) });
      expect(must(await library.leaseJob(id(6_009), lease(11)))).toBeNull();
      library.close();
    });

    test('a job given back waits until its time', async () => {
      const { library } = await running();
      must(await library.leaseJob(firstJob, lease(10)));
      await library.releaseJob(firstJob, { notBefore: time(20) });
      expect(must(await library.leaseJob(firstJob, lease(19)))).toBeNull();
      expect(must(await library.leaseJob(firstJob, lease(20)))?.id).toBe(firstJob);
      library.close();
    });

    test('jobs continue after the clock is set back', async () => {
      const { library } = await running();
      const ahead = { now: '2099-01-01T00:00:00.000Z', leaseMs: 120_000 };
      must(await library.leaseJob(firstJob, ahead));
      expect(must(await library.leaseJob(firstJob, lease(10)))?.id).toBe(firstJob);
      await library.releaseJob(firstJob, { notBefore: ahead.now });
      expect(must(await library.leaseJob(firstJob, lease(11)))?.id).toBe(firstJob);
      library.close();
    });

    test('the jobs that are left come in the order of how often they were tried', async () => {
      const { library, run } = await running();
      must(await library.leaseJob(firstJob, lease(10)));
      const open = must(await library.openJobs(run.id));
      expect(open.map(({ id: key, attempts }) => [key, attempts])).toEqual([
        [secondJob, 0],
        [firstJob, 1],
      ]);
      must(await library.completeJob(secondJob, { checks: [], snapshots: [] }));
      expect(must(await library.openJobs(run.id)).map(({ id: key }) => key)).toEqual([firstJob]);
      library.close();
    });

    test('all jobs that a stopped worker had leased are given back, and none that is done', async () => {
      const { library, run } = await running();
      must(await library.leaseJob(firstJob, lease(10)));
      must(await library.completeJob(firstJob, { checks: [], snapshots: [] }));
      const second = must(await library.leaseJob(secondJob, lease(10)));
      must(await library.releaseJobs(run.id));
      expect(must(await library.leaseJob(firstJob, lease(10)))).toBeNull();
      const again = must(await library.leaseJob(secondJob, lease(10)));
      expect(again).toEqual({ ...second, attempts: 2 });
      expect(must(await library.runState(run.id)).jobsDone).toBe(1);
      library.close();
    });

    test('counts a stopped reader separately from attempts', async () => {
      const { library, run } = await running();
      must(await library.leaseJob(firstJob, lease(10)));
      must(await library.releaseJobs(run.id, { died: true }));
      expect(must(await library.leaseJob(firstJob, lease(10)))).toMatchObject({
        attempts: 2,
        deaths: 1,
      });
      must(await library.releaseJob(firstJob, { died: true }));
      expect(must(await library.leaseJob(firstJob, lease(10)))?.deaths).toBe(2);
      must(await library.releaseJob(firstJob));
      expect(must(await library.leaseJob(firstJob, lease(10)))?.deaths).toBe(2);
      expect(must(await library.leaseJob(secondJob, lease(10)))?.deaths).toBeUndefined();
      library.close();
    });

    test('keeps the leases of jobs that this worker is reading', async () => {
      const { library, run } = await running();
      must(await library.leaseJob(firstJob, lease(10)));
      must(await library.leaseJob(secondJob, lease(10)));
      must(await library.releaseJobs(run.id, { except: new Set([firstJob]), died: true }));
      expect(must(await library.leaseJob(firstJob, lease(10)))).toBeNull();
      expect(must(await library.leaseJob(secondJob, lease(10)))?.deaths).toBe(1);
      library.close();
    });

    test('a pause outlives the browser, and ends with its run', async () => {
      const { library, name, run } = await running();
      must(await library.pauseRun(run.id, true));
      library.close();
      const again = (await newLibrary(name)).library;
      expect(must(await again.runState(run.id)).paused).toBe(true);
      must(await again.pauseRun(run.id, false));
      expect(must(await again.runState(run.id)).paused).toBe(false);
      must(await again.pauseRun(run.id, true));
      must(await again.cancelRun(run.id));
      must(await again.pauseRun(run.id, true));
      expect(must(await again.runState(run.id)).paused).toBe(false);
      expect(await again.pauseRun(id(5_999), true)).toMatchObject({
        error: { code: 'not_found' },
      });
      again.close();
    });

    test('checks and the job’s end are stored together, once', async () => {
      const { library, name, run, jobs } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const snapshot = await snapshotOf(501, sourceOf(1).id, `${PAGE_TEXT} 1`);
      const fresh = await snapshotOf(502, sourceOf(2).id, 'A page that has changed.');
      const checks = [
        { ...checkOf(run, 1), snapshotId: snapshot.id },
        { ...checkOf(run, 2), snapshotId: fresh.id },
      ];
      const outcome = { checks, snapshots: [snapshot, fresh] };
      const [first, second] = checks;
      expect(must(await library.completeJob(job.id, outcome))).toEqual({
        recorded: true,
        checks: [{ ...first, snapshotId: id(3_001) }, second],
      });
      const after = await dump(name);
      // The text is already stored, so the check refers to the existing snapshot.
      expect(after['checks']).toMatchObject([
        { clipId: id(2_001), snapshotId: id(3_001) },
        { clipId: id(2_002), snapshotId: id(3_502) },
      ]);
      expect(after['snapshots']).toHaveLength(4);
      const late = { checks: [{ ...checkOf(run, 1), verdict: 'altered' as const }], snapshots: [] };
      expect(must(await library.completeJob(job.id, late))).toEqual({ recorded: false });
      expect(await dump(name)).toEqual(after);
      expect(must(await library.runState(run.id))).toMatchObject({
        jobsDone: 1,
        clipsDone: 2,
        verdicts: { verbatim: 2 },
      });
      expect(jobs).toHaveLength(2);
      library.close();
    });

    test('what was read for clips purged meanwhile leaves no orphan', async () => {
      const { library, name, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const gone = await snapshotOf(501, sourceOf(1).id, 'Read while its clip was purged.');
      const read = await snapshotOf(502, sourceOf(2).id, 'A page that has changed.');
      const archived = { ...sourceOf(9), id: id<'source'>(1_009) };
      const copy = await snapshotOf(503, archived.id, 'An archived copy of the first page.');
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) }));
      must(await library.purgeClips(REPORT, [id(2_001)]));
      const before = await dump(name);
      const checks = [
        { ...checkOf(run, 1), snapshotId: copy.id },
        { ...checkOf(run, 2), snapshotId: read.id },
      ];
      const outcome = { checks, snapshots: [gone, read, copy], sources: [archived] };
      expect(must(await library.completeJob(job.id, outcome))).toEqual({
        recorded: true,
        checks: [checks[1]],
      });
      const after = await dump(name);
      expect(after['checks']).toMatchObject([{ clipId: id(2_002), snapshotId: read.id }]);
      expect(after['sources']).toEqual(before['sources']);
      expect(after['snapshots']).toEqual([...(before['snapshots'] ?? []), read]);
      expect(must(await library.runState(run.id))).toMatchObject({ jobsDone: 1 });
      library.close();
    });

    test('a check that is kept names no snapshot of a source that is gone', async () => {
      const { library, name, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const shared = await snapshotOf(501, sourceOf(1).id, 'One page, read for both clips.');
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_001), at: time(9) }));
      must(await library.purgeClips(REPORT, [id(2_001)]));
      const before = await dump(name);
      const checks = [checkOf(run, 1), checkOf(run, 2)].map((check) => ({
        ...check,
        snapshotId: shared.id,
      }));
      must(await library.completeJob(job.id, { checks, snapshots: [shared] }));
      const after = await dump(name);
      expect(after['checks']).toMatchObject([{ clipId: id(2_002), snapshotId: null }]);
      expect(after['snapshots']).toEqual(before['snapshots']);
      library.close();
    });

    test('an archived copy is stored with its source', async () => {
      const { library, name, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const archived = sourceOf(9);
      const copy = await snapshotOf(503, archived.id, 'An archived copy of the first page.');
      const checks = [{ ...checkOf(run, 1), snapshotId: copy.id }];
      must(await library.completeJob(job.id, { checks, snapshots: [copy], sources: [archived] }));
      const after = await dump(name);
      expect(after['sources']).toContainEqual(archived);
      expect(after['snapshots']).toContainEqual(copy);
      expect(after['checks']).toMatchObject([{ snapshotId: copy.id }]);
      library.close();
    });

    test.each<[string, (run: ReturnType<typeof runOf>) => unknown]>([
      ['of a clip that is not the job’s', (run) => [checkOf(run, 3)]],
      ['of another run', () => [checkOf(runOf(9), 1)]],
      ['of no known verdict', (run) => [{ ...checkOf(run, 1), verdict: 'fine' }]],
    ])('a check %s is refused, and the job goes on', async (_name, checks) => {
      const { library, name, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const before = await dump(name);
      const outcome = { checks: checks(run), snapshots: [] };
      expect(await library.completeJob(job.id, outcome as never)).toMatchObject({
        error: { code: 'bad_message' },
      });
      expect(await dump(name)).toEqual(before);
      library.close();
    });

    test('an unfinished run is found after a restart; a finished and a cancelled one are not', async () => {
      const { library, name, run } = await running();
      await library.startRun(runOf(2), []);
      await library.finishRun(runOf(2).id);
      library.close();
      const again = (await newLibrary(name)).library;
      expect(must(await again.unfinishedRuns())).toEqual([{ ...run, order: 1 }]);
      const job = must(await again.leaseJob(firstJob, lease(10)))!;
      await again.cancelRun(run.id);
      expect(must(await again.unfinishedRuns())).toEqual([]);
      const outcome = { checks: [checkOf(run, 1)], snapshots: [] };
      expect(must(await again.completeJob(job.id, outcome))).toEqual({ recorded: false });
      const { checks, runs, jobs } = await dump(name);
      expect([checks, jobs]).toEqual([[], []]);
      expect(runs).toMatchObject([{ cancelled: true }, { cancelled: false }]);
      expect(runs?.map((stored) => (stored as typeof run).finishedAt)).not.toContain(null);
      again.close();
    });

    test('the latest check of each clip is shown', async () => {
      const { library, run } = await running();
      const job = must(await library.leaseJob(firstJob, lease(10)))!;
      const checks = [checkOf(run, 1), checkOf(run, 2)].map((c) => ({ ...c, snapshotId: null }));
      await library.completeJob(job.id, { checks, snapshots: [] });
      const second = runOf(2);
      await library.startRun(second, [jobOf(5, second, [id(2_002)])]);
      const altered = { ...checkOf(second, 2, 40), verdict: 'altered' as const, snapshotId: null };
      await library.completeJob(id(6_005), { checks: [altered], snapshots: [] });
      const evidence = must(await library.loadEvidence(REPORT));
      expect(evidence.latestRun?.id).toBe(second.id);
      expect(
        Object.fromEntries(evidence.checks.map(({ clipId, verdict }) => [clipId, verdict])),
      ).toEqual({ [id(2_001)]: 'verbatim', [id(2_002)]: 'altered' });
      const recent = must(await library.recentClips(3));
      expect(recent.map(({ check }) => check?.verdict)).toEqual([undefined, 'altered', 'verbatim']);
      library.close();
    });
  });
}
