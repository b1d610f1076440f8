import type { lookup } from 'node:dns';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PageRead, readPages } from '@/cli/read-pages';
import { closeConnections, requestAddress } from '@/cli/request-address';
import { isPass } from '@/utils/model/evidence';
import { judgeBody } from '@/utils/page/judge-page';
import { clipOf } from '../verify/quote-fixture';

/*
 * A network of traps on this machine. Each trap has its own host, and all traps are read together,
 * like the pages of a report. A second server represents all hosts that must not be contacted.
 */

type Trap = (request: IncomingMessage, response: ServerResponse) => void;

/** Smaller limits than those of the command. */
const LIMITS = { timeout: 600, size: 200_000 };
const QUOTE = 'The river rose by 61 per cent in May.';
const PAGE = `<!doctype html><title>Dam</title><p>${QUOTE}</p><p>${'The town looks at it. '.repeat(90)}</p>`;

/** Host names with the addresses to which they resolve. Other names resolve to the traps. */
const NAMES: Record<string, string[]> = {};
/** Hosts that may be on this machine: the traps, but not the hosts to which traps redirect. */
const allowedHosts = new Set<string>();

let port = 0;
let forbidden = '';
let contacts = 0;
/** Number of requests for each host. */
const requests = new Map<string, number>();

const html: Trap = (_, response) => response.setHeader('Content-Type', 'text/html').end(PAGE);
const typed =
  (type: string, body: string | Buffer = PAGE): Trap =>
  (_, response) =>
    response.setHeader('Content-Type', type).end(body);
const packed =
  (encoding: string, body: Buffer): Trap =>
  (_, response) =>
    response
      .writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': encoding })
      .end(body);
const to =
  (location: () => string, status = 302): Trap =>
  (_, response) =>
    response.writeHead(status, { Location: location() }).end();
/** Writes bytes as they are, and closes the connection. */
const raw =
  (...lines: string[]): Trap =>
  ({ socket }) => {
    socket.end(lines.join('\r\n'));
  };
/** Writes the same bytes again and again, in a moment or slowly. */
const endless =
  (head: string, chunk: string, pause = 0): Trap =>
  ({ socket }) => {
    socket.write(head);
    const timer = setInterval(() => {
      if (pause > 0) socket.write(chunk);
      else for (let count = 0; count < 64 && socket.write(chunk); count++);
    }, pause);
    socket.on('close', () => clearInterval(timer));
  };

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n';
const zeros = Buffer.alloc(20_000_000);
/** Each compression makes a bomb about a thousand times smaller, until it has only a few bytes. */
const bombs = {
  gzip: gzipSync(zeros),
  br: brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  deflate: deflateSync(zeros),
  nested: gzipSync(gzipSync(zeros)),
};
const layers = (count: number) => {
  let body = Buffer.from(PAGE);
  for (let at = 0; at < count; at++) body = gzipSync(body);
  return packed(Array(count).fill('gzip').join(', '), body);
};

/** Targets of redirects. Each is this machine or this network in another spelling. */
const AWAY: Record<string, () => string> = {
  decimal: () => `http://2130706433:${forbidden}/`,
  hexadecimal: () => `http://0x7f000001:${forbidden}/`,
  octal: () => `http://0177.0.0.01:${forbidden}/`,
  short: () => `http://127.1:${forbidden}/`,
  'with-a-dot': () => `http://127.0.0.1.:${forbidden}/`,
  'full-width': () => `http://１２７.０.０.１:${forbidden}/`,
  'ideographic-dots': () => `http://127。0。0。1:${forbidden}/`,
  'percent-signs': () => `http://%31%32%37.0.0.1:${forbidden}/`,
  backslashes: () => `http:\\\\127.0.0.1:${forbidden}\\`,
  'no-scheme': () => `//127.0.0.1:${forbidden}/`,
  'a-tab': () => `http://127.0.0\t.1:${forbidden}/`,
  zero: () => `http://0:${forbidden}/`,
  ipv6: () => `http://[::1]:${forbidden}/`,
  mapped: () => `http://[::ffff:127.0.0.1]:${forbidden}/`,
  compatible: () => `http://[::7f00:1]:${forbidden}/`,
  nat64: () => `http://[64:ff9b::7f00:1]:${forbidden}/`,
  sixtofour: () => `http://[2002:7f00:1::]:${forbidden}/`,
  localhost: () => `http://localhost:${forbidden}/`,
  'localhost-with-a-dot': () => `http://LOCALHOST.:${forbidden}/`,
  'below-localhost': () => `http://a.localhost:${forbidden}/`,
  'a-name': () => `http://name.of-this-machine.example:${forbidden}/`,
  metadata: () => 'http://169.254.169.254/latest/meta-data/',
  'test-network': () => 'http://198.18.0.1/',
  'shared-network': () => 'http://100.64.0.1/',
};

