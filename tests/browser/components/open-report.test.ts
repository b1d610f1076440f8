import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LoadedReport, openReport } from '@/components/state/open-report';
import { createReportShelf } from '@/components/state/report-shelf';
import { followChanges } from '../../../utils/messaging/client';
import type { Change } from '../../../utils/messaging/protocol/change';
import { moveClip } from '../../../utils/model/clip-operations';
import type { ClipId, ReportId } from '../../../utils/model/ids';
import { newId } from '../../../utils/model/ids';
import { type ReportUpdate, readReport } from '../../../utils/model/report-document';
import { editStatement } from '../../../utils/model/statement-operations';
import { type LibraryReader, openReader } from '../../../utils/storage/read';
import { startBackground, type TestBackground } from './background';
import { decisionBody } from './others-reviews';
import { storeReviewReport } from './review-report';
import { REPORT, renewReport, sampleRecords } from './samples';

/*
 * Changes that happen while a report is being read. Each test changes the report after the page has
 * read its evidence, documents and reviews, and before the page gets the answers. The first thing that
 * the page shows must have the change in it.
 */

/** A time after every check of the sample. */
const LATER = '2026-11-02T09:00:00.000Z';
let background: TestBackground;
let reader: LibraryReader;
let close: () => void;

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await storeReviewReport(background.library, REPORT);
  const opened = await openReader();
  if (!opened.ok || opened.value === null) throw new Error('There is no library.');
  reader = opened.value;
  close = () => undefined;
});

afterEach(() => {
  close();
  reader.close();
  background.library.close();
});

/** Opens the report and makes `change` before the first answers arrive. Returns what is shown first. */
async function firstShown(change: () => Promise<void>): Promise<LoadedReport> {
  const changed = Promise.withResolvers<void>();
  const read: Promise<unknown>[] = [];
  const held = <T>(answer: Promise<T>): Promise<T> => {
    read.push(answer);
    return changed.promise.then(() => answer);
  };
  let latest: LoadedReport | null = null;
  const shown = Promise.withResolvers<void>();
  /** What the report has heard. */
  const heard: Change[] = [];
  const source = {
    loadReportUpdates: (id: typeof REPORT) => held(reader.loadReportUpdates(id)),
    loadEvidence: (id: typeof REPORT) => held(reader.loadEvidence(id)),
    loadReviews: (id: typeof REPORT) => held(reader.loadReviews(id)),
    follow: (hear: (change: Change) => void) =>
      followChanges((each) => {
        hear(each);
        heard.push(each);
      }),
  };
  const failed = () => shown.reject(new Error('The report was not opened.'));
  const loaded = (report: LoadedReport) => {
    latest = report;
    shown.resolve();
  };
  const stopReport = openReport(source, REPORT, { loaded, failed });
  close = stopReport;
  expect(read).toHaveLength(3);
  await Promise.all(read);
  await change();
  // Other test pages send changes too. Those of one page arrive in order.
  const last: Change = { kind: 'report-update', reportId: newId<'report'>(), updates: [] };
  background.tell(last);
  await vi.waitFor(() => expect(heard).toContainEqual(last));
  changed.resolve();
  // A page draws after the task in which the report is loaded.
  await shown.promise;
  if (latest === null) throw new Error('Nothing is shown.');
  return latest;
}

const textsOf = ({ content }: LoadedReport) => content.statements.map(({ text }) => text);
const verdictOf = ({ evidence }: LoadedReport, clip: ClipId) =>
  evidence.checks.find(({ clipId }) => clipId === clip)?.verdict;

/** Changes a figure in the stored report. Returns the updates. */
async function changeFigure(): Promise<readonly ReportUpdate[]> {
  const edited = await background.library.editReport(REPORT, (doc) => {
    const statement = readReport(doc, REPORT).statements.find(({ text }) =>
      text.includes(' 183 cm'),
    );
    if (statement === undefined) throw new Error('No such statement.');
    editStatement(doc, { id: statement.id, text: statement.text.replace(' 183 cm', ' 138 cm') });
  });
  if (!edited.ok || edited.value.length === 0) throw new Error('Nothing was edited.');
  return edited.value;
}

async function alteredCheck() {
  const evidence = await background.library.loadEvidence(REPORT);
  const check = evidence.ok && evidence.value.checks.find(({ verdict }) => verdict === 'altered');
  if (!check) throw new Error('Nothing was altered.');
  return { ...check, evidence: { ...check.evidence, difference: [], changes: [] } };
}

test.each<[string, (updates: readonly ReportUpdate[]) => Change]>([
  [
    'an edit of another device',
    (updates) => ({ kind: 'report-update', reportId: REPORT, updates }),
  ],
  ['a merge', () => ({ kind: 'library' })],
])(
  '%s that happened while the report was read is in what is shown first',
  async (_name, change) => {
    const shown = await firstShown(async () => background.tell(change(await changeFigure())));
    expect(textsOf(shown).join('\n')).toContain(' 138 cm');
    expect(textsOf(shown).join('\n')).not.toContain(' 183 cm');
  },
);

