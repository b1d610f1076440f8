import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder, createPageCache, ownsFolder, type PageCacheOptions } from '@/cli/page-cache';
import type { RequestAnswer } from '@/cli/request-address';

const root = mkdtempSync(path.join(tmpdir(), 'pincite-cache-'));
let folder = '';
let now = 0;
let requests: unknown[] = [];
let troubles: string[] = [];
let answer: RequestAnswer;

beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'c-'));
  now = Date.parse('2026-03-01T12:00:00.000Z');
  requests = [];
  troubles = [];
  answer = page('It rose.');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function page(text: string, headers: Record<string, string> = {}, status = 200) {
  const body = new TextEncoder().encode(text);
  return {
    kind: 'answer',
    status,
    contentType: 'text/html',
    headers: { 'content-type': 'text/html', ...headers },
    body,
  } as const;
}

const UNCHANGED = { ...page('', {}, 304), headers: {} };

function open(more: Partial<PageCacheOptions> = {}) {
  return createPageCache({
    folder,
    limits: { timeout: 1_000, size: 10_000 },
    isOffline: false,
    now: () => now,
    request: (url, validators) => {
      requests.push([url, validators]);
      return Promise.resolve(answer);
    },
    onTrouble: (message) => troubles.push(message),
    ...more,
  });
}

const URL_A = 'https://a.example/page';

/** Returns the text and when it was seen; null if there is no answer. */
async function read(cache = open(), url = URL_A) {
  const got = await cache.request(url);
  if (got.kind !== 'answer') return got.kind === 'failed' ? got.reason : got.location;
  const { status, contentType, seenAt = null, body } = got;
  expect(contentType).toBe('text/html');
  return { status, text: new TextDecoder().decode(body), seenAt };
}

const offline = () => open({ isOffline: true });
const storedFile = () => path.join(folder, readdirSync(folder)[0] ?? 'none');

describe('a page that was stored', () => {
  test('is requested with its validators, and used again if it has not changed', async () => {
    answer = page('It rose.', { etag: '"1"', 'last-modified': 'Sun, 01 Mar 2026 10:00:00 GMT' });
    expect(await read()).toEqual({ status: 200, text: 'It rose.', seenAt: null });
    answer = UNCHANGED;
    now += 60_000;
    // The site confirmed it now, so it counts as seen now.
    expect(await read()).toEqual({ status: 200, text: 'It rose.', seenAt: null });
    expect(requests).toEqual([
      [URL_A, {}],
      [URL_A, { etag: '"1"', lastModified: 'Sun, 01 Mar 2026 10:00:00 GMT' }],
    ]);
    expect(await read(offline())).toMatchObject({ seenAt: '2026-03-01T12:01:00.000Z' });
  });

  const changed = (time: string) => ({ 'last-modified': `Sun, 01 Mar 2026 ${time} GMT` });
  const sent = (time: string) => ({ date: `Sun, 01 Mar 2026 ${time} GMT` });
  test.each([
    ['it was changed in the same second in which it was sent', changed('12:00:00'), []],
    ['it was changed less than a minute before it was sent', changed('11:59:01'), []],
    [
      'its site sent it then, whatever the time is here',
      { ...changed('11:00:00'), ...sent('11:00:30') },
      [],
    ],
    ['its ETag may be made of that second', { ...changed('12:00:00'), etag: '"65-2"' }, []],
    ['its only validator is a weak ETag', { etag: 'W/"1"' }, []],
    ['nobody knows when it was changed', { 'last-modified': 'yesterday' }, []],
    ['it was changed a minute before', changed('11:59:00'), ['lastModified']],
    [
      'its ETag is weak but its time is long ago',
      { ...changed('11:00:00'), ...sent('12:00:00'), etag: 'W/"1"' },
      ['lastModified'],
    ],
    ['its ETag is strong', { etag: '"1"' }, ['etag']],
  ])('when %s: is requested with its validators %o', async (_, headers, names) => {
    answer = page('It rose.', headers);
    await read();
    now += 3_600_000;
    answer = page('It fell.', headers);
    expect(await read()).toMatchObject({ text: 'It fell.' });
    expect(requests.map((request) => Object.keys((request as [string, object])[1]))).toEqual([
      [],
      names,
    ]);
  });

  test('is replaced by a page that has changed', async () => {
    answer = page('It rose.', { etag: '"1"' });
    await read();
    answer = page('It fell.', { etag: '"2"' });
    expect(await read()).toMatchObject({ text: 'It fell.', seenAt: null });
    expect(await read(offline())).toMatchObject({ text: 'It fell.' });
  });

  test.each([
    ['for the time that its site names', 'max-age=60', 59, true],
    ['and no longer', 'max-age=60', 60, false],
    ['minus the time that it was in a cache before', 'max-age=60, age=30', 31, false],
    ['for ten minutes at most', 'public, max-age=31536000', 600, false],
    ['unless its site wants a request each time', 'no-cache, max-age=60', 1, false],
    ['unless its site gives no time', '', 1, false],
    ['unless the clock was set back', 'max-age=60', -1, false],
  ])('is used without a request %s', async (_, control, seconds, isUsed) => {
    const [cacheControl = '', age = '0'] = control.split(', age=');
    answer = page('It rose.', { 'cache-control': cacheControl, age });
    await read();
    now += seconds * 1_000;
    answer = page('It fell.');
    const expected = isUsed
      ? { text: 'It rose.', seenAt: '2026-03-01T12:00:00.000Z' }
      : { text: 'It fell.', seenAt: null };
    expect(await read()).toMatchObject(expected);
    expect(requests).toHaveLength(isUsed ? 1 : 2);
  });

  test.each([
    ['is gone', page('Not here.', {}, 404), 'not-run'],
    ['must not be stored any more', page('It fell.', { 'cache-control': 'No-Store' }), 'not-run'],
    ['redirects now', { kind: 'redirect', location: '/new' } as const, '/new'],
    [
      'cannot be reached now',
      { kind: 'failed', reason: 'network-error', detail: null } as const,
      'It rose.',
    ],
    ['is behind a refusal now', page('No.', {}, 403), 'It rose.'],
  ])('and %s gives, offline, its last stored state', async (_, next, seen) => {
    await read();
    answer = next;
    await read();
    const got = await read(offline());
    expect(typeof got === 'object' && got !== null ? got.text : got).toBe(seen);
  });

  test('is stored without data of its visitor, and only its owner can read the file', async () => {
    answer = page('It rose.', { 'set-cookie': 'id=secret' });
    await read();
    expect(readFileSync(storedFile(), 'latin1')).not.toContain('secret');
    expect(statSync(storedFile()).mode & 0o777).toBe(0o600);
  });
});