/** The targets that are complete addresses, so that they work without a base address. */
const WHOLE = Object.keys(AWAY).filter((name) => name !== 'no-scheme');

/** Names that look public but resolve to addresses that are not public. */
const RESOLVED: Record<string, string> = {
  loopback: '127.0.0.1',
  'all-interfaces': '0.0.0.0',
  'a-private-network': '192.168.1.1',
  'a-shared-network': '100.64.0.1',
  'a-test-network': '198.18.0.1',
  metadata: '169.254.169.254',
  'loopback-ipv6': '::1',
  'mapped-loopback': '::ffff:127.0.0.1',
  'translated-loopback': '::ffff:0:7f00:1',
  'nat64-of-loopback': '64:ff9b::7f00:1',
  'local-nat64': '64:ff9b:1::1',
  'sixtofour-of-loopback': '2002:7f00:1::1',
  'site-local': 'fec0::1',
  'a-scope': 'fe80::1%eth0',
};

const TRAPS: Record<string, readonly [trap: Trap, verdict: string, reason: string | null]> = {
  // Pages that are not traps. They show that the traps are refused because of what they do.
  'a-page': [html, 'verbatim', null],
  'a-moved-page': [to(() => `http://a-page.example:${port}/`, 308), 'verbatim', null],
  'three-packings': [layers(3), 'verbatim', null],

  'endless-body': [endless(`${HEAD}\r\n`, 'x'.repeat(4_096)), 'unchecked', 'too-large'],
  'endless-chunks': [
    endless(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\nx\r\n'),
    'unreachable',
    'timed-out',
  ],
  'slow-body': [
    endless(`${HEAD}Content-Length: 5000\r\n\r\n`, 'x', 50),
    'unreachable',
    'timed-out',
  ],
  'slow-headers': [endless('HTTP/1.1 200 OK\r\n', 'X', 50), 'unreachable', 'timed-out'],
  'endless-hints': [
    endless('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 20),
    'unreachable',
    'timed-out',
  ],
  'no-answer': [() => undefined, 'unreachable', 'timed-out'],
  'announces-too-much': [
    raw(`${HEAD}Content-Length: 999999999`, '', PAGE),
    'unreachable',
    'network-error',
  ],

  'gzip-bomb': [packed('gzip', bombs.gzip), 'unchecked', 'too-large'],
  'brotli-bomb': [packed('br', bombs.br), 'unchecked', 'too-large'],
  'deflate-bomb': [packed('deflate', bombs.deflate), 'unchecked', 'too-large'],
  'nested-bomb': [packed('gzip, gzip', bombs.nested), 'unchecked', 'too-large'],
  'a-hundred-packings': [layers(100), 'unreachable', 'network-error'],
  'packing-that-is-none': [packed('gzip', Buffer.from(PAGE)), 'unreachable', 'network-error'],

  'longer-than-it-says': [raw(`${HEAD}Content-Length: 60`, '', PAGE), 'unchecked', 'script-shell'],
  'shorter-than-it-says': [
    raw(`${HEAD}Content-Length: 9000`, '', PAGE),
    'unreachable',
    'network-error',
  ],
  'negative-length': [raw(`${HEAD}Content-Length: -1`, '', PAGE), 'unreachable', 'network-error'],
  'two-lengths': [
    raw(`${HEAD}Content-Length: 60`, 'Content-Length: 9000', '', PAGE),
    'unreachable',
    'network-error',
  ],
  'length-and-chunks': [
    raw(`${HEAD}Content-Length: 60`, 'Transfer-Encoding: chunked', '', '0', '', ''),
    'unreachable',
    'network-error',
  ],
  'broken-chunks': [
    raw(`${HEAD}Transfer-Encoding: chunked`, '', 'zz', PAGE),
    'unreachable',
    'network-error',
  ],

  'an-image': [typed('image/png'), 'unchecked', 'unsupported-type'],
  'an-image-as-a-page': [
    typed('text/html', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    'unchecked',
    'script-shell',
  ],
  'an-archive': [typed('application/zip'), 'unchecked', 'unsupported-type'],
  // Browsers show this type as text.
  data: [typed('application/json', `"${QUOTE}"`), 'verbatim', null],
  'a-script': [typed('text/javascript', `// ${QUOTE}`), 'unchecked', 'unsupported-type'],
  'an-unknown-charset': [typed('text/html; charset=x-none'), 'verbatim', null],
  'utf-7': [
    typed('text/html; charset=utf-7', PAGE.replace('rose', '+AHI-ose')),
    'altered',
    'words-changed',
  ],
  // Browsers leave out the zeros between the letters.
  'utf-16-as-utf-8': [
    typed('text/html; charset=utf-8', Buffer.from(PAGE, 'utf16le')),
    'verbatim',
    null,
  ],
  'a-thousand-laughs': [
    typed(
      'application/xhtml+xml',
      `<!DOCTYPE html [<!ENTITY a "ha">${[...'bcdefghijk'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghij'[at]};`.repeat(10)}">`).join('')}]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&k;</p><p>${QUOTE}</p></body></html>`,
    ),
    'verbatim',
    null,
  ],
  'too-deep': [typed('text/html', '<b>'.repeat(60_000)), 'unchecked', 'too-complex'],

  'many-headers': [
    raw(`${HEAD}${'X-A: 1\r\n'.repeat(5_000)}`, PAGE),
    'unreachable',
    'network-error',
  ],
  'a-huge-header': [
    raw(`${HEAD}X-A: ${'x'.repeat(100_000)}`, '', PAGE),
    'unreachable',
    'network-error',
  ],
  'endless-headers': [
    endless(HEAD, `X-A: ${'x'.repeat(1_000)}\r\n`),
    'unreachable',
    'network-error',
  ],
  'another-protocol': [raw('220 mail.example ESMTP', ''), 'unreachable', 'network-error'],
  'a-dropped-connection': [({ socket }) => socket.destroy(), 'unreachable', 'network-error'],

  'a-loop': [
    ({ url }, response) => {
      const next = url === '/a' ? '/b' : '/a';
      response.writeHead(302, { Location: next }).end();
    },
    'unreachable',
    'too-many-redirects',
  ],
  'a-loop-without-end': [
    ({ url = '' }, response) => response.writeHead(302, { Location: `${url}1` }).end(),
    'unreachable',
    'too-many-redirects',
  ],
  'a-loop-of-hosts': [
    to(() => `http://a-loop-of-hosts.example:${port}/#a`, 307),
    'unreachable',
    'too-many-redirects',
  ],
  nowhere: [(_, response) => response.writeHead(302).end(), 'unreachable', 'redirect-nowhere'],
  'a-file': [to(() => 'file:///etc/passwd'), 'unreachable', 'scheme-not-allowed'],
  'a-script-address': [to(() => 'javascript:alert(1)'), 'unreachable', 'scheme-not-allowed'],
  'a-password': [
    to(() => `http://user:word@a-page.example:${port}/`),
    'unreachable',
    'scheme-not-allowed',
  ],
  'no-address': [to(() => 'http://[::1'), 'unchecked', 'redirects-to-ungranted'],
  'a-refresh': [
    (_, response) =>
      response.setHeader('Refresh', `0; url=http://127.0.0.1:${forbidden}/`).end(PAGE),
    'unreachable',
    'private-address',
  ],
  'a-meta-refresh': [
    (_, response) =>
      response
        .setHeader('Content-Type', 'text/html')
        .end(`<meta http-equiv="refresh" content="0;url=//127.1:${forbidden}/">${PAGE}`),
    'unreachable',
    'private-address',
  ],
  ...Object.fromEntries(
    Object.entries(AWAY).map(([name, location]) => {
      // The header has the bytes of the address in UTF-8.
      const bytes = () => Buffer.from(location(), 'utf8').toString('latin1');
      return [`to-${name}`, [to(bytes), 'unreachable', 'private-address'] as const];
    }),
  ),
};

const server = createServer((request, response) => {
  const [name = ''] = (request.headers.host ?? '').split('.example');
  requests.set(name, (requests.get(name) ?? 0) + 1);
  request.socket.on('error', () => undefined);
  TRAPS[name]?.[0](request, response);
});
const guarded = createPlainServer((socket) => {
  contacts += 1;
  socket.destroy();
});

const resolve = ((name: string, _: object, callback: (...args: unknown[]) => void) => {
  const addresses = NAMES[name] ?? [];
  if (addresses[0] === 'never') return;
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  process.nextTick(callback, found.length === 0 ? new Error('ENOTFOUND') : null, found);
}) as unknown as typeof lookup;

const results = new Map<string, PageRead>();
let took = 0;

function addressOf(name: string): string {
  return `http://${name}.example:${RESOLVED[name.replace('is-', '')] === undefined ? port : forbidden}/`;
}

beforeAll(async () => {
  await Promise.all([
    new Promise<void>((done) => server.listen(0, '127.0.0.1', done)),
    // The server listens on all IPv4 and IPv6 addresses of this machine.
    new Promise<void>((done) => guarded.listen(0, '::', done)),
  ]);
  port = (server.address() as AddressInfo).port;
  forbidden = String((guarded.address() as AddressInfo).port);
  for (const name of Object.keys(TRAPS)) {
    NAMES[`${name}.example`] = ['127.0.0.1'];
    allowedHosts.add(`${name}.example`);
  }
  for (const [name, address] of Object.entries(RESOLVED)) NAMES[`is-${name}.example`] = [address];
  NAMES['name.of-this-machine.example'] = ['127.0.0.1'];
  NAMES['never-resolves.example'] = ['never'];
  const direct = WHOLE.map((name) => [`at-${name}`, AWAY[name]?.() ?? ''] as const);
  const names = [
    ...Object.keys(TRAPS),
    ...Object.keys(RESOLVED).map((name) => `is-${name}`),
    'never-resolves',
    'unknown',
  ];
  const pages = [...names.map((name) => [name, addressOf(name)] as const), ...direct];
  const started = performance.now();
  const read = await readPages(
    pages.map(([, url]) => ({ url, quotes: [clipOf(QUOTE)] })),
    {
      allowedHosts,
      keepsTexts: false,
      request: (url) =>
        requestAddress(url, { limits: LIMITS, allowedHosts, resolve, userAgent: 'x' }),
      judge: (page) => Promise.resolve(judgeBody(page)),
    },
  );
  took = performance.now() - started;
  for (const [at, [name]] of pages.entries()) {
    const page = read[at];
    if (page !== undefined) results.set(name, page);
  }
}, 60_000);

afterAll(() => {
  closeConnections();
  server.closeAllConnections();
  server.close();
  guarded.close();
});

function verdictOn(name: string) {
  const judgement = results.get(name)?.judgements[0];
  return [judgement?.verdict, judgement?.evidence.reason];
}

test.each(Object.entries(TRAPS))('%s', (name, [, verdict, reason]) => {
  expect(verdictOn(name)).toEqual([verdict, reason]);
});

test.each(Object.keys(RESOLVED))('a name that is %s is not connected to', (name) => {
  expect(verdictOn(`is-${name}`)).toEqual(['unchecked', 'private-address']);
});

test.each(WHOLE)('the address of this machine or network with %s is refused', (name) => {
  expect(verdictOn(`at-${name}`)).toEqual(['unchecked', 'private-address']);
});

describe('all together', () => {
  test('the result says that a name is unknown or does not resolve in time', () => {
    expect(verdictOn('unknown')).toEqual(['unreachable', 'network-error']);
    expect(verdictOn('never-resolves')).toEqual(['unreachable', 'timed-out']);
  });

  test('no forbidden host was contacted', () => {
    expect(contacts).toBe(0);
  });

  test('no trap got more than two requests, except in redirect loops', () => {
    const most = Math.max(
      ...[...requests].filter(([name]) => !/loop|a-page/u.test(name)).map(([, count]) => count),
    );
    expect(most).toBeLessThanOrEqual(2);
  });

  test('only pages that have the quote pass', () => {
    const passed = [...results].filter(
      ([
        ,
        {
          judgements: [first],
        },
      ]) => isPass(first?.verdict ?? 'gone'),
    );
    expect(passed.map(([name]) => name).sort()).toEqual(
      Object.keys(TRAPS)
        .filter((name) => TRAPS[name]?.[1] === 'verbatim')
        .sort(),
    );
  });

  test('the whole reading ended within its time limits', () => {
    expect(took).toBeLessThan(30_000);
  });
});
