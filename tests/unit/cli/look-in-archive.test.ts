import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JudgedCitation } from '@/cli/check-reports';
import { lookInArchive } from '@/cli/look-in-archive';
import { failOn, outcomeOf } from '@/cli/outcomes';
import { closeConnections, requestAddress } from '@/cli/request-address';
import type { CheckReason, Verdict } from '@/utils/model/evidence';
import { judgeBody } from '@/utils/page/judge-page';
import { createArchiveAsker } from '@/utils/verify/ask-archive';
import { evidenceOf } from '@/utils/verify/passage-evidence';
import { clipOf } from '../verify/quote-fixture';
import { judged } from './judged';

/* An archive on this machine, and what the command asks it. */

const QUOTE = 'The river rose by 61 per cent in May.';
const TAKEN = 'Sun, 03 May 2026 04:05:06 GMT';
const NOW = '2026-06-01T00:00:00.000Z';

/** The requests to the archive: the path and the wanted time. */
let asked: [string, string | undefined][] = [];
let running = 0;
let mostRunning = 0;
let waits: number[] = [];

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers with a copy. */
const copy: (words: string, headers?: Record<string, string>) => Answer =
  (words, headers = { 'Memento-Datetime': TAKEN }) =>
  (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', ...headers });
    response.end(`<p>${words}</p><p>${'The town looks at it. '.repeat(60)}</p>`);
  };
const to =
  (location: string): Answer =>
  (_, response) =>
    response.writeHead(302, { Location: location }).end();

/** Answers by path; other paths have no copy. */
let answers: Record<string, Answer> = {};

const server = createServer(async (request, response) => {
  const url = request.url ?? '';
  asked.push([url, request.headers['accept-datetime'] as string | undefined]);
  running += 1;
  mostRunning = Math.max(mostRunning, running);
  await new Promise((resolve) => setTimeout(resolve, 2));
  running -= 1;
  const answer = answers[url];
  if (answer === undefined) response.writeHead(404).end('No copy.');
  else answer(request, response);
});

let gate = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  gate = `http://archive.example:${(server.address() as AddressInfo).port}/web/`;
});
afterAll(() => {
  closeConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answers = {};
  waits = [];
  mostRunning = 0;
});

function cited(
  verdict: Verdict,
  reason: CheckReason | null = null,
  more: Partial<JudgedCitation> = {},
): JudgedCitation {
  const { pin } = clipOf(QUOTE);
  const judgement = { verdict, flags: [], evidence: evidenceOf({ reason }) };
  return judged(verdict, { pin, judged: pin, judgement, ...more });
}

async function look(citations: readonly JudgedCitation[], timeGate = gate) {
  const allowedHosts = new Set(['archive.example']);
  const resolve = ((_: string, __: object, callback: (...args: unknown[]) => void) =>
    process.nextTick(callback, null, [{ address: '127.0.0.1', family: 4 }])) as never;
  const [report] = await lookInArchive([{ name: 'a.md', citations }], {
    allowedHosts,
    timeGate,
    ask: createArchiveAsker(async (ms) => waits.push(ms)),
    judge: (page) => Promise.resolve(judgeBody(page)),
    request: (url, acceptDatetime) =>
      requestAddress(url, {
        ...{ allowedHosts, resolve, acceptDatetime, userAgent: 'test' },
        limits: { timeout: 2_000, size: 100_000 },
      }),
    now: NOW,
  });
  return report?.citations ?? [];
}

const verdictOn = ({ archived }: JudgedCitation) =>
  archived === null
    ? null
    : [archived.judgement.verdict, archived.judgement.evidence.reason, archived.takenAt];

test('each citation that fell gets the verdict on the copy, and keeps its own', async () => {
  answers['/web/https://a.example/'] = copy(QUOTE);
  answers['/web/https://b.example/'] = copy(QUOTE.replace('61', '68'));
  const b = { page: 'https://b.example/' };
  const before = [
    cited('gone', 'status-gone'),
    cited('altered', 'words-changed'),
    cited('missing', 'nothing-close'),
    cited('unchecked', 'not-found-not-rendered', b),
    cited('unreachable', 'network-error', b),
    // The archive is not asked for these.
    cited('verbatim'),
    cited('located'),
    cited('blocked', 'login-wall'),
    cited('unchecked', 'too-large'),
    cited('unreachable', 'private-address'),
  ];
  const after = await look(before);
  const takenAt = '2026-05-03T04:05:06.000Z';
  const same = ['verbatim', null, takenAt];
  const changed = ['altered', 'words-changed', takenAt];
  const none = [null, null, null, null, null];
  expect(after.map(verdictOn)).toEqual([same, same, same, changed, changed, ...none]);
  const fails = failOn(false, null);
  expect(after.map((each) => outcomeOf(each, fails))).toEqual(
    before.map((each) => outcomeOf(each, fails)),
  );
  expect(after.map(({ judgement }) => judgement)).toEqual(before.map(({ judgement }) => judgement));
  expect(asked.map(([url]) => url)).toEqual(['/web/https://a.example/', '/web/https://b.example/']);
});

