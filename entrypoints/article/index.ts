import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { PageArticle } from '@/utils/model/page-article';
import { readArticlePage } from '@/utils/page/article-page';
import type { ArticleLayout } from '@/utils/page/find-article';
import { baseUriOf } from '@/utils/page/live-page';
import { liveTree, readClosedRoots } from '@/utils/page/live-tree';
import { pageOverLimit, TOO_COMPLEX } from '@/utils/page/page-over-limit';
import { readArticle } from '@/utils/page/read-article';
import { openShadowRoot } from '@/utils/platform/runtime';

/** Injected when the user asks what a page cites. The result of the injection is the article. */
export default defineUnlistedScript(() => readPage());

/** Limits of a page. The recursion is as deep as the page, and this depth fits on the call stack. */
const LIMITS = { elements: 200_000, depth: 2_000 };

function readPage(): PageArticle | typeof TOO_COMPLEX {
  if (pageOverLimit(liveTree, document, LIMITS) !== null) return TOO_COMPLEX;
  const url = location.href;
  const options = { url, base: baseUriOf(document), layoutOf };
  const article = readArticle(liveTree, document, options);
  if (article === null) return TOO_COMPLEX;
  // Browsers search closed roots too, but no article is in them.
  readClosedRoots(openShadowRoot);
  const page = readArticlePage();
  return page === null ? article : { ...article, page };
}

function layoutOf(element: Element): ArticleLayout {
  const { display, visibility, verticalAlign } = getComputedStyle(element);
  if (display === 'none' || visibility === 'hidden') return 'hidden';
  if (display !== 'contents' && !display.startsWith('inline') && !display.startsWith('ruby')) {
    return 'block';
  }
  return verticalAlign === 'super' ? 'raised' : 'inline';
}
