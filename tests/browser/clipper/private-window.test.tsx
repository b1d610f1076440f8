import '../components/catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { clip, countUnanswered, drop } from '@/entrypoints/clipper/clip';
import { closeToast } from '@/entrypoints/clipper/toast-host';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Envelope } from '@/utils/messaging/protocol/envelope';
import { type ClipId, newId } from '@/utils/model/ids';
import { TOAST_ELEMENT } from '@/utils/page/live-tree';
import { axeFindings } from '../components/stage';

const WAITS = 'Not kept yet: this is a private window. Open Pincite’s window';

interface Sent {
  readonly clipId: ClipId;
  readonly quote: string | null;
  /** Whether the user act of this message carries the answer yes. */
  readonly isAnswered: boolean;
}

/** The name of the port that the background opens after the answer yes. */
const YES = 'yes';
let sent: Sent[] = [];
/** Whether the background answers a yes with a full disk. */
let full = false;
/** The quote that the background cannot store after a yes. */
let noRoomFor = '';
/** Whether the user already agreed to keep the clips of this site. */
let siteKept = false;
/** The background answers a yes after this promise. */
let busy: Promise<void> | null = null;
let root: ShadowRoot | null = null;
let stage: HTMLElement;

beforeEach(() => {
  sent = [];
  full = siteKept = false;
  noRoomFor = '';
  busy = null;
  const attachShadow = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    root = attachShadow.call(this, init);
    return root;
  });
  const { runtime } = (globalThis as unknown as { browser: { runtime: object } }).browser;
  /** The result of a draft in the background. */
  const save = async ({ clipId, quote }: ClipDraft, isAnswered: boolean) => {
    sent.push({ clipId, quote, isAnswered });
    if (!isAnswered && !siteKept) return { ok: false, error: { code: 'private_window' } };
    await busy;
    if (full || quote === noRoomFor) return { ok: false, error: { code: 'quota_exceeded' } };
    const place = { reportId: newId<'report'>(), reportTitle: 'Lakes', sectionId: null };
    const when = { sectionTitle: null, capturedAt: '2026-05-02T10:00:00Z', duplicate: false };
    return { ok: true, value: { clipId, ...place, ...when } };
  };
  const connect = ({ name }: { readonly name: string }) => {
    const outcomes: ReturnType<typeof save>[] = [];
    let hear: (outcomes: unknown) => void = () => undefined;
    const nothing = () => undefined;
    return {
      onMessage: { addListener: (listener: typeof hear) => (hear = listener) },
      onDisconnect: { addListener: nothing },
      disconnect: nothing,
      postMessage: ({ of, draft }: { of: number; draft: ClipDraft }) => {
        outcomes.push(save(draft, name === YES));
        if (outcomes.length === of)
          void Promise.all(outcomes).then((value) => hear({ ok: true, value }));
      },
    };
  };
  const sendMessage = async (_: Envelope) => ({ ok: true, value: { sections: [] } });
  Object.assign(runtime, { sendMessage, connect });
  stage = document.createElement('main');
  stage.innerHTML = '<p>The lock is shut.</p><p>The weir is open.</p>';
  document.body.append(stage);
});

afterEach(() => {
  drop();
  stage.remove();
  vi.restoreAllMocks();
});

const host = () => document.querySelector(TOAST_ELEMENT);
const words = () =>
  [...(root?.querySelectorAll('.toast, .toast [data-drawn]') ?? [])]
    .map((each) => each.getAttribute('data-drawn') ?? each.textContent)
    .join(' ');
const clipParagraph = (at: number) => {
  getSelection()?.selectAllChildren(stage.querySelectorAll('p')[at]!);
  return press();
};
type Wish = Parameters<typeof clip>[0]['wish'];
const press = (wish: Wish = { origin: 'shortcut', clipPage: false }) =>
  clip({ port: 'a key', wish });
const yes = () => clip({ port: YES, wish: { again: sent.map(({ clipId }) => clipId) } });
const kept = () => sent.flatMap(({ quote, isAnswered }) => (isAnswered ? [quote] : []));
const LOCK = 'The lock is shut.';
const WEIR = 'The weir is open.';

test('a clip of a private window waits for the answer, and a yes sends it again', async () => {
  await clipParagraph(0);
  expect(words()).toContain(WAITS);
  expect(countUnanswered()).toBe(1);
  expect(await yes()).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(words()).toContain('Saved to Inbox, in “Lakes”'));
  expect(countUnanswered()).toBe(0);
  expect(sent).toMatchObject([
    { quote: LOCK, isAnswered: false },
    { quote: LOCK, isAnswered: true },
  ]);
});

test('the notice has one button, which closes the notice and answers nothing', async () => {
  await clipParagraph(0);
  expect(root?.querySelectorAll('button, input, select, a')).toHaveLength(1);
  root?.querySelector('button')?.focus();
  await userEvent.keyboard('{Enter}');
  expect(host()).toBeNull();
  // The clip still waits for an answer.
  expect(countUnanswered()).toBe(1);
  expect(kept()).toEqual([]);
});

test('a no discards the clip, and the next yes keeps only the next clip', async () => {
  await clipParagraph(0);
  drop();
  expect(host()).toBeNull();
  expect(await yes()).toMatchObject({ ok: false, error: { code: 'no_selection' } });
  await clipParagraph(1);
  await yes();
  expect(kept()).toEqual([WEIR]);
});

test('a yes keeps all clips that wait for an answer', async () => {
  await clipParagraph(0);
  await clipParagraph(1);
  await yes();
  await vi.waitFor(() => expect(words()).toContain('2 passages saved to Inbox, in “Lakes”'));
});

