import '../components/catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clip, drop } from '@/entrypoints/clipper/clip';
import type { Envelope } from '@/utils/messaging/protocol/envelope';
import { savedClip } from '../components/samples';

/* The background stops, or the extension is replaced, before the clipper gets an answer. */

const { runtime } = (globalThis as unknown as { browser: { runtime: object } }).browser;
let root: ShadowRoot | null = null;
let stage: HTMLElement;

beforeEach(() => {
  const attachShadow = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    root = attachShadow.call(this, init);
    return root;
  });
  stage = document.createElement('main');
  stage.innerHTML = '<p>The lock is shut.</p>';
  document.body.append(stage);
  getSelection()?.selectAllChildren(stage);
});

afterEach(() => {
  drop();
  stage.remove();
  Object.assign(runtime, { id: 'test' });
  vi.restoreAllMocks();
});

/** A port that the background closes without an answer. */
function closingPort() {
  const listener = { addListener: () => undefined };
  return {
    onMessage: listener,
    onDisconnect: { addListener: (close: () => void) => setTimeout(close) },
    postMessage: () => undefined,
  };
}

const press = () => clip({ port: 'a key', wish: { origin: 'shortcut', clipPage: false } });
const toast = () =>
  [...(root?.querySelectorAll('.toast, .toast [data-drawn]') ?? [])]
    .map((each) => each.getAttribute('data-drawn') ?? each.textContent)
    .join(' ');

test.each([
  [
    'that the library has is shown as saved',
    { ok: true, value: savedClip() },
    'Saved to Inbox, in “Lake',
  ],
  [
    'that the library lacks is to be clipped again',
    { ok: false, error: { code: 'clip_interrupted' } },
    'Pincite stopped before this was saved. Clip again.',
  ],
])('a clip %s', async (_name, found, message) => {
  const asked: string[] = [];
  const sendMessage = async ({ call }: Envelope) => {
    asked.push(call);
    return { ok: true, value: call === 'clip.find' ? [found] : { sections: [] } };
  };
  Object.assign(runtime, { connect: closingPort, sendMessage });
  await press();
  await vi.waitFor(() => expect(toast()).toContain(message));
  expect(asked).toContain('clip.find');
});

test.each([
  ['before the clipper hands in', undefined],
  ['while the clipper waits', 'test'],
])('an extension that is replaced %s: the toast says to reload the page', async (_name, id) => {
  const connect = () => {
    Object.assign(runtime, { id: undefined });
    return closingPort();
  };
  Object.assign(runtime, { id, connect });
  await press();
  await vi.waitFor(() => expect(toast()).toContain('reload this page'));
});
