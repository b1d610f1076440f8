import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { ClipsOnPage } from '@/entrypoints/highlighter/clips-on-page';
import type { Envelope } from '@/utils/messaging/protocol/envelope';
import { TOAST_ELEMENT } from '@/utils/page/live-tree';
import { type HeldClock, holdClock } from '../held-clock';
import { pointAt } from '../point-at';

const LOCK = '0193a000-0000-7000-8000-000000000001';
const WEIR = '0193a000-0000-7000-8000-000000000002';

const QUOTES: Readonly<Record<string, string>> = { [LOCK]: 'The lock is shut', [WEIR]: 'lock is' };
const NOTES: Readonly<Record<string, object>> = {
  [LOCK]: {
    clipId: LOCK,
    note: 'Ask <b>June</b> again',
    tags: ['locks', '2026'],
    place: 'Lakes · Inbox',
    panel: 'Show in panel',
  },
  [WEIR]: { clipId: WEIR, note: '', tags: [], place: 'Lakes · Weirs', panel: 'Show in panel' },
};

let asked: unknown[] = [];
/** The clips that the panel was asked to show. */
let led: unknown[] = [];
let quotes: readonly string[] = [];
let clips: ClipsOnPage;
let clock: HeldClock;
let stage: HTMLElement;
const roots: ShadowRoot[] = [];

beforeEach(async () => {
  asked = [];
  led = [];
  quotes = [LOCK];
  roots.length = 0;
  const attachShadow = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    expect(init.mode).toBe('closed');
    const root = attachShadow.call(this, init);
    roots.push(root);
    return root;
  });
  const sendMessage = async ({ call, payload }: Envelope) => {
    if (call === 'highlights.list') {
      const list = quotes.map((clipId) => ({
        clipId,
        quote: { exact: QUOTES[clipId], prefix: '', suffix: '' },
        position: null,
      }));
      return { ok: true, value: { allowed: true, clips: list } };
    }
    if (call === 'highlights.panel') led.push(payload);
    if (call !== 'highlights.notes') return { ok: true, value: {} };
    asked.push(payload);
    const { clipIds } = payload as { clipIds: string[] };
    return { ok: true, value: { notes: clipIds.map((id) => NOTES[id]) } };
  };
  const extension = { runtime: { id: 'test', sendMessage } };
  Object.assign(globalThis, { browser: extension, chrome: extension });
  stage = document.createElement('main');
  stage.style.margin = '20px';
  stage.innerHTML =
    '<p style="height: 60px">Elsewhere nothing was clipped.</p><p><span>The lock is shut</span> until June.</p>';
  document.body.append(stage);
  await pointAt(stage.querySelector('p')!);
  clock = holdClock();
  clips = new ClipsOnPage();
});

afterEach(() => {
  clips.stop();
  stage.remove();
  vi.restoreAllMocks();
});

const passage = () => stage.querySelector('span')!;
const elsewhere = () => stage.querySelector('p')!;
const host = () => document.querySelector<HTMLElement>(TOAST_ELEMENT);
const isOpen = () => host()?.matches(':popover-open') ?? false;
const card = () => roots.at(-1)?.querySelector('section');

/** Lets time pass in which the pointer and the caret stay where they are, and waits for answers. */
async function rest(): Promise<void> {
  // What an event changes is applied in the next frame.
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  clock.pass(500);
  await new Promise(requestAnimationFrame);
}
const opened = () =>
  vi.waitFor(async () => {
    await rest();
    expect(isOpen()).toBe(true);
  });
const closed = () =>
  vi.waitFor(async () => {
    await rest();
    expect(isOpen()).toBe(false);
  });

