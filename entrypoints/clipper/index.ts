import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { ownIdentity } from '@/utils/platform/runtime';
import { serveBackground } from './serve-background';

/** A symbol, because an element's `id` is a global property and could shadow a string key. */
const CLIPPER = Symbol.for('pincite.clipper');

interface Scope {
  /** The identity that the clipper in this page has: empty once its extension is gone. */
  [CLIPPER]?: typeof ownIdentity;
}

/**
 * Injected by the user's act into the frame that they act in, and nowhere else. An unlisted script,
 * because WXT's content scripts post a message that the page can read.
 */
export default defineUnlistedScript(() => {
  const scope = globalThis as Scope;
  // Injected again by the next act: the one that is here goes on, unless its extension
  // was reloaded meanwhile.
  if (scope[CLIPPER] !== undefined && scope[CLIPPER]().id !== '') return;
  scope[CLIPPER] = ownIdentity;
  serveBackground();
});
