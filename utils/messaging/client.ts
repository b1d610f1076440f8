import { followBroadcasts } from '@/utils/platform/changes';
import { call } from './call';
import type { PageReplies, pageRequests } from './protocol';
import type { Change } from './protocol/change';
import type { CallName, Reply, RequestOf } from './protocol/envelope';

/** Sends a call from an extension page to the background. */
export function request<Name extends CallName<typeof pageRequests>>(
  name: Name,
  payload: RequestOf<typeof pageRequests, Name>,
): Promise<Reply<PageReplies[Name]>> {
  return call('background', name, payload);
}

/**
 * Calls the listener with every change of the library after it is durable. Call the result to stop.
 */
export function followChanges(listener: (change: Change) => void): () => void {
  return followBroadcasts(listener);
}
