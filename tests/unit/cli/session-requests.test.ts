import { describe, expect, test } from 'vitest';
import type { RequestAnswer } from '@/cli/request-address';
import { type SessionLimits, sessionRequests } from '@/cli/session-requests';

/** A session in which each request gets this answer; `clock.now` is the time in milliseconds. */
function session(
  answer: (url: string) => RequestAnswer,
  limits: SessionLimits = { fresh: 1_000, size: 10_000 },
) {
  const asked: string[] = [];
  const clock = { now: 0 };
  const requestIn = sessionRequests(
    (url) => {
      asked.push(url);
      return Promise.resolve(answer(url));
    },
    limits,
    () => clock.now,
  );
  return { asked, clock, request: requestIn(new AbortController().signal) };
}

const page = (size: number, status = 200, headers = {}): RequestAnswer => ({
  ...{ kind: 'answer', status, contentType: 'text/html', headers },
  body: new Uint8Array(size),
});

describe('a page', () => {
  test('is not requested again just after it was read, but is requested again later', async () => {
    const { asked, clock, request } = session(() => page(10));
    await request('https://a.example/');
    clock.now = 999;
    await request('https://a.example/');
    expect(asked).toHaveLength(1);
    clock.now = 1_000;
    await request('https://a.example/');
    expect(asked).toHaveLength(2);
  });

  test('is forgotten when later pages need its space', async () => {
    const { asked, request } = session(() => page(4_000));
    for (const at of [1, 2, 3, 3, 1]) await request(`https://a.example/${at}`);
    expect(asked.map((url) => url.at(-1))).toEqual(['1', '2', '3', '1']);
  });

  test.each([
    ['is gone', page(10, 404)],
    ['could not be reached', { kind: 'failed', reason: 'network-error', detail: null } as const],
  ])('that %s is requested again', async (_, answer) => {
    const { asked, request } = session(() => answer);
    await request('https://a.example/');
    await request('https://a.example/');
    expect(asked).toHaveLength(2);
  });
});

test('a host that asked for a pause gets it, and other hosts do not', async () => {
  const { asked, clock, request } = session(() => page(1, 429, { 'retry-after': '60' }));
  await request('https://a.example/1');
  expect(await request('https://a.example/2')).toMatchObject({ status: 429 });
  expect(asked).toEqual(['https://a.example/1']);
  await request('https://b.example/');
  clock.now = 60_000;
  await request('https://a.example/2');
  expect(asked.slice(1)).toEqual(['https://b.example/', 'https://a.example/2']);
});

test('several questions at once never send two requests to one host at the same time', async () => {
  let running = 0;
  let most = 0;
  const requestIn = sessionRequests(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    return page(1);
  });
  const asking = [1, 2, 3].map((at) =>
    requestIn(new AbortController().signal)(`https://a.example/${at}`),
  );
  expect((await Promise.all(asking)).map(({ kind }) => kind)).toEqual(Array(3).fill('answer'));
  expect(most).toBe(1);
});
