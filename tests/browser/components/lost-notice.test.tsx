import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Desk } from '../../../components/desk/Desk';
import { OptionsPage } from '../../../components/options/OptionsPage';
import { SidePanel } from '../../../components/panel/SidePanel';
import { Popup } from '../../../components/popup/Popup';
import type { LostLibrary, LostLibraryActs } from '../../../components/state/acts';
import { newId } from '../../../utils/model/ids';
import { startBackground, type TestBackground, testActs } from './background';
import { useLanguage } from './catalogue';
import { optionsActs } from './options-acts';
import { byText, expectAccessible, show } from './stage';

const LOST: LostLibrary = { filledAt: '2026-11-21T09:00:00.000Z', backup: null, keptAt: null };
const BACKUP = { at: '2026-11-20T09:00:00.000Z', file: 'pincite-1a2b3c4d.pincite', folder: null };

/** A browser that has lost its library. Pages can dismiss the loss like in a real browser. */
function lossOf(first: LostLibrary | null): LostLibraryActs & { lose(lost: LostLibrary): void } {
  let lost = first;
  const listeners = new Set<() => void>();
  const change = (next: LostLibrary | null) => {
    lost = next;
    for (const listener of listeners) listener();
  };
  return {
    lose: change,
    read: async () => lost,
    follow: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forget: async () => change(null),
  };
}

const notice = () =>
  [...document.querySelectorAll<HTMLElement>('[role=alert]')].find((alert) =>
    /library is no longer|bibliothèque n’est plus/.test(alert.textContent),
  );

const PAGES = {
  popup: (lostLibrary: LostLibraryActs) => <Popup acts={testActs({ lostLibrary })} />,
  panel: (lostLibrary: LostLibraryActs) => <SidePanel acts={testActs({ lostLibrary })} />,
  desk: (lostLibrary: LostLibraryActs) => (
    <Desk acts={testActs({ lostLibrary })} reportId={null} onReport={() => undefined} />
  ),
  settings: (lostLibrary: LostLibraryActs) => <OptionsPage acts={optionsActs({ lostLibrary })} />,
};

let background: TestBackground;

beforeEach(async () => {
  background = await startBackground();
});
afterEach(async () => {
  useLanguage('en');
  await page.viewport(414, 896);
});

describe.each(Object.entries(PAGES))('the %s', (name, draw) => {
  test('reports the lost library, and links to restoring in the settings', async () => {
    show(draw(lossOf(LOST)));
    await vi.waitFor(() => expect(notice()?.textContent).toContain('November 21, 2026'));
    await expectAccessible();
    const link = byText('Restore a backup');
    expect(link.getAttribute('href')).toBe(
      name === 'settings' ? '#restore' : '/options.html#restore',
    );
    link.focus();
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).toBe(byText('Dismiss'));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(notice()).toBeUndefined());
    await vi.waitFor(() => expect(document.activeElement).not.toBe(document.body));
  });

  test('reports it in French, and fits into a narrow window', async () => {
    useLanguage('fr');
    await page.viewport(name === 'popup' ? 360 : 320, 700);
    const backup = { ...BACKUP, folder: 'Dossier partagé' };
    show(draw(lossOf({ ...LOST, backup, keptAt: BACKUP.at })));
    await vi.waitFor(() => expect(notice()?.textContent).toContain('21 novembre 2026'));
    expect(notice()?.textContent).toContain('dans le dossier «\u202fDossier partagé\u202f»');
    const { documentElement } = document;
    expect(documentElement.scrollWidth).toBeLessThanOrEqual(documentElement.clientWidth);
    await expectAccessible();
  });

  test('shows nothing without a loss, and reports one as soon as it happens', async () => {
    const loss = lossOf(null);
    show(draw(loss));
    await vi.waitFor(() => expect(document.querySelector('#stage')?.textContent).not.toBe(''));
    expect(notice()).toBeUndefined();
    loss.lose(LOST);
    await vi.waitFor(() => expect(notice()).toBeDefined());
  });
});

test.each([
  ['no backup', null, 'knows of no backup'],
  ['a downloaded one', BACKUP, 'the file “pincite-1a2b3c4d.pincite” in your downloads folder'],
  ['one in a folder', { ...BACKUP, folder: 'Shared' }, 'in the folder “Shared”'],
  ['one of an older version', { ...BACKUP, file: '' }, 'Look for a file that ends in “.pincite”'],
])('names the last backup: %s', async (_name, backup, words) => {
  show(PAGES.panel(lossOf({ ...LOST, backup })));
  await vi.waitFor(() => expect(notice()?.textContent).toContain(words));
  if (backup !== null) expect(notice()?.textContent).toContain('Nov 20, 2026');
  expect(notice()?.textContent).not.toContain('keep a copy');
});

test('names the copy that the settings keep', async () => {
  show(PAGES.panel(lossOf({ ...LOST, keptAt: BACKUP.at })));
  await vi.waitFor(() =>
    expect(notice()?.textContent).toContain('that you deleted on Nov 20, 2026'),
  );
});

test('the popup shows nothing for a private window', async () => {
  const acts = testActs({ lostLibrary: lossOf(LOST) });
  const activePage = async () => ({ ...(await acts.activePage(() => undefined)), incognito: true });
  show(<Popup acts={{ ...acts, activePage }} />);
  await vi.waitFor(() => byText('Clip selection'));
  await vi.waitFor(() => byText('Open panel'));
  expect(notice()).toBeUndefined();
});

test('a panel whose database is taken away while a new one is there shows the new one', async () => {
  const { library, tell } = background;
  await library.createReport({ id: newId<'report'>(), title: 'Lakes', language: 'en' });
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => byText('Lakes'));
  await library.createReport({ id: newId<'report'>(), title: 'Rivers', language: 'en' });
  // As for a page that reads just when the browser closes its connection.
  const read = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementationOnce(() => {
    throw new DOMException('The connection was closed.', 'AbortError');
  });
  tell({ kind: 'reports' });
  await vi.waitFor(() => expect(read).toHaveBeenCalled());
  await vi.waitFor(() => byText('Rivers'));
  expect(document.querySelector('[role=alert]')).toBeNull();
});
