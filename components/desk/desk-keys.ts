import type { ReviewDecision } from '@/utils/model/review-records';

/** What a key does at the desk. */
export type DeskCommand =
  | 'next'
  | 'previous'
  | 'next-page'
  | 'previous-page'
  | 'next-waiting'
  | 'back'
  | 'note'
  | 'undo'
  | 'redo'
  | 'filters'
  | 'search'
  | 'order'
  | 'view'
  | 'passage'
  | 'open-page'
  | 'when-clipped'
  | 'confirm-clean'
  | 'fixed'
  | 'disputed'
  | 'sign-off'
  | 'overview'
  | 'report'
  | 'keys'
  | { readonly decide: ReviewDecision };

/** The part of a KeyboardEvent that identifies the key. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const DIGITS: Readonly<Record<string, ReviewDecision>> = {
  '1': 'supported',
  '2': 'partly',
  '3': 'unsupported',
  '4': 'unclear',
};

const LETTERS: Readonly<Record<string, DeskCommand>> = {
  j: 'next',
  k: 'previous',
  s: 'next-waiting',
  b: 'back',
  n: 'note',
  u: 'undo',
  f: 'filters',
  g: 'order',
  t: 'view',
  p: 'passage',
  o: 'open-page',
  w: 'when-clipped',
  c: 'confirm-clean',
  x: 'fixed',
  d: 'disputed',
  v: 'overview',
  e: 'report',
  '/': 'search',
  '?': 'keys',
};

const SHIFTED: Readonly<Record<string, DeskCommand>> = {
  j: 'next-page',
  k: 'previous-page',
  s: 'sign-off',
  u: 'redo',
};

/**
 * Returns the command of a key, or null if the browser handles the key. A letter is identified by
 * what it types, so it is the letter on the keycap. A digit is also identified by its position,
 * because a French keyboard types "&" with the key of the 1, and "1" with Shift.
 */
export function deskCommand(pressed: PressedKey): DeskCommand | null {
  const key = pressed.key.toLowerCase();
  if (pressed.altKey) return null;
  if (pressed.ctrlKey || pressed.metaKey) {
    if (key === 'z') return pressed.shiftKey ? 'redo' : 'undo';
    return key === 'y' ? 'redo' : null;
  }
  const digit = DIGITS[key] ?? (pressed.shiftKey ? undefined : DIGITS[digitAt(pressed.code)]);
  if (digit !== undefined) return { decide: digit };
  if (pressed.shiftKey && SHIFTED[key] !== undefined) return SHIFTED[key];
  // Many keyboards type "?" and "/" with Shift. A letter with Shift is no command.
  if (pressed.shiftKey && /^\p{L}$/u.test(key)) return null;
  return LETTERS[key] ?? null;
}

function digitAt(code: string): string {
  return /^Digit([1-4])$/.exec(code)?.[1] ?? '';
}
