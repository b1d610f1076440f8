import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Reply } from '@/utils/messaging/protocol/envelope';
import { failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { err } from '@/utils/model/result';
import { draftOf, metadataOf } from './draft-fixture';
import { handInAll, openPort, type PortListeners } from './fake-clipper';

/* What an attacker in the process of a page can send through the clipper. */

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OURS = `chrome-extension://${ID}`;
/* A site that only this file uses, because all test files of a run share one database. */
const SITE = 'https://gauges.example/levels';

interface Asked {
  readonly port: string;
  readonly wish: { readonly again?: readonly string[] };
}

const here = vi.hoisted(() => ({
  now: 0,
  listeners: new Set() as PortListeners,
  /** The reaction of the page when the background asks it for drafts. */
  page: (_asked: Asked): Promise<unknown> => Promise.resolve(),
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
      tabs: {
        get: async () => ({ url: SITE, incognito: false, active: true }),
        sendMessage: (_tab: number, { payload }: { payload: Asked }) => here.page(payload),
      },
      runtime: {
        onConnect: onConnectOf(here.listeners),
        onMessage: fakeBrowser.runtime.onMessage,
      },
      scripting: { executeScript: async () => [] },
    },
  };
});

/** The modules of a newly started background. */
async function start() {
  vi.resetModules();
  const { answer } = await import('@/utils/messaging/server');
  const { clipperRoom } = await import('@/entrypoints/background/serve-clipper');
  const { startClip } = await import('@/entrypoints/background/start-clip');
  const { useLibrary } = await import('@/entrypoints/background/open-library');
  return { answer, clipperRoom, startClip, useLibrary };
}

let background: Awaited<ReturnType<typeof start>>;
let tab = 100;

