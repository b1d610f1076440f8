import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type ClipId, newId, type ReportId } from '@/utils/model/ids';
import { createReportDocument } from '@/utils/model/report-document';
import { createStatement } from '@/utils/model/statement-operations';
import {
  emptyLibrary,
  faultsOf,
  mergedText,
  openQueues,
  type Stored,
  unfinishedRuns,
} from '../../bench/kill-ledger';

const AT = '2026-01-01T09:00:00.000Z';

/** A library with one record of each kind, and the matching ledger. */
function sample() {
  const reportId = newId<'report'>();
  const clipId = newId<'clip'>();
  const statement = { id: newId<'statement'>(), text: 'The level rose.' };
  const image = newId<'attachment'>();
  const doc = createReportDocument({ title: 'Levels', language: 'en', at: AT });
  createStatement(doc, { ...statement, position: { sectionId: null } });
  const shared = { id: newId<'statement'>(), text: 'Typed: first second' };
  createStatement(doc, { ...shared, position: { sectionId: null } });
  const merged = { reportId: newId<'report'>(), statementId: newId<'statement'>() };
  const mergedDoc = createReportDocument({ title: 'Merged', language: 'en', at: AT });
  const text = mergedText(merged.statementId, 2);
  createStatement(mergedDoc, { id: merged.statementId, text, position: { sectionId: null } });
  const attempts = [1, 2, 3].map(() => [newId<'clip'>(), newId<'clip'>()]);
  const added = attempts.slice(0, 2).flat();
  const purged = newId<'clip'>();
  const runId = newId<'run'>();
  const stored: Stored = {
    ...emptyLibrary(),
    reports: [reportId],
    clips: [clipId],
    purged: [purged],
    runs: [{ id: runId, clips: 1 }],
    images: [{ clipId, id: image, bytes: 'AQID' }],
    shared: { reportId, statementId: shared.id, base: '', tokens: ['second', 'first'] },
    // There are three bundles. The second merge is acknowledged, and the third is not stored.
    merges: [{ ...merged, state: '', attempts, acknowledged: 2 }],
    statements: [{ reportId, ...statement }],
    imports: [{ reportId, clips: 1, acknowledged: true }],
  };
  const updateOf = (of: Y.Doc) => Buffer.from(Y.encodeStateAsUpdate(of)).toString('base64');
  const dump: Record<string, object[]> = {
    reports: [{ id: reportId }, { id: merged.reportId }],
    reportUpdates: [
      { reportId, update: updateOf(doc) },
      { reportId: merged.reportId, update: updateOf(mergedDoc) },
    ],
    meta: [{ key: `merged/${merged.reportId}`, value: { clips: attempts[1] } }],
    sources: [{ id: 'source' }],
    snapshots: [{ id: 'snapshot' }],
    clips: [clipOf(clipId, reportId), ...added.map((id) => clipOf(id, merged.reportId))],
    pins: [clipId, ...added].map((id) => ({ id: 'pin', clipId: id })),
    attachments: [{ id: image, clipId, bytes: 'AQID' }],
    runs: [{ id: runId, finishedAt: AT }],
    checks: [{ runId, clipId }],
    purged: [{ id: purged }],
    jobs: [{ id: 'job', state: 'done' }],
    staging: [],
  };
  return { stored, dump };
}

const clipOf = (id: ClipId, reportId: ReportId) => ({
  id,
  sourceId: 'source',
  snapshotId: 'snapshot',
  filedUnder: { reportId },
});

