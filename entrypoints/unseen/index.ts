import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readUnseen } from '@/utils/page/find-unseen';
import { readClosedRoots } from '@/utils/page/live-tree';
import { openShadowRoot } from '@/utils/platform/runtime';

/**
 * Injected after the reader into a page on which quotes were found. The result of the injection is
 * what nobody sees of its text.
 */
export default defineUnlistedScript(() => {
  readClosedRoots(openShadowRoot);
  return readUnseen();
});
