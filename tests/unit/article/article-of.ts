import type { PageArticle } from '@/utils/model/page-article';
import type { ArticleLayout } from '@/utils/page/find-article';
import { parseHtml } from '@/utils/page/parse-html';
import type { ParsedElement } from '@/utils/page/parsed-node';
import { parsedTree } from '@/utils/page/parsed-tree';
import { readArticle } from '@/utils/page/read-article';
import { BLOCKS } from '@/utils/report/pasted/hast';

/** Reads the article of HTML without a layout: the elements that HTML makes blocks are blocks. */
export function articleOf(html: string, url: string): PageArticle {
  const article = readArticle(parsedTree, parseHtml(html), { url, base: url, layoutOf });
  if (article === null) throw new Error('The article is too long.');
  return article;
}

function layoutOf(element: ParsedElement): ArticleLayout {
  if (element.attributes.some(({ name }) => name === 'hidden')) return 'hidden';
  if (parsedTree.matches(element, '.hidden')) return 'hidden';
  return BLOCKS.has(element.name) || /^(?:chat|answer)-/u.test(element.name) ? 'block' : 'inline';
}