describe('the comparison of the ledger with the stored library', () => {
  test('finds no fault in a whole library', () => {
    const { stored, dump } = sample();
    expect(faultsOf(dump, stored)).toEqual([]);
  });

  test.each([
    ['reports', /^lost: report/],
    ['clips', /^lost: clip/],
    ['runs', /^lost: run/],
    ['attachments', /^lost: image/],
    ['reportUpdates', /^lost: statement/],
    ['reportUpdates', /^lost: typed first/],
    ['reportUpdates', /^half-written: merge 2 into .*: “null”/],
    ['clips', /^lost: merge 2/],
    ['meta', /^half-written: undo of merge 2/],
    ['purged', /^lost: mark of the deleted clip/],
    ['sources', /^half-written: clip .* without its source/],
    ['pins', /^half-written: clip .* without a pin/],
    ['snapshots', /^half-written: clip .* no snapshot/],
  ])('finds that %s lacks its record', (store, expected) => {
    const { stored, dump } = sample();
    dump[store] = [];
    expect(faultsOf(dump, stored)).toEqual(
      expect.arrayContaining([expect.stringMatching(expected)]),
    );
  });

  test('finds an import with a missing clip', () => {
    const { stored, dump } = sample();
    stored.imports = stored.imports.map((each) => ({ ...each, clips: 2 }));
    expect(faultsOf(dump, stored)).toEqual([expect.stringMatching(/^half-written: import/)]);
  });

  test('finds an image with other bytes', () => {
    const { stored, dump } = sample();
    dump['attachments'] = (dump['attachments'] ?? []).map((row) => ({ ...row, bytes: 'AQI=' }));
    expect(faultsOf(dump, stored)).toEqual([expect.stringMatching(/^half-written: image/)]);
  });

  test('finds a merge with a missing clip, and a merge without its text', () => {
    const { stored, dump } = sample();
    const [merge] = stored.merges;
    const [, [clipId] = [], [third] = []] = merge?.attempts ?? [];
    if (merge === undefined || clipId === undefined || third === undefined) {
      throw new Error('The sample is empty.');
    }
    const without = (id: ClipId) => dump['clips']?.filter((row) => !('id' in row && row.id === id));
    dump['clips'] = without(clipId) ?? [];
    dump['pins'] = dump['pins']?.filter((row) => !('clipId' in row && row.clipId === clipId)) ?? [];
    expect(faultsOf(dump, stored)).toEqual([expect.stringMatching(/^half-written: merge 2 into/)]);
    dump['clips'].push(clipOf(clipId, merge.reportId), clipOf(third, merge.reportId));
    dump['pins'].push({ id: 'pin', clipId }, { id: 'pin', clipId: third });
    expect(faultsOf(dump, stored)).toEqual([
      expect.stringMatching(/^half-written: merge 3 into .*: 1 clips/),
      expect.stringMatching(/^half-written: merge 3 into .*: “Merged .* version 2”/),
      expect.stringMatching(/^half-written: undo of merge 3/),
    ]);
  });

  test('finds a deleted clip that came back, and records left in staging', () => {
    const { stored, dump } = sample();
    const [purged] = stored.purged;
    const [reportId] = stored.reports;
    if (purged === undefined || reportId === undefined) throw new Error('The sample is empty.');
    dump['clips']?.push(clipOf(purged, reportId));
    dump['pins']?.push({ id: 'another', clipId: purged });
    dump['staging'] = [{}];
    expect(faultsOf(dump, stored)).toEqual([
      expect.stringMatching(/^lost: deletion of clip/),
      expect.stringMatching(/^half-written: 1 records left in staging/),
    ]);
  });

  test('names the queues that are not empty', () => {
    const { dump } = sample();
    expect(openQueues(dump)).toEqual([]);
    dump['jobs'] = [{ state: 'waiting' }, { state: 'leased' }, { state: 'cancelled' }];
    dump['runs'] = [{ finishedAt: null }];
    dump['searchStale'] = [{}];
    expect(openQueues(dump)).toEqual([
      'stuck: 2 jobs',
      'stuck: 1 runs',
      'stuck: 1 clips for the search',
    ]);
  });

  test('finds a run that ended without a check of each clip', () => {
    const { stored, dump } = sample();
    expect(unfinishedRuns(dump, stored)).toEqual([]);
    dump['checks'] = [];
    expect(unfinishedRuns(dump, stored)).toEqual([expect.stringMatching(/has 0 checks of 1$/)]);
  });
});
