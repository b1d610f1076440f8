import { call } from './call';
import type { CallName, OffscreenReplies, offscreenRequests, Reply, RequestOf } from './protocol';

/** From the background to the offscreen document, which must be open. */
export function callOffscreen<Name extends CallName<typeof offscreenRequests>>(
  name: Name,
  payload: RequestOf<typeof offscreenRequests, Name>,
): Promise<Reply<OffscreenReplies[Name]>> {
  return call('offscreen', name, payload);
}
