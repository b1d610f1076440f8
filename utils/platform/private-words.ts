import * as z from 'zod/mini';
import { idSchema } from '@/utils/model/ids';
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

export async function holdPrivateWords(tabId: number, words: PrivateWords): Promise<void> {
  const tabUrl = await urlOf(tabId);
  await browser.storage.session.set({ [KEY + tabId]: { ...words, tabUrl } });
}

/** Null where none wait, or the tab has gone to another page since. */
export async function readPrivateWords(tabId: number): Promise<PrivateWords | null> {
  const key = KEY + tabId;
  const parsed = PrivateWordsSchema.safeParse((await browser.storage.session.get(key))[key]);
  if (!parsed.success) return null;
  const { tabUrl, ...words } = parsed.data;
  if (tabUrl === (await urlOf(tabId))) return words;
  await dropPrivateWords([tabId]);
  return null;
}

/** @param tabIds Those of these tabs; all of them where it is left out. */
export async function dropPrivateWords(tabIds?: readonly number[]): Promise<void> {
  const keys =
    tabIds?.map((id) => KEY + id) ?? Object.keys(await browser.storage.session.get(null));
  await browser.storage.session.remove(keys.filter((key) => key.startsWith(KEY)));
}
