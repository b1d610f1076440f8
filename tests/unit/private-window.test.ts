import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { NamedPlace } from '@/entrypoints/background/clip-destination';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Reply } from '@/utils/messaging/protocol/envelope';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { newId } from '@/utils/model/ids';
import { draftOf, metadataOf } from './draft-fixture';
import { handInAll, openPort, type PortListeners } from './fake-clipper';
import { factsOf } from './verify/facts-fixture';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OURS = `chrome-extension://${ID}`;
const TAB = 7;
const LAKES = 'https://lakes.example/levels';
const WEIRS = 'https://weirs.example/june';
const TEXT = 'The lock is shut until June. The weir is open.';

/** The state of the browser: its storage, its windows, and what a script reads from a page. */
const here = vi.hoisted(() => ({
  windows: [] as { incognito: boolean }[],
  closed: [] as (() => void)[],
  reading: undefined as unknown,
  tabUrl: '',
  listeners: new Set() as PortListeners,
  /** The answer of the clipper in the page. Null if there is no clipper. */
  clipper: null as ((call: string, payload: { port: string }) => Promise<unknown>) | null,
  /** The tab shows one pixel. */
  picture:
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
}));
vi.mock('#i18n', () => ({
  i18n: { t: (name: string, ...words: readonly unknown[]) => [name, ...words.flat()].join(' ') },
}));
vi.mock('@/utils/platform/browser', async () => {
  const { onConnectOf } = await import('./fake-clipper');
  const { fakeBrowser } = await import('wxt/testing/fake-browser');
  return {
    browser: {
      ...fakeBrowser,
      action: { ...fakeBrowser.action, openPopup: async () => undefined },
      tabs: {
        get: async () => ({ url: here.tabUrl, incognito: true, active: true }),
        captureVisibleTab: async () => here.picture,
        sendMessage: async (
          _tab: number,
          { call, payload }: { call: string; payload: { port: string } },
        ) => {
          if (here.clipper === null) throw new Error('No receiver');
          return here.clipper(call, payload);
        },
      },
      runtime: {
        onConnect: onConnectOf(here.listeners),
        onMessage: fakeBrowser.runtime.onMessage,
      },
      windows: {
        WINDOW_ID_CURRENT: -2,
        getAll: async () => here.windows,
        onRemoved: { addListener: (closed: () => void) => here.closed.push(closed) },
      },
      scripting: {
        executeScript: async () => {
          if (here.clipper !== null) return [];
          if (here.reading === undefined) throw new Error('Cannot access the page');
          return [{ result: here.reading }];
        },
      },
    },
  };
});

const { answer } = await import('@/utils/messaging/server');
const { clipperRoom } = await import('@/entrypoints/background/serve-clipper');
const { highlighterRoom } = await import('@/entrypoints/background/serve-highlights');
const { checkTab } = await import('@/entrypoints/background/check-tab');
const { startClip } = await import('@/entrypoints/background/start-clip');
const { dropAsked, keepWaiting, whatWaits } = await import('@/entrypoints/background/keep-waiting');
const { forgetClipActs } = await import('@/utils/platform/clip-acts');
const { keepScreenshot } = await import('@/entrypoints/background/take-screenshot');
const { useLibrary } = await import('@/entrypoints/background/open-library');
const { followPrivateWindows } = await import('@/utils/platform/private-windows');
followPrivateWindows();
const { storage } = fakeBrowser;

