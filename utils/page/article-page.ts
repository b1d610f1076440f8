import { type ArticlePage, MAX_ARTICLE_PIECES, MAX_ARTICLE_TEXT } from '@/utils/model/page-article';
import { liveTree } from './live-tree';
import { readPageText } from './page-text';
import type { PageTextModel } from './page-text-model';

/** Longer than any meaningful language tag. A page can write anything. */
const MAX_LANGUAGE = 35;

/** Returns the text of the page with all that the search for a text directive needs, or null. */
export function readArticlePage(): ArticlePage | null {
  return articlePage(readPageText());
}

/**
 * Returns the model of a page as plain values. Returns null if it is too long, or if slots could
 * show nodes in another order than the document has them, which plain values do not tell. @public
 */
export function articlePage(model: PageTextModel): ArticlePage | null {
  const { text, marks = [], shadowRoots } = model;
  if (shadowRoots.some((root) => liveTree.selectFirst(root, 'slot') !== null)) return null;
  const nodes: number[] = [];
  let last: Node | null = null;
  for (const { node, start, end } of model.pieces()) {
    if (node === last) nodes[nodes.length - 1] = end;
    else nodes.push(start, end);
    last = node;
  }
  const most = Math.max(model.blocks.length, marks.length, nodes.length / 2);
  if (text.length > MAX_ARTICLE_TEXT || most > MAX_ARTICLE_PIECES) return null;
  const blocks = model.blocks.map((block) => ({
    ...block,
    language: block.language.slice(0, MAX_LANGUAGE),
  }));
  return { text, blocks, ...(marks.length === 0 ? {} : { marks }), nodes };
}
