import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ProxyFor, readProxies } from '@/cli/proxies';
import { readPages } from '@/cli/read-pages';
import { closeConnections, requestAddress } from '@/cli/request-address';
import { judgeBody } from '@/utils/page/judge-page';
import { clipOf } from '../verify/quote-fixture';

function proxiesOf(env: Record<string, string>): ProxyFor {
  const read = readProxies(env);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const ONE = 'http://one.example:1';
const TWO = 'http://two.example:2';

test.each([
  ['http://a.example/', {}, null],
  ['http://a.example/', { http_proxy: ONE }, ONE],
  ['http://a.example/', { HTTP_PROXY: ONE }, ONE],
  ['http://a.example/', { HTTP_PROXY: ONE, http_proxy: TWO }, TWO],
  ['http://a.example/', { https_proxy: ONE }, null],
  ['https://a.example/', { HTTPS_PROXY: ONE, HTTP_PROXY: TWO }, ONE],
  ['https://a.example/', { HTTP_PROXY: TWO }, null],
  ['https://a.example/', { all_proxy: ONE }, ONE],
  ['http://a.example/', { ALL_PROXY: ONE, http_proxy: TWO }, TWO],
  ['http://a.example/', { http_proxy: '', ALL_PROXY: ONE }, ONE],
  ['http://a.example/', { http_proxy: 'one.example:1' }, ONE],
  ['http://a.example/', { http_proxy: 'https://one.example:1/' }, 'https://one.example:1'],
  // A request to a web server can set this variable of its scripts.
  ['http://a.example/', { HTTP_PROXY: ONE, REQUEST_METHOD: 'GET' }, null],
  ['http://a.example/', { http_proxy: ONE, REQUEST_METHOD: 'GET' }, ONE],
  // Another machine has its own loopback addresses.
  ['http://localhost:8080/', { http_proxy: ONE }, null],
  ['http://wiki.localhost/', { http_proxy: ONE }, null],
  ['http://127.1.2.3/', { http_proxy: ONE }, null],
  ['http://[::1]/', { http_proxy: ONE }, null],
  ['http://127.example/', { http_proxy: ONE }, ONE],
])('%s with %o is requested through %s', (url, env, proxy) => {
  expect(proxiesOf(env)(new URL(url))?.url.origin ?? null).toBe(proxy);
});

test.each([
  ['*', 'http://a.example/', true],
  ['b.example, a.example', 'http://a.example/', true],
  ['b.example a.example', 'http://a.example/', true],
  ['a.example', 'http://www.a.example/', true],
  ['.a.example', 'http://a.example/', true],
  ['*.a.example', 'http://www.a.example/', true],
  ['A.example.', 'http://a.example/', true],
  ['a.example', 'http://a.example./', true],
  ['a.example', 'http://banana.example/', false],
  ['example.org', 'http://example.org.a.example/', false],
  ['a.example:8080', 'http://a.example:8080/', true],
  ['a.example:8080', 'http://a.example/', false],
  ['a.example:443', 'https://a.example/', true],
  ['10.1.2.3', 'http://10.1.2.3/', true],
  ['10.1.2.3', 'http://0xa010203/', true],
  ['10.0.0.0/8', 'http://10.1.2.3/', true],
  ['10.0.0.0/8', 'http://11.1.2.3/', false],
  ['10.0.0.0/99', 'http://10.1.2.3/', false],
  ['2001:db8::/32', 'http://[2001:db8::7]/', true],
  ['2001:db8::7', 'http://[2001:db8:0::7]/', true],
  ['[2001:db8::7]:80', 'http://[2001:db8::7]/', true],
  ['[2001:db8::7]:81', 'http://[2001:db8::7]/', false],
  [', .', 'http://a.example/', false],
])('NO_PROXY=%s and %s: no proxy is %s', (no_proxy, url, isDirect) => {
  const proxyFor = proxiesOf({ all_proxy: ONE, no_proxy });
  expect(proxyFor(new URL(url)) === null).toBe(isDirect);
  expect(proxiesOf({ all_proxy: ONE, NO_PROXY: no_proxy })(new URL(url)) === null).toBe(isDirect);
});

test.each([
  ['socks5://user:secret@one.example:1'],
  ['http://user:secret@'],
  ['user:secret@one.example:port'],
])('refuses the proxy %s by the name of its variable, without its value', (value) => {
  const read = readProxies({ ALL_PROXY: value });
  expect(read.ok ? '' : read.error).toMatch(/^ALL_PROXY: /u);
  expect(JSON.stringify(read)).not.toContain('secret');
});

test('a proxy that no address needs is not read', () => {
  const env = { HTTP_PROXY: ONE, HTTPS_PROXY: ONE, ALL_PROXY: 'socks5://one.example' };
  expect(readProxies(env).ok).toBe(true);
  expect(readProxies({ NO_PROXY: '*', ALL_PROXY: 'socks5://one.example' }).ok).toBe(true);
});

describe('through a proxy', () => {
  /** What the proxy was asked for: the method, the target and the authorization. */
  let asked: [string, string, string | undefined][] = [];
  /** The answer of the proxy; null if it forwards the request to the site. */
  let refusal: number | null = null;
  const words = 'The river rose by 61 per cent in May.';
  const answer = ({ url, headers }: IncomingMessage, response: ServerResponse) => {
    const { host = '' } = headers;
    if (url?.endsWith('/away') === true) {
      response.writeHead(302, { Location: 'http://10.0.0.1/secret' }).end();
    } else response.setHeader('Content-Type', 'text/html').end(`<p>${words} ${host}</p>`);
  };
  const pem = readFileSync(new URL('../../fixtures/tls/name.example.pem', import.meta.url), 'utf8');
  const site = createServer(answer);
  const secureSite = createSecureServer({ key: pem, cert: pem }, answer);
  const proxy = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push([method, url, headers['proxy-authorization']]);
    if (refusal !== null) response.writeHead(refusal).end('No.');
    else answer(request, response);
  });
  proxy.on('connect', ({ url = '', headers }, socket) => {
    asked.push(['CONNECT', url, headers['proxy-authorization']]);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
      return;
    }
    const target = connect(portOf(secureSite), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    target.on('error', () => socket.destroy());
    socket.on('error', () => target.destroy());
  });
  const portOf = (server: Server) => (server.address() as AddressInfo).port;
  const known = getCACertificates('default');

  beforeAll(async () => {
    setDefaultCACertificates([...known, pem]);
    for (const server of [site, secureSite, proxy]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
  });
  afterAll(() => {
    closeConnections();
    setDefaultCACertificates(known);
    for (const server of [site, secureSite, proxy]) {
      server.closeAllConnections();
      server.close();
    }
  });
  beforeEach(() => {
    asked = [];
    refusal = null;
  });

  const allowedHosts = new Set<string>();
  const ask = (url: string, proxyFor = proxyWith('')) =>
    requestAddress(url, {
      limits: { timeout: 2_000, size: 10_000 },
      allowedHosts,
      proxyFor,
      resolve: (() => {
        throw new Error('The name was resolved here.');
      }) as never,
      userAgent: 'test',
    });
  const proxyWith = (credentials: string) =>
    proxiesOf({ all_proxy: `http://${credentials}127.0.0.1:${portOf(proxy)}` });
  const textOf = async (url: string, proxyFor = proxyWith('')) => {
    const got = await ask(url, proxyFor);
    return got.kind === 'answer' ? new TextDecoder().decode(got.body) : JSON.stringify(got);
  };

  test('an http page is requested by its whole address, and its name is not resolved here', async () => {
    expect(await textOf('http://name.example/a?b=c')).toBe(`<p>${words} name.example</p>`);
    expect(asked).toEqual([['GET', 'http://name.example/a?b=c', undefined]]);
  });

  test('an https page is requested through a tunnel, with the certificate of its host', async () => {
    const proxyFor = proxyWith('');
    expect(await textOf('https://name.example/a', proxyFor)).toBe(`<p>${words} name.example</p>`);
    expect(await textOf('https://name.example/b', proxyFor)).toBe(`<p>${words} name.example</p>`);
    // The second request uses the connection of the first.
    expect(asked).toEqual([['CONNECT', 'name.example:443', undefined]]);
    expect(await ask('https://other.example/')).toMatchObject({
      reason: 'network-error',
      detail: expect.stringContaining('other.example'),
    });
  });

  test('the proxy gets the name and the password, and the site does not', async () => {
    const basic = `Basic ${Buffer.from('an:a b:c').toString('base64')}`;
    const proxyFor = proxyWith('an:a%20b%3Ac@');
    await textOf('http://name.example/', proxyFor);
    await textOf('https://name.example/', proxyFor);
    expect(asked.map(([method, , authorization]) => [method, authorization])).toEqual([
      ['GET', basic],
      ['CONNECT', basic],
    ]);
  });

  test.each([
    ['http', 407],
    ['http', 502],
    ['http', 504],
    ['https', 407],
    ['https', 502],
    ['https', 403],
  ])(
    'an %s page that the proxy refuses with %i is unreachable, and the reason names the proxy',
    async (scheme, status) => {
      refusal = status;
      expect(await ask(`${scheme}://refused.example/`, proxyWith('an:secret@'))).toEqual({
        kind: 'failed',
        reason: 'network-error',
        detail: `the proxy 127.0.0.1:${portOf(proxy)} answered with the status ${status}`,
      });
    },
  );

  test.each(['http', 'https'])(
    'a proxy that is not there is named for an %s page',
    async (scheme) => {
      const answered = await requestAddress(`${scheme}://name.example/`, {
        limits: { timeout: 2_000, size: 10_000 },
        allowedHosts,
        proxyFor: proxiesOf({ all_proxy: 'http://an:secret@127.0.0.1:1' }),
        userAgent: 'test',
      });
      expect(answered).toMatchObject({
        reason: 'network-error',
        detail: expect.stringContaining('the proxy 127.0.0.1:1: '),
      });
      expect(JSON.stringify(answered)).not.toContain('secret');
    },
  );

  test('a proxy that never answers ends at the limit', async () => {
    let isClosed = Promise.resolve<unknown>(null);
    const silent = createServer().on('connect', (_, socket) => {
      isClosed = once(socket.resume(), 'end').then(() => socket.end());
    });
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const answered = await requestAddress('https://name.example/', {
      limits: { timeout: 100, size: 10_000 },
      allowedHosts,
      proxyFor: proxiesOf({ https_proxy: `127.0.0.1:${portOf(silent)}` }),
      userAgent: 'test',
    });
    expect(answered).toMatchObject({ reason: 'timed-out' });
    await isClosed;
    silent.close();
  });

  test('addresses of this machine and of private networks are refused as they are written', async () => {
    const pages = ['http://name.example/', 'http://name.example/away', 'http://0xa000001/'];
    const read = await readPages(
      pages.map((url) => ({ url, quotes: [clipOf(words)] })),
      {
        allowedHosts,
        keepsTexts: false,
        request: (url) => ask(url),
        judge: (page) => Promise.resolve(judgeBody(page)),
      },
    );
    expect(read.map(({ judgements: [first] }) => [first?.verdict, first?.evidence.reason])).toEqual(
      [
        ['verbatim', null],
        ['unreachable', 'private-address'],
        ['unchecked', 'private-address'],
      ],
    );
    expect(asked.map(([, url]) => url).sort()).toEqual([
      'http://name.example/',
      'http://name.example/away',
    ]);
  });
});
