import '../components/catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { clip, countUnanswered, drop, keepUnanswered } from '@/entrypoints/clipper.content/clip';
import { closeToast } from '@/entrypoints/clipper.content/toast-host';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Envelope } from '@/utils/messaging/protocol/envelope';
import { newId } from '@/utils/model/ids';
import { TOAST_ELEMENT } from '@/utils/page/page-text';
import { axeFindings } from '../components/stage';

const WAITS = 'Not kept yet: this is a private window. Press the Pincite button';

interface Sent {
  readonly quote: string | null;
  /** Whether the act that it was sent for carries the user's yes. */
  readonly isAnswered: boolean;
}

/** The name of an act that carries the user's yes. */
const YES = 'yes';
let sent: Sent[] = [];
/** What the background makes of a yes. */
let full = false;
/** Of which words a yes can't be stored. */
let noRoomFor = '';
/** Whether the user said, before, that the site's clips are kept. */
let siteKept = false;
/** What the background waits for before it answers a yes. */
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
  const sendMessage = async ({ call, payload }: Envelope) => {
    if (call !== 'clip.save') return { ok: true, value: { sections: [] } };
    const { clipId, quote, act } = payload as ClipDraft;
    const isAnswered = act === YES;
    sent.push({ quote, isAnswered });
    if (!isAnswered && !siteKept) return { ok: false, error: { code: 'private_window' } };
    await busy;
    if (full || quote === noRoomFor) return { ok: false, error: { code: 'quota_exceeded' } };
    const place = { reportId: newId<'report'>(), reportTitle: 'Lakes', sectionId: null };
    const when = { sectionTitle: null, capturedAt: '2026-05-02T10:00:00Z', duplicate: false };
    return { ok: true, value: { clipId, ...place, ...when } };
  };
  Object.assign(runtime, { sendMessage });
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
  return clip({ act: 'a key', origin: 'shortcut', clipPage: false });
};
const yes = () => keepUnanswered(YES);
const kept = () => sent.flatMap(({ quote, isAnswered }) => (isAnswered ? [quote] : []));
const LOCK = 'The lock is shut.';
const WEIR = 'The weir is open.';

test('a clip of a private window waits for the answer, and a yes sends it again', async () => {
  expect(await clipParagraph(0)).toMatchObject({ ok: false, error: { code: 'private_window' } });
  expect(words()).toContain(WAITS);
  expect(countUnanswered()).toBe(1);
  expect(await yes()).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
  expect(countUnanswered()).toBe(0);
  expect(sent).toEqual([
    { quote: LOCK, isAnswered: false },
    { quote: LOCK, isAnswered: true },
  ]);
});

test('nothing in the page answers the question: the notice has one button, which closes it', async () => {
  await clipParagraph(0);
  expect(root?.querySelectorAll('button, input, select, a')).toHaveLength(1);
  root?.querySelector('button')?.focus();
  await userEvent.keyboard('{Enter}');
  expect(host()).toBeNull();
  // It waits all the same.
  expect(countUnanswered()).toBe(1);
  expect(kept()).toEqual([]);
});

test('a no forgets it: the next yes is about the next clip alone', async () => {
  await clipParagraph(0);
  drop();
  expect(host()).toBeNull();
  expect(await yes()).toMatchObject({ ok: false, error: { code: 'no_selection' } });
  await clipParagraph(1);
  await yes();
  expect(kept()).toEqual([WEIR]);
});

test('what is clipped while something waits joins it', async () => {
  await clipParagraph(0);
  await clipParagraph(1);
  await yes();
  await vi.waitFor(() => expect(words()).toContain('2 passages saved to “Lakes”'));
});

test('a yes that could not be stored leaves it waiting, and says why', async () => {
  full = true;
  await clipParagraph(0);
  await yes();
  await vi.waitFor(() => expect(words()).toContain('The disk has no room'));
  expect(words()).toContain(WAITS);
  full = false;
  await yes();
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
});

test('what fails while something waits is said beside it', async () => {
  await clipParagraph(0);
  getSelection()?.removeAllRanges();
  const nothing = await clip({ act: 'a key', origin: 'shortcut', clipPage: false });
  expect(nothing).toMatchObject({ ok: false, error: { code: 'no_selection' } });
  await vi.waitFor(() => expect(words()).toContain('Nothing is selected.'));
  expect(words()).toContain(WAITS);
  await yes();
  expect(kept()).toEqual([LOCK]);
});

test('the same key again says again where the question is, and clips nothing twice', async () => {
  await clipParagraph(0);
  closeToast();
  expect(await clipParagraph(0)).toMatchObject({ ok: false, error: { code: 'private_window' } });
  expect(words()).toContain(WAITS);
  expect(sent).toHaveLength(1);
  expect(await axeFindings()).toEqual([]);
});

test('what was undone in the toast is clipped anew by the same key', async () => {
  await clipParagraph(0);
  await yes();
  await vi.waitFor(() => expect(words()).toContain('Saved to'));
  root?.querySelector<HTMLElement>('.undo')?.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(root?.querySelector('.undone')).not.toBeNull());
  expect((await clipParagraph(0)).ok).toBe(false);
  expect(words()).toContain(WAITS);
});

test('no style sheet of the page hides the notice or moves it', async () => {
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

test('what a yes could not store of several is asked about again, and the rest is not', async () => {
  await clipParagraph(0);
  await clipParagraph(1);
  noRoomFor = WEIR;
  await yes();
  await vi.waitFor(() => expect(words()).toContain('The disk has no room'));
  expect(words()).toContain(WAITS);
  expect(countUnanswered()).toBe(1);
  noRoomFor = '';
  await yes();
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
  expect(kept()).toEqual([LOCK, WEIR, WEIR]);
});

test('what waits is asked about on after a clip that needs no answer', async () => {
  await clipParagraph(0);
  siteKept = true;
  expect(await clipParagraph(1)).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(words()).toContain(WAITS));
  await yes();
  expect(kept()).toEqual([LOCK]);
});

test('what is clipped while a yes is carried out is asked about', async () => {
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

test('clips of two pages of one document wait both, and one clipped again waits once', async () => {
  const address = location.href;
  const clipPage = () => clip({ act: 'a button', origin: 'popup', clipPage: true });
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
  for (const image of images)
    await clip({ act: 'a menu', origin: 'context-menu', clipPage: false, image });
  await yes();
  expect(kept()).toEqual(['Two lakes.', 'Two lakes.']);
});
