import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type HopWatch, watchHop } from '@/utils/platform/hop-watch';

type Listener = (details: object) => void;

const PAGE = 'http://lakes.example/levels';
/** Node gives addresses of extensions no origin, so that the extension has one of the web here. */
const OURS = 'https://extension.example';

/** The listeners of `webRequest`, by event. */
const listeners = {
  onHeadersReceived: new Set<Listener>(),
  onResponseStarted: new Set<Listener>(),
};
let hop: HopWatch;

function watch(url = PAGE): HopWatch {
  const watched = watchHop(url);
  if (watched === null) throw new Error('There is no webRequest.');
  return watched;
}

beforeEach(() => {
  vi.useFakeTimers();
  for (const event of ['onHeadersReceived', 'onResponseStarted'] as const) {
    const known = listeners[event];
    known.clear();
    Object.assign(fakeBrowser.webRequest[event], {
      addListener: vi.fn((listener: Listener) => known.add(listener)),
      removeListener: (listener: Listener) => known.delete(listener),
    });
  }
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockReturnValue(`${OURS}/`);
  hop = watch();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function tell(event: keyof typeof listeners, details: object): void {
  for (const listener of listeners[event]) listener({ url: PAGE, initiator: OURS, ...details });
}
const headers = (location?: string) => ({
  responseHeaders: [
    { name: 'Content-Type', value: 'text/html' },
    ...(location === undefined ? [] : [{ name: 'LOCATION', value: location }]),
  ],
});

describe('where an answer leads', () => {
  test('is its Location header, whatever its case', async () => {
    tell('onHeadersReceived', headers('/june'));
    expect(await hop.location()).toEqual({ kind: 'seen', location: '/june' });
  });

  test('is seen also when it is asked before the answer', async () => {
    const location = hop.location();
    tell('onHeadersReceived', headers('/june'));
    expect(await location).toEqual({ kind: 'seen', location: '/june' });
  });

  test('is nowhere without the header', async () => {
    tell('onHeadersReceived', headers());
    expect(await hop.location()).toEqual({ kind: 'seen', location: null });
  });

  test.each<[string, object]>([
    ['another address', { url: 'http://lakes.example/weirs' }],
    ['a page that asks for the same address', { initiator: 'http://other.example' }],
    ['a page, as Firefox tells it', { initiator: undefined, originUrl: 'http://other.example/' }],
  ])('is not told by the request of %s', async (_name, details) => {
    tell('onHeadersReceived', { ...headers('/stolen'), ...details });
    const location = hop.location();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await location).toEqual({ kind: 'unseen' });
  });

  test('is told of an address with a fragment, which no request has', async () => {
    const watched = watch(`${PAGE}#june`);
    tell('onHeadersReceived', headers('/june'));
    expect(await watched.location()).toEqual({ kind: 'seen', location: '/june' });
  });

  test('is unseen where no event comes', async () => {
    const location = hop.location();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await location).toEqual({ kind: 'unseen' });
  });
});

describe('the private address that answered', () => {
  /** A browser in which a request to one of these address spaces succeeds. */
  function reaches(...spaces: readonly string[]): string[] {
    const asked: string[] = [];
    vi.stubGlobal('Request', { prototype: { targetAddressSpace: 'unknown' } });
    vi.stubGlobal(
      'fetch',
      async (_url: string, { targetAddressSpace: space }: Record<string, string>) => {
        asked.push(space ?? '');
        if (!spaces.includes(space ?? '')) throw new TypeError('Failed to fetch');
        return new Response();
      },
    );
    return asked;
  }

  test.each(['127.0.0.1', '10.1.2.3', '::1', 'fd00::7'])('is %s', async (ip) => {
    reaches('loopback');
    tell('onResponseStarted', { ip });
    expect(await hop.privateAddress()).toBe(ip);
  });

  test('is none where a public address answered, and nothing is asked for it', async () => {
    const asked = reaches('loopback', 'local', 'public');
    tell('onResponseStarted', { ip: '93.184.215.14' });
    expect(await hop.privateAddress()).toBeNull();
    expect(asked).toEqual([]);
  });

  test('is none where the request went through a proxy of a private address', async () => {
    reaches('public', 'local');
    tell('onResponseStarted', { ip: '10.1.2.3' });
    expect(await hop.privateAddress()).toBeNull();
  });

  test('is none where no address space can be reached', async () => {
    const asked = reaches();
    tell('onResponseStarted', { ip: '10.1.2.3' });
    expect(await hop.privateAddress()).toBeNull();
    expect(asked).toEqual(['public', 'loopback', 'local']);
  });

  test('is none where the browser restricts no request', async () => {
    vi.stubGlobal('Request', { prototype: {} });
    tell('onResponseStarted', { ip: '10.1.2.3' });
    expect(await hop.privateAddress()).toBeNull();
  });

  test('is none where the browser says that a proxy was used', async () => {
    const asked = reaches('local');
    tell('onResponseStarted', { ip: '10.1.2.3', proxyInfo: { type: 'http' } });
    expect(await hop.privateAddress()).toBeNull();
    expect(asked).toEqual([]);
  });

  test('is none where the browser does not say', async () => {
    const address = hop.privateAddress();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await address).toBeNull();
  });
});

test('a watch hears only of its host, and of nothing once it is stopped', () => {
  expect(vi.mocked(fakeBrowser.webRequest.onHeadersReceived.addListener).mock.lastCall).toEqual([
    expect.any(Function),
    { urls: ['http://lakes.example/*'] },
    ['responseHeaders'],
  ]);
  hop.stop();
  expect([listeners.onHeadersReceived.size, listeners.onResponseStarted.size]).toEqual([0, 0]);
});
