import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  allowHighlights,
  followHighlightSites,
  followPermissions,
  injectHighlighter,
  isHighlightSite,
  readHighlightSites,
  registerHighlighter,
  stopHighlights,
} from '@/utils/platform/highlight-sites';

const LAKES = 'http://lakes.example/*';
const WEIRS = 'https://weirs.example/*';
const FIVE_MINUTES = 300_000;

const { permissions, scripting, storage, tabs } = fakeBrowser;
/** Registered content scripts, by id. */
const registered = new Map<string, unknown>();
let granted: Set<string>;
let answer: () => Promise<boolean>;
/** The listeners for permissions that are granted and removed. */
let added: ((permissions: { origins?: string[] }) => void)[];
let removed: (() => void)[];

beforeEach(() => {
  vi.useRealTimers();
  fakeBrowser.reset();
  registered.clear();
  granted = new Set();
  [added, removed] = [[], []];
  answer = async () => true;
  Object.assign(permissions, {
    request: vi.fn(() => answer()),
    contains: async ({ origins: [origin = ''] }: { origins: string[] }) => granted.has(origin),
    onAdded: { addListener: (listener: never) => added.push(listener) },
    onRemoved: { addListener: (listener: never) => removed.push(listener) },
  });
  Object.assign(scripting, {
    getRegisteredContentScripts: async () => [...registered.values()],
    registerContentScripts: async ([script]: { id: string }[]) => {
      if (script === undefined || registered.has(script.id)) throw new Error('Duplicate script id');
      registered.set(script.id, script);
    },
    updateContentScripts: async ([script]: { id: string }[]) => {
      if (script === undefined || !registered.has(script.id)) throw new Error('Unknown script id');
      registered.set(script.id, script);
    },
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      for (const id of ids) if (!registered.delete(id)) throw new Error('Unknown script id');
    },
  });
});

describe('a site', () => {
  test('shows clips once the user allowed it, and no more once it is stopped', async () => {
    expect(await allowHighlights('http://lakes.example/levels?of=april#june')).toBe(true);
    expect(permissions.request).toHaveBeenCalledExactlyOnceWith({ origins: [LAKES] });
    expect(await readHighlightSites()).toEqual([LAKES]);
    expect(await isHighlightSite('http://lakes.example/other')).toBe(true);
    expect(await isHighlightSite('https://lakes.example/other')).toBe(false);
    await stopHighlights(LAKES);
    expect(await readHighlightSites()).toEqual([]);
  });

  test.each<[string, () => Promise<boolean>]>([
    ['the user refuses', async () => false],
    ['the browser does not ask', () => Promise.reject(new Error('Closed by the administrator'))],
  ])('shows none where %s', async (_name, refuses) => {
    vi.spyOn(console, 'warn').mockReturnValue();
    answer = refuses;
    expect(await allowHighlights('http://lakes.example/levels')).toBe(false);
    expect(await readHighlightSites()).toEqual([]);
  });

  test.each(['about:blank', 'file:///home/levels.html', 'no address'])(
    'is not asked for where there is none: %s',
    async (url) => {
      expect(await allowHighlights(url)).toBe(false);
      expect(await isHighlightSite(url)).toBe(false);
      expect(permissions.request).not.toHaveBeenCalled();
    },
  );
});

describe('a question whose popup closed under it', () => {
  const tellAdded = async (...origins: string[]) => {
    for (const listener of added) listener({ origins });
    await vi.waitFor(() => expect(storage.session.get).toHaveReturned());
    await new Promise(setImmediate);
  };

  beforeEach(() => {
    vi.spyOn(storage.session, 'get');
    followPermissions();
    answer = () => new Promise(() => undefined);
    void allowHighlights('http://lakes.example/levels');
  });

  test('is answered by the permission', async () => {
    await tellAdded(LAKES);
    expect(await readHighlightSites()).toEqual([LAKES]);
  });

  test('is not answered by the permission for another site', async () => {
    await tellAdded(WEIRS);
    expect(await readHighlightSites()).toEqual([]);
  });

  test('is not answered by a permission that comes after five minutes', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + FIVE_MINUTES + 1);
    await tellAdded(LAKES);
    vi.mocked(Date.now).mockRestore();
    expect(await readHighlightSites()).toEqual([]);
  });
});

test('a permission that was given for something else adds no site', async () => {
  followPermissions();
  for (const listener of added) listener({ origins: [LAKES] });
  await new Promise(setImmediate);
  expect(await readHighlightSites()).toEqual([]);
});

test('a site whose permission was withdrawn goes, and the others stay', async () => {
  await allowHighlights('http://lakes.example/levels');
  await allowHighlights('https://weirs.example/june');
  granted = new Set([WEIRS]);
  followPermissions();
  for (const listener of removed) listener();
  await vi.waitFor(async () => expect(await readHighlightSites()).toEqual([WEIRS]));
});

test('pages hear of sites that are added and removed, and of nothing else', async () => {
  const heard: (readonly string[])[] = [];
  const stop = followHighlightSites((sites) => heard.push(sites));
  await allowHighlights('http://lakes.example/levels');
  await storage.local.set({ reviewer: 'Mina' });
  await storage.session.set({ 'highlight:http://other.example/*': true });
  await stopHighlights(LAKES);
  expect(heard).toEqual([[LAKES], []]);
  stop();
  await allowHighlights('http://lakes.example/levels');
  expect(heard).toHaveLength(2);
});

test('the highlighter runs on the sites of now, and nowhere once there is none', async () => {
  await registerHighlighter();
  expect(registered.size).toBe(0);
  await allowHighlights('http://lakes.example/levels');
  await registerHighlighter();
  expect([...registered.values()]).toMatchObject([
    { js: ['/highlighter.js'], matches: [LAKES], allFrames: true },
  ]);
  await allowHighlights('https://weirs.example/june');
  await Promise.all([registerHighlighter(), registerHighlighter()]);
  expect([...registered.values()]).toMatchObject([{ matches: [LAKES, WEIRS] }]);
  await stopHighlights(LAKES);
  await stopHighlights(WEIRS);
  await registerHighlighter();
  expect(registered.size).toBe(0);
});

test('open pages of the site are marked, but none in a private window, and one that fails stops no other', async () => {
  vi.spyOn(console, 'debug').mockReturnValue();
  vi.spyOn(tabs, 'query').mockResolvedValue([
    { id: 1, incognito: false },
    { id: 2, incognito: true },
    { id: 3, incognito: false },
    { incognito: false },
  ] as never);
  const marked: (number | undefined)[] = [];
  Object.assign(scripting, {
    executeScript: async ({ target }: { target: { tabId: number } }) => {
      if (target.tabId === 1) throw new Error('The tab was discarded.');
      marked.push(target.tabId);
      return [];
    },
  });
  await injectHighlighter(LAKES);
  expect(tabs.query).toHaveBeenCalledExactlyOnceWith({ url: LAKES });
  expect(marked).toEqual([3]);
});
