import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readPagePosts } from '@/utils/page/read-page-posts';
import { readPosts } from '@/utils/page/read-posts';

/**
 * Injected for each clip. Returns the page's address, the posts of a feed that have pages of their
 * own, and the posts and comments of the page with their dates and authors. It is not part of the
 * clipper, which has no room for it, nor of the script for bylines, which most clips do not need.
 */
export default defineUnlistedScript(() => ({
  url: location.href,
  feed: readPosts(document, location.href),
  page: readPagePosts(document, location.href),
}));
