import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { type PageToRead, type ReadingPorts, readPages } from '@/cli/read-pages';
import type { RequestAnswer } from '@/cli/request-address';
import { judgeBody } from '@/utils/page/judge-page';
import { clipOf } from '../verify/quote-fixture';

const FILLER = 'Water flows down the valley every spring, and the town looks at it. '.repeat(30);

function html(words: string, more: Partial<Extract<RequestAnswer, { kind: 'answer' }>> = {}) {
  const page = `<!doctype html><title>Dam</title><p>${words}</p><p>${FILLER}</p>`;
  const body = new TextEncoder().encode(page);
  const contentType = 'text/html; charset=utf-8';
  return { kind: 'answer', status: 200, contentType, headers: {}, body, ...more } as const;
}

/** Ports to a web that answers as given, and the addresses that were requested. */
function web(answers: (url: string, time: number) => RequestAnswer | Promise<RequestAnswer>) {
  const asked: string[] = [];
  const ports: ReadingPorts = {
    allowedHosts: new Set(),
    keepsTexts: false,
    judge: (page) => Promise.resolve(judgeBody(page)),
    request: async (url) => {
      asked.push(url);
      return answers(url, asked.filter((each) => each === url).length);
    },
  };
  return { ports, asked };
}

const page = (url: string, ...quotes: string[]): PageToRead => ({
  url,
  quotes: quotes.map((quote) => clipOf(quote)),
});

async function verdicts(pages: readonly PageToRead[], ports: ReadingPorts) {
  const read = await readPages(pages, ports);
  return read.map(({ judgements }) => judgements.map(({ verdict }) => verdict));
}

test('judges each quote on its page, and returns the pages in order', async () => {
  const { ports } = web((url) => html(url.includes('a.example') ? 'It rose in May.' : 'It fell.'));
  const pages = [
    page('https://b.example/', 'It rose in May', 'It fell'),
    page('https://a.example/', 'It rose in May'),
  ];
  expect(await verdicts(pages, ports)).toEqual([['unchecked', 'verbatim'], ['verbatim']]);
});

test('keeps the text of a page, and asks the judge for it, only if that is wanted', async () => {
  const { ports } = web(() => html('It rose in May.'));
  const asked: boolean[] = [];
  const judge: ReadingPorts['judge'] = (given, returnsText) => {
    asked.push(returnsText);
    return ports.judge(given, returnsText);
  };
  const textOf = async (keepsTexts: boolean) => {
    const [read] = await readPages([page('https://a.example/', 'It rose')], {
      ...{ ...ports, judge },
      keepsTexts,
    });
    return read?.text;
  };
  expect(await textOf(false)).toBe('');
  expect(await textOf(true)).toContain('It rose in May.');
  expect(asked).toEqual([false, true]);
});

test('a quote that is not in a downloaded page is never missing', async () => {
  const { ports } = web(() => html('Something else.'));
  const [read] = await readPages([page('https://a.example/', 'The dam was closed.')], ports);
  expect(read?.judgements[0]).toMatchObject({
    verdict: 'unchecked',
    evidence: { reason: 'not-found-not-rendered' },
  });
});

test('the judge gets only pins, because its input is copied for each page', async () => {
  const { ports } = web(() => html('It rose in May.'));
  const seen: unknown[] = [];
  const judge: ReadingPorts['judge'] = (given, returnsText) => {
    seen.push(...given.quotes.map((quote) => Object.keys(quote)));
    return ports.judge(given, returnsText);
  };
  const quote = { ...clipOf('It rose in May'), report: { passages: ['many'] } };
  await readPages([{ url: 'https://a.example/', quotes: [quote] }], { ...ports, judge });
  expect(seen).toEqual([['pin']]);
});

describe('a redirect', () => {
  const to = (location: string): RequestAnswer => ({ kind: 'redirect', location });

  test('is followed to where the quote is', async () => {
    const { ports, asked } = web((url) =>
      url.endsWith('/old') ? to('/new') : html('It rose in May.'),
    );
    const [read] = await readPages([page('https://a.example/old', 'It rose in May')], ports);
    expect(read).toMatchObject({
      finalUrl: 'https://a.example/new',
      judgements: [{ verdict: 'verbatim', flags: ['redirected'] }],
    });
    expect(asked).toEqual(['https://a.example/old', 'https://a.example/new']);
  });

  test.each([
    'http://127.0.0.1/admin',
    'http://0x7f000001/admin',
    'http://2130706433/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://router.local/',
    'http://localhost./',
    'file:///etc/passwd',
    'https://user:word@a.example/',
  ])('to %s is not followed', async (target) => {
    const { ports, asked } = web(() => to(target));
    expect(await verdicts([page('https://a.example/', 'It rose')], ports)).toEqual([
      ['unreachable'],
    ]);
    expect(asked).toEqual(['https://a.example/']);
  });

  test('in the page itself is followed, and vetted', async () => {
    const refresh = '<meta http-equiv="refresh" content="0;url=http://10.0.0.1/">It rose.';
    const { ports, asked } = web(() => html(refresh));
    expect(await verdicts([page('https://a.example/', 'It rose')], ports)).toEqual([
      ['unreachable'],
    ]);
    expect(asked).toEqual(['https://a.example/']);
  });

  test('in a circle ends', async () => {
    const { ports } = web((url) => to(url.endsWith('/a') ? '/b' : '/a'));
    const [read] = await readPages([page('https://a.example/a', 'It rose')], ports);
    expect(read?.judgements[0]?.evidence.reason).toBe('too-many-redirects');
  });
});

