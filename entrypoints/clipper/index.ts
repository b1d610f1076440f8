import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { Envelope, RequestOf } from '@/utils/messaging/protocol/envelope';
import type { tabRequests } from '@/utils/messaging/protocol/tab-calls';
import { failure, messageOf } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { readClosedRoots } from '@/utils/page/live-tree';
import { listenToBackground, openShadowRoot, ownIdentity } from '@/utils/platform/runtime';
import { clip, countUnanswered, drop } from './clip';
import { showChecked } from './show-toast';

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
  readClosedRoots(openShadowRoot);
  listenToBackground((message) => {
    const { to, call, payload } = message as Envelope;
    if (to !== 'clipper') return null;
    return answer(call, payload).catch((cause: unknown) => {
      console.error('pincite', cause);
      return err(failure('unexpected', messageOf(cause)));
    });
  });
});

/**
 * Answers the background. Does not use `serve`, whose schemas would double the size of the script:
 * pages cannot send extension messages, and the background's messages have the right type.
 */
async function answer(call: string, payload: unknown) {
  if (call === 'clip') return clip(payload as RequestOf<typeof tabRequests, 'clip'>);
  if (call === 'drop') drop();
  // A toast that asks about clips must stay until the user answers.
  if (call === 'tell' && countUnanswered() === 0) {
    showChecked(payload as RequestOf<typeof tabRequests, 'tell'>);
  }
  return ok({ clips: countUnanswered() });
}
