import { PageArticleSchema } from '@/utils/messaging/protocol/page-article';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { TOO_COMPLEX } from '@/utils/page/page-over-limit';
import { keepArticle } from '@/utils/platform/pending-articles';
import { isPrivateTab } from '@/utils/platform/private-windows';
import { openDeskWithArticle, readArticleInTab, urlOf } from '@/utils/platform/tabs';
import { sameSite } from './same-site';

/**
 * Reads the article of the page in the user's tab, and opens the desk with it, which asks before
 * anything is stored. A private window's page is not read, because the desk opens in another window.
 */
export async function readArticle(tabId: number): Promise<Result<Record<string, never>, Failure>> {
  if (await isPrivateTab(tabId)) return err(failure('article_private'));
  const asked = await readArticleInTab(tabId);
  if (!asked.ok) return asked;
  if (asked.value === TOO_COMPLEX) return err(failure('article_too_long'));
  // The value comes from a process that is shared with the page.
  const article = PageArticleSchema.safeParse(asked.value);
  if (!article.success) return err(failure('bad_message', 'article'));
  if (!sameSite(article.data.url, await urlOf(tabId))) {
    return err(failure('wrong_sender', 'article'));
  }
  const kept = await keepArticle(article.data);
  if (!kept.ok) return kept;
  await openDeskWithArticle(kept.value);
  return ok({});
}
