import * as z from 'zod/mini';
import { ClipSchema } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { withoutFragment } from '@/utils/model/url';
import { browser } from './browser';
import { urlOf } from './tabs';

/*
 * Clips from a context menu in a private window, of a page that cannot show a message, that wait
 * for the user's answer in the popup. They are kept in the browser's memory, never on the disk.
 */

const KEY = 'privateWords:';

const PrivateWordsSchema = z.object({
  url: z.string(),
  title: z.string(),
  text: z.string(),
  image: z.optional(z.string()),
  place: z.nullable(ClipSchema.shape.filedUnder),
  /** The address that the tab showed then. */
  tabUrl: z.string(),
});
export type PrivateWords = Omit<z.infer<typeof PrivateWordsSchema>, 'tabUrl'>;

/** Clips of the same page that already wait in the tab stay. */
export async function holdPrivateWords(tabId: number, words: PrivateWords): Promise<void> {
  const tabUrl = await urlOf(tabId);
  // Each has a key of its own, so that none overwrites another.
  await browser.storage.session.set({ [ofTab(tabId) + newId()]: { ...words, tabUrl } });
}

/**
 * Returns what waits in a tab, with its keys, the oldest first. Removes what belongs to another
 * page than the tab shows now.
 */
export async function readPrivateWords(
  tabId: number,
): Promise<readonly (readonly [key: string, words: PrivateWords])[]> {
  const held = await browser.storage.session.get(null);
  const shown = withoutFragment(await urlOf(tabId));
  const keys = Object.keys(held).filter((key) => key.startsWith(ofTab(tabId)));
  const waiting = keys.sort().flatMap((key) => {
    const parsed = PrivateWordsSchema.safeParse(held[key]);
    if (!parsed.success) return [];
    const { tabUrl, ...words } = parsed.data;
    return withoutFragment(tabUrl) === shown ? [[key, words] as const] : [];
  });
  const gone = keys.filter((key) => !waiting.some(([each]) => each === key));
  await browser.storage.session.remove(gone);
  return waiting;
}

/** Removes one of them. */
export async function dropPrivateWord(key: string): Promise<void> {
  await browser.storage.session.remove(key);
}

/** Removes those of a tab, or all if no tab is given. */
export async function dropPrivateWords(tabId?: number): Promise<void> {
  const keys = Object.keys(await browser.storage.session.get(null));
  const prefix = tabId === undefined ? KEY : ofTab(tabId);
  await browser.storage.session.remove(keys.filter((key) => key.startsWith(prefix)));
}

function ofTab(tabId: number): string {
  return `${KEY}${tabId.toString()}:`;
}