test('a clip still waits when a yes cannot be stored, and the notice says why', async () => {
  full = true;
  await clipParagraph(0);
  await yes();
  await vi.waitFor(() => expect(words()).toContain('The disk has no room'));
  expect(words()).toContain(WAITS);
  full = false;
  await yes();
  await vi.waitFor(() => expect(words()).toContain('Saved to Inbox, in “Lakes”'));
});

test('the notice shows an error beside the question about a waiting clip', async () => {
  await clipParagraph(0);
  getSelection()?.removeAllRanges();
  const nothing = await press();
  expect(nothing).toMatchObject({ ok: false, error: { code: 'no_selection' } });
  await vi.waitFor(() => expect(words()).toContain('Nothing is selected.'));
  expect(words()).toContain(WAITS);
  await yes();
  expect(kept()).toEqual([LOCK]);
});

test('the same key shows the notice again and makes no second clip', async () => {
  await clipParagraph(0);
  closeToast();
  expect(await clipParagraph(0)).toMatchObject({ ok: false, error: { code: 'private_window' } });
  expect(words()).toContain(WAITS);
  expect(sent).toHaveLength(1);
  expect(await axeFindings()).toEqual([]);
});

test('the same key clips a passage again after Undo in the toast', async () => {
  await clipParagraph(0);
  await yes();
  await vi.waitFor(() => expect(words()).toContain('Saved to'));
  root?.querySelector<HTMLElement>('.undo')?.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(words()).toContain('Clip moved to the bin.'));
  await clipParagraph(0);
  expect(words()).toContain(WAITS);
});

test('the same key keeps the focus in the note, however often it is pressed', async () => {
  siteKept = true;
  await clipParagraph(0);
  await vi.waitFor(() => expect(words()).toContain('Saved to'));
  await press();
  await userEvent.keyboard('Ask');
  // The caret in the field takes the selection from the page.
  expect(await press()).toMatchObject({ ok: true });
  await userEvent.keyboard(' Ann');
  const note = root?.activeElement as HTMLInputElement | null;
  expect(note?.value).toBe('Ask Ann');
  expect(words()).not.toContain('Nothing is selected');
  note?.blur();
  getSelection()?.removeAllRanges();
  expect(await press()).toMatchObject({ ok: false, error: { code: 'no_selection' } });
});

test('a style sheet of the page does not hide or move the notice', async () => {
  await clipParagraph(0);
  const toast = root?.querySelector('.toast');
  const looks = () =>
    [host()!, toast!].map((element) => {
      const style = getComputedStyle(element);
      const names = [...style].filter((name) => !name.startsWith('--'));
      return names.map((name) => `${name}: ${style.getPropertyValue(name)}`);
    });
  await vi.waitFor(() => expect(toast?.getAnimations()).toEqual([]));
  const before = looks();
  const sheet = document.createElement('style');
  sheet.textContent = `${TOAST_ELEMENT}, ${TOAST_ELEMENT}:popover-open {
    display: none !important; visibility: hidden !important; opacity: 0 !important;
    inset: 0 auto auto 0 !important; position: absolute !important; scale: 0 !important;
    clip-path: inset(50%) !important; filter: opacity(0) !important; pointer-events: none;
    animation: none 1s infinite; direction: rtl !important; zoom: 3; color: transparent;
    --ink: transparent; --surface: transparent; --accent: transparent; --t3: 1px; --ui: serif;
  }`;
  stage.append(sheet);
  expect(looks()).toEqual(before);
});

test('the notice asks again only about the clips that a yes could not store', async () => {
  await clipParagraph(0);
  await clipParagraph(1);
  noRoomFor = WEIR;
  await yes();
  await vi.waitFor(() => expect(words()).toContain('The disk has no room'));
  expect(words()).toContain(WAITS);
  expect(countUnanswered()).toBe(1);
  noRoomFor = '';
  await yes();
  await vi.waitFor(() => expect(words()).toContain('Saved to Inbox, in “Lakes”'));
  expect(kept()).toEqual([LOCK, WEIR, WEIR]);
});

test('the question about a waiting clip stays after a clip that needs no answer', async () => {
  await clipParagraph(0);
  siteKept = true;
  expect(await clipParagraph(1)).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(words()).toContain(WAITS));
  await yes();
  expect(kept()).toEqual([LOCK]);
});

test('the notice asks about a clip that is made during the storing of a yes', async () => {
  await clipParagraph(0);
  const { promise, resolve } = Promise.withResolvers<void>();
  busy = promise;
  const first = yes();
  await clipParagraph(1);
  resolve();
  expect(await first).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(words()).toContain(WAITS));
  await yes();
  expect(kept()).toEqual([LOCK, WEIR]);
});

test('clips of two pages of one document both wait, and a repeated clip waits once', async () => {
  const address = location.href;
  const clipPage = () => press({ origin: 'popup', clipPage: true });
  await clipPage();
  await clipPage();
  history.pushState(null, '', '?next');
  try {
    await clipPage();
    await yes();
  } finally {
    history.replaceState(null, '', address);
  }
  expect(kept()).toEqual([null, null]);
});

test.each([
  ['with addresses', ['/left.png', '/right.png']],
  ['without', ['data:image/gif;base64,R0lGODlh', 'data:image/gif;base64,R0lGODdh']],
])('two images of one figure, %s, are two clips', async (_name, addresses) => {
  const images = addresses.map((address) => new URL(address, location.href).href);
  const shown = images.map((image) => `<img src="${image}">`).join('');
  stage.innerHTML = `<figure>${shown}<figcaption>Two lakes.</figcaption></figure>`;
  for (const image of images) await press({ origin: 'context-menu', clipPage: false, image });
  await yes();
  expect(kept()).toEqual(['Two lakes.', 'Two lakes.']);
});
