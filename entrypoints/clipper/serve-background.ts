import type { Envelope, RequestOf } from '@/utils/messaging/protocol/envelope';
import type { tabRequests } from '@/utils/messaging/protocol/tab-calls';
import { failure, messageOf } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { listenToExtension, ownIdentity } from '@/utils/platform/runtime';
import { clip, countUnanswered, drop, keepUnanswered } from './clip';

/**
 * Answers the background. Does not use `serve`, whose schemas would double the size of the script:
 * pages cannot send extension messages, and the background's messages have the right type.
 */
export function serveBackground(): void {
  listenToExtension((message, sender) => {
    const { to, call, payload } = message as Envelope;
    if (to !== 'clipper' || sender.id !== ownIdentity().id || sender.tabId !== undefined)
      return null;
    if (call === 'drop') {
      drop();
      return Promise.resolve(ok({}));
    }
    if (call === 'waits') return Promise.resolve(ok({ clips: countUnanswered() }));
    const clipped = clipBy(call, payload);
    if (clipped === null) return Promise.resolve(err(failure('bad_message', call)));
    return clipped.catch((cause: unknown) => {
      console.error('pincite', cause);
      return err(failure('unexpected', messageOf(cause)));
    });
  });
}

function clipBy(call: string, payload: unknown) {
  if (call === 'clip') return clip(payload as RequestOf<typeof tabRequests, 'clip'>);
  if (call !== 'keep') return null;
  return keepUnanswered((payload as RequestOf<typeof tabRequests, 'keep'>).act);
}
