import '../components/catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { ToastFrame } from '../../../entrypoints/clipper/ToastFrame';
import { byText, show } from '../components/stage';
import { type HeldClock, holdClock } from '../held-clock';
import { pointAt } from '../point-at';
import '../../../entrypoints/clipper/toast.css';

/** Milliseconds for which an untouched toast stays. */
const STANDS = 8_000;
const LONG = 10 * STANDS;

const closed = vi.fn();
let clock: HeldClock;

beforeEach(() => {
  closed.mockReset();
  clock = holdClock();
});

afterEach(() => {
  vi.restoreAllMocks();
});

function open(tone: 'saved' | 'failed' | 'asked' = 'saved'): HTMLElement {
  const stage = show(
    <>
      <ToastFrame tone={tone} message="Saved to “Lakes”" onClose={closed}>
        <input type="text" aria-label="Note" />
      </ToastFrame>
      <button type="button" style="position: fixed; inset: 0 auto auto 0">
        Elsewhere
      </button>
    </>,
  );
  const toast = stage.querySelector<HTMLElement>('.toast');
  if (toast === null) throw new Error('There is no toast.');
  // A toast that slides in would slide away from under the pointer.
  for (const animation of toast.getAnimations()) animation.finish();
  return toast;
}

/** Expects that the toast goes after its full time from now, and not earlier. */
function expectGoes(): void {
  clock.pass(STANDS - 1);
  expect(closed).not.toHaveBeenCalled();
  clock.pass(1);
  expect(closed).toHaveBeenCalledOnce();
}

function expectStays(): void {
  clock.pass(LONG);
  expect(closed).not.toHaveBeenCalled();
}

test.each(['saved', 'failed'] as const)('a toast with %s disappears after its time', (tone) => {
  open(tone);
  expectGoes();
});

test('only typed text can be selected', () => {
  const toast = open();
  const selection = getSelection()!;
  const selected = (element: Element) => {
    selection.selectAllChildren(element);
    return selection.toString();
  };
  expect(selected(toast)).toBe('');
  expect(selected(byText('Elsewhere'))).toBe('Elsewhere');
  const input = toast.querySelector('input')!;
  input.value = 'a note';
  input.select();
  expect(input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)).toBe('a note');
  selection.removeAllRanges();
});

test('a question stays', async () => {
  const toast = open('asked');
  expectStays();
  await pointAt(toast);
  await pointAt(byText('Elsewhere'));
  expectStays();
});

test('stays while the focus is in it', () => {
  const input = open().querySelector('input');
  input?.focus();
  expectStays();
  input?.blur();
  expectGoes();
});

test('stays while the pointer is over it', async () => {
  const toast = open();
  await pointAt(toast);
  expectStays();
  await pointAt(byText('Elsewhere'));
  expectGoes();
});

test('stays while a note is written in it, although the pointer has left', async () => {
  const toast = open();
  await pointAt(toast);
  toast.querySelector('input')?.focus();
  await pointAt(byText('Elsewhere'));
  expectStays();
  toast.querySelector('input')?.blur();
  expectGoes();
});

test('stays under the pointer, although the focus has left', async () => {
  const toast = open();
  toast.querySelector('input')?.focus();
  await pointAt(toast);
  toast.querySelector('input')?.blur();
  expectStays();
  await pointAt(byText('Elsewhere'));
  expectGoes();
});

test.each([
  [320, 'Enregistré dans « Rapport annuel du bassin du nord »'],
  [400, 'Saved to Inbox, in “Lake levels, spring 2026”'],
])('in a window of %i pixels, the message has the buttons below it', async (width, message) => {
  await page.viewport(width, 600);
  const actions = ['Note', 'Panneau : Alt+Maj+Y', 'Annuler'].map((words) => (
    <button key={words} type="button">
      {words}
    </button>
  ));
  const stage = show(
    <ToastFrame tone="saved" message={message} isPrivate actions={actions} onClose={closed} />,
  );
  const said = stage.querySelector('.message')!.getBoundingClientRect();
  const toast = stage.querySelector('.toast')!.getBoundingClientRect();
  expect(said.width).toBeGreaterThan(toast.width - 70);
  for (const button of stage.querySelectorAll('button')) {
    expect(button.getBoundingClientRect().top).toBeGreaterThanOrEqual(said.bottom);
  }
  await page.viewport(414, 896);
});

test('a removed toast does not close the next toast', () => {
  const toast = open();
  show(null);
  // A removed element may get focusout and pointerleave events during or after its removal.
  toast.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  toast.dispatchEvent(new PointerEvent('pointerleave'));
  expectStays();
});
