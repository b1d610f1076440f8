import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readPagePosts } from '@/utils/page/read-page-posts';
import { readPosts } from '@/utils/page/read-posts';

/**
 * Injected for each clip. Returns the page's address and its posts and comments with their dates and
 * authors. This script is apart from the clipper, because the clipper would weigh more than 40 kB, and
 * apart from the script for bylines, because most clips do not need that one.
 */
export default defineUnlistedScript(() => ({
  url: location.href,
  feed: readPosts(document, location.href),
  page: readPagePosts(document, location.href),
}));
