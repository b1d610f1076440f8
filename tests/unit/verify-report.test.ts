import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { clipViews } from '@/components/state/clip-views';
import { clipsOfPage, passagesOfPage } from '@/entrypoints/background/clips-of-page';
import type { Change } from '@/utils/messaging/protocol/change';
import { binClip, moveClip, restoreClip, setPin } from '@/utils/model/clip-operations';
import type { Run } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import type { ReportDocument } from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { ok } from '@/utils/model/result';
import { binSection, createSection } from '@/utils/model/section-operations';
import {
  binStatement,
  createStatement,
  insertCitation,
  removeCitation,
} from '@/utils/model/statement-operations';
import { reportNumbers } from '@/utils/review/report-numbers';
import type { Library } from '@/utils/storage/library';
import {
  captureOf,
  checkOf,
  dump,
  id,
  must,
  newLibrary,
  OTHER,
  pinOf,
  REPORT,
  runOf,
  save,
  time,
} from './storage/sample-evidence';

let library: Library;
let name: string;

const driver = vi.hoisted(() => ({
  RUN_ALARM: 'pincite-runs',
  takeUpRun: vi.fn(),
  leaveRun: vi.fn(),
  drivenProgress: vi.fn(),
}));
const { stopAlarm, broadcastChange } = vi.hoisted(() => ({
  stopAlarm: vi.fn(),
  broadcastChange: vi.fn<(change: Change) => void>(),
}));
vi.mock('@/entrypoints/background/run-driver', () => driver);
vi.mock('@/utils/platform/alarms', () => ({ stopAlarm }));
vi.mock('@/utils/platform/changes', () => ({ broadcastChange }));
vi.mock('@/entrypoints/background/open-library', () => ({
  now: () => '2026-05-02T10:00:00.000Z',
  useLibrary: (act: (opened: Library) => unknown) => act(library),
}));

const { beginRun, cancelRun, pauseRun, resumeRuns, runProgress, startRun } = await import(
  '@/entrypoints/background/verify-report'
);

beforeEach(async () => {
  vi.resetAllMocks();
  driver.drivenProgress.mockReturnValue(null);
  ({ library, name } = await newLibrary());
});

/** Clips a passage of a page. */
async function clip(n: number, url: string, change: 'page' | null = null): Promise<void> {
  const capture = await captureOf(n);
  const source = { ...capture.source, url };
  if (change === null) must(await library.saveCapture({ ...capture, source }));
  else {
    const pin = { ...capture.pin, quote: null, selectors: { quote: null, position: null } };
    const page = { ...capture.clip, kind: change };
    must(await library.saveCapture({ ...capture, source, pin, clip: page }));
  }
}
const clipId = (n: number) => id<'clip'>(2_000 + n);
const ask = (clipIds: readonly ReturnType<typeof clipId>[] | null = null) => ({
  runId: newId<'run'>(),
  reportId: REPORT,
  clipIds: clipIds === null ? null : [...clipIds],
});
/** The pages of a run, each with its clips. */
async function pagesOf(runId: Run['id']) {
  const jobs = must(await library.openJobs(runId));
  return jobs.map(({ pageKey, clipIds }) => [pageKey, clipIds] as const).sort();
}

