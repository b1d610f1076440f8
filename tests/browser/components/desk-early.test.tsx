import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { Desk } from '@/components/desk/Desk';
import { readEarly } from '../../../entrypoints/desk/read-early';
import { readForDesk } from '../../../entrypoints/desk/start-reading';
import type { Change } from '../../../utils/messaging/protocol/change';
import { newId } from '../../../utils/model/ids';
import { readReport } from '../../../utils/model/report-document';
import { binReport } from '../../../utils/model/report-operations';
import { editStatement } from '../../../utils/model/statement-operations';
import { followBroadcasts } from '../../../utils/platform/changes';
import { startBackground, type TestBackground, testActs } from './background';
import { decisionBody } from './others-reviews';
import { CLAIMS, storeReviewReport } from './review-report';
import { REPORT, renewReport } from './samples';
import { show } from './stage';

/*
 * The desk reads its report before it is drawn. Changes to the report during that time show in the
 * first drawing of the desk. Each test looks at that drawing and does not wait for another.
 */

/** A time after every check of the sample. */
const LATER = '2026-11-02T09:00:00.000Z';
let background: TestBackground;
let heard: Change[];
let stop: () => void;

beforeEach(async () => {
  await page.viewport(1280, 800);
  renewReport();
  background = await startBackground();
  await storeReviewReport(background.library, REPORT);
  heard = [];
  stop = () => undefined;
});

afterEach(() => {
  stop();
  background.library.close();
});

/** Starts to read the report. Resolves once all requests are answered. */
async function begin() {
  const reading = readForDesk(REPORT);
  // The later change arrived here, so the earlier one arrived there.
  stop();
  heard = [];
  stop = followBroadcasts((change) => heard.push(change));
  await Promise.all([reading.reports, reading.updates, reading.evidence, reading.reviews]);
  return reading;
}

function draw(early: Awaited<ReturnType<typeof readEarly>>): void {
  show(<Desk acts={testActs()} reportId={REPORT} early={early} onReport={() => undefined} />);
}

async function edit(act: Parameters<TestBackground['library']['editReport']>[1]): Promise<void> {
  const update = await background.library.editReport(REPORT, act);
  if (!update.ok || update.value === null) throw new Error('Nothing was edited.');
  background.tell({ kind: 'report-update', reportId: REPORT, update: update.value });
}

const told = () => vi.waitFor(() => expect(heard).not.toEqual([]));
const textOf = (selector: string) => document.querySelector(selector)?.textContent.trim() ?? '';
const words = () => textOf('.claim-words');

test('the desk first shows what was read before it was loaded', async () => {
  draw(await readEarly(await begin()));
  expect(words()).toBe(CLAIMS.depth);
});

test('the desk shows a claim that another device edited during the early read', async () => {
  const reading = await begin();
  await edit((doc) => {
    const statement = readReport(doc, REPORT).statements.find(({ text }) => text.includes('183'));
    if (statement === undefined) throw new Error('No such statement.');
    editStatement(doc, { id: statement.id, text: statement.text.replace('183', '138') });
  });
  await told();
  draw(await readEarly(reading));
  expect(words()).toBe(CLAIMS.depth.replace('183', '138'));
});

test('the desk shows a decision that was made during the early read', async () => {
  draw(await readEarly(await begin()));
  const key = document.querySelector('.claim.is-current')?.getAttribute('data-claim') ?? '';
  show(<div />);
  const reading = await begin();
  const drafts = [{ act: newId<'act'>(), body: decisionBody(key) }];
  const recorded = await background.library.recordReviews(REPORT, drafts);
  if (!recorded.ok) throw new Error(recorded.error.code);
  const { author: own, records } = recorded.value;
  background.tell({ kind: 'reviews', reportId: REPORT, own, records });
  await told();
  draw(await readEarly(reading));
  expect(textOf('.desk-claim')).toContain('Ada');
});

test('the desk uses a check that was made during the early read', async () => {
  const reading = await begin();
  const evidence = await background.library.loadEvidence(REPORT);
  const check = evidence.ok && evidence.value.checks.find(({ verdict }) => verdict === 'altered');
  if (!check) throw new Error('Nothing was altered.');
  const stands = { ...check.evidence, difference: [], changes: [] };
  await background.finishRun(newId<'run'>(), [{ ...check, verdict: 'verbatim', evidence: stands }]);
  await told();
  draw(await readEarly(reading));
  expect(words()).toBe(CLAIMS.melt);
});

test('the desk shows a merge that happened during the early read', async () => {
  const reading = await begin();
  await background.library.editReport(REPORT, (doc) => {
    const [statement] = readReport(doc, REPORT).statements.filter(({ text }) =>
      text.includes('183'),
    );
    if (statement === undefined) throw new Error('No such statement.');
    editStatement(doc, { id: statement.id, text: statement.text.replace('183', '138') });
  });
  background.tell({ kind: 'library' });
  await told();
  draw(await readEarly(reading));
  expect(words()).toBe(CLAIMS.depth.replace('183', '138'));
});

test('the desk uses a check in a tab that was made during the early read', async () => {
  const reading = await begin();
  const evidence = await background.library.loadEvidence(REPORT);
  const check = evidence.ok && evidence.value.checks.find(({ verdict }) => verdict === 'altered');
  if (!check) throw new Error('Nothing was altered.');
  const { clipId } = check;
  const runId = newId<'run'>();
  const job = {
    ...{ id: newId<'job'>(), runId, pageKey: 'page', clipIds: [clipId] },
    ...{ state: 'waiting' as const, leaseUntil: null, attempts: 0, notBefore: null },
  };
  const run = {
    ...{ id: runId, reportId: REPORT, trigger: 'page' as const, startedAt: LATER },
    ...{ finishedAt: null, cancelled: false },
  };
  const stands = { ...check.evidence, difference: [], changes: [] };
  const now = { ...check, runId, verdict: 'verbatim' as const, checkedAt: LATER };
  await background.library.startRun(run, [job]);
  const outcome = { checks: [{ ...now, evidence: stands }], snapshots: [] };
  const stored = await background.library.completeJob(job.id, outcome);
  expect(stored).toEqual({ ok: true, value: { recorded: true } });
  background.tell({ kind: 'evidence', reportId: REPORT, clipIds: [clipId] });
  await told();
  draw(await readEarly(reading));
  expect(words()).toBe(CLAIMS.melt);
});

test.each([
  ['in the bin', async () => edit((doc) => binReport(doc, { at: '2026-05-02T09:00:00.000Z' }))],
  ['not here', async () => startBackground().then((empty) => empty.library.close())],
])('a report that is %s is left to the desk itself', async (_where, change) => {
  await change();
  expect(await readEarly(readForDesk(REPORT))).toBeNull();
});
