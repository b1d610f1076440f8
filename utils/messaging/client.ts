import { followBroadcasts } from '@/utils/platform/changes';
import { call } from './call';
import type { CallName, Change, PageReplies, pageRequests, Reply, RequestOf } from './protocol';

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
