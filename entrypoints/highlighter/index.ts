import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { Envelope } from '@/utils/messaging/protocol/envelope';
import { ok } from '@/utils/model/result';
import { isPrivateContext, listenToExtension, ownIdentity } from '@/utils/platform/runtime';
import { ClipsOnPage } from './clips-on-page';

/** A symbol, because an element's `id` is a global property and could shadow a string key. */
const HIGHLIGHTER = Symbol.for('pincite.highlighter');

interface Scope {
  /** The identity that the highlighter in this page has: empty once its extension is gone. */
  [HIGHLIGHTER]?: typeof ownIdentity;
}

/**
 * Registered for the sites on which the user wants to see their clips again, and for no others. An
 * unlisted script, because WXT's content scripts post a message that the page can read.
 */
export default defineUnlistedScript(() => {
  // What nobody asked for in a private window does not happen there.
  if (isPrivateContext()) return;
  const scope = globalThis as Scope;
  if (scope[HIGHLIGHTER] !== undefined && scope[HIGHLIGHTER]().id !== '') return;
  scope[HIGHLIGHTER] = ownIdentity;
  const clips = new ClipsOnPage();
  listenToExtension((message, sender) => {
    const { to } = message as Envelope;
    const own = sender.id === ownIdentity().id && sender.tabId === undefined;
    if (to !== 'highlighter' || !own) return null;
    return clips.renew().then(() => ok({}));
  });
  // Back from the browser's memory of pages: the tab was elsewhere, and its button forgot.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) void clips.ask();
  });
  void clips.ask();
});