test('offline requests nothing, and a page that was never stored gives no answer', async () => {
  expect(await read(offline())).toBe('not-run');
  expect(requests).toEqual([]);
});

describe('a file in the folder is not used', () => {
  const about = (more: object = {}) => {
    const [line = ''] = readFileSync(storedFile(), 'latin1').split('\n');
    return `${JSON.stringify({ ...JSON.parse(line), ...more })}\n`;
  };
  const withBody = (head: string, body: string) =>
    Buffer.concat([Buffer.from(head), gzipSync(body)]);

  test.each([
    ['with another body', () => withBody(about(), 'It fell.')],
    ['of another address', () => withBody(about({ url: 'https://b.example/' }), 'It rose.')],
    ['with an unknown field', () => withBody(about({ more: 1 }), 'It rose.')],
    [
      'with a header of two lines',
      () => withBody(about({ headers: { etag: 'a\r\nHost: b' } }), 'It rose.'),
    ],
    ['that unpacks to more than a page may have', () => withBody(about(), 'a'.repeat(10_001))],
    ['that is longer than a page may be', () => Buffer.alloc(300_000)],
    ['that was cut', () => readFileSync(storedFile()).subarray(0, -9)],
    ['that is empty', () => Buffer.alloc(0)],
  ])('%s', async (_, content) => {
    answer = page('It rose.', { etag: '"1"' });
    await read();
    writeFileSync(storedFile(), content());
    expect(await read(offline())).toBe('not-run');
    await read();
    expect(requests[1]).toEqual([URL_A, {}]);
  });
});

test('the oldest files are deleted when there are too many, and no others', async () => {
  const cache = open();
  writeFileSync(path.join(folder, 'mine.txt'), 'a'.repeat(5_000));
  for (const [at, name] of ['old', 'new'].entries()) {
    await read(cache, `https://${name}.example/`);
    const files = readdirSync(folder).filter((file) => file !== 'mine.txt');
    for (const file of files) {
      const kept = path.join(folder, file);
      if (at === 0) utimesSync(kept, 1, 1);
    }
  }
  await cache.prune(400);
  expect(await read(offline(), 'https://old.example/')).toBe('not-run');
  expect(await read(offline(), 'https://new.example/')).toMatchObject({ text: 'It rose.' });
  expect(readdirSync(folder)).toContain('mine.txt');
  expect(troubles).toEqual([]);
});

test('a folder that cannot be written does not change answers, and is reported once', async () => {
  const cache = open({ folder: path.join(folder, 'none') });
  expect(await read(cache)).toMatchObject({ text: 'It rose.' });
  expect(await read(cache)).toMatchObject({ text: 'It rose.' });
  expect(troubles).toHaveLength(1);
});

test('a new folder is private to its owner, and a folder is not used if others can write in it', () => {
  const own = path.join(folder, 'a/b');
  expect(ownsFolder(own)).toBe(true);
  expect(statSync(own).mode & 0o777).toBe(0o700);
  const shared = path.join(folder, 'shared');
  mkdirSync(shared);
  chmodSync(shared, 0o777);
  expect(ownsFolder(shared)).toBe(false);
});

test.each([
  [{ XDG_CACHE_HOME: '/var/caches' }, /^\/var\/caches\/pincite$/],
  [{ XDG_CACHE_HOME: 'caches' }, /\/\.cache\/pincite$/],
  [{}, /\/\.cache\/pincite$/],
])('the folder for %o is as the specification says', (env, expected) => {
  expect(cacheFolder(env)).toMatch(expected);
});
