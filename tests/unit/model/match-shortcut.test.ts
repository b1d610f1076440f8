import { describe, expect, test } from 'vitest';
import { matchShortcut, type PressedKey } from '@/utils/model/match-shortcut';
import {
  BROWSER_SHORTCUTS,
  CARD_SHORTCUTS,
  type CommandOf,
  DESK_SHORTCUTS,
  type DeskCommand,
  keysOf,
  PANEL_SHORTCUTS,
} from '@/utils/model/shortcuts';

const press = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

const CASES: readonly {
  readonly name: string;
  readonly pressed: PressedKey;
  readonly does: DeskCommand | null;
}[] = [
  { name: 'J', pressed: press('j'), does: 'next' },
  { name: 'J with caps lock', pressed: press('J'), does: 'next' },
  { name: 'Shift+J', pressed: press('J', { shiftKey: true }), does: 'next-page' },
  { name: '1', pressed: press('1', { code: 'Digit1' }), does: 'supported' },
  {
    name: 'the key of the 1 on a French keyboard',
    pressed: press('&', { code: 'Digit1' }),
    does: 'supported',
  },
  {
    name: 'a 4 typed with Shift, as on a French keyboard',
    pressed: press('4', { code: 'Digit4', shiftKey: true }),
    does: 'unclear',
  },
  {
    name: 'Shift and the key of the 1 on an English keyboard',
    pressed: press('!', { code: 'Digit1', shiftKey: true }),
    does: null,
  },
  {
    name: '3 of the number pad',
    pressed: press('3', { code: 'Numpad3' }),
    does: 'unsupported',
  },
  { name: '5', pressed: press('5', { code: 'Digit5' }), does: null },
  { name: '?', pressed: press('?', { shiftKey: true }), does: 'keys' },
  { name: '/ typed with Shift', pressed: press('/', { shiftKey: true }), does: 'search' },
  { name: 'U', pressed: press('u'), does: 'undo' },
  { name: 'Shift+U', pressed: press('U', { shiftKey: true }), does: 'redo' },
  { name: 'Ctrl+Z', pressed: press('z', { ctrlKey: true }), does: 'undo' },
  { name: 'Cmd+Shift+Z', pressed: press('Z', { metaKey: true, shiftKey: true }), does: 'redo' },
  { name: 'Ctrl+Y', pressed: press('y', { ctrlKey: true }), does: 'redo' },
  { name: 'Shift+S', pressed: press('S', { shiftKey: true }), does: 'sign-off' },
  { name: 'Shift+N', pressed: press('N', { shiftKey: true }), does: 'note-decided' },
  { name: 'Shift+G, which means nothing', pressed: press('G', { shiftKey: true }), does: null },
  { name: 'Ctrl+F, which is the browser’s', pressed: press('f', { ctrlKey: true }), does: null },
  { name: 'Alt+S, which is the browser’s', pressed: press('s', { altKey: true }), does: null },
  { name: 'an arrow, which scrolls', pressed: press('ArrowDown'), does: null },
];

describe('a key of the desk', () => {
  test.each(CASES)('$name', ({ pressed, does }) => {
    expect(matchShortcut(pressed, DESK_SHORTCUTS)).toEqual(does);
  });
});

const CONTROL_SHIFT = { ctrlKey: true, shiftKey: true };
const PANEL_CASES: readonly {
  readonly name: string;
  readonly pressed: PressedKey;
  readonly does: CommandOf<typeof PANEL_SHORTCUTS> | null;
}[] = [
  {
    name: 'Ctrl+Shift+E',
    pressed: press('E', { code: 'KeyE', ...CONTROL_SHIFT }),
    does: 'export',
  },
  {
    name: 'Ctrl+Shift+E on a Russian keyboard',
    pressed: press('У', { code: 'KeyE', ...CONTROL_SHIFT }),
    does: 'export',
  },
  {
    name: 'Alt+Shift+E on a Mac, which writes an accent',
    pressed: press('´', { code: 'KeyE', altKey: true, shiftKey: true }),
    does: 'copy-report',
  },
  {
    name: 'Ctrl+Alt+Shift+E',
    pressed: press('E', { code: 'KeyE', altKey: true, ...CONTROL_SHIFT }),
    does: null,
  },
  { name: 'Alt and the arrow up', pressed: press('ArrowUp', { altKey: true }), does: 'shift-up' },
  { name: 'an arrow alone', pressed: press('ArrowUp'), does: null },
  { name: 'V', pressed: press('v'), does: 'verify' },
  { name: 'Ctrl+V, which pastes', pressed: press('v', { ctrlKey: true }), does: null },
  {
    name: 'Ctrl+R, which loads the page again',
    pressed: press('r', { ctrlKey: true }),
    does: null,
  },
  { name: 'Ctrl+Shift+Y', pressed: press('Y', CONTROL_SHIFT), does: 'redo' },
  {
    name: 'AltGr and Z, which writes a letter in Polish',
    pressed: press('ż', { code: 'KeyZ', ctrlKey: true, altKey: true }),
    does: null,
  },
];

describe('a key of the panel', () => {
  test.each(PANEL_CASES)('$name', ({ pressed, does }) => {
    expect(matchShortcut(pressed, PANEL_SHORTCUTS)).toBe(does);
  });
});

test('a space, Delete and Shift with an arrow are keys of a card', () => {
  const does = [press(' '), press('Delete'), press('ArrowDown', { shiftKey: true })].map(
    (pressed) => matchShortcut(pressed, CARD_SHORTCUTS),
  );
  expect(does).toEqual(['select', 'delete', 'extend-down']);
});

test('the keys of a command begin with the one that a button shows', () => {
  expect(keysOf(DESK_SHORTCUTS, 'undo')).toEqual(['U', 'Ctrl+Z']);
  expect(keysOf(DESK_SHORTCUTS, 'unclear')).toEqual(['4']);
});

test('no shortcut of the browser is one of the panel’s', () => {
  const panel = PANEL_SHORTCUTS.flatMap(({ rows }) =>
    rows.flatMap(({ keys }) => Object.keys(keys)),
  );
  const keys = Object.values(BROWSER_SHORTCUTS).flatMap((each) => Object.values(each.keys));
  expect(keys.filter((key) => (panel as string[]).includes(key))).toEqual([]);
});