test.each([
  [404, {}, 'gone'],
  [403, {}, 'blocked'],
  [200, { 'cf-mitigated': 'challenge' }, 'blocked'],
])('status %i with %o is %s, whatever the page says', async (status, headers, verdict) => {
  const { ports } = web(() => html('It rose in May.', { status, headers }));
  expect(await verdicts([page('https://a.example/', 'It rose in May')], ports)).toEqual([
    [verdict],
  ]);
});

test('what is no text is unchecked', async () => {
  const pdf = { contentType: 'application/pdf', body: new TextEncoder().encode('%PDF-1.7 rose') };
  const { ports } = web(() => html('', pdf));
  const [read] = await readPages([page('https://a.example/', 'rose')], ports);
  expect(read?.judgements[0]).toMatchObject({
    verdict: 'unchecked',
    evidence: { reason: 'unsupported-type' },
  });
});

test('a charset is read as browsers read it', async () => {
  const body = Buffer.from('<p>Le barrage fut fermé en été.</p>', 'latin1');
  const latin = { contentType: 'text/html; charset=iso-8859-1', body: new Uint8Array(body) };
  const { ports } = web(() => html('', latin));
  expect(await verdicts([page('https://a.example/', 'fut fermé en été')], ports)).toEqual([
    ['verbatim'],
  ]);
});

test('a page that may not be requested is unchecked at once', async () => {
  const { ports, asked } = web(() => ({ kind: 'failed', reason: 'not-run', detail: null }));
  const pages = [page('https://a.example/1', 'rose'), page('https://a.example/2', 'rose')];
  expect(await verdicts(pages, ports)).toEqual([['unchecked'], ['unchecked']]);
  expect(asked).toHaveLength(2);
});

test('a stored page is judged, and the result says when the page was stored', async () => {
  const seenAt = '2026-03-01T12:00:00.000Z';
  const { ports } = web((url) =>
    url.endsWith('/stored') ? { ...html('It rose in May.'), seenAt } : html('It rose in May.'),
  );
  const pages = [
    page('https://a.example/stored', 'It rose'),
    page('https://a.example/', 'It rose'),
  ];
  const read = await readPages(pages, ports);
  expect(read.map((each) => each.seenAt)).toEqual([seenAt, null]);
});

describe('a site that asks to wait', () => {
  test('is asked again after that time, and not before', async () => {
    let first = 0;
    let second = 0;
    const { ports } = web((_, time) => {
      if (time > 1) {
        second = performance.now();
        return html('It rose in May.');
      }
      first = performance.now();
      return html('busy', { status: 503, headers: { 'retry-after': '1' } });
    });
    expect(await verdicts([page('https://a.example/', 'It rose in May')], ports)).toEqual([
      ['verbatim'],
    ]);
    expect(second - first).toBeGreaterThanOrEqual(990);
  });

  test('for long is not asked for its other pages', async () => {
    const slow = { status: 429, headers: { 'retry-after': '3600' } };
    const { ports, asked } = web(() => html('busy', slow));
    const pages = [1, 2, 3].map((at) => page(`https://a.example/${at}`, 'It rose'));
    expect(await verdicts(pages, ports)).toEqual([['blocked'], ['unchecked'], ['unchecked']]);
    expect(asked).toEqual(['https://a.example/1']);
  });
});

test('a signal ends the reading, also during a pause that a site asked for', async () => {
  const over = new AbortController();
  const { ports, asked } = web(() => {
    setTimeout(() => over.abort(new Error('enough')), 5);
    return html('busy', { status: 503, headers: { 'retry-after': '60' } });
  });
  const reading = readPages([page('https://a.example/', 'It rose')], {
    ...ports,
    signal: over.signal,
  });
  await expect(reading).rejects.toThrow('enough');
  expect(asked).toHaveLength(1);
});

test('one request at a time goes to a host, also by a redirect, and six at most in all', async () => {
  const running = new Map<string, number>();
  let most = 0;
  let mostOfHost = 0;
  const { ports } = web(async (url) => {
    const { host, pathname } = new URL(url);
    running.set(host, (running.get(host) ?? 0) + 1);
    mostOfHost = Math.max(mostOfHost, running.get(host) ?? 0);
    most = Math.max(
      most,
      [...running.values()].reduce((sum, count) => sum + count, 0),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    running.set(host, (running.get(host) ?? 0) - 1);
    if (pathname === '/moved') return { kind: 'redirect', location: 'https://h0.example/new' };
    return html('It rose in May.');
  });
  const pages = Array.from({ length: 40 }, (_, at) =>
    page(`https://h${at % 10}.example/${at < 30 ? at : 'moved'}`, 'It rose'),
  );
  const done: string[] = [];
  await readPages(pages, { ...ports, onRead: (count, total) => done.push(`${count}/${total}`) });
  expect(mostOfHost).toBe(1);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(6);
  expect(done).toEqual(Array.from({ length: 40 }, (_, at) => `${at + 1}/40`));
});

test('the body of a page is released after its quotes were judged', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const bodies: WeakRef<object>[] = [];
  let kept = 0;
  const { ports } = web(async (url) => {
    if (url.includes('last')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      collect();
      kept = bodies.filter((body) => body.deref() !== undefined).length;
    }
    const answer = html('It rose in May.');
    if (answer.kind === 'answer') bodies.push(new WeakRef(answer.body));
    return answer;
  });
  const pages = Array.from({ length: 30 }, (_, at) => page(`https://h${at}.example/`, 'It rose'));
  // The last page has the host of the first one, so it is read after the others.
  pages.push(page('https://h0.example/last', 'It rose'));
  await readPages(pages, ports);
  expect(kept).toBeLessThanOrEqual(6);
  expect(bodies).toHaveLength(31);
});
