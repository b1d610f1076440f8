/*
 * Every shortcut of Pincite. The listeners, the sheet of keys, the hints on buttons, the browser's
 * manifest and docs/KEYS.md take their keys from these tables. A key is spelled as users read it:
 * "Ctrl+Shift+E". match-shortcut.ts says when a pressed key is one of them.
 */

/** One line of a sheet of keys. Its words are `key_<label>` in the catalogue. */
export interface ShortcutRow {
  readonly label: string;
  /** The keys, each with the command that it gives. */
  readonly keys: Readonly<Record<string, string>>;
  /** Other keys for the same commands, which no sheet shows. */
  readonly also?: Readonly<Record<string, string>>;
}

/** Shortcuts that are heard in the same place. The title is `keys_<title>` in the catalogue. */
export interface ShortcutGroup {
  readonly title: string;
  readonly rows: readonly ShortcutRow[];
}

type ValueOf<T> = T extends Readonly<Record<string, infer Value>> ? Value : never;

/** The commands that a list of groups gives. */
export type CommandOf<Groups extends readonly ShortcutGroup[]> = ValueOf<
  Groups[number]['rows'][number]['keys']
>;

/** The browsers whose suggested keys differ. */
export type ShortcutBrowser = 'chrome' | 'firefox';

/**
 * Shortcuts of the browser, which work on every page. The user can change their keys, so a page
 * shows what the browser says of them. None is a key of the browser's own: Chrome ignores such a
 * suggestion without a word, and in Firefox Alt and the access key of a menu opens that menu. Firefox
 * has no Shift there: Alt+Shift and a letter is an access key of the page, which comes first. Once a
 * window of Firefox has asked a question, the access keys of its buttons are dead in that window:
 * Allow and Deny take A and D, « Autoriser » and « Refuser » A and R. No question of Firefox has X, in
 * English or French: "examine", « examiner ».
 */
export const BROWSER_SHORTCUTS = {
  'clip-selection': {
    keys: { chrome: 'Alt+Shift+S', firefox: 'Alt+G' },
    message: 'command_clip',
    /** What the key does while the notice of a clip is shown. */
    again: 'key_clip_again',
  },
  'review-report': {
    keys: { chrome: 'Alt+Shift+V', firefox: 'Alt+X' },
    message: 'command_review',
  },
  'open-panel': {
    keys: { chrome: 'Alt+Shift+Y', firefox: 'Alt+I' },
    message: 'command_panel',
    /** Firefox opens its sidebar itself: no extension may, unless the user clicks on its page. */
    nameInFirefox: '_execute_sidebar_action',
  },
} as const;

export type BrowserCommand = keyof typeof BROWSER_SHORTCUTS;

export const BROWSER_COMMANDS: readonly BrowserCommand[] = [
  'clip-selection',
  'review-report',
  'open-panel',
];

/** The current keys of the browser's shortcuts; null for a command without one. */
export type BrowserKeys = Readonly<Record<BrowserCommand, string | null>>;

/** Returns the name of a command in the manifest of a browser. */
export function commandName(command: BrowserCommand, browser: ShortcutBrowser): string {
  const shortcut = BROWSER_SHORTCUTS[command];
  return browser === 'firefox' && 'nameInFirefox' in shortcut ? shortcut.nameInFirefox : command;
}

const UNDO = { label: 'undo', keys: { 'Ctrl+Z': 'undo' } } as const;
const REDO = {
  label: 'redo',
  keys: { 'Ctrl+Y': 'redo', 'Ctrl+Shift+Z': 'redo' },
  also: { 'Ctrl+Shift+Y': 'redo' },
} as const;

/** Opens the sheet of keys. */
const KEYS = { label: 'keys', keys: { '?': 'keys' } } as const;

/** Undoing and redoing, where there is nothing else. */
export const HISTORY_SHORTCUTS = [{ title: 'history', rows: [UNDO, REDO] }] as const;

/** In the side panel. Export and copy are heard in fields, too. */
export const PANEL_SHORTCUTS = [
  {
    title: 'panel',
    rows: [
      { label: 'export', keys: { 'Ctrl+Shift+E': 'export' } },
      { label: 'copy_report', keys: { 'Alt+Shift+E': 'copy-report' } },
      { label: 'verify_report', keys: { V: 'verify' } },
      { label: 'review_report', keys: { R: 'review' } },
      { label: 'add_section', keys: { S: 'add-section' } },
      { label: 'search_report', keys: { '/': 'search' } },
      { label: 'shift', keys: { 'Alt+↑': 'shift-up', 'Alt+↓': 'shift-down' } },
      UNDO,
      REDO,
      KEYS,
    ],
  },
] as const;

/** In the popup of the toolbar button. */
export const POPUP_SHORTCUTS = [{ title: 'popup', rows: [KEYS] }] as const;

/** In a card of the side panel, wherever the focus is in it except in a text field or a menu. */
export const CARD_SHORTCUTS = [
  {
    title: 'card',
    rows: [
      { label: 'card_focus', keys: { '↑': 'focus-up', '↓': 'focus-down' } },
      { label: 'card_extend', keys: { 'Shift+↑': 'extend-up', 'Shift+↓': 'extend-down' } },
      { label: 'card_select', keys: { Space: 'select' } },
      { label: 'card_select_all', keys: { 'Ctrl+A': 'select-all' } },
      { label: 'card_select_none', keys: { Escape: 'select-none' } },
      { label: 'card_move', keys: { M: 'move' } },
      { label: 'card_tag', keys: { T: 'tag' } },
      { label: 'card_edit', keys: { Enter: 'edit' } },
      { label: 'card_delete', keys: { Delete: 'delete' } },
    ],
  },
] as const;

