import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { liveTree } from '@/utils/page/live-tree';
import { readReadableText } from '@/utils/page/readable-text';

/** Searching longer pages would take too long, and most of them name their authors elsewhere. */
const MAX_ELEMENTS = 5_000;
/** In UTF-16 units of text. */
const MAX_TEXT = 100_000;

/**
 * Injected for a clip of a page whose metadata names no author. Returns the page's address and the
 * byline in its text. This script is apart from the clipper, because with it the clipper would weigh
 * half as much again.
 */
export default defineUnlistedScript(() => ({ url: location.href, byline: readByline() }));

function readByline(): string | null {
  if (liveTree.select(document, '*').length > MAX_ELEMENTS) return null;
  const body = liveTree.bodyOf(document);
  if (body !== null && liveTree.textOf(body).length > MAX_TEXT) return null;
  return readReadableText(document)?.byline ?? null;
}
