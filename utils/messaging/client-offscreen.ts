import { call } from './call';
import type { CallName, Reply, RequestOf } from './protocol/envelope';
import type { OffscreenReplies, offscreenRequests } from './protocol/offscreen-calls';

/** Sends a call from the background to the offscreen document, which must be open. */
export function callOffscreen<Name extends CallName<typeof offscreenRequests>>(
  name: Name,
  payload: RequestOf<typeof offscreenRequests, Name>,
): Promise<Reply<OffscreenReplies[Name]>> {
  return call('offscreen', name, payload);
}
