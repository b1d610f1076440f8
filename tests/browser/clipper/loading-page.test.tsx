import '../components/catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clip, drop } from '@/entrypoints/clipper/clip';
import { closeToast } from '@/entrypoints/clipper/toast-host';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import { savedClip } from '../components/samples';

/* The user clips on a page whose parser waits for a slow script. */

const { runtime } = (globalThis as unknown as { browser: { runtime: object } }).browser;
const LOADING = 'This page is still loading';
let root: ShadowRoot | null = null;
let stage: HTMLElement;
/** The quotes that the background got. */
let quotes: (string | null)[] = [];

beforeEach(() => {
  quotes = [];
  const attachShadow = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    root = attachShadow.call(this, init);
    return root;
  });
  vi.spyOn(Document.prototype, 'readyState', 'get').mockReturnValue('loading');
  Object.assign(runtime, {
    sendMessage: async () => ({ ok: true, value: { sections: [] } }),
    connect: () => {
      let hear: (reply: unknown) => void = () => undefined;
      return {
        onMessage: { addListener: (listener: typeof hear) => (hear = listener) },
        onDisconnect: { addListener: () => undefined },
        disconnect: () => undefined,
        postMessage: ({ draft }: { draft: ClipDraft }) => {
          quotes.push(draft.quote);
          hear({ ok: true, value: [{ ok: true, value: savedClip() }] });
        },
      };
    },
  });
  stage = document.createElement('main');
  stage.innerHTML = '<p>The lock is shut.</p><p>The weir is open.</p>';
  document.body.append(stage);
});

afterEach(() => {
  drop();
  closeToast();
  stage.remove();
  vi.restoreAllMocks();
});

const words = () =>
  [...(root?.querySelectorAll('.toast, .toast [data-drawn]') ?? [])]
    .map((each) => each.getAttribute('data-drawn') ?? each.textContent)
    .join(' ');
const press = (clipPage = false) => clip({ port: 'a key', wish: { origin: 'shortcut', clipPage } });
const clipParagraph = (at: number) => {
  getSelection()?.selectAllChildren(stage.querySelectorAll('p')[at]!);
  return press();
};
/** The rest of the text arrives. */
function parse(): void {
  vi.spyOn(Document.prototype, 'readyState', 'get').mockReturnValue('interactive');
}

test('each act clips what was selected at the act, after the whole text has arrived', async () => {
  const first = clipParagraph(0);
  await vi.waitFor(() => expect(words()).toContain(LOADING));
  const second = clipParagraph(1);
  getSelection()?.removeAllRanges();
  expect(quotes).toEqual([]);
  parse();
  expect(await Promise.all([first, second])).toMatchObject([{ ok: true }, { ok: true }]);
  expect(quotes).toEqual(['The lock is shut.', 'The weir is open.']);
  await vi.waitFor(() => expect(words()).toContain('Saved to Inbox'));
});

test('the same act twice keeps one clip', async () => {
  const acts = [clipParagraph(0), clipParagraph(0)];
  parse();
  await Promise.all(acts);
  expect(quotes).toEqual(['The lock is shut.']);
});

test('the page itself is clipped after its whole text has arrived', async () => {
  const act = press(true);
  await vi.waitFor(() => expect(words()).toContain(LOADING));
  expect(quotes).toEqual([]);
  parse();
  await act;
  expect(quotes).toEqual([null]);
});

test.each([
  ['replaced', () => stage.replaceChildren('Other words.')],
  ['changed', () => stage.querySelector('p')?.replaceChildren('The lock is open.')],
])('words that a script has %s meanwhile are not clipped', async (_name, change) => {
  const act = clipParagraph(0);
  change();
  parse();
  expect(await act).toMatchObject({ ok: false, error: { code: 'selection_changed' } });
  expect(words()).toContain('The page replaced the selected words while it was loading');
  expect(quotes).toEqual([]);
});

test('no frame says that nothing is selected while another may have the selection', async () => {
  getSelection()?.removeAllRanges();
  const wish = { origin: 'shortcut', clipPage: false, orElsewhere: true } as const;
  const refused = { ok: false, error: { code: 'no_selection' } };
  expect(await clip({ port: 'a key', wish })).toMatchObject(refused);
  expect(words()).toBe('');
});

test('without a selection the user is told at once', async () => {
  getSelection()?.removeAllRanges();
  expect(await press()).toMatchObject({ ok: false, error: { code: 'no_selection' } });
});
