import '../components/catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { clip, drop } from '@/entrypoints/clipper.content/clip';
import type { ClipDraft, Envelope, PrivateAnswer } from '@/utils/messaging/protocol';
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
let root: ShadowRoot | null = null;
let stage: HTMLElement;

beforeEach(() => {
  sent = [];
  full = false;
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
    if (answer === undefined) return { ok: false, error: { code: 'private_window' } };
    if (full) return { ok: false, error: { code: 'quota_exceeded' } };
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
const words = () => root?.querySelector('.toast')?.textContent ?? '';
const button = (name: string) => {
  const found = [...(root?.querySelectorAll('button') ?? [])];
  const named = found.find(({ textContent }) => textContent === name);
  if (named === undefined) throw new Error(`No button ${name} in: ${words()}`);
  return named;
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
  button('Keep').click();
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
  expect(sent).toEqual([
    { quote: LOCK, answer: undefined },
    { quote: LOCK, answer: 'once' },
  ]);
});

test('a yes for the site says so', async () => {
  await clipParagraph(0);
  root?.querySelector<HTMLInputElement>('input')?.click();
  button('Keep').click();
  await vi.waitFor(() => expect(sent.at(-1)?.answer).toBe('site'));
});

test('a no forgets it: the next yes is about the next clip alone', async () => {
  await clipParagraph(0);
  button('Don’t keep').click();
  expect(host()).toBeNull();
  await clipParagraph(1);
  button('Keep').click();
  await vi.waitFor(() => expect(words()).toContain('Saved to'));
  expect(sent.filter(({ answer }) => answer === 'once')).toEqual([{ quote: WEIR, answer: 'once' }]);
});

test('what is clipped while the question stands joins it', async () => {
  await clipParagraph(0);
  await clipParagraph(1);
  await vi.waitFor(() => expect(words()).toContain(`${LOCK} […] ${WEIR}`));
  button('Keep').click();
  await vi.waitFor(() => expect(words()).toContain('2 passages saved to “Lakes”'));
});

test('a yes that could not be stored is asked again, and says why', async () => {
  full = true;
  await clipParagraph(0);
  button('Keep').click();
  await vi.waitFor(() => expect(words()).toContain('The disk has no room'));
  expect(words()).toContain(QUESTION);
  full = false;
  button('Keep').click();
  await vi.waitFor(() => expect(words()).toContain('Saved to “Lakes”, Inbox'));
});

test('what fails while the question stands does not take its place', async () => {
  await clipParagraph(0);
  getSelection()?.removeAllRanges();
  const nothing = await clip({ origin: 'shortcut', clipPage: false });
  expect(nothing).toMatchObject({ ok: false, error: { code: 'no_selection' } });
  await vi.waitFor(() => expect(words()).toContain('Nothing is selected.'));
  expect(words()).toContain(LOCK);
  button('Keep').click();
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
