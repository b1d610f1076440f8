import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { Envelope } from '@/utils/messaging/protocol/envelope';
import { ok } from '@/utils/model/result';
import { readClosedRoots } from '@/utils/page/live-tree';
import {
  isPrivateContext,
  listenToBackground,
  openShadowRoot,
  ownIdentity,
} from '@/utils/platform/runtime';
import { ClipsOnPage } from './clips-on-page';

/** A symbol, because an element's `id` is a global property and could shadow a string key. */
const HIGHLIGHTER = Symbol.for('pincite.highlighter');

interface Scope {
  /**
   * Returns the identity of the highlighter in this page; empty after its extension was removed.
   */
  [HIGHLIGHTER]?: typeof ownIdentity;
}

/**
 * Registered only for the sites on which the user wants to see their clips. An unlisted script,
 * because WXT's content scripts post a message that the page can read.
 */
export default defineUnlistedScript(() => {
  // Nothing happens in a private window without an act of the user.
  if (isPrivateContext()) return;
  const scope = globalThis as Scope;
  if (scope[HIGHLIGHTER] !== undefined && scope[HIGHLIGHTER]().id !== '') return;
  scope[HIGHLIGHTER] = ownIdentity;
  readClosedRoots(openShadowRoot);
  const clips = new ClipsOnPage();
  listenToBackground((message) =>
    (message as Envelope).to === 'highlighter' ? clips.renew().then(() => ok({})) : null,
  );
  // The page returns from the browser's page cache. The tab was elsewhere, and its button lost the
  // number.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void clips.ask();
  });
  void clips.ask();
});
