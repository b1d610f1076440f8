import { expect, test, vi } from 'vitest';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { Byline } from '@/utils/platform/tabs';

const { readByline } = vi.hoisted(() => ({ readByline: vi.fn<() => Promise<Byline | null>>() }));
vi.mock('@/utils/platform/tabs', () => ({ readByline }));

const { nameAuthors } = await import('@/entrypoints/background/describe-page');

const URL = 'https://lakes.example/night?n=1#:~:text=it%20fell';
const draft = (authors: string[]) => ({ url: URL, metadata: { authors } }) as unknown as ClipDraft;
const by = (url: string, byline = 'Ann Field'): Byline => ({ url, byline });

test.each<[string, string[], Byline | null, string[]]>([
  ['a page that names one', [], by('https://lakes.example/night?n=1'), ['Ann Field']],
  ['another place of the page', [], by('https://lakes.example/night?n=1#end'), ['Ann Field']],
  ['the page that the tab went on to', [], by('https://lakes.example/night?n=2'), []],
  ['a page that names nobody', [], null, []],
  ['what is longer than any name', [], by(URL, 'x'.repeat(201)), []],
  ['a page whose metadata names somebody', ['Bo Lake'], by(URL), ['Bo Lake']],
])('the author of a clip: %s', async (_name, known, read, expected) => {
  readByline.mockResolvedValue(read);
  const { metadata } = await nameAuthors(draft(known), { tabId: 7, frameId: 0 });
  expect(metadata.authors).toEqual(expected);
});
