import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { clipViews } from '@/components/state/clip-views';
import { importedClip, madeCheck, madePin } from '@/scripts/made-evidence';
import { pageRequests } from '@/utils/messaging/protocol';
import type { RequestOf } from '@/utils/messaging/protocol/envelope';
import { failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { createReportReplica, type ReportReplica } from '@/utils/model/report-replica';
import { arrangeReport } from '@/utils/model/report-tree';
import { err, type Result } from '@/utils/model/result';
import {
  createStatement,
  insertCitation,
  removeCitation,
} from '@/utils/model/statement-operations';
import { snapshotOf as snapshotOfView } from '@/utils/review/claim-item';
import type { Library } from '@/utils/storage/library';
import { openReader } from '@/utils/storage/read';
import {
  captureOf,
  id,
  jobOf,
  must,
  newLibrary,
  REPORT,
  restoreFile,
  runOf,
  snapshotOf,
  sourceOf,
  time,
} from './storage/sample-evidence';

/* The panel and the background together, with a library; no browser. */

type PinAdd = RequestOf<typeof pageRequests, 'pin.add'>;
const here = vi.hoisted(() => ({
  library: null as unknown,
  /** Runs before the background gets a request. */
  before: async () => undefined as unknown,
  requests: [] as unknown[],
}));
vi.mock('#i18n', () => ({ i18n: { t: (key: string) => key } }));
vi.mock('@/utils/platform/changes', () => ({
  broadcastChange: () => undefined,
  broadcastUpdates: () => undefined,
}));
vi.mock('@/entrypoints/background/serve-team', () => ({ fetchTeamText: async () => undefined }));
vi.mock('@/entrypoints/background/open-library', () => ({
  now: () => '2026-05-02T10:00:00.000Z',
  useLibrary: <T>(act: (opened: Library) => T) => act(here.library as Library),
}));
vi.mock('@/utils/messaging/client-restore', () => ({}));
vi.mock('@/utils/messaging/client', () => ({
  request: async (_call: 'pin.add', payload: PinAdd): Promise<Result<unknown, unknown>> => {
    here.requests.push(payload);
    const refused = await here.before();
    if (refused !== undefined) return refused as Result<unknown, unknown>;
    const { pinClip } = await import('@/entrypoints/background/pin-clip');
    return pinClip(pageRequests['pin.add'].parse(payload));
  },
}));
const { pinApart } = await import('@/components/report/pin-apart');

const TEXT = [
  'The ferry carried 412,600 passengers in 2025.',
  'The council extended the subsidy for two years.',
  'Engines account for most of the noise.',
].join('\n');
const FIRST = { start: 0, end: TEXT.indexOf('\n') };
const PAGE = id<'clip'>(2_001);
const PAGE_PIN = id<'pin'>(4_001);
const CITES = [id<'citation'>(41), id<'citation'>(42), id<'citation'>(43)] as const;
const run = runOf(1);

let library: Library;
let name: string;
let replica: ReportReplica;

beforeEach(async () => {
  ({ library, name } = await newLibrary());
  here.library = library;
  here.before = async () => undefined;
  here.requests = [];
  const source = sourceOf(1);
  const clip = {
    ...importedClip({ id: PAGE, sourceId: source.id }, REPORT, time(0)),
    kind: 'page' as const,
  };
  const about = { id: PAGE_PIN, clipId: PAGE, madeAt: time(0), by: 'import' as const };
  const pin = madePin({ ...about, noDirectiveReason: 'whole-page' });
  must(await library.saveCapture({ source, snapshot: null, clip, pin }));
  must(await library.startRun(run, [jobOf(1, run, [PAGE])]));
  const snapshot = await snapshotOf(1, source.id, TEXT);
  const check = madeCheck({
    ...{ runId: run.id, clipId: PAGE, pinId: PAGE_PIN, checkedAt: time(1), verdict: 'unpinned' },
    ...{ snapshotId: snapshot.id, evidence: { contentType: 'text/html' } },
  });
  must(await library.completeJob(id<'job'>(6_001), { checks: [check], snapshots: [snapshot] }));
  const sentences = TEXT.split('\n');
  must(
    await library.editReport(REPORT, (doc) => {
      CITES.forEach((cite, at) => {
        const statementId = id<'statement'>(21 + at);
        const text = sentences[at] ?? '';
        createStatement(doc, { id: statementId, text, position: { sectionId: null } });
        const about = { label: 'Gazette', href: source.url, raw: `([Gazette](${source.url}))` };
        const offset = text.length - 1;
        insertCitation(doc, { id: cite, statementId, clipId: PAGE, ...about, offset });
      });
    }),
  );
  replica = createReportReplica({
    reportId: REPORT,
    updates: must(await library.loadReportUpdates(REPORT)),
    send: async (updates) => (await library.appendReportUpdates(REPORT, updates)).ok,
    wait: () => new Promise(() => undefined),
  });
});

async function report() {
  await replica.flush();
  const evidence = must(await library.loadEvidence(REPORT));
  const tree = arrangeReport(replica.content(), evidence.clips);
  const views = clipViews(tree, { ...evidence, foreign: [] });
  return { replica, tree, views };
}

const pin = async (position = FIRST, cites = [CITES[0]]) =>
  pinApart(
    await report(),
    cites,
    {
      reportId: REPORT,
      pinId: newId<'pin'>(),
      clipId: PAGE,
      runId: run.id,
      basedOn: PAGE_PIN,
      position,
      wording: 'page',
    },
    TEXT.slice(position.start, position.end),
  );

/** The words that each citation leads to; null for the whole page. */
async function cited() {
  const { views, tree } = await report();
  return CITES.map((cite) => views.get(tree.citations.get(cite)!.clipId)?.pin?.quote ?? null);
}
const shown = async () => (await report()).tree.inbox.map((item) => item.id);
const binned = async () => (await report()).tree.bin.length;
const WORDS = 'The ferry carried 412,600 passengers in 2025.';

describe('a passage for one of three claims that cite a page', () => {
  test('it is pinned for this claim, and the others cite the page as before', async () => {
    const pinned = must(await pin());
    expect(pinned.noDirectiveReason).toBeNull();
    expect(await cited()).toEqual([WORDS, null, null]);
    const { views } = await report();
    const { clip, source, pin: made } = views.get(pinned.clipId)!;
    expect(source?.id).toBe(sourceOf(1).id);
    expect(clip).toMatchObject({ origin: 'import', filedUnder: { reportId: REPORT } });
    expect(made).toMatchObject({ by: 'reviewer', directive: expect.anything() });
    expect(views.get(PAGE)?.pin?.id).toBe(PAGE_PIN);
    // The bytes of the file are kept for the undo.
    expect(replica.content().citations.every(({ raw }) => raw !== null)).toBe(true);
  });

  test('the new clip is right behind the clip of the page', async () => {
    must(await library.saveCapture(await captureOf(2)));
    const { clipId } = must(await pin());
    expect(await shown()).toEqual([PAGE, clipId, id(2_002)]);
  });

  test('one undo takes back everything, and redo does it again', async () => {
    const { clipId } = must(await pin());
    expect(replica.undoDepth()).toBe(1);
    replica.undo();
    expect(await cited()).toEqual([null, null, null]);
    expect(await shown()).toEqual([PAGE]);
    expect(await binned()).toBe(1);
    replica.redo();
    expect(await cited()).toEqual([WORDS, null, null]);
    expect(await shown()).toEqual([PAGE, clipId]);
    expect(await binned()).toBe(0);
  });

  test('the same passage for another claim gets no second clip', async () => {
    const first = must(await pin());
    const second = must(await pin(FIRST, [CITES[2]]));
    expect(second.clipId).toBe(first.clipId);
    expect(here.requests.length).toBe(1);
    expect(await cited()).toEqual([WORDS, null, WORDS]);
    replica.undo();
    expect(await cited()).toEqual([WORDS, null, null]);
    expect(await binned()).toBe(0);
  });

  test('a bundle takes the clip to a library that has the report already', async () => {
    const { clipId } = must(await pin());
    await replica.flush();
    const reader = must(await openReader({ name }))!;
    const include = { snapshots: false, notes: false, signedInText: false };
    const stream = await reader.bundle({
      ...{ reportId: REPORT, sectionIds: null, createdAt: time(9) },
      include: { ...include, checks: false, images: false },
    });
    const file = new Uint8Array(await new Response(must(stream)).arrayBuffer());
    reader.close();
    const { library: other } = await newLibrary();
    must(await restoreFile(other, file, 'bundle'));
    const { clips, pins } = must(await other.loadEvidence(REPORT));
    expect(clips.map((each) => each.id)).toEqual([PAGE, clipId]);
    expect(pins.find((each) => each.clipId === clipId)?.quote).toBe(WORDS);
    const { citations } = must(await other.loadReport(REPORT));
    expect(citations.map((each) => each.clipId)).toEqual([clipId, PAGE, PAGE]);
  });

  test('a claim that is gone meanwhile gets nothing, and the clip stays in the bin', async () => {
    here.before = async () => replica.edit((doc) => removeCitation(doc, { id: CITES[0] }));
    const pinned = must(await pin());
    expect(pinned.isCited).toBe(false);
    expect(await shown()).toEqual([PAGE]);
    expect(await binned()).toBe(1);
    expect(replica.content().citations.map(({ clipId }) => clipId)).toEqual([PAGE, PAGE]);
  });

  test('nothing is left behind where the background refuses', async () => {
    here.before = async () => err(failure('page_text_gone'));
    expect(await pin()).toEqual(err(failure('page_text_gone')));
    expect(await cited()).toEqual([null, null, null]);
    expect([await shown(), await binned()]).toEqual([[PAGE], 0]);
    expect(replica.canUndo()).toBe(false);
  });
});

test('a clip that was pinned again is compared with the last reading of its page', async () => {
  const { tree } = await report();
  const evidence = must(await library.loadEvidence(REPORT));
  // The latest check was of an earlier pin.
  const checks = evidence.checks.map((check) => ({ ...check, pinId: newId<'pin'>() }));
  const view = clipViews(tree, { ...evidence, checks, foreign: [] }).get(PAGE);
  expect(view).toMatchObject({ check: null, pinnedSince: true });
  const { snapshotId } = evidence.checks.find(({ clipId }) => clipId === PAGE) ?? {};
  expect(snapshotId).toMatch(/-/u);
  expect(view && snapshotOfView(view)).toBe(snapshotId);
});
