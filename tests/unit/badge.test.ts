import { afterAll, beforeEach, expect, test, vi } from 'vitest';

interface Button {
  text: string;
  title: string;
}
const DEFAULT = 'Pincite';
const buttons = new Map<number, Button>();
const button = (tabId: number): Button => {
  const known = buttons.get(tabId) ?? { text: '', title: DEFAULT };
  buttons.set(tabId, known);
  return known;
};

vi.mock('@/utils/platform/browser', () => ({
  browser: {
    action: {
      setBadgeText: async ({ tabId, text }: { tabId: number; text: string }) => {
        button(tabId).text = text;
      },
      setTitle: async ({ tabId, title }: { tabId: number; title: string }) => {
        button(tabId).title = title;
      },
      setBadgeBackgroundColor: async () => undefined,
      getBadgeText: async ({ tabId }: { tabId: number }) => button(tabId).text,
      getTitle: async ({ tabId }: { tabId?: number }) =>
        tabId === undefined ? DEFAULT : button(tabId).title,
    },
  },
}));
// Modules of other test files hold other mocks.
vi.resetModules();
afterAll(() => void vi.resetModules());
const { showBadge, showCount, takeBadge } = await import('@/utils/platform/badge');

beforeEach(() => buttons.clear());

test.each(['saved', 'failed'] as const)(
  'the result of a clip (%s) is reported once',
  async (kind) => {
    await showBadge(7, kind, 'Saved to “Lakes”');
    await showBadge(8, kind, 'Another tab');
    expect(await takeBadge(7)).toEqual({ kind, title: 'Saved to “Lakes”' });
    expect(await takeBadge(7)).toBeNull();
    expect(button(7)).toEqual({ text: '', title: DEFAULT });
    expect(button(8).title).toBe('Another tab');
  },
);

test.each<[string, () => Promise<void>]>([
  ['a check that passed', () => showBadge(7, 'passed', '2 of 2')],
  ['a check that did not', () => showBadge(7, 'fell', '1 of 2')],
  ['a count', () => showCount(7, 3, '3 clips')],
])('%s is no news of a clip, and stays', async (_name, mark) => {
  await mark();
  const before = { ...button(7) };
  expect(before.text).not.toBe('');
  expect(await takeBadge(7)).toBeNull();
  expect(button(7)).toEqual(before);
});