/** While the keyboard moves a card or a section, after Enter on its grip. */
export const MOVING_SHORTCUTS = [
  {
    title: 'moving',
    rows: [
      { label: 'moving_place', keys: { '↑': 'up', '↓': 'down' } },
      { label: 'moving_ends', keys: { Home: 'first', End: 'last' } },
      { label: 'moving_drop', keys: { Enter: 'drop', Space: 'drop' } },
      { label: 'moving_cancel', keys: { Escape: 'cancel' } },
    ],
  },
] as const;

/** On the card of a clip that has the focus. */
export const CLIP_SHORTCUTS = [
  {
    title: 'clip',
    rows: [
      { label: 'clip_adopt', keys: { A: 'adopt' } },
      { label: 'clip_choose', keys: { P: 'choose' } },
    ],
  },
] as const;

/** In the text of a statement, and in notes. */
export const STATEMENT_SHORTCUTS = [
  {
    title: 'statement',
    rows: [
      { label: 'cite', keys: { 'Ctrl+K': 'cite' } },
      { label: 'bold', keys: { 'Ctrl+B': 'bold' } },
      { label: 'italic', keys: { 'Ctrl+I': 'italic' } },
      {
        label: 'next_statement',
        keys: { Enter: 'next-statement' },
        also: { 'Shift+Enter': 'next-statement' },
      },
      { label: 'join_statement', keys: { Backspace: 'join-above', Delete: 'join-below' } },
      { label: 'end_field', keys: { Escape: 'done', 'Ctrl+Enter': 'done' } },
    ],
  },
] as const;

/** In the search through everything. */
export const LIBRARY_SHORTCUTS = [
  {
    title: 'library',
    rows: [
      { label: 'library_field', keys: { '/': 'field' } },
      { label: 'library_results', keys: { '↑': 'previous', '↓': 'next' } },
      { label: 'library_back', keys: { Escape: 'back' } },
    ],
  },
] as const;

/** At the review desk. */
export const DESK_SHORTCUTS = [
  {
    title: 'move',
    rows: [
      { label: 'next', keys: { J: 'next' } },
      { label: 'previous', keys: { K: 'previous' } },
      { label: 'page', keys: { 'Shift+J': 'next-page', 'Shift+K': 'previous-page' } },
      { label: 'waiting', keys: { S: 'next-waiting' } },
      { label: 'back', keys: { B: 'back' } },
      { label: 'passage', keys: { L: 'passage' } },
    ],
  },
  {
    title: 'decide',
    rows: [
      {
        label: 'decide',
        keys: { '1': 'supported', '2': 'partly', '3': 'unsupported', '4': 'unclear' },
      },
      { label: 'note', keys: { N: 'note' } },
      { label: 'note_decided', keys: { 'Shift+N': 'note-decided' } },
      { label: 'clean', keys: { C: 'confirm-clean' } },
      { label: 'answer', keys: { X: 'fixed', D: 'disputed' } },
      { label: 'undo', keys: { U: 'undo', 'Ctrl+Z': 'undo' } },
      {
        label: 'redo',
        keys: { 'Shift+U': 'redo', 'Ctrl+Y': 'redo' },
        also: { 'Ctrl+Shift+Z': 'redo', 'Ctrl+Shift+Y': 'redo' },
      },
      { label: 'sign_off', keys: { 'Shift+S': 'sign-off' } },
      { label: 'report', keys: { E: 'report' } },
    ],
  },
  {
    title: 'look',
    rows: [
      { label: 'clip_choose', keys: { P: 'find-passage' } },
      { label: 'open', keys: { O: 'open-page' } },
      { label: 'clipped', keys: { W: 'when-clipped' } },
      { label: 'filters', keys: { F: 'filters' } },
      { label: 'search', keys: { '/': 'search' } },
      { label: 'order', keys: { G: 'order' } },
      { label: 'view', keys: { T: 'view' } },
      { label: 'overview', keys: { V: 'overview' } },
      KEYS,
    ],
  },
] as const;

export type DeskCommand = CommandOf<typeof DESK_SHORTCUTS>;

/** What a sheet of keys shows on each page. */
export const SHORTCUTS_OF = {
  panel: [
    ...PANEL_SHORTCUTS,
    ...CARD_SHORTCUTS,
    ...MOVING_SHORTCUTS,
    ...CLIP_SHORTCUTS,
    ...STATEMENT_SHORTCUTS,
    ...LIBRARY_SHORTCUTS,
  ],
  popup: POPUP_SHORTCUTS,
  desk: DESK_SHORTCUTS,
} as const;

/** The keys of a command, as users read them, the one to show first. */
export function keysOf<const Groups extends readonly ShortcutGroup[]>(
  groups: Groups,
  command: CommandOf<Groups>,
): readonly string[] {
  return groups
    .flatMap(({ rows }) => rows.flatMap(({ keys }) => Object.entries(keys)))
    .flatMap(([key, given]) => (given === command ? [key] : []));
}
