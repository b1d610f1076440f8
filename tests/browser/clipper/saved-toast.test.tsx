import '../components/catalogue';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SavedToast } from '../../../entrypoints/clipper/SavedToast';
import { focusToastNote, openToast } from '../../../entrypoints/clipper/toast-host';
import type { SavedClip } from '../../../utils/messaging/protocol/clipped-passages';
import type { Envelope } from '../../../utils/messaging/protocol/envelope';
import { newId } from '../../../utils/model/ids';
import { useLanguage } from '../components/catalogue';
import { byLabel, byText, show } from '../components/stage';
import '../../../entrypoints/clipper/toast.css';

const [FIRST, SECOND] = [newId<'clip'>(), newId<'clip'>()];

let sent: { call: string; payload: Record<string, unknown> }[] = [];
let refused: (clipId: unknown) => boolean = () => false;
let sections: readonly { readonly id: string; readonly title: string }[] = [];

beforeEach(() => {
  sent = [];
  refused = () => false;
  sections = [];
  const { runtime } = (globalThis as unknown as { browser: { runtime: object } }).browser;
  Object.assign(runtime, {
    sendMessage: async ({ call, payload }: Envelope) => {
      const { clipId, ...rest } = payload as Record<string, unknown>;
      if (call === 'clip.sections') return { ok: true, value: { sections } };
      sent.push({ call, payload: { clipId, ...rest } });
      // Waits about as long as a message takes, because the field's change event comes right after
      // Enter.
      await new Promise((resolve) => setTimeout(resolve, 20));
      return refused(clipId)
        ? { ok: false, error: { code: 'quota_exceeded' } }
        : { ok: true, value: null };
    },
  });
});

function savedToast(message = 'Saved') {
  const saved = [FIRST, SECOND].map(
    (clipId): SavedClip => ({
      clipId,
      reportId: newId<'report'>(),
      reportTitle: 'Lakes',
      sectionId: null,
      sectionTitle: null,
      capturedAt: '2026-05-02T10:00:00Z',
      duplicate: false,
    }),
  );
  return <SavedToast saved={saved} message={message} warning={null} onClose={() => undefined} />;
}

const open = (message?: string): HTMLElement => show(savedToast(message));

/** Opens the fields, as *Note* and the clip key do. */
function openFields(toast: HTMLElement): void {
  toast.querySelector('.toast')?.setAttribute('data-open', '');
}

test.each([
  ['en', 400],
  ['en', 1000],
  ['fr', 320],
  ['fr', 400],
  ['fr', 1000],
] as const)('shows its hints in full: %s, in a window of %i pixels', async (language, width) => {
  sections = [{ id: newId<'section'>(), title: 'Causes' }];
  await page.viewport(width, 700);
  useLanguage(language);
  try {
    const toast = open();
    openFields(toast);
    await vi.waitFor(() => expect(toast.querySelector('select')).not.toBeNull());
    for (const field of toast.querySelectorAll('input')) {
      // A typed value and a hint of the same words have the same width.
      field.value = field.placeholder;
      expect(field.value).not.toBe('');
      expect(field.scrollWidth, field.value).toBeLessThanOrEqual(field.clientWidth);
    }
  } finally {
    useLanguage('en');
    await page.viewport(414, 896);
  }
});

test('has room for the name of a report beside the buttons', async () => {
  await page.viewport(1280, 800);
  const message = open('Saved to Inbox, in “Monthly bulletin”').querySelector('.message')!;
  expect(message.scrollWidth).toBeLessThanOrEqual(message.clientWidth);
  expect(message.scrollHeight).toBeLessThanOrEqual(message.clientHeight);
});

test('is one row with Undo and the way to the panel, however long the names are', async () => {
  await page.viewport(800, 600);
  const stage = open(`Saved to Inbox, in “${'What could not be read, and why '.repeat(5)}”`);
  const toast = stage.querySelector('.toast')!;
  const buttons = [...toast.querySelectorAll('button')].filter((each) => each.checkVisibility());
  expect(buttons.map((each) => each.textContent || each.title)).toEqual([
    'Note',
    'Open panel',
    'Undo',
    'Dismiss',
  ]);
  expect(toast.getBoundingClientRect().height).toBeLessThanOrEqual(58);
  const middles = buttons.map((each) => {
    const { top, height } = each.getBoundingClientRect();
    return Math.round(top + height / 2);
  });
  expect(new Set(middles).size).toBe(1);
  expect(toast.scrollWidth).toBeLessThanOrEqual(toast.clientWidth);
  expect([...toast.querySelectorAll('input')].some((each) => each.checkVisibility())).toBe(false);
});

test('asks for the panel, once for all clips', async () => {
  open();
  byText('Open panel').focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(sent).toEqual([{ call: 'clip.panel', payload: { clipId: FIRST } }]),
  );
});

test.each([
  ['Note', 'low since March', 'clip.note', { note: 'low since March' }, 'The note was saved.'],
  [
    'Tags, separated by commas',
    'drought; lakes',
    'clip.tags',
    { typed: 'drought; lakes' },
    'The tags were saved.',
  ],
])(
  '%s: a refused change to one clip is sent again, a stored one is not',
  async (label, typed, call, payload, said) => {
    const toast = open();
    openFields(toast);
    refused = (clipId) => clipId === SECOND;
    await userEvent.type(byLabel(label), `${typed}{Enter}`);
    await vi.waitFor(() => expect(toast.textContent).toContain('The disk has no room left'));
    refused = () => false;
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(toast.textContent).toContain(said));
    await userEvent.keyboard('{Enter}');
    const both = [FIRST, SECOND].map((clipId) => ({ call, payload: { clipId, ...payload } }));
    expect(sent).toEqual([...both, ...both]);
  },
);

test('keeps what was typed for every clip when the page is left or closed', async () => {
  openToast(savedToast());
  expect(focusToastNote()).toBe(true);
  await userEvent.keyboard('Ask the editor');
  dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(document.querySelector('pincite-toast')).toBeNull();
  expect(sent).toEqual(
    [FIRST, SECOND].map((clipId) => ({
      call: 'clip.note',
      payload: { clipId, note: 'Ask the editor' },
    })),
  );
});

test('a section with a long name to choose does not widen the toast', async () => {
  sections = [{ id: newId<'section'>(), title: 'What could not be read, and why '.repeat(5) }];
  const stage = open();
  openFields(stage);
  await vi.waitFor(() => expect(stage.querySelector('select')).not.toBeNull());
  const toast = stage.querySelector('.toast')!;
  expect(toast.scrollWidth).toBeLessThanOrEqual(toast.clientWidth);
  expect(toast.getBoundingClientRect().width).toBeLessThanOrEqual(480);
});