test('a clip of another report that is added from the library is read as well', async () => {
  const other = newId<'report'>();
  await background.library.createReport({ id: other, title: 'Rivers', language: 'en' });
  const records = sampleRecords({ quote: 'A river, and its gauge.' });
  const filedUnder = { reportId: other, sectionId: null };
  await background.save({ ...records, clip: { ...records.clip, filedUnder } });
  const latest: { report: LoadedReport | null } = { report: null };
  const listener = {
    loaded: (report: LoadedReport) => {
      latest.report = report;
    },
    failed: () => undefined,
  };
  close = openReport({ ...reader, follow: followChanges }, REPORT, listener);
  const clips = () => latest.report?.evidence.clips.map(({ id }) => id) ?? [];
  await vi.waitFor(() => expect(clips()).not.toEqual([]));
  const added = await background.library.editReport(REPORT, (doc) =>
    moveClip(doc, { clipId: records.clip.id, position: { sectionId: null } }),
  );
  if (!added.ok) throw new Error(added.error.code);
  background.tell({ kind: 'report-update', reportId: REPORT, updates: added.value });
  await vi.waitFor(() => expect(clips()).toContain(records.clip.id));
});

test('a decision that was made while the report was read is in what is shown first', async () => {
  const shown = await firstShown(async () => {
    const drafts = [{ act: newId<'act'>(), body: decisionBody('the claim') }];
    const recorded = await background.library.recordReviews(REPORT, drafts);
    if (!recorded.ok) throw new Error(recorded.error.code);
    const { author: own, records } = recorded.value;
    background.tell({ kind: 'reviews', reportId: REPORT, own, records });
  });
  expect(shown.reviews.reviews.map(({ claimKey }) => claimKey)).toContain('the claim');
});

test('a check of a run that ended while the report was read is in what is shown first', async () => {
  const check = await alteredCheck();
  const shown = await firstShown(() =>
    background.finishRun(newId<'run'>(), [{ ...check, verdict: 'verbatim' }]),
  );
  expect(verdictOf(shown, check.clipId)).toBe('verbatim');
});

test('a check in a tab that was made while the report was read is in what is shown first', async () => {
  const check = await alteredCheck();
  const { clipId } = check;
  const shown = await firstShown(async () => {
    const runId = newId<'run'>();
    const job = {
      ...{ id: newId<'job'>(), runId, pageKey: 'page', clipIds: [clipId] },
      ...{ state: 'waiting' as const, leaseUntil: null, attempts: 0, notBefore: null },
    };
    const run = {
      ...{ id: runId, reportId: REPORT, trigger: 'page' as const, startedAt: LATER },
      ...{ finishedAt: null, cancelled: false },
    };
    const now = { ...check, runId, verdict: 'verbatim' as const, checkedAt: LATER };
    await background.library.startRun(run, [job]);
    const outcome = { checks: [now], snapshots: [] };
    const stored = await background.library.completeJob(job.id, outcome);
    expect(stored).toEqual({ ok: true, value: { recorded: true, checks: [now] } });
    background.tell({ kind: 'evidence', reportId: REPORT, clipIds: [clipId] });
  });
  expect(verdictOf(shown, clipId)).toBe('verbatim');
});

test('an edit is told once: not again when it is stored, and comes back', async () => {
  let [told, heard] = [0, 0];
  const opened = Promise.withResolvers<LoadedReport>();
  const follow = (hear: (change: Change) => void) =>
    followChanges((change) => {
      hear(change);
      if (change.kind === 'report-update') heard += 1;
    });
  close = openReport({ ...reader, follow }, REPORT, {
    loaded: (report) => {
      told += 1;
      opened.resolve(report);
    },
    failed: () => opened.reject(new Error('The report was not opened.')),
  });
  const { replica, content } = await opened.promise;
  const [statement] = content.statements;
  if (statement === undefined) throw new Error('No statement.');
  expect(told).toBe(1);
  replica.edit((doc) => editStatement(doc, { id: statement.id, text: 'Typed.' }));
  await replica.flush();
  await vi.waitFor(() => expect(heard).toBe(1));
  expect(replica.pending()).toBe(0);
  expect(told).toBe(2);
});

describe('the reports that were shown before', () => {
  /** Shows reports one after another, and returns how many of them still follow changes. */
  const showAll = async (ids: readonly ReportId[]) => {
    const following = new Set<(change: Change) => void>();
    const follow = (hear: (change: Change) => void) => {
      following.add(hear);
      return () => following.delete(hear);
    };
    const shelf = createReportShelf({ ...reader, follow });
    close = shelf.close;
    for (const id of ids) {
      const shown = Promise.withResolvers<LoadedReport>();
      const failed = () => shown.reject(new Error('The report was not opened.'));
      const leave = shelf.show(id, { loaded: shown.resolve, failed });
      await shown.promise;
      leave();
    }
    // The shelf itself is one more.
    const open = () => following.size - 1;
    const tell = (change: Change) => {
      for (const hear of [...following]) hear(change);
    };
    return { open, tell };
  };
  const makeReports = async (count: number) => {
    const ids = Array.from({ length: count }, () => newId<'report'>());
    for (const id of ids) await background.library.createReport({ id, title: '', language: 'en' });
    return ids;
  };

  test('stay open, at most six', async () => {
    const ids = await makeReports(8);
    const { open } = await showAll(ids.slice(0, 4));
    expect(open()).toBe(4);
    close();
    expect(open()).toBe(-1);
    const again = await showAll([...ids, ...ids]);
    expect(again.open()).toBe(6);
  });

  test('are closed when the library is deleted, restored or merged, for then less may be stored', async () => {
    const { open, tell } = await showAll(await makeReports(2));
    tell({ kind: 'reports' });
    expect(open()).toBe(2);
    tell({ kind: 'library' });
    expect(open()).toBe(0);
  });
});
