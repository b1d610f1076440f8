import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ClipsOnPage } from '@/entrypoints/highlighter/clips-on-page';
import type { Envelope } from '@/utils/messaging/protocol/envelope';

const NAME = 'pincite-clip';
const FIRST = '0193a000-0000-7000-8000-000000000001';
const SECOND = '0193a000-0000-7000-8000-000000000002';

interface Told {
  readonly url: string;
  readonly found: readonly string[];
}

let told: Told[] = [];
let allowed = true;
let quotes: Readonly<Record<string, string>> = {};
let clips: ClipsOnPage;
let stage: HTMLElement;

beforeEach(() => {
  told = [];
  allowed = true;
  const sendMessage = async ({ call, payload }: Envelope) => {
    if (call === 'highlights.shown') {
      told.push(payload as Told);
      return { ok: true, value: {} };
    }
    const list = Object.entries(quotes).map(([clipId, exact]) => ({
      clipId,
      quote: { exact, prefix: '', suffix: '' },
      position: null,
    }));
    return { ok: true, value: { allowed, clips: allowed ? list : [] } };
  };
  const extension = { runtime: { id: 'test', sendMessage } };
  Object.assign(globalThis, { browser: extension, chrome: extension });
  stage = document.createElement('main');
  document.body.append(stage);
  clips = new ClipsOnPage();
});

afterEach(() => {
  clips.stop();
  stage.remove();
});

const shown = () => [...(CSS.highlights.get(NAME) ?? [])].map(String);

describe('the clips of a page', () => {
  test('show at their places, and those without a place are reported', async () => {
    stage.innerHTML = '<p>The lock is shut until June.</p>';
    quotes = { [FIRST]: 'The lock is shut', [SECOND]: 'The weir is open' };
    await clips.ask();
    expect(shown()).toEqual(['The lock is shut']);
    expect(told).toEqual([{ url: location.href, found: [FIRST] }]);
  });

  test('show after their text is added', async () => {
    stage.innerHTML = '<p>Loading…</p>';
    quotes = { [FIRST]: 'The lock is shut' };
    await clips.ask();
    expect(shown()).toEqual([]);
    stage.innerHTML = '<p>The lock is shut until June.</p>';
    await vi.waitFor(() => expect(shown()).toEqual(['The lock is shut']));
    expect(told.at(-1)?.found).toEqual([FIRST]);
  });

  test('show after their text becomes visible', async () => {
    stage.innerHTML = '<p hidden>The lock is shut until June.</p>';
    quotes = { [FIRST]: 'The lock is shut' };
    await clips.ask();
    expect(shown()).toEqual([]);
    stage.querySelector('p')?.removeAttribute('hidden');
    await vi.waitFor(() => expect(shown()).toEqual(['The lock is shut']));
  });

  test('are shown no longer once their words are edited', async () => {
    stage.innerHTML = '<p>The level is 44 cm at noon.</p>';
    quotes = { [FIRST]: 'The level is 44 cm' };
    await clips.ask();
    expect(shown()).toEqual(['The level is 44 cm']);
    const text = stage.querySelector('p')?.firstChild as Text;
    text.data = 'The level is 45 cm at noon.';
    await vi.waitFor(() => expect(told.at(-1)?.found).toEqual([]));
    expect(shown()).toEqual([]);
  });

  test('are requested again when the page changes its own address', async () => {
    const before = location.href;
    stage.innerHTML = '<p>The lock is shut. The weir is open.</p>';
    quotes = { [FIRST]: 'The lock is shut' };
    await clips.ask();
    quotes = { [SECOND]: 'The weir is open' };
    history.pushState(null, '', '#/elsewhere');
    stage.append(document.createElement('hr'));
    await vi.waitFor(() => expect(shown()).toEqual(['The weir is open']));
    expect(told.at(-1)?.url).toBe(location.href);
    history.pushState(null, '', before);
  });

  test('are gone once the user withdraws the site', async () => {
    stage.innerHTML = '<p>The lock is shut until June.</p>';
    quotes = { [FIRST]: 'The lock is shut' };
    await clips.ask();
    allowed = false;
    await clips.ask();
    expect(CSS.highlights.has(NAME)).toBe(false);
    expect(document.adoptedStyleSheets).toHaveLength(0);
  });
});
