import type { CommandOf, ShortcutGroup } from './shortcuts';

/** The part of a KeyboardEvent that identifies the key. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Keys that `KeyboardEvent.key` names otherwise than the tables do. */
const NAMES: Readonly<Record<string, string>> = { '↑': 'ArrowUp', '↓': 'ArrowDown', Space: ' ' };

/** Returns the command that a pressed key gives; null leaves the key to the browser. */
export function matchShortcut<const Groups extends readonly ShortcutGroup[]>(
  pressed: PressedKey,
  groups: Groups,
): CommandOf<Groups> | null {
  for (const { rows } of groups) {
    for (const { keys, also = {} } of rows) {
      const found = Object.entries({ ...keys, ...also }).find(([key]) => isPressed(pressed, key));
      if (found !== undefined) return found[1] as CommandOf<Groups>;
    }
  }
  return null;
}

/** On a Mac, Command stands for Ctrl. */
function isPressed(pressed: PressedKey, shortcut: string): boolean {
  const modifiers = shortcut.split('+');
  const name = modifiers.pop() ?? '';
  if (modifiers.includes('Alt') !== pressed.altKey) return false;
  if (modifiers.includes('Ctrl') !== (pressed.ctrlKey || pressed.metaKey)) return false;
  // A digit also goes by its place: a French keyboard writes "&" on the key of the 1, and "1"
  // with Shift.
  if (/^\d$/.test(name)) {
    return pressed.key === name || (!pressed.shiftKey && pressed.code === `Digit${name}`);
  }
  // "?" and "/" are written with Shift on many keyboards.
  if (/^[^\p{L}↑↓]$/u.test(name)) return pressed.key === name;
  if (modifiers.includes('Shift') !== pressed.shiftKey) return false;
  return /^[A-Z]$/.test(name) ? isLetter(pressed, name) : pressed.key === (NAMES[name] ?? name);
}

/**
 * A letter goes by what it writes, so that it is the one on the keycap. With Alt, or with Ctrl and
 * Shift, what is written depends on the system, and the letter goes by its place.
 */
function isLetter({ key, code, altKey, ctrlKey, metaKey, shiftKey }: PressedKey, letter: string) {
  const byPlace = altKey || ((ctrlKey || metaKey) && shiftKey && !/^[a-z]$/i.test(key));
  return byPlace ? code === `Key${letter}` : key.toUpperCase() === letter;
}
