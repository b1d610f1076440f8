import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '@/cli/find-browser';
import { judgeRendered } from '@/cli/judge-rendered';
import { readProxies } from '@/cli/proxies';
import { type PageRead, readPages } from '@/cli/read-pages';
import { renderPages } from '@/cli/render-pages';
import { closeConnections, requestAddress } from '@/cli/request-address';
import { judgeBody } from '@/utils/page/judge-page';
import { FETCH_LIMITS } from '@/utils/verify/fetch-answer';
import type { Judgement } from '@/utils/verify/judgement';
import { findChromium } from '../../scripts/find-browser.mjs';
import { pageScriptBuild } from '../../scripts/package-for-node.mjs';
import { clipOf } from '../unit/verify/quote-fixture';
import { ROOT } from './run-tool';

/* `pincite check --render` in the machine's Chromium, on pages of this machine. */

const chromium = findChromium();
if (chromium === null) console.info('Skipped without a Chromium: tests/project/render-pages');

const FILLER = 'The town looks at the water every spring. '.repeat(60);
const page = (body: string, script = '') =>
  `<!doctype html><title>Dam</title>${body}<p>${FILLER}</p><script>${script}</script>`;
const add = (html: string) =>
  `document.body.insertAdjacentHTML('afterbegin', ${JSON.stringify(html)});`;

/** Words that a page adds by a script, each with how it shows them. */
const SHOWN = {
  plain: '<p>The river rose by 61 per cent in May.</p>',
  changed: '<p>The dam was built in the year 1968 by two towns.</p>',
  none: '<p style="display:none">The mill was sold to a baker from the hills.</p>',
  transparent: '<p style="opacity:0.01">The bridge was closed for eleven days in winter.</p>',
  tiny: '<p style="font-size:1px">The ferry carries nine carts on every journey.</p>',
  away: '<p style="position:absolute;left:-9999px">The lock keeper earned four crowns a week.</p>',
  white: '<p style="color:#fff">The wharf burned down on the second of April.</p>',
  clipped:
    '<div style="height:0;overflow:hidden"><p>The weir held back the water for a mile.</p></div>',
  closed: '<x-note></x-note>',
} as const;
const CLOSED = 'The canal was dug by prisoners in three summers.';
/** The quote of each of them, and its verdict with its reason. */
const UNFOUND = ['unchecked', 'not-found-not-rendered'];
const QUOTES: Readonly<Record<string, readonly [string, readonly (string | null)[]]>> = {
  plain: ['The river rose by 61 per cent in May.', ['verbatim', null]],
  changed: ['The dam was built in the year 1986 by two towns.', ['altered', 'words-changed']],
  closed: [CLOSED, ['verbatim', null]],
  'not there': ['The harbour master kept seven geese.', ['missing', 'nothing-close']],
  'not displayed': ['The mill was sold to a baker from the hills.', ['missing', 'nothing-close']],
  transparent: ['The bridge was closed for eleven days in winter.', UNFOUND],
  tiny: ['The ferry carries nine carts on every journey.', UNFOUND],
  'far away': ['The lock keeper earned four crowns a week.', UNFOUND],
  'white on white': ['The wharf burned down on the second of April.', UNFOUND],
  'in a box without a height': ['The weir held back the water for a mile.', UNFOUND],
};
const QUOTE = QUOTES['plain']?.[0] ?? '';

let forbidden = '';
const contacts: string[] = [];
/** Pages by the name of their host. */
const PAGES: Record<string, () => string> = {
  shown: () =>
    page(
      '',
      `${add(Object.values(SHOWN).join(''))}
       document.querySelector('x-note').attachShadow({ mode: 'closed' }).innerHTML = '<p>${CLOSED}</p>';`,
    ),
  // Its scripts lie about the page, and request addresses of this machine in every way.
  hostile: () =>
    page(
      '',
      `Object.defineProperty(Node.prototype, 'textContent', { get: () => ${JSON.stringify(QUOTE)} });
       globalThis.pincite = { read: () => ${JSON.stringify(QUOTE)} };
       String.prototype.includes = () => true;
       const no = { mode: 'no-cors' };
       for (const host of ['127.0.0.1', 'localhost', 'trap.example', '[::1]'])
         fetch('http://' + host + ':${forbidden}/fetch', no).catch(() => 0);
       fetch('/redirect', no).catch(() => 0);
       new WebSocket('ws://127.0.0.1:${forbidden}/socket');
       new Image().src = 'http://0x7f000001:${forbidden}/image';
       navigator.sendBeacon('http://127.0.0.1:${forbidden}/beacon', 'x');
       new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:${forbidden}/worker', { mode: 'no-cors' })"])));
       open('http://127.0.0.1:${forbidden}/window');
       const frame = document.body.appendChild(document.createElement('iframe'));
       frame.src = 'http://127.0.0.1:${forbidden}/frame';
       const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${forbidden}' }] });
       peer.createDataChannel('x');
       peer.createOffer().then((offer) => peer.setLocalDescription(offer));`,
    ),
  leaving: () => page('', `location.href = 'http://127.0.0.1:${forbidden}/away';`),
  fetched: () => page(`<p>${QUOTE}</p>`),
};

