import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { answer, type Door, room } from '@/utils/messaging/server';
import { ok } from '@/utils/model/result';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OURS = `chrome-extension://${ID}`;

const calls = { double: z.object({ n: z.number() }), fail: z.object({}) } as const;
interface Replies {
  double: number;
  fail: never;
}

function rooms(door: Door) {
  return [
    room<typeof calls, Replies>(door, calls, {
      double: async ({ n }) => ok(2 * n),
      fail: async () => {
        throw new Error('the handler broke');
      },
    }),
  ];
}

const sender = (change: object) => ({
  id: ID,
  url: `${OURS}/popup.html`,
  tabId: undefined,
  frameId: undefined,
  tabUrl: undefined,
  incognito: false,
  ...change,
});
const call = (name: string, payload: unknown) => ({
  to: 'background' as const,
  call: name,
  payload,
});

beforeEach(() => {
  vi.stubGlobal('chrome', { runtime: { id: ID, getURL: (path: string) => `${OURS}/${path}` } });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('answer', () => {
  test('gives a handler’s reply to our own page', async () => {
    expect(await answer(rooms('page'), call('double', { n: 21 }), sender({}))).toEqual(ok(42));
  });

  test.each([
    ['an unknown call', 'triple', { n: 1 }],
    ['a name from the prototype', 'constructor', {}],
    ['a payload of the wrong type', 'double', { n: '21' }],
    ['no payload', 'double', undefined],
  ])('refuses %s', async (_name, name, payload) => {
    expect(await answer(rooms('page'), call(name, payload), sender({}))).toMatchObject({
      ok: false,
      error: { code: 'bad_message' },
    });
  });

  test.each<[string, Door, object]>([
    ['another extension', 'page', { id: 'other' }],
    ['a web page’s address at the pages’ door', 'page', { url: 'https://a.example/' }],
    ['an address that only starts like ours', 'page', { url: `${OURS}.evil.example/` }],
    ['one of our pages at the clipper’s door', 'clipper', {}],
    ['a script without a tab at the clipper’s door', 'clipper', { url: 'https://a.example/' }],
    ['a tab at the background’s door', 'background', { tabId: 3 }],
  ])('lets %s through no door', async (_name, door, change) => {
    expect(await answer(rooms(door), call('double', { n: 1 }), sender(change))).toMatchObject({
      ok: false,
      error: { code: 'wrong_sender' },
    });
  });

  test('lets an injected script through the clipper’s door', async () => {
    const script = sender({ url: 'https://a.example/', tabId: 3, frameId: 0 });
    expect(await answer(rooms('clipper'), call('double', { n: 2 }), script)).toEqual(ok(4));
  });

  test('answers when a handler throws, so that no sender waits in vain', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await answer(rooms('page'), call('fail', {}), sender({}))).toEqual({
      ok: false,
      error: { code: 'unexpected', detail: 'the handler broke' },
    });
  });
});
