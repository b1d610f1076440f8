import 'fake-indexeddb/auto';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createMembership } from '@/entrypoints/background/team/membership';
import { createTeamSync, type TeamSync } from '@/entrypoints/background/team/team-sync';
import { NO_LIMITS } from '@/server/limits';
import type { Role } from '@/server/roles';
import { setNote } from '@/utils/model/clip-operations';
import { newId, type ReportId } from '@/utils/model/ids';
import type { ReportDocument } from '@/utils/model/report-document';
import { setTitle } from '@/utils/model/report-operations';
import {
  type DecisionBody,
  fingerprintOf,
  type ReviewBody,
  reviewRecordId,
  unsignedRecord,
} from '@/utils/model/review-records';
import type { ShareInclude, ShareState, TeamId } from '@/utils/model/team';
import { type Library, openLibrary } from '@/utils/storage/library';
import { findingsOf } from '@/utils/storage/library-order';
import { teamDatabase } from '@/utils/storage/team-store';
import { startCuttingProxy } from '../../fixtures/cutting-proxy';
import { connect } from '../../fixtures/server-client';
import { startTeamServer, type TeamServer } from '../../fixtures/team-server';
import {
  attachmentOf,
  captureOf,
  checkOf,
  id,
  jobOf,
  must,
  newName,
  pngOf,
  runOf,
  save,
} from '../storage/sample-evidence';
import { decide, decisionOf, decisionsIn, shownIn } from '../storage/sample-reviews';

/* Two browsers, each with a library, and the team's real server in this process. */

const ALL: ShareInclude = {
  ...{ snapshots: true, notes: true, signedInText: true, checks: true, images: true },
};
const PASSAGES: ShareInclude = {
  ...{ snapshots: false, notes: false, signedInText: false, checks: false, images: false },
};
const REPORT = id<'report'>(1);

interface Browser {
  readonly library: Library;
  readonly sync: TeamSync;
  readonly teamId: TeamId;
  readonly memberId: string;
  edit(act: (doc: ReportDocument) => void): Promise<void>;
  state(): Promise<ShareState | null>;
  settled(): Promise<void>;
}

let server: TeamServer;
let browsers: Browser[] = [];
/** How far the clocks of the browsers are ahead, in milliseconds. */
let clock = 0;

beforeAll(async () => {
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
});
afterEach(async () => {
  for (const { sync, library } of browsers) {
    sync.stop();
    library.close();
  }
  browsers = [];
  clock = 0;
  await server.remove();
});
afterAll(() => vi.restoreAllMocks());

async function browserOf(
  role: Role,
  name = 'A. Weir',
  of: Library | null = null,
  port = server.port,
): Promise<Browser> {
  const now = () => new Date().toISOString();
  const library = of ?? must(await openLibrary({ name: newName(), now }));
  const database = teamDatabase(newName());
  const mayAsk = async () => true;
  const membership = createMembership({ database, mayAsk, now: () => '2026-01-02T03:04:05Z' });
  const link = (await server.invite(role)).replace(`:${server.port}/`, `:${port}/`);
  const team = must(await membership.join(link, name, 'Laptop'));
  const sync = createTeamSync({
    ...{ database, mayAsk, useLibrary: (act) => act(library) },
    now: () => Date.now() + clock,
    ...{ onUpdates: () => undefined, onEvidence: () => undefined, onState: () => undefined },
    onReviews: () => undefined,
  });
  const state = () => sync.watch(REPORT);
  const browser: Browser = {
    ...{ library, sync, teamId: team.id, memberId: team.memberId, state },
    edit: async (act) => {
      await sync.noticeUpdates(REPORT, must(await library.editReport(REPORT, act)));
    },
    settled: async () => {
      await expect.poll(state, { timeout: 15_000, interval: 100 }).toEqual({
        ...{ kind: 'synced', leftOut: {}, teamId: team.id, team: 'Team', role },
      });
    },
  };
  browsers.push(browser);
  return browser;
}

