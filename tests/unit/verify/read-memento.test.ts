import { describe, expect, test } from 'vitest';
import {
  archiveHost,
  archivePatterns,
  maySendToArchive,
  parseHosts,
} from '@/utils/verify/archive-options';
import type { ReadAnswer } from '@/utils/verify/follow-hops';
import { type MementoAnswer, readMemento } from '@/utils/verify/read-memento';

const PAGE = 'http://a.example/levels';
const GATE = 'https://gate.example/web/';
const COPY = `https://gate.example/web/20260503040506/${PAGE}`;
const RAW = `https://gate.example/web/20260503040506id_/${PAGE}`;
const TAKEN = 'Sun, 03 May 2026 04:05:06 GMT';

type Served = Readonly<Record<string, { status?: number; datetime?: string | null; to?: string }>>;

/** An archive with these responses. Returns the result and the contacted addresses. */
async function ask(served: Served) {
  const contacted: string[] = [];
  const answer = await readMemento(PAGE, GATE, {
    read: async (url, redirected): Promise<ReadAnswer<MementoAnswer>> => {
      let at = url;
      for (;;) {
        contacted.push(at);
        const { status = 200, datetime = null, to } = served[at] ?? { status: 404 };
        if (to !== undefined) {
          at = redirected(to);
          continue;
        }
        const value = { text: at, status, mementoDatetime: datetime, judgements: [] };
        return { kind: 'read', value, finalUrl: at };
      }
    },
  });
  return { answer, contacted };
}

describe('asking a TimeGate', () => {
  test('reads the copy’s own bytes, without fetching it with the banner', async () => {
    const { answer, contacted } = await ask({
      [GATE + PAGE]: { to: COPY },
      [RAW]: { datetime: TAKEN },
    });
    expect(answer).toMatchObject({
      kind: 'read',
      reader: 'memento',
      finalUrl: RAW,
      mementoDatetime: '2026-05-03T04:05:06.000Z',
    });
    expect(contacted).toEqual([GATE + PAGE, RAW]);
  });

  test('uses the displayed copy if the archive does not give its bytes', async () => {
    const { answer, contacted } = await ask({
      [GATE + PAGE]: { to: COPY },
      [COPY]: { datetime: TAKEN },
    });
    expect(answer).toMatchObject({ kind: 'read', finalUrl: COPY });
    expect(contacted).toEqual([GATE + PAGE, RAW, GATE + PAGE, COPY]);
  });

  test('accepts a copy that the TimeGate itself returns', async () => {
    const { answer } = await ask({ [GATE + PAGE]: { datetime: TAKEN } });
    expect(answer).toMatchObject({ kind: 'read', finalUrl: GATE + PAGE });
  });

  test.each<[string, Served, string]>([
    ['has none', { [GATE + PAGE]: { status: 404 } }, 'no-memento'],
    ['answers without saying when', { [GATE + PAGE]: {} }, 'no-memento'],
    ['gives a date of another form', { [GATE + PAGE]: { datetime: '2026-05-03' } }, 'no-memento'],
    [
      'kept a “not found”',
      {
        [GATE + PAGE]: { to: COPY },
        [RAW]: { status: 404, datetime: TAKEN },
        [COPY]: { status: 404, datetime: TAKEN },
      },
      'no-memento',
    ],
    ['is in trouble', { [GATE + PAGE]: { status: 502 } }, 'server-error'],
    ['wants rest', { [GATE + PAGE]: { status: 429 } }, 'status-blocked'],
  ])('an archive that %s shows nothing', async (_name, served, reason) => {
    const { answer } = await ask(served);
    expect(answer).toMatchObject({ kind: 'failed', reason });
  });

  test('is not repeated if the archive asks for a pause', async () => {
    const { contacted } = await ask({ [GATE + PAGE]: { to: COPY }, [RAW]: { status: 429 } });
    expect(contacted).toEqual([GATE + PAGE, RAW]);
  });
});

describe('the archive’s address', () => {
  test.each([
    ['https://gate.example/web/', 'gate.example'],
    [' https://gate.example/web/{url} ', 'gate.example'],
    ['https://gate.example/?u={url}', 'gate.example'],
    ['http://127.0.0.1:8080/pywb/', '127.0.0.1'],
    ['https://{url}/', null],
    ['https://{url}.gate.example/', null],
    ['{url}', null],
    ['gate.example', null],
    ['file:///tmp/{url}', null],
    ['javascript:alert(1)', null],
    ['https://user:word@gate.example/', null],
    ['', null],
  ])('%j is of %j', (address, host) => {
    expect(archiveHost(address)).toBe(host);
  });

  test.each([
    ['', []],
    [
      'copies.example, https://more.example/web/ ; copies.example',
      ['copies.example', 'more.example'],
    ],
    ['not a host!', null],
    ['localhost', null],
  ])('other hosts %j', (text, hosts) => {
    expect(parseHosts(text)).toEqual(hosts);
  });

  test('is requested with both schemes', () => {
    expect(archivePatterns(['a.example'])).toEqual(['https://a.example/*', 'http://a.example/*']);
  });

  test.each([
    ['https://a.example/x?y=1', true],
    ['http://192.168.1.1/admin', false],
    ['http://localhost/', false],
    ['http://intranet/', false],
    ['https://user:word@a.example/', false],
    ['file:///home/me/notes.html', false],
  ])('whether it learns of %s: %j', (url, told) => {
    expect(maySendToArchive(url)).toBe(told);
  });
});
