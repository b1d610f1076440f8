import { expose, proxy } from 'comlink';
import { expect, test, vi } from 'vitest';
import { connectWorker } from '@/components/state/start-worker';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';

const service = {
  double: (n: number) => ok(n * 2),
  refuse: () => err(failure('file_too_large')),
  fall: () => {
    throw new Error('No memory');
  },
  never: () => new Promise<never>(() => undefined),
  count: async (to: number, tell: (n: number) => void | Promise<void>) => {
    for (let n = 1; n <= to; n += 1) await tell(n);
    return ok(to);
  },
};
type Service = typeof service;

/** A Worker whose other end runs in this thread. */
function worker(silence?: number) {
  const { port1, port2 } = new MessageChannel();
  expose(service, port2);
  let ends = 0;
  const terminate = () => {
    ends += 1;
    port2.close();
  };
  const near = Object.assign(port1, { terminate });
  return {
    client: connectWorker<Service>(near as unknown as Worker, silence),
    fail: (message: string) => near.dispatchEvent(Object.assign(new Event('error'), { message })),
    garble: () => near.dispatchEvent(new Event('messageerror')),
    ends: () => ends,
  };
}

test('each call gets its own answer', async () => {
  const { client } = worker();
  const asked = [1, 2, 3].map((n) => client.ask((remote) => remote.double(n)));
  expect(await Promise.all(asked)).toEqual([ok(2), ok(4), ok(6)]);
  expect(await client.ask((remote) => remote.refuse())).toEqual(err(failure('file_too_large')));
  client.stop();
});

test('progress arrives before the answer if the Worker waits for it', async () => {
  const { client } = worker();
  const told: number[] = [];
  const tell = proxy((n: number) => void told.push(n));
  expect(await client.ask((remote) => remote.count(3, tell))).toEqual(ok(3));
  expect(told).toEqual([1, 2, 3]);
  client.stop();
});

test('a call that throws is a failure, and the Worker continues', async () => {
  const { client, ends } = worker();
  const fallen = await client.ask((remote) => remote.fall());
  expect(fallen).toEqual(err(failure('unexpected', 'No memory')));
  expect(await client.ask((remote) => remote.double(4))).toEqual(ok(8));
  expect(ends()).toBe(0);
  client.stop();
});

test('when the Worker breaks down, every call that waits fails, and every later one', async () => {
  const { client, fail, ends } = worker();
  const waiting = [1, 2].map(() => client.ask((remote) => remote.never()));
  fail('The script was not found');
  const failed = err(failure('unexpected', 'The script was not found'));
  expect(await Promise.all(waiting)).toEqual([failed, failed]);
  expect(await client.ask((remote) => remote.double(1))).toEqual(failed);
  expect(ends()).toBe(1);
});

test('a message that can’t be read leaves no call waiting', async () => {
  const { client, garble } = worker();
  const waiting = client.ask((remote) => remote.never());
  garble();
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'unexpected' } });
});

test('a stop ends the Worker, and pending calls get null', async () => {
  const { client, ends } = worker();
  const waiting = client.ask((remote) => remote.never());
  client.stop();
  expect(await waiting).toBeNull();
  expect(await client.ask((remote) => remote.double(1))).toBeNull();
  expect(ends()).toBe(1);
});

test('a Worker that sends nothing within the time limit is ended, and its call fails', async () => {
  const { client, ends } = worker(20);
  const slow = err(failure('reading_too_slow'));
  expect(await client.ask((remote) => remote.never())).toEqual(slow);
  expect(ends()).toBe(1);
  expect(await client.ask((remote) => remote.never())).toEqual(slow);
});

test('the time limit does not run while no call waits', () => {
  vi.useFakeTimers();
  const { client, ends } = worker(1_000);
  vi.advanceTimersByTime(60_000);
  expect(ends()).toBe(0);
  client.stop();
  vi.useRealTimers();
});

test('each report of progress restarts the time limit', () => {
  vi.useFakeTimers();
  const { client, ends } = worker(1_000);
  void client.ask((remote) => remote.never());
  for (let n = 0; n < 5; n += 1) {
    vi.advanceTimersByTime(900);
    client.heard();
  }
  expect(ends()).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(ends()).toBe(1);
  vi.useRealTimers();
});
