import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { liveTree } from '@/utils/page/live-tree';
import { readPosts } from '@/utils/page/read-posts';
import { readReadableText } from '@/utils/page/readable-text';

/** Searching longer pages would take too long, and most of them name their authors elsewhere. */
const MAX_ELEMENTS = 5_000;
/** In UTF-16 units of text. */
const MAX_TEXT = 100_000;

/**
 * Injected for a clip of a page whose metadata names no author, and for a clip of a post that has a
 * page of its own. Returns the page's address, the byline in its text, and the posts of a feed. It
 * is not part of the clipper, which would become half as large again.
 */
export default defineUnlistedScript(() => {
  const posts = readPosts(document, location.href);
  // A feed has an author for each post.
  const byline = posts.length > 0 ? null : readByline();
  return { url: location.href, byline, posts };
});

function readByline(): string | null {
  if (liveTree.select(document, '*').length > MAX_ELEMENTS) return null;
  const body = liveTree.bodyOf(document);
  if (body !== null && liveTree.textOf(body).length > MAX_TEXT) return null;
  return readReadableText(document)?.byline ?? null;
}
