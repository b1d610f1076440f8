import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { request } from '@/utils/messaging/client';
import { sendReportUpdates } from '@/utils/messaging/client-report';
import { unpackUpdates } from '@/utils/messaging/packed-updates';
import type { PackedUpdate } from '@/utils/messaging/protocol/report-calls';
import { newId } from '@/utils/model/ids';
import { createReportReplica } from '@/utils/model/report-replica';
import { ok } from '@/utils/model/result';

const NOBODY = 'Could not establish connection. Receiving end does not exist.';
const LOST = 'Promised response from onMessage listener went out of scope';
const REPORT = newId<'report'>();

interface Sent {
  readonly call: string;
  readonly payload: { readonly updates: PackedUpdate[] };
}
const sendMessage = vi.fn<(message: Sent) => Promise<unknown>>();

/** The next messages fail so, and those after them are answered. */
const fail = (times: number, why: string) => {
  for (let each = 0; each < times; each++) sendMessage.mockRejectedValueOnce(new Error(why));
};

beforeEach(() => {
  vi.useFakeTimers();
  sendMessage.mockReset().mockResolvedValue(ok({ progress: null }));
  vi.stubGlobal('chrome', { runtime: { id: 'test', sendMessage } });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const ask = async () => {
  const reply = request('run.progress', { reportId: REPORT });
  await vi.runAllTimersAsync();
  return reply;
};

describe('a call that no listener received', () => {
  test.each([0, 1, 2, 3])(
    'is sent again until it is received, after failures: %i',
    async (failures) => {
      fail(failures, NOBODY);
      expect(await ask()).toEqual(ok({ progress: null }));
      expect(sendMessage).toHaveBeenCalledTimes(failures + 1);
    },
  );

  test('is reported when it still fails after some pauses', async () => {
    sendMessage.mockRejectedValue(new Error(NOBODY));
    const began = Date.now();
    expect(await ask()).toMatchObject({
      ok: false,
      error: { code: 'background_unreachable', detail: NOBODY },
    });
    expect(sendMessage.mock.calls.length).toBeGreaterThan(2);
    expect(Date.now() - began).toBeLessThan(2_000);
  });
});

test('a call whose answer was lost is not sent again, because it may have been received', async () => {
  fail(1, LOST);
  expect(await ask()).toMatchObject({ ok: false, error: { detail: LOST } });
  expect(sendMessage).toHaveBeenCalledTimes(1);
});

test('edits that no listener received at first arrive in their order, and no failure is reported', async () => {
  fail(2, NOBODY);
  const told: boolean[] = [];
  const replica = createReportReplica({
    reportId: REPORT,
    updates: [],
    send: async (updates) => {
      const sent = await sendReportUpdates(REPORT, updates);
      told.push(sent.ok);
      return sent.ok;
    },
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const typed = ['a', 'b', 'c'];
  for (const letter of typed) {
    replica.edit((doc) => doc.getMap('typed').set(letter, true));
    await vi.advanceTimersByTimeAsync(60);
  }
  await vi.runAllTimersAsync();

  expect(told).toEqual([true, true]);
  const received = new Y.Doc();
  const after = sendMessage.mock.calls.map(([{ payload }]) => {
    for (const { update } of unpackUpdates(payload.updates) ?? []) Y.applyUpdate(received, update);
    return [...received.getMap('typed').keys()];
  });
  expect(after).toEqual([['a'], ['a'], ['a'], typed]);
  replica.close();
});
