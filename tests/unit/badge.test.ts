import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { showBadge, showCount, takeBadge } from '@/utils/platform/badge';

const DEFAULT = 'Pincite';
const { action } = fakeBrowser;

async function button(tabId: number) {
  const [text, title] = [await action.getBadgeText({ tabId }), await action.getTitle({ tabId })];
  return { text, title };
}

beforeEach(async () => {
  fakeBrowser.reset();
  await action.setTitle({ title: DEFAULT });
});

test.each(['saved', 'failed'] as const)(
  'the result of a clip (%s) is reported once',
  async (kind) => {
    await showBadge(7, kind, 'Saved to “Lakes”');
    await showBadge(8, kind, 'Another tab');
    expect(await takeBadge(7)).toEqual({ kind, title: 'Saved to “Lakes”' });
    expect(await takeBadge(7)).toBeNull();
    expect(await button(7)).toEqual({ text: '', title: DEFAULT });
    expect((await button(8)).title).toBe('Another tab');
  },
);

test.each<[string, () => Promise<void>]>([
  ['a check that passed', () => showBadge(7, 'passed', '2 of 2')],
  ['a check that did not', () => showBadge(7, 'fell', '1 of 2')],
  ['a count', () => showCount(7, 3, '3 clips')],
])('%s is no news of a clip, and stays', async (_name, mark) => {
  await mark();
  const before = await button(7);
  expect(before.text).not.toBe('');
  expect(await takeBadge(7)).toBeNull();
  expect(await button(7)).toEqual(before);
});

test('a success stays on the button if only failures are asked for', async () => {
  await showBadge(7, 'saved', 'Saved to “Lakes”');
  expect(await takeBadge(7, ['failed'])).toBeNull();
  expect((await button(7)).title).toBe('Saved to “Lakes”');
  await showBadge(7, 'failed', 'The page changed.');
  expect(await takeBadge(7, ['failed'])).toEqual({ kind: 'failed', title: 'The page changed.' });
});
