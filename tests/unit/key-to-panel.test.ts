import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keyToPanel } from '@/entrypoints/background/key-to-panel';

vi.mock('#i18n', () => ({ i18n: { t: (key: string) => key } }));

let isOpen: (asked: { windowId: number }) => Promise<boolean>;

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.commands, 'getAll').mockResolvedValue([
    { name: 'open-panel', shortcut: 'Alt+I' },
  ] as never);
  isOpen = async () => false;
  Object.assign(fakeBrowser, {
    sidebarAction: { isOpen: (asked: { windowId: number }) => isOpen(asked) },
  });
});

async function tabIn(): Promise<{ tabId: number; windowId: number }> {
  const { id: windowId = -1 } = (await fakeBrowser.windows.create({ focused: true })) ?? {};
  const { id: tabId = -1 } = await fakeBrowser.tabs.create({ windowId });
  return { tabId, windowId };
}

test('the key of the panel leads to a closed panel, but closes an open one', async () => {
  const { tabId, windowId } = await tabIn();
  await expect(keyToPanel(tabId)).resolves.toBe('Alt+I');
  isOpen = async (asked) => asked.windowId === windowId;
  await expect(keyToPanel(tabId)).resolves.toBe('keyname_shift+F6');
  const other = await tabIn();
  await expect(keyToPanel(other.tabId)).resolves.toBe('Alt+I');
});

test('the key of the panel is named if the browser does not say whether it is open', async () => {
  const { tabId } = await tabIn();
  isOpen = async () => Promise.reject(new Error('no sidebar'));
  await expect(keyToPanel(tabId)).resolves.toBe('Alt+I');
  await expect(keyToPanel(undefined)).resolves.toBe('Alt+I');
});