describe('the note of a clip', () => {
  test('is shown under the passage that the pointer rests on, as text', async () => {
    await clips.ask();
    await pointAt(passage());
    await opened();
    expect(asked).toEqual([{ url: location.href, clipIds: [LOCK] }]);
    const parts = [...(card()?.querySelectorAll('p, li, footer') ?? [])];
    expect(parts.map((part) => part.getAttribute('data-drawn'))).toEqual([
      'Ask <b>June</b> again',
      'locks',
      '2026',
      'Lakes · Inbox',
    ]);
    const [box, words] = [card()!.getBoundingClientRect(), passage().getBoundingClientRect()];
    expect(box.top).toBeGreaterThanOrEqual(words.bottom);
    expect(box.top - words.bottom).toBeLessThan(20);
    expect(box.left).toBeCloseTo(words.left, 0);
  });

  test('is shown of each of several clips of the same words', async () => {
    quotes = [LOCK, WEIR];
    await clips.ask();
    await pointAt(passage());
    await opened();
    expect(card()?.querySelectorAll('article')).toHaveLength(2);
    expect(card()?.querySelector('article:last-child footer')?.getAttribute('data-drawn')).toBe(
      'Lakes · Weirs',
    );
  });

  test('is not requested elsewhere, and disappears when the pointer leaves', async () => {
    await clips.ask();
    await pointAt(elsewhere());
    await rest();
    expect(asked).toEqual([]);
    await pointAt(passage());
    await opened();
    await pointAt(elsewhere());
    await closed();
  });

  test('leads to the clip in the panel, each of its own', async () => {
    quotes = [LOCK, WEIR];
    await clips.ask();
    await pointAt(passage());
    await opened();
    const ways = [...(card()?.querySelectorAll('button') ?? [])];
    expect(ways.map((way) => way.getAttribute('data-drawn'))).toEqual([
      'Show in panel',
      'Show in panel',
    ]);
    const { left, top, width, height } = ways[1]!.getBoundingClientRect();
    expect(height).toBeGreaterThanOrEqual(24);
    const position = { x: left + width / 2, y: top + height / 2 };
    await userEvent.click(document.documentElement, { force: true, position });
    await vi.waitFor(() => expect(led).toEqual([{ url: location.href, clipId: WEIR }]));
  });

  test('stays while the pointer is in the card', async () => {
    await clips.ask();
    await pointAt(passage());
    await opened();
    const { left, top } = card()!.getBoundingClientRect();
    // A test cannot select an element in a closed shadow root, so it clicks at a position.
    const place = { force: true, position: { x: left + 5, y: top + 5 } };
    await expect
      .poll(async () => {
        await userEvent.hover(document.documentElement, place);
        return host()?.matches(':hover');
      })
      .toBe(true);
    await rest();
    expect(isOpen()).toBe(true);
  });

  test('closes on Escape, and opens again only after the pointer has left', async () => {
    await clips.ask();
    await pointAt(passage());
    await opened();
    await userEvent.keyboard('{Escape}');
    expect(isOpen()).toBe(false);
    await pointAt(passage(), { x: 3, y: 3 });
    await rest();
    expect(isOpen()).toBe(false);
    await pointAt(elsewhere());
    await rest();
    await pointAt(passage());
    await opened();
  });

  test('opens again at a click, although the pointer has not left', async () => {
    await clips.ask();
    await pointAt(passage());
    await opened();
    await userEvent.keyboard('{Escape}');
    await pointAt(passage(), { x: 3, y: 3 });
    await rest();
    expect(isOpen()).toBe(false);
    await userEvent.click(passage(), { position: { x: 3, y: 3 } });
    await opened();
    expect(asked).toHaveLength(2);
  });

  test('is shown where keys put the caret, and not where the pointer selects', async () => {
    await clips.ask();
    const words = passage().firstChild as Text;
    getSelection()?.collapse(words, 2);
    await rest();
    expect(isOpen()).toBe(false);
    await userEvent.keyboard('{ArrowRight}');
    getSelection()?.collapse(words, 5);
    await opened();
    getSelection()?.collapse(elsewhere().firstChild, 2);
    await closed();
  });

  test('is shown for the user’s own pointer alone, and no style sheet of the page hides it', async () => {
    await clips.ask();
    const { left: clientX, top: clientY } = passage().getBoundingClientRect();
    passage().dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX, clientY }));
    await rest();
    expect(asked).toEqual([]);
    const sheet = document.createElement('style');
    sheet.textContent = `${TOAST_ELEMENT} {
      display: none !important; visibility: hidden !important; opacity: 0 !important;
    }`;
    stage.append(sheet);
    const isSeen = () =>
      card()?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    await pointAt(passage());
    await opened();
    expect(isSeen()).toBe(true);
    await pointAt(elsewhere());
    await closed();
    expect(isSeen()).toBe(false);
  });

  test('disappears with the clip, and leaves nothing in the page', async () => {
    await clips.ask();
    await pointAt(passage());
    await opened();
    quotes = [];
    await clips.ask();
    expect(host()).toBeNull();
    await pointAt(elsewhere());
    await rest();
    await pointAt(passage());
    await rest();
    expect(asked).toHaveLength(1);
    expect(host()).toBeNull();
  });
});