/** A browser with a report of one clip, and another one; both are in the team. */
async function pair(
  include: ShareInclude,
  other: Role = 'writer',
  name = 'B. Lock',
  limits = NO_LIMITS,
) {
  server = await startTeamServer(limits);
  const [one, two] = [await browserOf('writer'), await browserOf(other, name)];
  const { library } = one;
  must(await library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' }));
  await save(library, 1);
  must(await library.addAttachment(attachmentOf(1)));
  must(await library.editReport(REPORT, (doc) => setNote(doc, { clipId: id(2_001), note: 'Ask' })));
  const run = runOf(1);
  must(await library.startRun(run, [jobOf(1, run, [id(2_001)])]));
  must(await library.completeJob(id(6_001), { checks: [checkOf(run, 1)], snapshots: [] }));
  must(await library.finishRun(run.id));
  const share = { reportId: REPORT, teamId: one.teamId };
  must(await one.sync.share({ ...share, include }));
  await one.settled();
  must(await two.sync.share({ ...share, include }));
  await expect.poll(() => titleOf(two), { timeout: 15_000 }).toBe('Lake levels');
  await two.settled();
  return { one, two, share };
}

const reportOf = ({ library }: Browser) => library.loadReport(REPORT);
const titleOf = async (browser: Browser) => {
  const report = await reportOf(browser);
  return report.ok ? report.value.title : null;
};
const evidenceOf = async ({ library }: Browser) => must(await library.loadEvidence(REPORT));

test('without a team, nothing is opened, asked or created, whatever is edited', async () => {
  server = await startTeamServer();
  const asked = vi.spyOn(globalThis, 'fetch');
  const opened = vi.spyOn(globalThis, 'WebSocket');
  const database = teamDatabase(newName());
  const refuse = () => {
    throw new Error('The library was used.');
  };
  const sync = createTeamSync({
    ...{ database, mayAsk: refuse, now: Date.now, useLibrary: refuse },
    ...{ onUpdates: refuse, onEvidence: refuse, onReviews: refuse, onState: refuse },
  });
  expect(await sync.hasShares()).toBe(false);
  expect(await sync.watch(REPORT)).toBeNull();
  await sync.noticeUpdates(REPORT, [{ update: new Uint8Array([0, 0]) }]);
  await sync.noticeEvidence(REPORT);
  await sync.catchUp();
  expect(await database.exists()).toBe(false);
  expect([asked.mock.calls, opened.mock.calls]).toEqual([[], []]);
  asked.mockRestore();
  opened.mockRestore();
});

test('a shared report arrives whole, edits go both ways, and the team’s checks count as own', async () => {
  const { one, two } = await pair(ALL);
  await expect.poll(async () => (await evidenceOf(two)).clips.length).toBe(1);
  const [here, there] = [await evidenceOf(one), await evidenceOf(two)];
  expect(there.clips).toEqual(here.clips);
  expect(there.sources).toEqual(here.sources);
  expect(there.pins).toEqual(here.pins);
  expect(there.runs[0]?.foreign).toBeUndefined();
  const runs = new Map(there.runs.map((run) => [run.id, run]));
  const found = findingsOf(id(4_001), there.checks, (runId) => runs.get(runId));
  expect(found).toMatchObject({ check: { verdict: 'verbatim' }, foreign: null });
  // An image comes after the records.
  const image = () => two.library.storedAttachment(id(2_001), id(7_001));
  await expect.poll(async () => must(await image())?.bytes).toEqual(pngOf(1));
  expect(must(await reportOf(two)).placements[0]?.note).toBe('Ask');

  await two.edit((doc) => setTitle(doc, { title: 'Levels of the lakes' }));
  await expect.poll(() => titleOf(one)).toBe('Levels of the lakes');
  await save(two.library, 2);
  await two.sync.noticeEvidence(REPORT);
  await two.settled();
  await one.sync.noticeEvidence(REPORT);
  await expect.poll(async () => (await evidenceOf(one)).clips.length).toBe(2);
  await one.settled();
  expect(must(await reportOf(one))).toEqual(must(await reportOf(two)));
});

describe('the bytes of a team', () => {
  const TEXT = { clipId: id<'clip'>(2_001), snapshotId: id<'snapshot'>(3_001) };
  const ALL_TEXTS = {
    teamId: null,
    reportId: null,
    sectionIds: null,
    checks: true,
    signedIn: true,
  };
  const textOf = ({ library }: Browser) => library.snapshotText(TEXT.snapshotId);
  /**
   * The addresses of blobs that were asked for since. The image is left out: it comes unasked, at a
   * time of its own.
   */
  const watchBlobs = () => {
    const asked = vi.spyOn(globalThis, 'fetch');
    return () =>
      asked.mock.calls
        .map(([address]) => String(address))
        .filter(
          (each) => each.includes('/v1/blobs/') && !each.endsWith(attachmentOf(1).hash ?? ''),
        );
  };

  test('of a page text come when it is looked at, not with its record', async () => {
    const { one, two } = await pair(ALL);
    await expect.poll(async () => (await evidenceOf(two)).clips.length).toBe(1);
    await two.settled();
    expect(await textOf(two)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(must(await two.sync.textsToCome(ALL_TEXTS))).toEqual([TEXT]);
    expect(must(await two.sync.textsToCome({ ...ALL_TEXTS, signedIn: false }))).toEqual([]);
    expect(must(await one.sync.textsToCome(ALL_TEXTS))).toEqual([]);
    const length = must(await textOf(one)).length;
    expect(await two.sync.lengthOfText(TEXT.snapshotId)).toBe(length);

    const blobs = watchBlobs();
    const [first, again] = [two.sync.fetchText(TEXT, true), two.sync.fetchText(TEXT, true)];
    must(await first);
    must(await again);
    expect(blobs()).toHaveLength(1);
    vi.mocked(globalThis.fetch).mockRestore();
    expect(must(await textOf(two))).toBe(must(await textOf(one)));
    expect(must(await two.sync.textsToCome(ALL_TEXTS))).toEqual([]);
    // What came is not sent back, and another look needs no server.
    await two.settled();
    await server.stop();
    expect(must(await textOf(two))).toHaveLength(length);
  });

  test('of a page text can come after a restart, and after the feed was read again', async () => {
    const { two, share } = await pair(ALL);
    await expect.poll(async () => (await evidenceOf(two)).clips.length).toBe(1);
    two.sync.stop();
    await two.sync.reload();
    must(await two.sync.share({ ...share, include: ALL }));
    await two.settled();
    expect(must(await two.sync.textsToCome(ALL_TEXTS))).toEqual([TEXT]);
    must(await two.sync.fetchText(TEXT, true));
    expect((await textOf(two)).ok).toBe(true);
  });

  test('of a page text that do not come are told with their reason, and come later', async () => {
    const { two } = await pair(ALL);
    await expect.poll(async () => (await evidenceOf(two)).clips.length).toBe(1);
    await server.stop();
    expect(await two.sync.fetchText(TEXT, true)).toMatchObject({
      error: { code: 'team_no_answer' },
    });
    // The server did not answer, so it is not asked again for a text that no user is waiting for.
    const blobs = watchBlobs();
    expect(await two.sync.fetchText(TEXT, false)).toMatchObject({
      error: { code: 'team_no_answer' },
    });
    expect(blobs()).toEqual([]);
    vi.mocked(globalThis.fetch).mockRestore();
    await server.start();
    must(await two.sync.fetchText(TEXT, true));
    expect((await textOf(two)).ok).toBe(true);
  });

  test('of a page text that the server has lost or changed are not stored', async () => {
    const { two } = await pair(ALL);
    await expect.poll(async () => (await evidenceOf(two)).clips.length).toBe(1);
    const folder = path.join(server.folder, 'blobs');
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(folder, name);
      if (statSync(file).isFile()) writeFileSync(file, gzipSync('Water fell.'));
    }
    expect(await two.sync.fetchText(TEXT, true)).toMatchObject({
      error: { code: 'team_text_gone' },
    });
    expect((await textOf(two)).ok).toBe(false);
    expect(must(await two.sync.textsToCome(ALL_TEXTS))).toEqual([TEXT]);
  });

  test.each([
    ['that no clip names', { ...TEXT, snapshotId: id<'snapshot'>(3_002) }],
    ['of a clip that is not here', { ...TEXT, clipId: id<'clip'>(2_009) }],
  ])('of a page text %s are not asked for', async (_, text) => {
    const { two } = await pair(ALL);
    await expect.poll(async () => (await evidenceOf(two)).clips.length).toBe(1);
    const blobs = watchBlobs();
    expect(await two.sync.fetchText(text, true)).toMatchObject({ error: { code: 'not_found' } });
    expect(blobs()).toEqual([]);
    vi.mocked(globalThis.fetch).mockRestore();
  });

  test('of a report that is no longer shared stay there, and are not asked for', async () => {
    const { two } = await pair(ALL);
    await expect.poll(async () => (await evidenceOf(two)).clips.length).toBe(1);
    must(await two.sync.unshare(REPORT));
    expect(await two.sync.fetchText(TEXT, true)).toMatchObject({ error: { code: 'not_found' } });
  });

  test('of an image whose upload was cut go on where the server has them', async () => {
    server = await startTeamServer();
    const proxy = await startCuttingProxy(server.port);
    const one = await browserOf('writer', 'A. Weir', null, proxy.port);
    must(await one.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' }));
    await save(one.library, 1);
    const bytes = new Uint8Array([...pngOf(1), ...randomBytes(2_400_000)]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    must(await one.library.addAttachment({ ...attachmentOf(1), bytes, hash }));
    const offsets = () =>
      proxy.calls.flatMap((call) =>
        call.includes(hash) ? (/offset=(\d+)/.exec(call)?.[1] ?? 'look') : [],
      );
    proxy.cutAfter(1_700_000);
    const share = { reportId: REPORT, teamId: one.teamId, include: ALL };
    must(await one.sync.share(share));
    await expect.poll(offsets).toContain('1000000');
    // The worker is stopped while the network is gone.
    proxy.block(true);
    one.sync.stop();
    await expect.poll(() => server.stored(hash)).toBeGreaterThan(1_000_000);
    proxy.calls.length = 0;
    proxy.block(false);
    await one.sync.reload();
    await one.settled();
    const [look, first] = offsets();
    expect([look, Number(first) > 1_000_000]).toEqual(['look', true]);
    await proxy.close();
  });
});

test('a clip whose page came in an earlier look at the feed is stored, also after a restart', async () => {
  const { one, two } = await pair(PASSAGES);
  const { source, clip, pin } = await captureOf(2);
  const post = async (store: string, record: object) => {
    const { outcomes } = await server.ask('POST /v1/records', { records: [{ store, record }] });
    expect(outcomes).toEqual([{ outcome: 'stored' }]);
  };
  const look = async (browser: Browser) => {
    const asked = vi.spyOn(globalThis, 'fetch');
    await browser.sync.noticeEvidence(REPORT);
    const looks = () => asked.mock.calls.filter(([to]) => String(to).includes('/v1/records?after'));
    await expect.poll(() => looks().length).toBeGreaterThan(1);
    await browser.settled();
    asked.mockRestore();
  };
  await post('sources', source);
  for (const browser of [one, two]) await look(browser);
  two.sync.stop();
  await two.sync.reload();
  await post('clips', { ...clip, snapshotId: null });
  await post('pins', pin);
  for (const browser of [one, two]) {
    await browser.sync.noticeEvidence(REPORT);
    await expect.poll(async () => (await evidenceOf(browser)).pins.length).toBe(2);
    expect((await evidenceOf(browser)).sources).toHaveLength(2);
  }
});

test('an owner deletes a report from the server, and the others are told and keep their copies', async () => {
  const { one, two, share } = await pair(ALL, 'owner');
  await expect.poll(async () => (await evidenceOf(two)).clips.length).toBe(1);
  expect(await one.sync.deleteShared(REPORT)).toMatchObject({ error: { code: 'team_forbidden' } });
  await one.settled();
  must(await two.sync.deleteShared(REPORT));
  expect(await two.state()).toBeNull();
  const told = { kind: 'refused', failure: { code: 'team_report_deleted' }, receives: false };
  await expect.poll(() => one.state()).toMatchObject(told);
  for (const browser of [one, two]) {
    expect(await titleOf(browser)).toBe('Lake levels');
    expect((await evidenceOf(browser)).clips).toHaveLength(1);
  }
  expect(await server.ask('GET /v1/reports')).toEqual({ reports: [] });
  // An old copy cannot bring it back, and it cannot be shared again.
  await one.edit((doc) => setTitle(doc, { title: 'Later' }));
  await one.sync.retry(REPORT);
  await expect.poll(() => one.state()).toMatchObject(told);
  must(await two.sync.share({ ...share, include: PASSAGES }));
  await expect.poll(() => two.state()).toMatchObject(told);
  expect(await server.ask('GET /v1/reports')).toEqual({ reports: [] });
  must(await one.sync.unshare(REPORT));
  expect(await one.state()).toBeNull();
  expect(await titleOf(one)).toBe('Later');
});

test('a report is still shared when its server does not say that it is deleted', async () => {
  const { two } = await pair(PASSAGES, 'owner');
  await server.stop();
  expect(await two.sync.deleteShared(REPORT)).toMatchObject({ error: { code: 'team_no_answer' } });
  await server.start();
  await two.settled();
});

test('only what is ticked goes to the server', async () => {
  const { two } = await pair(PASSAGES);
  await expect.poll(async () => (await evidenceOf(two)).pins.length).toBe(1);
  const feed = JSON.stringify(await server.ask('GET /v1/records?after=0'));
  expect(feed).toContain('"store":"pins"');
  expect(feed).not.toMatch(/"store":"(snapshots|attachments|runs|checks)"/u);
  const notes = `${two.teamId}/${REPORT}/notes`;
  const seen = await connect(server.port, notes, server.owner.token);
  expect(Y.encodeStateAsUpdate(seen.doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()));
  await seen.close();
});

test('edits on both sides without the server are counted as waiting, and end alike', async () => {
  const { one, two } = await pair(ALL);
  await server.stop();
  await expect.poll(async () => (await one.state())?.kind).toBe('offline');
  await one.edit((doc) => setTitle(doc, { title: 'Offline' }));
  await two.edit((doc) => doc.getText(`statement/${id(21)}`).insert(0, 'Also offline'));
  expect(await one.state()).toMatchObject({ kind: 'offline', waiting: 1, team: 'Team' });
  // A stopped worker forgets everything but what is stored.
  one.sync.stop();
  await one.sync.reload();
  await server.start();
  await one.settled();
  await two.settled();
  await expect.poll(() => titleOf(two)).toBe('Offline');
  expect(must(await reportOf(one)).statements).toHaveLength(1);
  expect(must(await reportOf(one))).toEqual(must(await reportOf(two)));
}, 60_000);

test('a deletion alone counts as waiting until the server has it', async () => {
  const { one } = await pair(PASSAGES);
  await one.edit((doc) => doc.getText('statement/x').insert(0, 'Some words'));
  await one.settled();
  one.sync.stop();
  await server.stop();
  const deleted = await one.library.editReport(REPORT, (doc) =>
    doc.getText('statement/x').delete(0, 5),
  );
  expect(must(deleted)).toHaveLength(1);
  await one.sync.reload();
  const state = await one.state();
  expect(state).toMatchObject({ waiting: 1 });
  await server.start();
  await one.settled();
}, 60_000);

test('somebody who is removed is told and keeps the report, and nothing more comes or goes', async () => {
  const { one, two } = await pair(PASSAGES);
  await one.sync.watch(REPORT);
  await expect.poll(() => two.sync.peopleIn(REPORT)).toHaveLength(1);
  await server.ask(`DELETE /v1/members/${two.memberId}`);
  await expect
    .poll(() => two.state())
    .toMatchObject({
      ...{ kind: 'refused', failure: { code: 'team_gone' } },
    });
  expect(two.sync.peopleIn(REPORT)).toEqual([]);
  await one.edit((doc) => setTitle(doc, { title: 'Later' }));
  await one.settled();
  expect(await titleOf(two)).toBe('Lake levels');
});

const writes = (words: string) => (doc: ReportDocument) =>
  doc.getText(`statement/${id(21)}`).insert(0, words);
const wordsOf = async (browser: Browser) => must(await reportOf(browser)).statements[0]?.text;

test('a reader who edits is told that the edit stays here, and goes on receiving', async () => {
  const { one, two } = await pair(PASSAGES, 'reader');
  await two.edit((doc) => setTitle(doc, { title: 'Mine' }));
  const state = { kind: 'synced', leftOut: { reader: 1 } };
  await expect.poll(() => two.state()).toMatchObject(state);
  await one.edit(writes('From the writer'));
  await expect.poll(() => wordsOf(two)).toBe('From the writer');
  await expect.poll(() => two.state()).toMatchObject(state);
  await one.settled();
  expect(await titleOf(one)).toBe('Lake levels');
});

test('somebody whose edit has no room goes on receiving, and sends it when asked to try again', async () => {
  const teamBytes = { ...NO_LIMITS.teamBytes };
  const { one, two } = await pair(PASSAGES, 'writer', 'B. Lock', { ...NO_LIMITS, teamBytes });
  teamBytes.edit_bytes = 1;
  await one.edit((doc) => setTitle(doc, { title: 'No room' }));
  const state = { kind: 'refused', failure: { code: 'team_full' }, receives: true };
  await expect.poll(() => one.state()).toMatchObject(state);
  teamBytes.edit_bytes = 0;
  await two.edit(writes('From the other'));
  await expect.poll(() => wordsOf(one)).toBe('From the other');
  expect(await one.state()).toMatchObject(state);
  expect(await titleOf(two)).toBe('Lake levels');
  await one.sync.retry(REPORT);
  await one.settled();
  await expect.poll(() => titleOf(two)).toBe('No room');
});

test('a refusal is tried again by itself, later, and not at every look', async () => {
  const teamBytes = { ...NO_LIMITS.teamBytes };
  const { one } = await pair(PASSAGES, 'writer', 'B. Lock', { ...NO_LIMITS, teamBytes });
  teamBytes.edit_bytes = 1;
  await one.edit((doc) => setTitle(doc, { title: 'No room' }));
  await expect.poll(() => one.state()).toMatchObject({ failure: { code: 'team_full' } });
  teamBytes.edit_bytes = 0;
  expect(await one.state()).toMatchObject({ failure: { code: 'team_full' } });
  clock = 11 * 60_000;
  await one.settled();
});

test('somebody whose access has expired is told so', async () => {
  const { one } = await pair(PASSAGES);
  clock = 366 * 24 * 60 * 60_000;
  server.wait(clock);
  await one.edit((doc) => setTitle(doc, { title: 'Too late' }));
  const state = { kind: 'refused', failure: { code: 'team_expired' }, receives: false };
  await expect.poll(() => one.state()).toMatchObject(state);
});

test('a check that is added to a run counts elsewhere, but not where the run was made', async () => {
  const { one, two } = await pair(ALL);
  await save(one.library, 2);
  await one.sync.noticeEvidence(REPORT);
  await one.settled();
  const { outcomes } = await server.ask('POST /v1/records', {
    records: [{ store: 'checks', record: checkOf(runOf(1), 2) }],
  });
  expect(outcomes).toEqual([{ outcome: 'stored' }]);
  // A later clip shows that the feed was read up to it.
  await save(two.library, 3);
  await two.sync.noticeEvidence(REPORT);
  await two.settled();
  await one.sync.noticeEvidence(REPORT);
  await expect.poll(async () => (await evidenceOf(one)).clips.length).toBe(3);
  const checked = async (browser: Browser) =>
    (await evidenceOf(browser)).checks.map(({ clipId }) => clipId);
  await expect.poll(() => checked(two)).toEqual([id(2_001), id(2_002)]);
  expect(await checked(one)).toEqual([id(2_001)]);
});

test('a record that the server does not accept is counted and not called up to date', async () => {
  const { one } = await pair(ALL);
  const { source } = await captureOf(2);
  await server.ask('POST /v1/records', {
    records: [{ store: 'sources', record: { ...source, title: 'Another page' } }],
  });
  await save(one.library, 2);
  await one.sync.noticeEvidence(REPORT);
  const state = { kind: 'synced', leftOut: { conflict: 1 } };
  await expect.poll(() => one.state()).toMatchObject(state);
  // It is not sent again and again.
  await one.sync.noticeEvidence(REPORT);
  await expect.poll(() => one.state()).toMatchObject(state);
  expect(must(await one.sync.leftOutOf(REPORT)).items).toEqual([
    { reason: 'conflict', store: 'sources', words: 'Page 2' },
  ]);
});

describe('reviews', () => {
  const decideIn = async (browser: Browser, of: Partial<DecisionBody> = {}) => {
    const record = await decide(browser.library, decisionOf(of));
    await browser.sync.noticeEvidence(REPORT);
    return record;
  };
  const answerTo = (decision: string): ReviewBody => ({
    ...{ kind: 'answer', decision, claimKey: decisionOf().claimKey, answer: 'fixed' },
    answeredAt: '2026-01-02T03:04:05Z',
  });

  test('of a reviewer arrive, count, and bear the name of the member', async () => {
    const { one, two } = await pair(PASSAGES, 'reviewer');
    await decideIn(two, { reviewer: 'Somebody' });
    await two.settled();
    await one.sync.noticeEvidence(REPORT);
    await expect.poll(() => decisionsIn(one.library)).toEqual(['member Somebody: unsupported']);
    const [review] = (await shownIn(one.library)).reviews;
    expect(review?.name).toBe('B. Lock');
    expect((await shownIn(two.library)).reviews[0]).toMatchObject({ standing: 'own', name: null });

    // The writer may answer, and the answer counts for the reviewer.
    await decide(one.library, answerTo(review?.id ?? ''));
    await one.sync.noticeEvidence(REPORT);
    await one.settled();
    await two.sync.noticeEvidence(REPORT);
    const answers = async () => (await shownIn(two.library)).reviews[0]?.answers;
    await expect.poll(answers).toMatchObject([{ answer: 'fixed', name: 'A. Weir' }]);
  });

  test('of members with one name have different names', async () => {
    const { one, two } = await pair(PASSAGES, 'reviewer', 'A. Weir');
    const { author } = await decideIn(two);
    await two.settled();
    await one.sync.noticeEvidence(REPORT);
    const names = async () => (await shownIn(one.library)).reviews.map(({ name }) => name);
    await expect.poll(names).toEqual([`A. Weir (${fingerprintOf(author).slice(0, 9)})`]);
  });

  test('of a writer stay here, and the writer is told why', async () => {
    const { one, two } = await pair(PASSAGES);
    await decideIn(two, { note: 'Not what it says' });
    await expect
      .poll(() => two.state())
      .toMatchObject({ kind: 'synced', leftOut: { forbidden: 1 } });
    expect(must(await two.sync.leftOutOf(REPORT)).items).toEqual([
      { reason: 'forbidden', store: 'reviews', words: 'Not what it says' },
    ]);
    await one.sync.noticeEvidence(REPORT);
    await one.settled();
    expect(await decisionsIn(one.library)).toEqual([]);
    expect(await decisionsIn(two.library)).toEqual(['own Ines: unsupported']);
  });

  test('of somebody who was removed and comes back bear the new name', async () => {
    const { one, two, share } = await pair(PASSAGES, 'reviewer');
    const keys = async () => JSON.stringify(await server.ask('GET /v1/keys'));
    await expect.poll(keys).toContain(two.memberId);
    await server.ask(`DELETE /v1/members/${two.memberId}`);
    const again = await browserOf('reviewer', 'B. Dam', two.library);
    must(await again.sync.share({ ...share, include: PASSAGES }));
    await decideIn(again);
    await again.settled();
    await one.sync.noticeEvidence(REPORT);
    const names = async () => (await shownIn(one.library)).reviews.map(({ name }) => name);
    await expect.poll(names).toEqual(['B. Dam']);
  });

  test('that are not signed by their author are not stored, whatever the server sends', async () => {
    const { one, two } = await pair(PASSAGES, 'reviewer');
    const record = await decideIn(two);
    const forged = { ...record, body: decisionOf({ decision: 'supported' }) };
    const unsigned = unsignedRecord(REPORT, decisionOf({ decision: 'supported' }));
    const records = [forged, { ...forged, id: reviewRecordId(forged) }, unsigned];
    const sent = records.map((each) => ({ store: 'reviews' as const, record: each }));
    must(await one.library.receiveTeamRecords(REPORT, sent, new Set()));
    expect(await decisionsIn(one.library)).toEqual([]);
  });
});

test('people see each other with the names of the server, and whoever leaves is gone', async () => {
  const { one, two } = await pair(PASSAGES);
  const at = id<'statement'>(21);
  await one.sync.watch(REPORT, at);
  const ana = { memberId: one.memberId, name: 'A. Weir', at };
  await expect.poll(() => two.sync.peopleIn(REPORT)).toEqual([ana]);
  await one.sync.watch(REPORT, null);
  await expect.poll(() => two.sync.peopleIn(REPORT)).toEqual([{ ...ana, at: null }]);
  await one.sync.unwatch(REPORT);
  await expect.poll(() => two.sync.peopleIn(REPORT)).toEqual([]);
  await one.sync.watch(REPORT, at);
  await expect.poll(() => two.sync.peopleIn(REPORT)).toEqual([ana]);
  // A browser that stops says nothing any more.
  one.sync.stop();
  await expect.poll(() => two.sync.peopleIn(REPORT)).toEqual([]);
});

test('what a hostile member puts into the feed changes no other report and no own check', async () => {
  const { one, two } = await pair(ALL);
  const OTHER = newId<'report'>() as ReportId;
  must(await two.library.createReport({ id: OTHER, title: 'Secret', language: 'en' }));
  const run = runOf(9, OTHER);
  const post = (records: object[]) => server.ask('POST /v1/records', { records });
  const [ownRun] = (await evidenceOf(one)).runs;
  const forged = { ...checkOf(runOf(1), 1), clipId: id(2_050), pinId: id(4_001) };
  const { outcomes } = await post([
    // A clip for a report that is not shared, and a run of it.
    ...[
      {
        store: 'clips',
        record: {
          ...(await evidenceOf(one)).clips[0],
          id: id(2_077),
          filedUnder: { reportId: OTHER, sectionId: null },
        },
      },
      { store: 'runs', record: { ...run, finishedAt: run.startedAt } },
    ],
    // A check in a run that the other person has made.
    { store: 'checks', record: { ...forged, clipId: id(2_001), runId: ownRun?.id } },
    { store: 'pins', record: { id: id(4_099), clipId: id(2_098) } },
  ]);
  expect(outcomes).toBeDefined();
  await two.sync.noticeEvidence(REPORT);
  await two.settled();
  expect(must(await two.library.loadEvidence(OTHER))).toMatchObject({ clips: [], runs: [] });
  expect((await two.library.clip(id(2_077))).ok).toBe(false);
  expect((await evidenceOf(one)).checks).toHaveLength(1);
});
