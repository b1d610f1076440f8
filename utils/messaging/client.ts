import { followBroadcasts } from '@/utils/platform/changes';
import { call } from './call';
import type { PageReplies, pageRequests } from './protocol';
import type { Change } from './protocol/change';
import type { CallName, Reply, RequestOf } from './protocol/envelope';

/** From an extension page to the background. */
export function request<Name extends CallName<typeof pageRequests>>(
  name: Name,
  payload: RequestOf<typeof pageRequests, Name>,
): Promise<Reply<PageReplies[Name]>> {
  return call('background', name, payload);
}

/** Hears of every change in the library after it is durable; call the result to stop. */
export function followChanges(listener: (change: Change) => void): () => void {
  return followBroadcasts(listener);
}