describe('a run', () => {
  test('reads each page once, whatever the fragments of its clips are', async () => {
    await clip(1, 'https://lakes.example/levels#april');
    await clip(2, 'https://lakes.example/levels#:~:text=rose');
    await clip(3, 'https://weirs.example/june');
    const request = ask();
    expect(await startRun(request)).toEqual(ok({ pages: 2, clips: 3 }));
    expect(await pagesOf(request.runId)).toEqual([
      ['https://lakes.example/levels', [clipId(1), clipId(2)]],
      ['https://weirs.example/june', [clipId(3)]],
    ]);
    expect(driver.takeUpRun).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ id: request.runId, trigger: 'manual', finishedAt: null }),
    );
  });

  test('leaves out clips that are in the bin, name no passage, or were not asked for', async () => {
    await clip(1, 'https://lakes.example/levels');
    await clip(2, 'https://lakes.example/binned');
    await clip(3, 'https://lakes.example/page', 'page');
    await clip(4, 'https://lakes.example/other');
    must(
      await library.editReport(REPORT, (doc) => binClip(doc, { clipId: clipId(2), at: time(9) })),
    );
    const [all, one] = [ask(), ask([clipId(1), clipId(2), clipId(3)])];
    expect(await startRun(all)).toEqual(ok({ pages: 2, clips: 2 }));
    expect(await startRun(one)).toEqual(ok({ pages: 1, clips: 1 }));
    expect(await pagesOf(one.runId)).toEqual([['https://lakes.example/levels', [clipId(1)]]]);
  });

  test('is not begun where there is nothing to check', async () => {
    await clip(3, 'https://lakes.example/page', 'page');
    expect(await startRun(ask())).toMatchObject({ error: { code: 'nothing_to_check' } });
    expect(await startRun({ ...ask(), reportId: OTHER })).toMatchObject({
      error: { code: 'not_found' },
    });
    expect((await dump(name))['runs']).toEqual([]);
    expect(driver.takeUpRun).not.toHaveBeenCalled();
  });

  test('that nobody asked for says so', async () => {
    await clip(1, 'https://lakes.example/levels');
    must(await beginRun(ask(), 'schedule'));
    expect((await dump(name))['runs']).toMatchObject([{ trigger: 'schedule' }]);
  });
});

const PAGE = 'https://lakes.example/levels';
const statementId = id<'statement'>(21);
const citation = { id: id<'citation'>(41), statementId, clipId: clipId(1), label: 'Levels' };
const edit = async (reportId: typeof REPORT, change: (doc: ReportDocument) => void) =>
  must(await library.editReport(reportId, change));
/** Writes a statement that cites the clip. */
const cite = (doc: ReportDocument) => {
  createStatement(doc, { id: statementId, text: 'It rose.', position: { sectionId: null } });
  insertCitation(doc, { ...citation, offset: 7 });
};
/** The numbers of the report that the panel, the desk and the review show. */
const numbers = async (reportId = REPORT) => {
  const evidence = must(await library.loadEvidence(reportId));
  const content = must(await library.loadReport(reportId));
  return reportNumbers(clipViews(arrangeReport(content, evidence.clips), evidence));
};
/** The clips that a verification of the report checks. */
const checkable = async (reportId = REPORT) => {
  const request = { ...ask(), reportId };
  const started = await startRun(request);
  return started.ok ? (await pagesOf(request.runId)).flatMap(([, clipIds]) => clipIds) : [];
};