test('asks for the copy nearest to the time of the words, once for each page and time', async () => {
  const citedAt = '2026-05-01T10:00:00.000Z';
  await look([
    cited('gone', null, { citedAt }),
    cited('gone', null, { citedAt }),
    cited('gone', null, { citedAt: '2025-05-01T10:00:00.000Z' }),
    cited('gone'),
  ]);
  expect(asked).toEqual([
    ['/web/https://a.example/', 'Fri, 01 May 2026 10:00:00 GMT'],
    ['/web/https://a.example/', 'Thu, 01 May 2025 10:00:00 GMT'],
    ['/web/https://a.example/', 'Mon, 01 Jun 2026 00:00:00 GMT'],
  ]);
});

test('reads the original bytes of a copy, without the words that the archive adds', async () => {
  answers['/web/https://a.example/'] = to(`${gate}20260503040506/https://a.example/`);
  answers['/web/20260503040506/https://a.example/'] = copy(`${QUOTE} Saved by an archive.`);
  answers['/web/20260503040506id_/https://a.example/'] = copy(QUOTE.replace('61', '68'));
  const [first] = await look([cited('gone')]);
  expect(first?.archived).toMatchObject({
    judgement: { verdict: 'altered' },
    url: `${gate}20260503040506id_/https://a.example/`,
  });
});

test('puts the address of the page where the archive wants it', async () => {
  const search = gate.replace('web/', 'search?of={url}&near=1');
  await look([cited('gone', null, { page: 'https://a.example/?a=1&b=2' })], search);
  expect(asked[0]?.[0]).toBe('/search?of=https%3A%2F%2Fa.example%2F%3Fa%3D1%26b%3D2&near=1');
});

describe('an answer is no copy', () => {
  test.each<[string, Answer, CheckReason]>([
    ['without the time at which it was taken', copy(QUOTE, {}), 'no-memento'],
    ['with a status of its own', (_, response) => response.writeHead(500).end(), 'server-error'],
    ['if it leads to this network', to('http://10.0.0.1/secret'), 'private-address'],
    ['if it leads nowhere', (_, response) => response.writeHead(302).end(), 'redirect-nowhere'],
    ['if it leads to no address', to('http://['), 'redirects-to-ungranted'],
  ])('%s', async (_, answer, reason) => {
    answers['/web/https://a.example/'] = answer;
    const [first] = await look([cited('gone')]);
    expect(first?.archived).toMatchObject({
      judgement: { evidence: { reason } },
      url: null,
      takenAt: null,
    });
    expect(first?.judgement.verdict).toBe('gone');
  });
});

test('no address of a private network, and none with a password, is sent', async () => {
  const pages = ['http://10.0.0.1/plan', 'http://wiki.local/', 'https://an:secret@a.example/', ''];
  const after = await look(pages.map((page) => cited('gone', null, { page })));
  expect(after.map(({ archived }) => archived)).toEqual([null, null, null, null]);
  expect(asked).toEqual([]);
});

test('asks for one page at a time, with a pause after each', async () => {
  const pages = [1, 2, 3].map((at) => cited('gone', null, { page: `https://a.example/${at}` }));
  await look(pages);
  expect([asked.length, mostRunning, waits]).toEqual([3, 1, [1_000, 1_000, 1_000]]);
});

test('asks no more when the archive wants a pause', async () => {
  answers['/web/https://a.example/1'] = (_, response) =>
    response.writeHead(429, { 'Retry-After': '60' }).end();
  const pages = [1, 2].map((at) => cited('gone', null, { page: `https://a.example/${at}` }));
  const after = await look(pages);
  expect(after.map(verdictOn)).toEqual([
    ['unchecked', 'status-blocked', null],
    ['unchecked', 'status-blocked', null],
  ]);
  expect(asked).toHaveLength(1);
});