beforeEach(async () => {
  vi.stubGlobal('chrome', { runtime: { id: ID, getURL: (path: string) => `${OURS}/${path}` } });
  vi.spyOn(performance, 'now').mockImplementation(() => here.now);
  fakeBrowser.reset();
  here.listeners.clear();
  tab += 1;
  background = await start();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
afterAll(() => void vi.resetModules());

interface From {
  readonly tabId?: number;
  readonly frameId?: number | undefined;
}

function send(call: string, payload: unknown, from: From = {}) {
  const { tabId, frameId } = { tabId: tab, frameId: 0, ...from };
  const sender = { id: ID, url: SITE, tabId, frameId, tabUrl: SITE, incognito: false };
  return background.answer([background.clipperRoom], { to: 'background', call, payload }, sender);
}

let drafts = 0;
/** A draft of a clip with new words. */
function draft(change: Partial<ClipDraft> = {}): ClipDraft {
  drafts += 1;
  const quote = `The gauge read ${drafts.toString()} in June.`;
  return draftOf(quote, { url: SITE, metadata: metadataOf('Levels', ['A. Weir']), ...change });
}

const open = (name: string, sender: object = {}) =>
  openPort(here.listeners, name, {
    id: ID,
    url: SITE,
    frameId: 0,
    tab: { id: tab, url: SITE },
    ...sender,
  });

/** The user presses the clip key, and the page answers as the test says. */
function press(page: (asked: Asked) => Promise<unknown>) {
  here.page = page;
  const act = { tabId: tab, frameId: 0, origin: 'shortcut', clipPage: false } as const;
  return background.startClip({ ...act, selected: null, place: null });
}

/** A page that sends drafts like the clipper. It stays until the end of the test. */
const handingIn =
  (made: readonly ClipDraft[], sender: object = {}) =>
  (asked: Asked) => {
    handInAll(open(asked.port, sender), made);
    return new Promise(() => undefined);
  };

/** Clips like the user. Returns the result of each draft that the page received. */
async function clip(...made: ClipDraft[]): Promise<readonly Reply<unknown>[]> {
  const ports: ReturnType<typeof open>[] = [];
  await press((asked) => {
    const port = open(asked.port);
    ports.push(port);
    handInAll(port, made);
    return new Promise(() => undefined);
  });
  return ports[0]?.told[0] ?? [];
}

const isStored = async ({ clipId }: ClipDraft) =>
  (await background.useLibrary((library) => library.clip(clipId))).ok;
const codesOf = (replies: readonly unknown[]) =>
  replies.map((reply) => {
    const { ok, error } = reply as { readonly ok: boolean; readonly error?: { code: string } };
    return ok ? 'ok' : (error?.code ?? '');
  });
const count = (codes: readonly string[], code: string) =>
  codes.filter((each) => each === code).length;

describe('a clip needs a user act', () => {
  test('that a page cannot forge', async () => {
    const made = draft();
    const port = open('an act');
    handInAll(port, [made]);
    expect(await clip(draft())).toMatchObject([{ ok: true }]);
    expect(port.told).toEqual([]);
    expect(await isStored(made)).toBe(false);
  });

  test('in the same frame of the same tab, with a name that only this frame is told', async () => {
    const made = [draft(), draft(), draft()];
    const answers: ReturnType<typeof open>[] = [];
    const result = await press(async (asked) => {
      answers.push(open(asked.port, { frameId: 3 }));
      answers.push(open(asked.port, { tab: { id: tab + 1_000, url: SITE } }));
      answers.push(open('another name'));
      for (const [at, port] of answers.entries()) handInAll(port, [made[at]!]);
      return err(failure('no_selection'));
    });
    expect(result).toMatchObject({ error: { code: 'no_selection' } });
    for (const each of made) expect(await isStored(each)).toBe(false);
  });

  test.each([
    ['active', 10, false],
    ['prerender', 10, false],
    ['pending_deletion', 10, true],
    ['cached', 10, true],
    [undefined, -1, true],
  ])('or from a page that was left: %s, frame %i: %s', async (documentLifecycle, frameId, kept) => {
    const made = draft();
    await press(async (asked) => {
      handInAll(open(asked.port, { documentLifecycle, frameId }), [made]);
    });
    expect(await isStored(made)).toBe(kept);
  });

  test('of its own site', async () => {
    const foreign = draft({ url: 'https://weirs.example/june' });
    const told = await clip(foreign, draft());
    expect(codesOf(told)).toEqual(['wrong_sender', 'ok']);
    expect(await isStored(foreign)).toBe(false);
  });

  test('that has not ended', async () => {
    const names: string[] = [];
    await press(async ({ port }) => {
      names.push(port);
      return err(failure('no_selection'));
    });
    const [made, next] = [draft(), draft()];
    handInAll(open(names[0]!), [made]);
    await clip(next);
    expect([await isStored(made), await isStored(next)]).toEqual([false, true]);
  });

  test('that allows at most 20 clips of 150', async () => {
    const codes = codesOf(await clip(...Array.from({ length: 150 }, () => draft())));
    expect(codes).toEqual(Array.from({ length: 20 }, () => 'ok'));
  });
});

test('clips can be edited after the background was stopped', async () => {
  const made = draft();
  await clip(made);
  background = await start();
  expect(await send('clip.note', { clipId: made.clipId, note: 'low' })).toMatchObject({ ok: true });
});

test.each<[string, number, readonly string[], object]>([
  ['hands in two of three and is left', 3, ['ok', 'ok'], { saved: [{}, {}], passages: 3 }],
  ['hands in more than it says', 1, ['ok'], { saved: [{}], passages: 1 }],
])('a page that %s', async (_name, of, told, expected) => {
  const ports: ReturnType<typeof open>[] = [];
  const result = await press(async (asked) => {
    const port = open(asked.port);
    ports.push(port);
    for (const each of [draft(), draft()]) port.post({ of, draft: each });
    port.leave();
  });
  expect(result).toMatchObject({ ok: true, value: expected });
  expect(codesOf(ports[0]?.told[0] ?? [])).toEqual(told);
});

test('an invalid draft is refused, and those beside it are stored', async () => {
  const [first, last] = [draft(), draft()];
  const ports: ReturnType<typeof open>[] = [];
  const result = await press((asked) => {
    const port = open(asked.port);
    ports.push(port);
    port.post({ of: 3, draft: first });
    port.post({ of: 3, draft: { ...draft(), quote: 7 } });
    port.post({ of: 3, draft: last });
    return new Promise(() => undefined);
  });
  expect(codesOf(ports[0]?.told[0] ?? [])).toEqual(['ok', 'bad_message', 'ok']);
  expect(result).toMatchObject({ value: { passages: 3, problem: { code: 'bad_message' } } });
});

describe('a second clip of the same passage', () => {
  test('is made of the clips of an act, and of no others', async () => {
    const first = draft();
    await clip(first);
    const again = { ...first, clipId: newId<'clip'>(), pinId: newId<'pin'>() };
    expect(codesOf(await clip(again))).toEqual(['ok']);
    expect(await isStored(again)).toBe(false);

    here.page = handingIn([again, draft()]);
    const forged = await send('clip.keepBoth', { clipIds: [newId<'clip'>()] });
    expect(forged).toMatchObject({ error: { code: 'clip_unasked' } });
    const other = draft();
    here.page = handingIn([other]);
    const swapped = await send('clip.keepBoth', { clipIds: [again.clipId] });
    expect(swapped).toMatchObject({ error: { code: 'clip_unasked' } });
    expect(await isStored(other)).toBe(false);
    here.page = handingIn([again]);
    expect(await send('clip.keepBoth', { clipIds: [again.clipId] })).toMatchObject({ ok: true });
    expect(await isStored(again)).toBe(true);
  });
});

test('a page that was told nothing is told what became of its own clips, and of no others', async () => {
  const [made, foreign] = [draft(), draft()];
  await clip(made);
  tab += 1;
  await clip(foreign);
  tab -= 1;
  background = await start();
  const clipIds = [made.clipId, foreign.clipId, newId<'clip'>()];
  const found = await send('clip.find', { clipIds });
  const { value } = found as unknown as { readonly value: readonly unknown[] };
  expect(codesOf(value)).toEqual(['ok', 'clip_interrupted', 'clip_interrupted']);
});

test('a tab can edit only the clips of its own user acts', async () => {
  const mine = draft();
  await clip(mine);
  const calls = [
    ['clip.undo', {}],
    ['clip.redo', {}],
    ['clip.note', { note: 'low' }],
    ['clip.tags', { typed: 'low' }],
    ['clip.sections', {}],
    ['clip.move', { sectionId: null }],
  ] as const;
  for (const [call, payload] of calls) {
    const edit = { clipId: mine.clipId, ...payload };
    expect(await send(call, edit, { tabId: tab + 1_000 }), call).toMatchObject({
      error: { code: 'clip_unasked' },
    });
    expect(await send(call, edit), call).toMatchObject({ ok: true });
  }
});

test('tags are stored each once, and of too many the first fifty', async () => {
  const made = draft();
  await clip(made);
  const tags = Array.from({ length: 60 }, (_, at) => `t${at.toString()}`);
  const typed = ` ${tags[0] ?? ''} ;${tags.join(',')}`;
  expect(await send('clip.tags', { clipId: made.clipId, typed })).toMatchObject({ ok: true });
  const stored = await background.useLibrary((library) => library.clip(made.clipId));
  if (!stored.ok) throw new Error(stored.error.code);
  const { reportId } = stored.value.clip.filedUnder;
  const updates = await background.useLibrary((library) => library.loadReportUpdates(reportId));
  if (!updates.ok) throw new Error(updates.error.code);
  const { placements } = readReport(loadReportDocument(updates.value), reportId);
  const placed = placements.find(({ clipId }) => clipId === made.clipId);
  expect(placed?.tags).toEqual(tags.slice(0, 50).sort());
});

test('a page that sends 3,000 messages is refused, and other tabs are not', async () => {
  const clipId = newId<'clip'>();
  const codes = codesOf(
    await Promise.all(
      Array.from({ length: 3_000 }, () => send('clip.note', { clipId, note: 'again' })),
    ),
  );
  expect(count(codes, 'clip_unasked')).toBe(200);
  expect(count(codes, 'too_many_requests')).toBe(2_800);
  tab += 1;
  expect(codesOf(await clip(draft()))).toEqual(['ok']);
});

test('one user act a second with 20 passages each stays below every limit', async () => {
  for (let second = 0; second < 30; second += 1) {
    here.now += 1_000;
    const told = await clip(...Array.from({ length: 20 }, () => draft()));
    expect(codesOf(told)).toEqual(Array.from({ length: 20 }, () => 'ok'));
  }
});

test.each([
  ['from the future', '2199-01-01T00:00:00.000Z'],
  ['from before the act', '1971-01-01T00:00:00.000Z'],
])('ignores a forged clip time from a page: %s', async (_name, capturedAt) => {
  const before = new Date().toISOString();
  const made = draft({ capturedAt });
  expect(codesOf(await clip(made))).toEqual(['ok']);
  const stored = await background.useLibrary((library) => library.clip(made.clipId));
  const at = stored.ok ? stored.value.clip.capturedAt : '';
  expect(at >= before && at <= new Date().toISOString()).toBe(true);
});