describe('a clip of another report', () => {
  beforeEach(async () => {
    must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
    const capture = await captureOf(1);
    const filedUnder = { reportId: OTHER, sectionId: null };
    const source = { ...capture.source, url: PAGE };
    must(await library.saveCapture({ ...capture, source, clip: { ...capture.clip, filedUnder } }));
    await edit(REPORT, cite);
  });

  test.each<[string, (doc: ReportDocument) => void, boolean]>([
    ['is checked while a statement cites it', () => undefined, true],
    [
      'is left out while the statement is in the bin',
      (doc) => binStatement(doc, { id: statementId, at: time(9) }),
      false,
    ],
    [
      'is left out after the citation was removed, also if it was pinned here',
      (doc) => {
        setPin(doc, { clipId: clipId(1), pinId: id(4_001) });
        removeCitation(doc, { id: citation.id });
      },
      false,
    ],
  ])('%s', async (_name, change, isChecked) => {
    await edit(REPORT, change);
    const expected = isChecked ? [clipId(1)] : [];
    expect([await checkable(), (await numbers()).clips]).toEqual([expected, expected.length]);
  });

  test('is checked also while it is in the bin of its own report', async () => {
    await edit(OTHER, (doc) => binClip(doc, { clipId: clipId(1), at: time(9) }));
    expect([await checkable(), (await numbers()).clips]).toEqual([[clipId(1)], 1]);
  });

  test('is checked if it is asked for by itself', async () => {
    await clip(2, 'https://weirs.example/june');
    expect(await startRun(ask([clipId(1)]))).toEqual(ok({ pages: 1, clips: 1 }));
  });

  test('is among the passages of its page once for each pin that is current in a report', async () => {
    const passages = async () =>
      must(await passagesOfPage(PAGE)).map(({ reportId, pin }) => [reportId, pin?.id]);
    expect(await passages()).toEqual([[OTHER, id(4_001)]]);
    const again = { ...pinOf(1), id: id<'pin'>(4_501), basedOn: id<'pin'>(4_001) };
    must(await library.addPins(REPORT, [again]));
    expect(await passages()).toEqual([
      [OTHER, id(4_001)],
      [REPORT, id(4_501)],
    ]);
    await edit(OTHER, (doc) => binClip(doc, { clipId: clipId(1), at: time(9) }));
    expect(await passages()).toEqual([[REPORT, id(4_501)]]);
  });
});

describe('a clip in the bin of its own report', () => {
  const bin = (doc: ReportDocument) => binClip(doc, { clipId: clipId(1), at: time(9) });
  const passages = async () =>
    must(await passagesOfPage(PAGE)).map(({ clip, reportId }) => [clip.id, reportId]);

  beforeEach(async () => {
    await clip(1, PAGE);
    await clip(2, 'https://weirs.example/june');
    await edit(REPORT, cite);
  });

  test.each<[string, (doc: ReportDocument) => void, boolean]>([
    ['is checked while a statement cites it', bin, true],
    [
      'is checked also if it was deleted with its section',
      (doc) => {
        const sectionId = id<'section'>(11);
        createSection(doc, { id: sectionId, parentId: null, title: 'Levels', at: time(8) });
        moveClip(doc, { clipId: clipId(1), position: { sectionId } });
        binSection(doc, { id: sectionId, at: time(9) });
      },
      true,
    ],
    [
      'is left out while the statement is in the bin',
      (doc) => {
        bin(doc);
        binStatement(doc, { id: statementId, at: time(9) });
      },
      false,
    ],
    [
      'is left out after the citation was removed',
      (doc) => {
        bin(doc);
        removeCitation(doc, { id: citation.id });
      },
      false,
    ],
  ])('%s', async (_name, change, isChecked) => {
    await edit(REPORT, change);
    const expected = isChecked ? [clipId(1), clipId(2)] : [clipId(2)];
    expect([await checkable(), (await numbers()).clips]).toEqual([expected, expected.length]);
    expect(await passages()).toEqual(isChecked ? [[clipId(1), REPORT]] : []);
    // A deleted clip is not shown again in its page.
    expect(must(await clipsOfPage(PAGE))).toEqual([]);
  });

  test('keeps the result of its check when it is restored', async () => {
    await edit(REPORT, bin);
    const request = ask([clipId(1)]);
    must(await startRun(request));
    const [job] = must(await library.openJobs(request.runId));
    const check = { ...checkOf(runOf(1), 1), runId: request.runId, snapshotId: null };
    must(await library.completeJob(job!.id, { checks: [check], snapshots: [] }));
    must(await library.finishRun(request.runId));
    const expected = {
      clips: 2,
      states: new Map([
        ['verbatim', 1],
        ['never', 1],
      ]),
    };
    expect(await numbers()).toMatchObject(expected);
    const filedUnder = { reportId: REPORT, sectionId: null };
    await edit(REPORT, (doc) => restoreClip(doc, { clipId: clipId(1), filedUnder }));
    expect(await numbers()).toMatchObject(expected);
  });

  test('is checked also in the report to which it was moved, and deleted there', async () => {
    must(await library.createReport({ id: OTHER, title: 'Other', language: 'en' }));
    await edit(REPORT, (doc) => {
      bin(doc);
      removeCitation(doc, { id: citation.id });
    });
    await edit(OTHER, (doc) => {
      moveClip(doc, { clipId: clipId(1), position: { sectionId: null } });
      cite(doc);
      bin(doc);
    });
    expect([await checkable(OTHER), (await numbers(OTHER)).clips]).toEqual([[clipId(1)], 1]);
    expect([await checkable(), (await numbers()).clips]).toEqual([[clipId(2)], 1]);
    expect(await passages()).toEqual([[clipId(1), OTHER]]);
  });
});

