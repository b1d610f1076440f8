import type { Envelope, RequestOf, TabReplies, tabRequests } from '@/utils/messaging/protocol';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { listenToExtension, ownIdentity } from '@/utils/platform/runtime';
import { clip } from './clip';
import { readPage } from './read-page';

type Calls = typeof tabRequests;
type Handlers = {
  readonly [Name in keyof Calls & keyof TabReplies]: (
    request: RequestOf<Calls, Name>,
  ) => Promise<unknown>;
};

const handlers: Handlers = { clip, read: async () => ok(readPage()) };

/**
 * Answers the background. Not with `serve`, whose schemas would double what is injected:
 * pages can't send extension messages, and what our own background sends is of its type.
 */
export function serveBackground(): void {
  listenToExtension((message, sender) => {
    const { to, call, payload } = message as Envelope;
    if (to !== 'clipper' || sender.id !== ownIdentity().id || sender.tabId !== undefined)
      return null;
    if (!Object.hasOwn(handlers, call)) return Promise.resolve(err(failure('bad_message', call)));
    const handler = handlers[call as keyof Handlers] as (request: unknown) => Promise<unknown>;
    return handler(payload).catch((cause: unknown) => {
      console.error('pincite', cause);
      return err(failure('unexpected', cause instanceof Error ? cause.message : String(cause)));
    });
  });
}
