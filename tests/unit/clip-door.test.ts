import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { newId } from '@/utils/model/ids';
import { draftOf, metadataOf } from './draft-fixture';

/* Messages that an attacker in the process of a page can send through the clipper. */

type Stored = Record<string, unknown>;

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OURS = `chrome-extension://${ID}`;
/* A site that only this file uses, because all test files of a run share one database. */
const SITE = 'https://gauges.example/levels';

const here = vi.hoisted(() => ({ session: {} as Stored, now: 0 }));
vi.mock('#i18n', () => ({
  i18n: { t: (name: string, ...words: readonly unknown[]) => [name, ...words.flat()].join(' ') },
}));
vi.mock('@/utils/platform/browser', () => {
  const session = {
    get: async (key: string | null) =>
      structuredClone(key === null ? here.session : { [key]: here.session[key] }),
    set: async (items: Stored) => void Object.assign(here.session, structuredClone(items)),
    remove: async (keys: string | string[]) => {
      for (const key of [keys].flat()) Reflect.deleteProperty(here.session, key);
    },
  };
  const none = { get: async () => ({}), set: async () => undefined };
  const nothing = async () => undefined;
  return {
    browser: {
      storage: { local: none, session, onChanged: { addListener: nothing } },
      action: { setBadgeText: nothing, setBadgeBackgroundColor: nothing, setTitle: nothing },
      tabs: { get: async () => ({ url: SITE, incognito: false, active: true }) },
      scripting: { executeScript: async () => [] },
    },
  };
});

/** The modules of a newly started background. */
async function start() {
  vi.resetModules();
  const { answer } = await import('@/utils/messaging/server');
  const { clipperRoom } = await import('@/entrypoints/background/serve-clipper');
  const acts = await import('@/utils/platform/clip-acts');
  const { listenToExtension } = await import('@/utils/platform/runtime');
  const { useLibrary } = await import('@/entrypoints/background/open-library');
  return { answer, clipperRoom, listenToExtension, useLibrary, ...acts };
}

let background: Awaited<ReturnType<typeof start>>;
let tab = 100;

