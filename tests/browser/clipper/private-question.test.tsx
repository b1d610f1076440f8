import '../components/catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { clip, drop } from '@/entrypoints/clipper.content/clip';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Envelope } from '@/utils/messaging/protocol/envelope';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import { newId } from '@/utils/model/ids';
import { TOAST_ELEMENT } from '@/utils/page/page-text';
import { axeFindings } from '../components/stage';

const QUESTION = 'This is a private window. Keep this clip, with its address, in your library?';

interface Sent {
  readonly quote: string | null;
  readonly answer: PrivateAnswer | undefined;
}

let sent: Sent[] = [];
/** What the background makes of a yes. */
let full = false;
/** Of which words a yes can't be stored. */
let noRoomFor = '';
/** Whether the user said, elsewhere, that the site's clips are kept. */
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
    const { clipId, quote, privateAnswer: answer } = payload as ClipDraft;
    sent.push({ quote, answer });
    if (answer === undefined && !siteKept) return { ok: false, error: { code: 'private_window' } };
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
const button = (name: string) => {
  const found = [...(root?.querySelectorAll('button') ?? [])];
  const named = found.find(({ textContent }) => textContent === name);
  if (named === undefined) throw new Error(`No button ${name} in: ${words()}`);
  return named;
};
/** As the user does it: in a closed root no pointer finds a button by name. */
const press = (name: string) => {
  button(name).focus();
  return userEvent.keyboard('{Enter}');
};
const clipParagraph = (at: number) => {
  getSelection()?.selectAllChildren(stage.querySelectorAll('p')[at]!);
  return clip({ origin: 'shortcut', clipPage: false });
};
const LOCK = 'The lock is shut.';
const WEIR = 'The weir is open.';

test('a clip of a private window waits for the answer, and a yes sends it again', async () => {
  expect(await clipParagraph(0)).toMatchObject({ ok: false, error: { code: 'private_window' } });
  expect(words()).toContain(QUESTION);
  expect(words()).toContain(LOCK);
  await press('Keep');
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
  expect(sent).toEqual([
    { quote: LOCK, answer: undefined },
    { quote: LOCK, answer: 'once' },
  ]);
});

test('a yes for the site says so', async () => {
  await clipParagraph(0);
  root?.querySelector<HTMLInputElement>('input')?.focus();
  await userEvent.keyboard(' ');
  await press('Keep');
  await vi.waitFor(() => expect(sent.at(-1)?.answer).toBe('site'));
});

test('a no forgets it: the next yes is about the next clip alone', async () => {
  await clipParagraph(0);
  await press('Don’t keep');
  expect(host()).toBeNull();
  await clipParagraph(1);
  await press('Keep');
  await vi.waitFor(() => expect(words()).toContain('Saved to'));
  expect(sent.filter(({ answer }) => answer === 'once')).toEqual([{ quote: WEIR, answer: 'once' }]);
});

test('what is clipped while the question stands joins it', async () => {
  await clipParagraph(0);
  await clipParagraph(1);
  await vi.waitFor(() => expect(words()).toContain(`${LOCK} […] ${WEIR}`));
  await press('Keep');
  await vi.waitFor(() => expect(words()).toContain('2 passages saved to “Lakes”'));
});

test('a yes that could not be stored is asked again, and says why', async () => {
  full = true;
  await clipParagraph(0);
  await press('Keep');
  await vi.waitFor(() => expect(words()).toContain('The disk has no room'));
  expect(words()).toContain(QUESTION);
  full = false;
  await press('Keep');
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
});

test('what fails while the question stands does not take its place', async () => {
  await clipParagraph(0);
  getSelection()?.removeAllRanges();
  const nothing = await clip({ origin: 'shortcut', clipPage: false });
  expect(nothing).toMatchObject({ ok: false, error: { code: 'no_selection' } });
  await vi.waitFor(() => expect(words()).toContain('Nothing is selected.'));
  expect(words()).toContain(LOCK);
  await press('Keep');
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
});

test('by the keyboard: the same key again moves the focus to Keep, and Escape is a no', async () => {
  await clipParagraph(0);
  await clipParagraph(0);
  expect(root?.activeElement?.textContent).toBe('Keep');
  expect(sent).toHaveLength(1);
  expect(await axeFindings()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  expect(host()).toBeNull();
});

test('a click that the user did not make is no answer', async () => {
  await clipParagraph(0);
  button('Keep').click();
  expect(words()).toContain(QUESTION);
  expect(sent).toHaveLength(1);
});

test('what was undone in the toast is clipped anew by the same key', async () => {
  await clipParagraph(0);
  await press('Keep');
  await vi.waitFor(() => expect(words()).toContain('Saved to'));
  await press('Undo');
  await vi.waitFor(() => expect(root?.querySelector('.undone')).not.toBeNull());
  expect((await clipParagraph(0)).ok).toBe(false);
  expect(words()).toContain(QUESTION);
});

test('no style sheet of the page hides the question or moves it', async () => {
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

const yes = () => clip({ origin: 'popup', clipPage: false, privateAnswer: 'once' });
const kept = () => sent.flatMap(({ quote, answer }) => (answer === 'once' ? [quote] : []));

test('what a yes could not store of several is asked about again, and the rest is not', async () => {
  await clipParagraph(0);
  await clipParagraph(1);
  noRoomFor = WEIR;
  await yes();
  await vi.waitFor(() => expect(words()).toContain('The disk has no room'));
  expect(words()).toContain(QUESTION);
  expect(words()).not.toContain(LOCK);
  noRoomFor = '';
  await yes();
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
  expect(kept()).toEqual([LOCK, WEIR, WEIR]);
});

test('what waits is asked about on after a clip that needs no answer', async () => {
  await clipParagraph(0);
  siteKept = true;
  expect(await clipParagraph(1)).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(words()).toContain(QUESTION));
  expect(words()).toContain(LOCK);
  expect(words()).not.toContain(WEIR);
});

test('what is clipped while a yes is carried out is asked about', async () => {
  await clipParagraph(0);
  const { promise, resolve } = Promise.withResolvers<void>();
  busy = promise;
  const first = yes();
  await clipParagraph(1);
  resolve();
  expect(await first).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(words()).not.toContain(LOCK));
  expect(words()).toContain(QUESTION);
  expect(words()).toContain(WEIR);
});

test('clips of two pages of one document wait both, and one clipped again waits once', async () => {
  const address = location.href;
  const clipPage = () => clip({ origin: 'popup', clipPage: true });
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
  for (const image of images) await clip({ origin: 'context-menu', clipPage: false, image });
  await yes();
  expect(kept()).toEqual(['Two lakes.', 'Two lakes.']);
});
