import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import words from '@/locales/en.json';
import {
  BROWSER_COMMANDS,
  BROWSER_SHORTCUTS,
  SHORTCUTS_OF,
  type ShortcutGroup,
} from '@/utils/model/shortcuts';
import { ROOT } from './run-tool';

const PAGES: Readonly<Record<keyof typeof SHORTCUTS_OF, string>> = {
  panel: 'In the side panel',
  popup: 'In the popup of the toolbar button',
  desk: 'At the review desk',
};

const table = (rows: readonly (readonly [keys: readonly string[], does: string])[]) =>
  [
    '| keys | what they do |',
    '|---|---|',
    ...rows.map(([keys, does]) => `| ${keys.map((key) => `\`${key}\``).join(' ')} | ${does} |`),
  ].join('\n');

const message = (name: string): string => {
  const found = (words as Readonly<Record<string, unknown>>)[name];
  if (typeof found !== 'string') throw new Error(`en.json has no ${name}.`);
  return found;
};

function writePage(groups: readonly ShortcutGroup[]): string {
  return groups
    .map(({ title, rows }) => {
      const lines = rows.map(
        ({ label, keys }) => [Object.keys(keys), message(`key_${label}`)] as const,
      );
      return `### ${message(`keys_${title}`)}\n\n${table(lines)}`;
    })
    .join('\n\n');
}

/** The list of all shortcuts, as docs/KEYS.md has it. */
function writeKeys(): string {
  const everywhere = Object.values(BROWSER_SHORTCUTS).flatMap((shortcut) =>
    [shortcut.message, ...('again' in shortcut ? [shortcut.again] : [])].map(
      (name) => `| \`${shortcut.keys.chrome}\` | \`${shortcut.keys.firefox}\` | ${message(name)} |`,
    ),
  );
  return `# Keys

On a Mac, Command stands for Ctrl. Letters are the ones on the keycaps. In text fields, keys type text.

## On every page

The browser lets you change these keys: *Settings*, *Change the shortcuts*. Firefox has other keys, because there Alt+Shift with a letter belongs to the page, and Alt with S or V opens a menu.

The key that opens the panel moves the focus into it only in Chrome, and only if the panel was closed. No extension can move the focus into a panel that is already open, or that its popup opens. Shift+F6 takes you from the page into the open panel, and F6 takes you back to the page. In Chrome you may have to press F6 several times. Both keys belong to the browser, on Windows and Linux. After Shift+F6 in Chrome, ←, →, Home and End go through the browser’s own buttons, even in a text field or a menu. No extension can change that. Ctrl with these keys still moves in the text.

| in Chrome | in Firefox | what they do |
|---|---|---|
${everywhere.join('\n')}

${Object.entries(PAGES)
  .map(([page, title]) => `## ${title}\n\n${writePage(SHORTCUTS_OF[page as keyof typeof PAGES])}`)
  .join('\n\n')}
`;
}

const keysOf = (groups: readonly ShortcutGroup[]) =>
  groups.flatMap(({ rows }) => rows.flatMap(({ keys, also }) => Object.keys({ ...keys, ...also })));

test('docs/KEYS.md says what the tables of shortcuts say; vitest -u writes it', async () => {
  await expect(writeKeys()).toMatchFileSnapshot(path.join(ROOT, 'docs/KEYS.md'));
});

test('the README names only keys that are in the tables', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const named = [...readme.matchAll(/\*\*((?:(?:Ctrl|Alt|Shift)\+)*(?:\w|\?))\*\*/gu)].map(
    ([, key = '']) => key,
  );
  const known = [
    ...Object.values(BROWSER_SHORTCUTS).flatMap(({ keys }) => Object.values(keys)),
    ...Object.values(SHORTCUTS_OF).flatMap(keysOf),
  ];
  for (const command of BROWSER_COMMANDS) {
    expect(named).toEqual(expect.arrayContaining(Object.values(BROWSER_SHORTCUTS[command].keys)));
  }
  expect(named.filter((key) => !known.includes(key))).toEqual([]);
});

/** The access keys of Firefox's menu bar, by its language. Alt and one opens that menu. */
const FIREFOX_MENUS = { en: 'FEVSBTH', fr: 'FNAHMOE' };

test.each(Object.entries(FIREFOX_MENUS))(
  'no key for Firefox opens a menu of its menu bar (%s)',
  (_, menus) => {
    const letters = Object.values(BROWSER_SHORTCUTS).map(({ keys }) => keys.firefox.slice(-1));
    expect(letters.filter((letter) => menus.includes(letter))).toEqual([]);
  },
);

/** In Firefox, Alt+Shift and a letter is a page's access key, which comes before a shortcut. */
test('no key for Firefox can be an access key of a page', () => {
  const keys = Object.values(BROWSER_SHORTCUTS).map(({ keys: { firefox } }) => firefox);
  expect(keys.filter((key) => key.startsWith('Alt+Shift+'))).toEqual([]);
});

/** Groups that are heard in the same place. */
const HEARD_TOGETHER: readonly (readonly [string, readonly ShortcutGroup[]])[] = [
  ['the desk', SHORTCUTS_OF.desk],
  ['the popup', SHORTCUTS_OF.popup],
  ...SHORTCUTS_OF.panel.map((group) => [`the panel’s “${group.title}”`, [group]] as const),
];

test.each(HEARD_TOGETHER)('%s has one command for a key', (_, groups) => {
  const keys = keysOf(groups);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