beforeEach(async () => {
  vi.stubGlobal('chrome', { runtime: { id: ID, getURL: (path: string) => `${OURS}/${path}` } });
  vi.spyOn(performance, 'now').mockImplementation(() => here.now);
  here.session = {};
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

type BrowserListener = (
  message: unknown,
  sender: object,
  respond: (reply: unknown) => void,
) => boolean;

let drafts = 0;
/** A draft of a clip with new words. */
function draft(act: string, change: Partial<ClipDraft> = {}): ClipDraft {
  drafts += 1;
  const quote = `The gauge read ${drafts.toString()} in June.`;
  return draftOf(quote, {
    act,
    url: SITE,
    metadata: metadataOf('Levels', ['A. Weir']),
    ...change,
  });
}
const begin = () => background.beginClipAct({ tabId: tab, frameId: 0 });
const codesOf = (replies: readonly unknown[]) =>
  replies.map((reply) => {
    const { ok, error } = reply as { readonly ok: boolean; readonly error?: { code: string } };
    return ok ? 'ok' : (error?.code ?? '');
  });
const count = (codes: readonly string[], code: string) =>
  codes.filter((each) => each === code).length;

describe('a clip needs a user act', () => {
  test('that a page cannot forge', async () => {
    expect(await send('clip.save', draft('an act'))).toMatchObject({
      error: { code: 'clip_unasked' },
    });
    expect(await send('clip.save', draft(await begin()))).toMatchObject({ ok: true });
  });

  test('in the same frame of the same tab', async () => {
    const act = await begin();
    for (const from of [{ frameId: 3 }, { tabId: tab + 1_000 }]) {
      expect(await send('clip.save', draft(act), from)).toMatchObject({
        error: { code: 'clip_unasked' },
      });
    }
  });

  test.each([undefined, -1])('or from a page that closes: frame %s', async (frameId) => {
    const act = await begin();
    const left = await send('clip.save', draft(act), { frameId });
    expect(left).toMatchObject({ ok: true });
  });

  test.each([
    ['pending_deletion', true],
    ['cached', true],
    ['prerender', false],
    ['active', false],
  ])('or from a page that was left, with another frame id: %s: %s', async (state, isSaved) => {
    const addListener = vi.fn<(listener: BrowserListener) => void>();
    const runtime = { id: ID, getURL: () => `${OURS}/`, onMessage: { addListener } };
    vi.stubGlobal('chrome', { runtime });
    const payload = draft(await begin());
    const message = { to: 'background', call: 'clip.save', payload } as const;
    background.listenToExtension((_, sender) =>
      background.answer([background.clipperRoom], message, sender),
    );
    const [[listener] = []] = addListener.mock.calls;
    const sender = {
      id: ID,
      url: SITE,
      tab: { id: tab, url: SITE },
      frameId: 10,
      documentLifecycle: state,
    };
    const reply = await new Promise((respond) => listener?.(message, sender, respond));
    expect(codesOf([reply])).toEqual([isSaved ? 'ok' : 'clip_unasked']);
  });

  test('that has not ended, except for a clip that is sent again', async () => {
    const act = await begin();
    const first = draft(act);
    expect(await send('clip.save', first)).toMatchObject({ ok: true });
    await background.endClipAct(tab, act);
    const later = Date.now() + 60_000;
    vi.spyOn(Date, 'now').mockImplementation(() => later);
    expect(await send('clip.save', draft(act))).toMatchObject({ error: { code: 'clip_unasked' } });
    const again = { ...first, keepBoth: true };
    expect(await send('clip.save', again)).toMatchObject({ ok: true });
  });

  test('that continues after the background stops during the act', async () => {
    const act = await begin();
    expect(await send('clip.save', draft(act))).toMatchObject({ ok: true });
    background = await start();
    const next = draft(act);
    expect(await send('clip.save', next)).toMatchObject({ ok: true });
    background = await start();
    expect(await send('clip.note', { clipId: next.clipId, note: 'low' })).toMatchObject({
      ok: true,
    });
  });

  test('that allows at most 20 clips of 150 sent at once', async () => {
    const act = await begin();
    const codes = codesOf(
      await Promise.all(Array.from({ length: 150 }, () => send('clip.save', draft(act)))),
    );
    expect(count(codes, 'ok')).toBe(20);
    expect(count(codes, 'clip_unasked')).toBe(130);
  });
});

test('a tab can edit only the clips of its own user acts', async () => {
  const mine = draft(await begin());
  await send('clip.save', mine);
  const calls = [
    ['clip.undo', {}],
    ['clip.redo', {}],
    ['clip.note', { note: 'low' }],
    ['clip.tags', { tags: ['low'] }],
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
  expect(await send('clip.save', draft(await begin()))).toMatchObject({ ok: true });
});

test('one user act a second with 20 passages each stays below every limit', async () => {
  for (let second = 0; second < 30; second += 1) {
    here.now += 1_000;
    const act = await begin();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => send('clip.save', draft(act))),
    );
    expect(new Set(codesOf(replies))).toEqual(new Set(['ok']));
    await background.endClipAct(tab, act);
  }
});

test.each([
  ['from the future', '2199-01-01T00:00:00.000Z'],
  ['from before the act', '1971-01-01T00:00:00.000Z'],
])('ignores a forged clip time from a page: %s', async (_name, capturedAt) => {
  const before = new Date().toISOString();
  const made = draft(await begin(), { capturedAt });
  expect(await send('clip.save', made)).toMatchObject({ ok: true });
  const stored = await background.useLibrary((library) => library.clip(made.clipId));
  const at = stored.ok ? stored.value.clip.capturedAt : '';
  expect(at >= before && at <= new Date().toISOString()).toBe(true);
});
