import { request } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PageServer, servePages } from '@/scripts/serve-pages.mjs';

let server: PageServer;

beforeEach(async () => {
  server = await servePages();
});

afterEach(() => server.close());

/** Sends a request like a browser with the host rules: the name is only in the Host header. */
function get(url: string): Promise<{ status: number; location: string | undefined; body: string }> {
  const { host, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: server.port, path: pathname + search, headers: { host } },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk) => {
          body += chunk;
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, body }),
        );
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** Reads this number of bytes of a response and closes the connection. */
function firstBytes(url: string, wanted: number): Promise<number> {
  const { host, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: server.port, path: pathname, headers: { host } },
      (answer) => {
        let length = 0;
        answer.on('error', reject);
        answer.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length < wanted) return;
          asked.destroy();
          resolve(wanted);
        });
        answer.on('end', () => resolve(length));
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

const PAGE = 'http://rivers.example/reservoir-status';

test('serves every sample page by its host and name', async () => {
  expect(server.urls.length).toBeGreaterThan(10);
  for (const url of server.urls) {
    const { status, body } = await get(url);
    expect(status, url).toBe(200);
    expect(body, url).toBe(server.read(url));
  }
});

test.each([
  ['another host', 'http://other.example/reservoir-status'],
  ['another page', 'http://rivers.example/nothing'],
  ['a path that climbs', 'http://rivers.example/..%2f..%2f..%2fpackage.json'],
])('answers 404 for %s', async (_, url) => {
  expect((await get(url)).status).toBe(404);
});

test('serves the replacement of a page until it is restored', async () => {
  server.replace(PAGE, '<p>Changed meanwhile</p>');
  expect((await get(`${PAGE}?from=test`)).body).toBe('<p>Changed meanwhile</p>');
  server.replace(PAGE, { status: 410 });
  expect(await get(PAGE)).toMatchObject({ status: 410, body: '' });
  server.replace(PAGE, { redirectTo: 'http://hydrology.example/' });
  expect(await get(PAGE)).toMatchObject({ status: 302, location: 'http://hydrology.example/' });
  server.restore(PAGE);
  expect((await get(PAGE)).body).toBe(server.read(PAGE));
});

test('waits as long as requested, and drops the connection when requested', async () => {
  server.replace(PAGE, { body: 'late', delayMs: 120 });
  const asked = performance.now();
  expect((await get(PAGE)).body).toBe('late');
  expect(performance.now() - asked).toBeGreaterThanOrEqual(115);
  server.replace(PAGE, { drop: true });
  await expect(get(PAGE)).rejects.toThrow();
});

test('answers each request again after the awaited promise has resolved', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let asked = 0;
  server.replace(PAGE, {
    body: 'let go',
    when: () => {
      asked += 1;
      return gates[asked - 1]?.promise ?? Promise.resolve();
    },
  });
  const answered: number[] = [];
  const both = [1, 2].map(async (nth) => {
    const { body } = await get(PAGE);
    answered.push(nth);
    return body;
  });
  await vi.waitFor(() => expect(asked).toBe(2));
  expect((await get(PAGE)).body).toBe('let go');
  expect(answered).toEqual([]);
  for (const { resolve } of gates) resolve();
  expect(await Promise.all(both)).toEqual(['let go', 'let go']);
});

test('sends a body in pieces, without end, cut off, or another one later', async () => {
  server.replace(PAGE, { body: 'a'.repeat(2_500), everyMs: 40 });
  const asked = performance.now();
  expect((await get(PAGE)).body).toHaveLength(2_500);
  expect(performance.now() - asked).toBeGreaterThanOrEqual(75);
  server.replace(PAGE, { body: 'long enough', cutAfter: 4, headers: { 'content-length': '11' } });
  await expect(get(PAGE)).rejects.toThrow();
  server.replace(PAGE, { body: 'first', later: { body: 'then' } });
  expect([(await get(PAGE)).body, (await get(PAGE)).body, (await get(PAGE)).body]).toEqual([
    'first',
    'then',
    'then',
  ]);
  server.replace(PAGE, { body: 'again ', endless: true });
  expect(await firstBytes(PAGE, 100_000)).toBe(100_000);
});

test('records the requests', async () => {
  await get(`${PAGE}?a=1`);
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET ${PAGE}?a=1`]);
});
