import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { useLibrary } from '@/entrypoints/background/open-library';
import { onRunDone, RUN_ALARM, takeUpRun } from '@/entrypoints/background/run-driver';
import { newId } from '@/utils/model/ids';
import { captureOf, jobOf, must, runOf } from './storage/sample-evidence';

beforeEach(() => fakeBrowser.reset());

test('the background reads the pages of a run, stores each result, and stops its alarm', async () => {
  const reportId = newId<'report'>();
  // The test files of a run share one database.
  const capture = await captureOf(1);
  const source = { ...capture.source, id: newId<'source'>(), url: 'http://10.0.0.7/levels' };
  const filedUnder = { reportId, sectionId: null };
  const clip = {
    ...capture.clip,
    id: newId<'clip'>(),
    sourceId: source.id,
    snapshotId: null,
    filedUnder,
  };
  const pin = { ...capture.pin, id: newId<'pin'>(), clipId: clip.id };
  const run = { ...runOf(1), id: newId<'run'>(), reportId };
  const job = { ...jobOf(1, run, [clip.id]), id: newId<'job'>(), pageKey: source.url };
  const report = { id: reportId, title: 'Tides', language: 'en' };
  must(await useLibrary((library) => library.createReport(report)));
  must(await useLibrary((library) => library.saveCapture({ source, snapshot: null, clip, pin })));
  must(await useLibrary((library) => library.startRun(run, [job])));
  const ended = vi.fn(async () => undefined);
  onRunDone(ended);

  await takeUpRun(run);
  await vi.waitFor(async () => expect(await fakeBrowser.alarms.get(RUN_ALARM)).toBeUndefined());
  expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ id: run.id }));
  const state = must(await useLibrary((library) => library.runState(run.id)));
  expect(state.run.finishedAt).not.toBeNull();
  const { checks } = must(await useLibrary((library) => library.loadEvidence(reportId)));
  // Nothing is sent to a private address that the user did not name.
  expect(checks).toMatchObject([{ verdict: 'unchecked', evidence: { reason: 'private-address' } }]);
});
