import { afterEach, describe, expect, test, vi } from 'vitest';
import { keepModel } from '@/utils/page/kept-model';
import { TOAST_ELEMENT } from '@/utils/page/live-tree';
import { createTextModel } from '@/utils/page/page-text-model';

const HTML = `<!doctype html><html lang="en"><title>Lock</title>
  <style onload="window.styled = true">.gone { display: none } late-card:not(:defined) { display: block }</style>
  <p id="first">The keeper counted eleven boats.</p>
  <p id="hidden" class="gone">Twelve came a day later.</p>
  <details id="more"><summary>More</summary>Behind it the weir.</details>
  <label><input type="checkbox" id="box"> Show all</label>
  <div id="card"><template shadowrootmode="open"><p>In the card</p>
    <div id="inner"><template shadowrootmode="open"><i>Deep in the card</i></template></div></template></div>
  <late-card>Not yet a card</late-card>`;

let opened: HTMLIFrameElement | null = null;

async function openKept() {
  const frame = document.createElement('iframe');
  opened = frame;
  frame.srcdoc = HTML;
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument as Document;
  const view = frame.contentWindow as Window & typeof globalThis;
  // Waits for the page's own load events, because that of its style sheet may come after the
  // frame's.
  while (!('styled' in view)) await turn(view);
  // The first drawing also gives the notice of its width.
  await new Promise((done) => view.requestAnimationFrame(done));
  await turn(view);
  const read = vi.fn(() =>
    createTextModel(page, { skip: ({ localName }) => localName === TOAST_ELEMENT }),
  );
  const byId = (id: string): HTMLElement => {
    const found = page.getElementById(id);
    if (found === null) throw new Error(`No ${id}`);
    return found;
  };
  const card = byId('card').shadowRoot as ShadowRoot;
  const inner = card.querySelector('#inner')?.shadowRoot as ShadowRoot;
  return { document: page, view, byId, card, inner, read, kept: keepModel(page, read) };
}

type Opened = Awaited<ReturnType<typeof openKept>>;

afterEach(() => {
  vi.useRealTimers();
  opened?.remove();
  opened = null;
});

/** Resolves after observers and queued events have run. */
const turn = (view: Window) => new Promise((done) => view.setTimeout(done, 0));

describe('a kept model', () => {
  test('is the same as long as nothing in the page changes', async () => {
    const { kept, read, view } = await openKept();
    const first = kept.current(null);
    await turn(view);
    expect(kept.current(null)).toBe(first);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test('stays the same while only our own toast opens and closes', async () => {
    const { document, kept, read, view } = await openKept();
    const first = kept.current(null);
    const toast = document.createElement(TOAST_ELEMENT);
    document.documentElement.append(toast);
    toast.setAttribute('popover', 'manual');
    toast.showPopover();
    await turn(view);
    expect(kept.current(null)).toBe(first);
    toast.remove();
    expect(kept.current(null)).toBe(first);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test.each<[name: string, change: (page: Opened) => void, text: string, there?: boolean]>([
    ['text that arrives late', (p) => p.document.body.append('Late words'), 'Late words'],
    [
      'a word of a text node',
      (p) => {
        (p.byId('first').firstChild as Text).data = 'The keeper counted sixty-one boats.';
      },
      'sixty-one',
    ],
    ['what is removed', (p) => p.byId('first').remove(), 'eleven boats', false],
    ['a class that shows text', (p) => p.byId('hidden').classList.remove('gone'), 'Twelve came'],
    [
      'a class that hides text',
      (p) => p.byId('first').classList.add('gone'),
      'eleven boats',
      false,
    ],
    [
      'text in an open shadow root',
      (p) => p.card.querySelector('p')?.append(', changed'),
      'In the card, changed',
    ],
    [
      'text in a shadow root inside a shadow root',
      (p) => p.inner.querySelector('i')?.append(', changed'),
      'Deep in the card, changed',
    ],
    [
      'a style sheet that is adopted',
      (p) => {
        const sheet = new p.view.CSSStyleSheet();
        sheet.replaceSync('#first { display: none }');
        p.document.adoptedStyleSheets = [sheet];
      },
      'eleven boats',
      false,
    ],
    [
      'an element that is defined late and attaches its shadow then',
      (p) => {
        const { HTMLElement, customElements } = p.view;
        customElements.define(
          'late-card',
          class extends HTMLElement {
            constructor() {
              super();
              this.attachShadow({ mode: 'open' }).innerHTML = '<b>A card by now</b>';
            }
          },
        );
      },
      'A card by now',
    ],
  ])('is read again after a change: %s', async (_name, change, text, there = true) => {
    const page = await openKept();
    const first = page.kept.current(null);
    expect(first.text.includes(text)).toBe(!there);
    change(page);
    // Once before any observer has run, and once after.
    const next = page.kept.current(null);
    expect(next.text.includes(text)).toBe(there);
    await turn(page.view);
    expect(page.kept.current(null).text).toBe(next.text);
    expect(page.read).toHaveBeenCalledTimes(2);
  });

  test('is read again after a change between two clips', async () => {
    const { document, kept, read, view } = await openKept();
    kept.current(null);
    document.body.append('Late words');
    await turn(view);
    document.body.append(' and later ones');
    expect(kept.current(null).text).toContain('Late words and later ones');
    expect(read).toHaveBeenCalledTimes(2);
  });

  test.each<[name: string, type: string, target: (page: Opened) => EventTarget]>([
    ['a box was ticked, which may show text', 'change', (p) => p.byId('box')],
    ['a style sheet or script arrived', 'load', (p) => p.byId('first')],
    ['the window has another width', 'resize', (p) => p.view],
    ['a popover was opened', 'toggle', (p) => p.byId('more')],
  ])('is read again after an event: %s', async (_name, type, target) => {
    const page = await openKept();
    const first = page.kept.current(null);
    target(page).dispatchEvent(new Event(type));
    expect(page.kept.current(null)).not.toBe(first);
    expect(page.read).toHaveBeenCalledTimes(2);
  });

  test('is read again when it lacks the selected text, because only a style rule changed', async () => {
    const { byId, document, kept, read } = await openKept();
    expect(kept.current(null).text).not.toContain('Twelve came');
    const [sheet] = document.styleSheets;
    sheet?.insertRule('#hidden { display: block !important }', sheet.cssRules.length);
    const selected = document.createRange();
    selected.selectNodeContents(byId('hidden'));
    const model = kept.current(selected);
    expect(model.rangeToOffsets(selected)).not.toBeNull();
    expect(model.text).toContain('Twelve came a day later.');
    expect(read).toHaveBeenCalledTimes(2);
    expect(kept.current(selected)).toBe(model);
  });

  test('is released some time after its last use', async () => {
    vi.useFakeTimers();
    const { kept, read } = await openKept();
    kept.current(null);
    vi.advanceTimersByTime(4 * 60_000);
    kept.current(null);
    vi.advanceTimersByTime(4 * 60_000);
    kept.current(null);
    expect(read).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(6 * 60_000);
    kept.current(null);
    expect(read).toHaveBeenCalledTimes(2);
  });
});
