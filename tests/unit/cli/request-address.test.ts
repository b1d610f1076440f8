import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeConnections, type RequestOptions, requestAddress } from '@/cli/request-address';

type Resolve = NonNullable<RequestOptions['resolve']>;

let server: Server | null = null;
let requests: string[] = [];

/** Starts a server on loopback and returns its port. */
async function serve(answer: RequestListener): Promise<number> {
  const started = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return (started.address() as AddressInfo).port;
}

/** A resolver that knows these addresses for every name. */
function resolvesTo(...addresses: string[]): Resolve {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return ((_name: string, _options: object, callback: (...args: unknown[]) => void) => {
    process.nextTick(callback, null, found);
  }) as unknown as Resolve;
}

const LOOPBACK = resolvesTo('127.0.0.1');

function ask(port: number, path: string, options: Partial<RequestOptions> = {}) {
  return requestAddress(`http://name.example:${port}${path}`, {
    limits: { timeout: 2_000, size: 10_000 },
    allowedHosts: new Set(['name.example']),
    resolve: LOOPBACK,
    userAgent: 'test',
    ...options,
  });
}

async function bodyOf(port: number): Promise<string> {
  const answer = await ask(port, '/');
  return answer.kind === 'answer' ? new TextDecoder().decode(answer.body) : JSON.stringify(answer);
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  requests = [];
});
afterAll(closeConnections);

test('a page is requested with the validators that its site sent before', async () => {
  const asked: unknown[] = [];
  const port = await serve(({ headers }, response) => {
    asked.push([headers['if-none-match'], headers['if-modified-since']]);
    response.writeHead(304).end();
  });
  const lastModified = 'Sun, 01 Mar 2026 10:00:00 GMT';
  const answer = await ask(port, '/', { validators: { etag: '"1"', lastModified } });
  expect(answer).toMatchObject({ kind: 'answer', status: 304 });
  await ask(port, '/', { validators: {} });
  expect(asked).toEqual([
    ['"1"', lastModified],
    [undefined, undefined],
  ]);
});

describe('a name is connected to only by an address that was vetted:', () => {
  const nobody = { allowedHosts: new Set<string>() };

  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback in IPv6', '::1'],
    ['loopback, mapped', '::ffff:127.0.0.1'],
    ['a private network', '10.1.2.3'],
    ['the metadata of a cloud', '169.254.169.254'],
    ['its own link', 'fe80::1'],
    ['a private network in IPv6', 'fd00::1'],
    ['nowhere', '0.0.0.0'],
  ])('%s is refused', async (_, address) => {
    const port = await serve((_request, response) => response.end('secret'));
    const answer = await ask(port, '/', { ...nobody, resolve: resolvesTo(address) });
    expect(answer).toEqual({
      kind: 'failed',
      reason: 'private-address',
      detail: `name.example (${address})`,
    });
    expect(requests).toEqual([]);
  });

  test('a private address beside a public one gets no connection', async () => {
    const port = await serve((_request, response) => response.end('secret'));
    // TEST-NET-1 answers nothing; it is private for us, so both are refused.
    const mixed = { ...nobody, resolve: resolvesTo('192.0.2.1', '127.0.0.1') };
    expect(await ask(port, '/', mixed)).toMatchObject({ reason: 'private-address' });
    expect(requests).toEqual([]);
  });

  test('a second resolution is never made, so it changes nothing', async () => {
    const port = await serve((_request, response) => response.end('secret'));
    let asked = 0;
    const rebinding = ((
      _name: string,
      _options: object,
      callback: (...args: unknown[]) => void,
    ) => {
      asked += 1;
      const address = asked === 1 ? '10.0.0.1' : '127.0.0.1';
      process.nextTick(callback, null, [{ address, family: 4 }]);
    }) as unknown as Resolve;
    expect(await ask(port, '/', { ...nobody, resolve: rebinding })).toMatchObject({
      detail: 'name.example (10.0.0.1)',
    });
    expect([asked, requests]).toEqual([1, []]);
  });

  test('an allowed host may be private', async () => {
    const port = await serve((_request, response) => response.end('words'));
    expect(await ask(port, '/')).toMatchObject({ kind: 'answer', status: 200 });
  });
});

