import type { Envelope, RequestOf } from '@/utils/messaging/protocol/envelope';
import type { tabRequests } from '@/utils/messaging/protocol/tab-calls';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { listenToExtension, ownIdentity } from '@/utils/platform/runtime';
import { clip, drop } from './clip';

/**
 * Answers the background. Not with `serve`, whose schemas would double what is injected:
 * pages can't send extension messages, and what our own background sends is of its type.
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
    if (call !== 'clip') return Promise.resolve(err(failure('bad_message', call)));
    return clip(payload as RequestOf<typeof tabRequests, 'clip'>).catch((cause: unknown) => {
      console.error('pincite', cause);
      return err(failure('unexpected', cause instanceof Error ? cause.message : String(cause)));
    });
  });
}
