import { PageArticleSchema } from '@/utils/messaging/protocol/page-article';
import { type Failure, failure, messageOf } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import type { PageArticle } from '@/utils/model/page-article';
import { err, ok, type Result } from '@/utils/model/result';
import { browser } from './browser';

/*
 * An article that the user asked about, until they import it or close the dialog. The browser keeps
 * it in memory and forgets it when it ends. It is not part of the library.
 */

const KEY = 'article:';

/** Keeps an article in place of any other, and returns the id under which a page can read it. */
export async function keepArticle(article: PageArticle): Promise<Result<string, Failure>> {
  const id = newId();
  const { page: _page, ...withoutPage } = article;
  try {
    const others = Object.keys(await browser.storage.session.get(null));
    await browser.storage.session.remove(others.filter((key) => key.startsWith(KEY)));
    try {
      await browser.storage.session.set({ [KEY + id]: article });
    } catch {
      // Without the text of the page, the links of a review lead to the page only.
      await browser.storage.session.set({ [KEY + id]: withoutPage });
    }
    return ok(id);
  } catch (cause) {
    return err(failure('article_too_long', messageOf(cause)));
  }
}

/** Returns a kept article; null if the browser does not have it any more. */
export async function readKeptArticle(id: string): Promise<PageArticle | null> {
  const kept = (await browser.storage.session.get(KEY + id))[KEY + id];
  return PageArticleSchema.safeParse(kept).data ?? null;
}

export async function dropKeptArticle(id: string): Promise<void> {
  await browser.storage.session.remove(KEY + id);
}
