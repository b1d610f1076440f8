import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { ownIdentity } from '@/utils/platform/runtime';
import { serveBackground } from './serve-background';

/** A symbol, because an element's `id` is a global property and could shadow a string key. */
const CLIPPER = Symbol.for('pincite.clipper');

interface Scope {
  /** Returns the identity of the clipper in this page; empty after its extension was removed. */
  [CLIPPER]?: typeof ownIdentity;
}

/**
 * Injected by an act of the user into the frame of the act. An unlisted script, because WXT's
 * content scripts post a message that the page can read.
 */
export default defineUnlistedScript(() => {
  const scope = globalThis as Scope;
  // Each act injects the script again. The existing clipper stays, unless the extension was
  // reloaded meanwhile.
  if (scope[CLIPPER] !== undefined && scope[CLIPPER]().id !== '') return;
  scope[CLIPPER] = ownIdentity;
  serveBackground();
});