describe('a run under way', () => {
  let runId: Run['id'];
  const state = async () => must(await library.runState(runId));

  beforeEach(async () => {
    await clip(1, 'https://lakes.example/levels');
    const request = ask();
    runId = request.runId;
    must(await startRun(request));
    driver.takeUpRun.mockClear();
  });

  test('is cancelled, and pages are told also where nothing drives it', async () => {
    driver.leaveRun.mockReturnValue(false);
    must(await cancelRun(runId));
    expect((await state()).run).toMatchObject({ cancelled: true });
    expect(driver.leaveRun).toHaveBeenCalledExactlyOnceWith(runId, 'cancelled');
    expect(broadcastChange.mock.calls).toMatchObject([
      [{ kind: 'run', reportId: REPORT, progress: { runId, state: 'cancelled', pages: 1 } }],
    ]);
  });

  test('is paused and goes on; where it is driven, its driver tells pages', async () => {
    driver.leaveRun.mockReturnValue(true);
    must(await pauseRun(runId, true));
    expect(driver.leaveRun).toHaveBeenCalledExactlyOnceWith(runId, 'paused');
    expect([(await state()).paused, broadcastChange.mock.calls]).toEqual([true, []]);
    must(await pauseRun(runId, false));
    expect((await state()).paused).toBe(false);
    expect(driver.takeUpRun).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ id: runId }),
    );
  });

  test('that has ended is neither paused nor taken up', async () => {
    must(await library.finishRun(runId));
    must(await pauseRun(runId, true));
    must(await pauseRun(runId, false));
    expect([driver.leaveRun.mock.calls, driver.takeUpRun.mock.calls]).toEqual([[], []]);
  });

  test('shows how far it is: by its driver, or as it is stored', async () => {
    expect(must(await runProgress(REPORT)).progress).toMatchObject({ runId, state: 'running' });
    must(await library.pauseRun(runId, true));
    expect(must(await runProgress(REPORT)).progress).toMatchObject({ state: 'paused' });
    driver.drivenProgress.mockReturnValue('of the driver');
    expect(must(await runProgress(REPORT)).progress).toBe('of the driver');
    expect(must(await runProgress(OTHER)).progress).toBeNull();
    must(await library.finishRun(runId));
    expect(must(await runProgress(REPORT)).progress).toBeNull();
  });

  test('is taken up by the next worker, which needs its alarm', async () => {
    await resumeRuns();
    expect(driver.takeUpRun).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ id: runId }),
    );
    expect(stopAlarm).not.toHaveBeenCalled();
  });
});

test('a check of the user’s own tab is not taken up by the next worker, but ended', async () => {
  await save(library, 1);
  const run: Run = { ...runOf(1), trigger: 'page' };
  must(await library.startRun(run, []));
  expect(must(await runProgress(REPORT)).progress).toBeNull();
  await resumeRuns();
  expect(must(await library.runState(run.id)).run.cancelled).toBe(true);
  expect(driver.takeUpRun).not.toHaveBeenCalled();
});

test('without a run under way the alarm stops', async () => {
  await resumeRuns();
  expect(stopAlarm).toHaveBeenCalledExactlyOnceWith('pincite-runs');
});
