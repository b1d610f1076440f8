import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type ClipId, newId, type ReportId } from '@/utils/model/ids';
import { createReportDocument } from '@/utils/model/report-document';
import { createStatement } from '@/utils/model/statement-operations';
import { emptyLibrary, faultsOf, unfinishedJobs } from '../../bench/kill-ledger';

const AT = '2026-01-01T09:00:00.000Z';

/** A library with one record of each kind, and the matching ledger. */
function sample() {
  const reportId = newId<'report'>();
  const clipId = newId<'clip'>();
  const statement = { id: newId<'statement'>(), text: 'The level rose.' };
  const image = newId<'attachment'>();
  const doc = createReportDocument({ title: 'Levels', language: 'en', at: AT });
  createStatement(doc, { ...statement, position: { sectionId: null } });
  const purged = newId<'clip'>();
  const runId = newId<'run'>();
  const stored = {
    ...emptyLibrary(),
    reports: [reportId],
    clips: [clipId],
    purged: [purged],
    runs: [runId],
    images: [{ clipId, id: image }],
    statements: [{ reportId, ...statement }],
    imports: [{ reportId, clips: 1, acknowledged: true }],
  };
  const update = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
  const dump: Record<string, object[]> = {
    reports: [{ id: reportId }],
    reportUpdates: [{ reportId, update }],
    sources: [{ id: 'source' }],
    snapshots: [{ id: 'snapshot' }],
    clips: [clipOf(clipId, reportId)],
    pins: [{ id: 'pin', clipId }],
    attachments: [{ id: image, clipId }],
    runs: [{ id: runId }],
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

  test('counts the unfinished jobs', () => {
    const { dump } = sample();
    expect(unfinishedJobs(dump)).toBe(0);
    dump['jobs'] = [{ state: 'waiting' }, { state: 'leased' }, { state: 'cancelled' }];
    expect(unfinishedJobs(dump)).toBe(2);
  });
});