test.each([
  ['UTF-8', Buffer.from('/élan', 'utf8'), '/%C3%A9lan'],
  ['Latin-1', Buffer.from('/élan', 'latin1'), '/%E9lan'],
])('a redirect is returned with its bytes (%s), and not followed', async (_, bytes, location) => {
  const port = await serve((_request, response) => {
    response.writeHead(302, { Location: bytes.toString('latin1') }).end('x'.repeat(100));
  });
  expect(await ask(port, '/a')).toEqual({ kind: 'redirect', location });
  expect(requests).toEqual(['/a']);
});

test('a redirect without a target has none', async () => {
  const port = await serve((_request, response) => response.writeHead(301).end());
  expect(await ask(port, '/')).toEqual({ kind: 'redirect', location: null });
});

describe('a body is read', () => {
  const words = 'The river rose.';
  test.each([
    ['as it is', undefined, Buffer.from(words)],
    ['from gzip', 'gzip', gzipSync(words)],
    ['from Brotli', 'br', brotliCompressSync(words)],
    ['from gzip within Brotli', 'gzip, br', brotliCompressSync(gzipSync(words))],
  ])('%s', async (_, encoding, body) => {
    const headers = encoding === undefined ? {} : { 'Content-Encoding': encoding };
    const port = await serve((_request, response) => response.writeHead(200, headers).end(body));
    expect(await bodyOf(port)).toBe(words);
  });
});

describe('stops at', () => {
  const failsWith = async (answer: RequestListener, options: Partial<RequestOptions> = {}) => {
    const port = await serve(answer);
    return ask(port, '/', options);
  };

  test('a body without end', async () => {
    const answer = await failsWith((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(1_000)));
      };
      response.on('drain', more);
      more();
    });
    expect(answer).toMatchObject({ kind: 'failed', reason: 'too-large' });
  });

  test('a small body that unpacks to a huge one', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    const answer = await failsWith((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb);
    });
    expect(answer).toMatchObject({ kind: 'failed', reason: 'too-large' });
  });

  test('a server that never answers', async () => {
    const limits = { timeout: 100, size: 10_000 };
    const answer = await failsWith(() => undefined, { limits });
    expect(answer).toEqual({ kind: 'failed', reason: 'timed-out', detail: '0.1 s' });
  });

  test('a body that comes too slowly', async () => {
    const limits = { timeout: 300, size: 10_000 };
    const answer = await failsWith(
      (_request, response) => {
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
      { limits },
    );
    expect(answer).toMatchObject({ kind: 'failed', reason: 'timed-out' });
  });

  test.each([
    ['a body that ends before its length', { 'Content-Length': '5000' }, Buffer.from('The river')],
    [
      'compression that is cut off',
      { 'Content-Encoding': 'gzip' },
      gzipSync('x'.repeat(500)).subarray(0, 20),
    ],
    ['compression that is none', { 'Content-Encoding': 'gzip' }, Buffer.from('The river')],
    ['compression that is unknown', { 'Content-Encoding': 'x-none' }, Buffer.from('The river')],
  ])('%s', async (_, headers, body) => {
    const answer = await failsWith((_request, response) => {
      response.writeHead(200, headers as Record<string, string>);
      response.write(body, () => response.destroy());
    });
    expect(answer).toMatchObject({ kind: 'failed', reason: 'network-error' });
  });

  test('a signal, also before the request', async () => {
    const over = new AbortController();
    const asked = failsWith(() => over.abort(), { signal: over.signal });
    const cancelled = { kind: 'failed', reason: 'cancelled', detail: null };
    expect(await asked).toEqual(cancelled);
    expect(requests).toHaveLength(1);
    expect(await failsWith(() => undefined, { signal: over.signal })).toEqual(cancelled);
    expect(requests).toHaveLength(1);
  });

  test('a connection that is closed at once', async () => {
    const answer = await failsWith((request) => request.destroy());
    expect(answer).toMatchObject({ kind: 'failed', reason: 'network-error' });
  });
});

test('sends no cookie, no referrer and an honest name', async () => {
  let sent: NodeJS.Dict<string | string[]> = {};
  const port = await serve((request, response) => {
    sent = request.headers;
    response.writeHead(200, { 'Set-Cookie': 'a=1' }).end('x');
  });
  await ask(port, '/');
  await ask(port, '/');
  expect(Object.keys(sent).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ]);
});