const agents = new Set<string>();
const server = createServer(({ url = '', headers }, response) => {
  const name = (headers.host ?? '').split('.')[0] ?? '';
  agents.add(headers['user-agent'] ?? '');
  if (url === '/redirect') {
    response.writeHead(302, { Location: `http://127.0.0.1:${forbidden}/redirected` }).end();
    return;
  }
  const html = url === '/' ? PAGES[name]?.() : undefined;
  response.writeHead(html === undefined ? 404 : 200, { 'Content-Type': 'text/html' });
  response.end(html ?? 'Not here.');
});
const guarded = createServer(({ url = '' }, response) => {
  contacts.push(url);
  response.setHeader('Access-Control-Allow-Origin', '*').end('secret');
});

let packets = 0;
const datagrams = createSocket('udp4', () => {
  packets += 1;
});

let folder = '';
let script = '';
const results = new Map<string, PageRead>();

describe.skipIf(chromium === null)('a page in the browser', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'pincite-render-'));
    await build(pageScriptBuild(folder, 'page-reader', 'cli/page-reader.ts'));
    script = readFileSync(path.join(folder, 'page-reader.js'), 'utf8');
    for (const each of [server, guarded]) {
      each.listen(0, '127.0.0.1');
      await once(each, 'listening');
    }
    datagrams.bind((guarded.address() as AddressInfo).port, '127.0.0.1');
    forbidden = String((guarded.address() as AddressInfo).port);
    const { port } = server.address() as AddressInfo;
    const names = Object.keys(PAGES);
    const pages = names.map((name) => ({
      url: `http://${name}.example:${port}/`,
      quotes:
        name === 'shown' ? Object.values(QUOTES).map(([quote]) => clipOf(quote)) : [clipOf(QUOTE)],
    }));
    const resolve = ((_: string, __: object, callback: (...args: unknown[]) => void) =>
      process.nextTick(callback, null, [{ address: '127.0.0.1', family: 4 }])) as never;
    const allowedHosts = new Set(names.map((name) => `${name}.example`));
    const read = await readPages(pages, {
      allowedHosts,
      keepsTexts: false,
      request: (url) =>
        requestAddress(url, { limits: FETCH_LIMITS, allowedHosts, resolve, userAgent: 'test' }),
      judge: (each) => Promise.resolve(judgeBody(each)),
    });
    const found = findBrowser(ROOT, chromium);
    if (!found.ok) throw new Error(found.error);
    const proxies = readProxies({});
    if (!proxies.ok) throw new Error(proxies.error);
    const rendered = await renderPages(pages, read, {
      ...{ allowedHosts, resolve, script },
      found: found.value,
      // Chromium has no sandbox as root, and these pages are our own.
      usesSandbox: process.getuid?.() !== 0,
      name: 'Pincite/test',
      proxyFor: proxies.value,
      judge: (each) => Promise.resolve(judgeRendered(each)),
      looks: [
        { least: 0, quiet: 100, most: 1_000, noise: 200, frames: 5 },
        // A busy browser draws few frames in a short look, and a page without frames is no proof.
        { least: 600, quiet: 100, most: 2_000, noise: 200, frames: 5 },
      ],
    });
    for (const [at, name] of names.entries()) {
      const result = rendered[at];
      if (result !== undefined) results.set(name, result);
    }
  }, 60_000);

  afterAll(() => {
    closeConnections();
    datagrams.close();
    for (const each of [server, guarded]) {
      each.closeAllConnections();
      each.close();
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const found = (judgement: Judgement | undefined) => [
    judgement?.verdict,
    judgement?.evidence.reason,
  ];
  const verdictOn = (name: string) => found(results.get(name)?.judgements[0]);

  test.each(Object.entries(QUOTES))('judges words that a script adds: %s', (name, [, expected]) => {
    const at = Object.keys(QUOTES).indexOf(name);
    expect(found(results.get('shown')?.judgements[at])).toEqual(expected);
  });

  test('proves nothing by scripts that change the functions of the browser', () => {
    expect(verdictOn('hostile')).toEqual(['missing', 'nothing-close']);
  });

  test('cannot reach an address of this machine', () => {
    expect([contacts, packets]).toEqual([[], 0]);
  });

  test('is not read where it sends its readers to such an address', () => {
    expect(verdictOn('leaving')).toEqual(['unchecked', 'scheme-not-allowed']);
  });

  test('says that it was read in a browser, under our name, and only if that was needed', () => {
    const flagsOf = (name: string) => results.get(name)?.judgements[0]?.flags ?? [];
    expect(flagsOf('shown')).toContain('read-by-rendering');
    expect(verdictOn('fetched')).toEqual(['verbatim', null]);
    expect(flagsOf('fetched')).not.toContain('read-by-rendering');
    expect([...agents].filter((name) => name.endsWith(' Pincite/test'))).toHaveLength(1);
    expect(agents.size).toBe(2);
  });
});

test('without Playwright the message says how to install it', () => {
  const none = findBrowser(tmpdir(), null);
  expect(none.ok ? '' : none.error).toContain('npm install playwright-core');
  const wrong = findBrowser(ROOT, '/no/such/browser');
  expect(wrong.ok ? '' : wrong.error).toBe('/no/such/browser: There is no such browser.');
});
