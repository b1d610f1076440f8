import './catalogue';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SidePanel } from '../../../components/panel/SidePanel';
import { Popup } from '../../../components/popup/Popup';
import { SHORTCUTS_OF, type ShortcutGroup } from '../../../utils/model/shortcuts';
import { settingsActs, startBackground, type TestBackground, testActs } from './background';
import { useLanguage } from './catalogue';
import { REPORT, renewReport } from './samples';
import { brokenWords, byText, expectAccessible, show } from './stage';

let background: TestBackground;

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
});

afterEach(() => background.library.close());

const dialog = () => document.querySelector('dialog:modal');
const shownKeys = () =>
  [...document.querySelectorAll('dialog .keys-row')].map((row) =>
    [...row.querySelectorAll('kbd')].map(({ textContent }) => textContent).join(' '),
  );
const keysOf = (groups: readonly ShortcutGroup[]) =>
  groups.flatMap(({ rows }) => rows.map(({ keys }) => Object.keys(keys).join(' ')));
/** The browser's keys of the test's acts: clip twice, review, and a panel without a key. */
const EVERYWHERE = ['Alt+Shift+C', 'Alt+Shift+C', 'Alt+Shift+V', ''];

test.each<[string, () => void, string, readonly ShortcutGroup[]]>([
  [
    'the panel',
    () => show(<SidePanel acts={testActs(settingsActs(''))} />),
    'Practise with the sample text',
    SHORTCUTS_OF.panel,
  ],
  [
    'the popup',
    () => show(<Popup acts={testActs(settingsActs(''))} />),
    'Clip selection',
    SHORTCUTS_OF.popup,
  ],
])('? lists every key of %s, and the current keys of the browser', async (_, open, ready, of) => {
  open();
  await vi.waitFor(() => byText(ready));
  // The page is drawn before it hears keys.
  await vi.waitFor(async () => {
    if (dialog() === null) await userEvent.keyboard('?');
    expect(dialog()).not.toBeNull();
  });
  await vi.waitFor(() => expect(shownKeys()).toEqual([...keysOf(of), ...EVERYWHERE]));
  expect(dialog()?.textContent).toContain('Write the note of the clip, while its notice is shown');
  expect(dialog()?.textContent).toContain('No keyOpen the side panel');
  expect(dialog()?.textContent).toContain('Shift+F6 takes you into the panel');
  expect(dialog()?.textContent).toContain('the same keys with Ctrl move in the text');
  await expectAccessible();
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(dialog()).toBeNull());
});

test('? is a letter in the fields of the panel', async () => {
  show(<SidePanel acts={testActs(settingsActs(''))} />);
  await vi.waitFor(() => byText('Practise with the sample text'));
  byText('Write a statement').click();
  const field = () => document.activeElement as HTMLElement;
  await vi.waitFor(() => expect(field().isContentEditable).toBe(true));
  await userEvent.keyboard('Why?');
  expect(field().textContent).toBe('Why?');
  expect(dialog()).toBeNull();
});

test('in French the keys have the names of a French keyboard', async () => {
  useLanguage('fr');
  try {
    const keys = { 'clip-selection': 'Alt+Shift+S', 'review-report': null, 'open-panel': null };
    const acts = { ...testActs(settingsActs('')), browserKeys: async () => keys };
    show(<SidePanel acts={acts} />);
    await vi.waitFor(() => byText('S’entraîner avec le texte d’exemple'));
    await vi.waitFor(() => expect(document.body.textContent).toContain('Alt+Maj+S'));
    await userEvent.keyboard('?');
    await vi.waitFor(() => expect(shownKeys()).toContain('Ctrl+Maj+E'));
    const names = new Set(shownKeys().flatMap((keys) => keys.split(/[ +]/)));
    for (const name of ['Maj', 'Échap', 'Entrée', 'Espace', 'Suppr', 'Début', 'Fin']) {
      expect([...names]).toContain(name);
    }
    const own = shownKeys().slice(0, -EVERYWHERE.length).join(' ');
    expect(own).not.toMatch(/Shift|Escape|Enter|Space|Delete|Home|End/);
    // The same in sentences and tooltips.
    const titles = [...document.querySelectorAll('[title]')].map((each) =>
      each.getAttribute('title'),
    );
    expect([document.body.textContent, ...titles].join(' ')).not.toMatch(/Alt\+Shift|Ctrl\+Shift/);
  } finally {
    useLanguage('en');
  }
});

test('in the narrowest sidebar, no word is broken', async () => {
  await page.viewport(240, 600);
  onTestFinished(() => page.viewport(414, 896));
  useLanguage('fr');
  onTestFinished(() => useLanguage('en'));
  show(<SidePanel acts={testActs(settingsActs(''))} />);
  await vi.waitFor(async () => {
    if (dialog() === null) await userEvent.keyboard('?');
    expect(dialog()).not.toBeNull();
  });
  expect(brokenWords(dialog()!)).toEqual([]);
});