beforeEach(async () => {
  await forgetClipActs(TAB);
  vi.stubGlobal('chrome', { runtime: { id: ID, getURL: (path: string) => `${OURS}/${path}` } });
  fakeBrowser.reset();
  here.windows = [{ incognito: true }];
  here.reading = undefined;
  here.clipper = null;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const send = (call: string, payload: unknown, url: string, incognito = true) =>
  answer(
    [clipperRoom, highlighterRoom],
    { to: 'background', call, payload },
    { id: ID, url, tabId: TAB, frameId: 0, tabUrl: url, incognito },
  );

function draft(url: string, change: Partial<ClipDraft> = {}): ClipDraft {
  const metadata = metadataOf('Levels', ['A. Weir']);
  return draftOf('The lock is shut until June.', { url, metadata, pageText: TEXT, ...change });
}

const quotes: string[] = [];
/** A draft whose quote has no clip yet. */
function another(url: string): ClipDraft {
  const quote = `The gauge read ${quotes.length.toString()}.`;
  quotes.push(quote);
  return draftOf(quote, { url, metadata: metadataOf('Levels') });
}

/** Makes the clipper send these drafts. Returns the results that it received. */
function handingIn(clips: readonly ClipDraft[], url: string, incognito: boolean) {
  const ports: ReturnType<typeof openPort>[] = [];
  const sender = { id: ID, url, frameId: 0, tab: { id: TAB, url, incognito } };
  here.clipper = async (call, { port: name }) => {
    if (call === 'waits') return { ok: true, value: { clips: 1 } };
    if (call !== 'clip') return { ok: true, value: {} };
    const port = openPort(here.listeners, name, sender);
    ports.push(port);
    handInAll(port, clips);
    return new Promise(() => undefined);
  };
  return (): readonly Reply<unknown>[] => ports.at(-1)?.told[0] ?? [];
}

const press = (privateAnswer: PrivateAnswer | null, place: NamedPlace | null = null) =>
  startClip({
    tabId: TAB,
    frameId: 0,
    origin: 'shortcut',
    clipPage: false,
    selected: null,
    place,
    privateAnswer: privateAnswer ?? undefined,
  });

/** Clips like the user, with this answer. Returns the result that the page received. */
async function clipFor(
  answer: PrivateAnswer | null,
  clip: ClipDraft,
  url = clip.url,
  incognito = true,
): Promise<unknown> {
  const told = handingIn([clip], url, incognito);
  await press(answer);
  here.clipper = null;
  return told()[0];
}

/** All data that outlives the browser, and the session data except the user acts. */
async function stored() {
  const counted = await useLibrary((library) => library.counts());
  const runs = await useLibrary((library) => library.unfinishedRuns());
  const local = await storage.local.get();
  const session = Object.fromEntries(
    Object.entries(await storage.session.get()).filter(([key]) => !key.startsWith('clipAct:')),
  );
  return structuredClone({ counted, runs, local, session });
}

/** The disk is full for one clip. */
function noRoomOnce(): void {
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(() => {
    throw new DOMException('', 'QuotaExceededError');
  });
}

const asked = { ok: false, error: { code: 'private_window' } };

test('nothing is kept before the answer, whatever message arrives', async () => {
  const before = await stored();
  const kinds: Partial<ClipDraft>[] = [{}, { kind: 'page', quote: null }];
  for (const change of kinds) {
    expect(await clipFor(null, draft(LAKES, change))).toMatchObject(asked);
  }
  // User acts contain names and times, but no clipped content.
  expect(JSON.stringify(await storage.session.get())).not.toMatch(/lakes\.example|lock/i);
  // The settings hold only the mark of the database, as before.
  const lasting = await storage.local.get();
  expect(Object.keys(lasting)).toEqual(['libraryMark']);
  expect(lasting).toEqual(before.local);
  await dropAsked(TAB);
  // The session holds only the mark that the browser was started.
  expect(await storage.session.get()).toEqual({ started: true });
  expect(await stored()).toEqual(before);
});

test('a yes keeps that clip, and the next one needs another yes', async () => {
  const clip = draft(LAKES);
  expect(await clipFor(null, clip)).toMatchObject(asked);
  const kept = await clipFor('once', clip);
  expect(kept).toMatchObject({ ok: true, value: { clipId: clip.clipId } });
  expect(await useLibrary((library) => library.clip(clip.clipId))).toMatchObject({ ok: true });
  expect(await clipFor(null, draft(LAKES))).toMatchObject(asked);
});

test('only the user can answer yes: an answer in a message of the page is ignored', async () => {
  const forged = { ...draft(LAKES), privateAnswer: 'once', answer: 'once' };
  expect(await clipFor(null, forged)).toMatchObject(asked);
});

test('a yes that could not be stored leaves the clip the place named for it', async () => {
  const [reportId, elsewhere] = [newId<'report'>(), newId<'report'>()];
  for (const id of [reportId, elsewhere]) {
    await useLibrary((library) => library.createReport({ id, title: id, language: 'en' }));
  }
  handingIn([another(LAKES)], LAKES, true);
  expect(await press(null, { reportId, sectionId: null })).toMatchObject(asked);
  noRoomOnce();
  expect(await keepWaiting(TAB, 'once')).toMatchObject({ error: { code: 'quota_exceeded' } });
  expect(await whatWaits(TAB)).toMatchObject({ value: { waits: true } });
  expect(await keepWaiting(TAB, 'once')).toMatchObject({ value: { saved: [{ reportId }] } });
  expect(await whatWaits(TAB)).toMatchObject({ value: { waits: false } });
});

test('a yes keeps the clips of several acts, each in the place named for it', async () => {
  const clips = [another(LAKES), another(LAKES)];
  const reportIds = [newId<'report'>(), newId<'report'>()];
  for (const [at, clip] of clips.entries()) {
    const reportId = reportIds[at]!;
    const report = { id: reportId, title: reportId, language: 'en' };
    await useLibrary((library) => library.createReport(report));
    handingIn([clip], LAKES, true);
    expect(await press(null, { reportId, sectionId: null })).toMatchObject(asked);
  }
  const told = handingIn(clips, LAKES, true);
  const saved = reportIds.map((reportId) => ({ reportId }));
  expect(await keepWaiting(TAB, 'once')).toMatchObject({ ok: true, value: { saved } });
  // The same notice may ask for second clips of both.
  const again = { clipIds: clips.map(({ clipId }) => clipId) };
  expect(await send('clip.keepBoth', again, LAKES)).toMatchObject({ ok: true });
  expect(told()).toMatchObject([{ ok: true }, { ok: true }]);
});

test('a screenshot for a kept clip needs a yes as well', async () => {
  here.tabUrl = LAKES;
  const clip = another(LAKES);
  const { clipId } = clip;
  expect(await clipFor('once', clip)).toMatchObject({ ok: true });
  expect(await keepScreenshot({ tabId: TAB, clipId })).toMatchObject(asked);
  const kept = await keepScreenshot({ tabId: TAB, clipId, privateAnswer: 'once' });
  expect(kept).toEqual({ ok: true, value: { clipped: null } });
});

test('a yes for the site holds for that site, until the last private window closes', async () => {
  const next = () => another(LAKES);
  expect(await clipFor('site', next())).toMatchObject({ ok: true });
  expect(await clipFor(null, next())).toMatchObject({ ok: true });
  expect(await clipFor(null, draft(WEIRS))).toMatchObject(asked);
  const close = async () => {
    for (const closed of here.closed) closed();
    await new Promise((resolve) => setTimeout(resolve));
  };
  here.windows = [{ incognito: false }, { incognito: true }];
  await close();
  expect(await clipFor(null, next())).toMatchObject({ ok: true });
  here.windows = [{ incognito: false }];
  await close();
  await vi.waitFor(async () => expect(await storage.session.get()).toEqual({}));
  expect(await clipFor(null, next())).toMatchObject(asked);
  expect(JSON.stringify(await storage.local.get())).not.toContain('lakes.example');
});

test('a yes for one site does not apply to another', async () => {
  expect(await clipFor('once', draft(WEIRS), LAKES)).toMatchObject({
    ok: false,
    error: { code: 'wrong_sender' },
  });
});

test('in an ordinary window no question is asked', async () => {
  const clip = another(LAKES);
  expect(await clipFor(null, clip, LAKES, false)).toMatchObject({ ok: true });
});

test.each([
  [true, { ok: false, error: { code: 'private_unasked' } }],
  [false, { ok: true, value: { passages: 1 } }],
])(
  'words of a page that can show no question, private %s: kept only where none is due',
  async (incognito, result) => {
    const url = 'https://pdf.example/report.pdf';
    const before = await stored();
    here.tabUrl = url;
    const done = await startClip({
      tabId: TAB,
      frameId: 0,
      origin: 'context-menu',
      clipPage: false,
      selected: { url, title: 'Report', text: 'The level fell.', incognito },
      place: null,
    });
    expect(done).toMatchObject(result);
    await dropAsked(TAB);
    if (incognito) expect(await stored()).toEqual(before);
    else expect(await stored()).not.toEqual(before);
  },
);

test('words of such a page wait for the popup, as long as its tab shows it', async () => {
  const url = 'https://pdf.example/other.pdf';
  here.tabUrl = url;
  const clipWords = (text = 'The level rose.') =>
    startClip({
      tabId: TAB,
      frameId: 0,
      origin: 'context-menu',
      clipPage: false,
      selected: { url, title: 'Other', text, incognito: true },
      place: null,
    });
  const before = await stored();
  await clipWords();
  expect(await whatWaits(TAB)).toEqual({ ok: true, value: { waits: true } });
  here.tabUrl = 'https://elsewhere.example/';
  expect(await whatWaits(TAB)).toEqual({ ok: true, value: { waits: false } });
  expect(await keepWaiting(TAB, 'once')).toMatchObject({ ok: false });
  expect(await stored()).toEqual(before);

  here.tabUrl = url;
  await clipWords();
  expect(await dropAsked(TAB)).toMatchObject({ ok: true });
  expect(await whatWaits(TAB)).toEqual({ ok: true, value: { waits: false } });
  expect(await stored()).toEqual(before);

  await clipWords();
  here.windows = [{ incognito: false }];
  for (const closed of here.closed) closed();
  await vi.waitFor(async () => expect(await storage.session.get()).toEqual({}));
  expect(await stored()).toEqual(before);

  await clipWords();
  await clipWords('The weir held.');
  here.tabUrl = `${url}#page=2`;
  await clipWords('The lock leaked.');
  noRoomOnce();
  const refused = { code: 'quota_exceeded' };
  expect(await keepWaiting(TAB, 'once')).toMatchObject({
    ok: true,
    value: { saved: [{}, {}], passages: 3, problem: refused },
  });
  expect(await whatWaits(TAB)).toEqual({ ok: true, value: { waits: true } });
  expect(await keepWaiting(TAB, 'once')).toMatchObject({ ok: true, value: { passages: 1 } });
  expect(await whatWaits(TAB)).toEqual({ ok: true, value: { waits: false } });
  const kept = await useLibrary((library) => library.clipsOfUrl(url));
  expect(kept.ok && kept.value.map(({ pin }) => pin?.quote).sort()).toEqual([
    'The level rose.',
    'The lock leaked.',
    'The weir held.',
  ]);
});

test('the highlighter receives no clip and leaves no trace', async () => {
  await storage.local.set({ 'highlight:https://lakes.example/*': true });
  const ordinary = await send('highlights.list', { url: LAKES }, LAKES, false);
  expect(ordinary).toMatchObject({ ok: true, value: { allowed: true } });
  expect(JSON.stringify(ordinary)).toContain('The lock is shut until June.');
  await storage.session.clear();
  const listed = await send('highlights.list', { url: LAKES }, LAKES);
  expect(listed).toEqual({ ok: true, value: { allowed: false, clips: [] } });
  await send('highlights.shown', { url: LAKES, found: [] }, LAKES);
  expect(await storage.session.get()).toEqual({});
});

test('a check gives its result, and is stored after the user agrees', async () => {
  here.tabUrl = LAKES;
  const text = [TEXT, ...quotes].join(' ');
  here.reading = {
    url: LAKES,
    page: { text, blocks: [{ start: 0, end: text.length, language: 'en' }] },
    facts: factsOf(LAKES, { status: null, title: 'Levels' }),
    metadata: metadataOf('Levels'),
  };
  const checksOf = async () => {
    const clips = await useLibrary((library) => library.clipsOfUrl(LAKES));
    return clips.ok ? clips.value.flatMap(({ check }) => check ?? []) : [];
  };
  const before = await stored();
  const unkept = await checkTab(TAB);
  expect(unkept).toMatchObject({ ok: true, value: { kept: false, failed: 0 } });
  expect(await stored()).toEqual(before);
  expect(await checksOf()).toEqual([]);
  const kept = await checkTab(TAB, 'once');
  expect(kept).toMatchObject({ ok: true, value: { kept: true, failed: 0 } });
  const checks = await checksOf();
  expect(checks.map(({ verdict, reader }) => `${verdict} ${reader}`)).toContain('verbatim tab');
});
