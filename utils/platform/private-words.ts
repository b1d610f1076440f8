import * as z from 'zod/mini';
import { idSchema, newId } from '@/utils/model/ids';
import { withoutFragment } from '@/utils/model/url';
import { browser } from './browser';
import { urlOf } from './tabs';

/*
 * Words that a context menu handed over in a private window, from a page that can't show the
 * question whether they are to be kept: the popup asks. In the browser's memory, never on the disk.
 */

const KEY = 'privateWords:';

const PrivateWordsSchema = z.object({
  url: z.string(),
  title: z.string(),
  text: z.string(),
  image: z.optional(z.string()),
  place: z.nullable(
    z.object({ reportId: idSchema<'report'>(), sectionId: z.nullable(idSchema<'section'>()) }),
  ),
  /** What the tab showed then. */
  tabUrl: z.string(),
});
export type PrivateWords = Omit<z.infer<typeof PrivateWordsSchema>, 'tabUrl'>;

/** What waits in the tab already, of the same page, waits on. */
export async function holdPrivateWords(tabId: number, words: PrivateWords): Promise<void> {
  const tabUrl = await urlOf(tabId);
  // A key for each, so that none is written over by another.
  await browser.storage.session.set({ [ofTab(tabId) + newId()]: { ...words, tabUrl } });
}

/**
 * Those that wait in a tab, by their keys, the first clipped first. What is of another page than
 * the tab shows by now is forgotten.
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

/** Forgets one of them. */
export async function dropPrivateWord(key: string): Promise<void> {
  await browser.storage.session.remove(key);
}

/** Forgets those of a tab, or all of them where none is named. */
export async function dropPrivateWords(tabId?: number): Promise<void> {
  const keys = Object.keys(await browser.storage.session.get(null));
  const prefix = tabId === undefined ? KEY : ofTab(tabId);
  await browser.storage.session.remove(keys.filter((key) => key.startsWith(prefix)));
}

function ofTab(tabId: number): string {
  return `${KEY}${tabId.toString()}:`;
}
