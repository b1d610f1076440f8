import { call } from './call';
import type { ClipperReplies, clipperRequests } from './protocol/clipper-calls';
import type { CallName, Reply, RequestOf } from './protocol/envelope';

/** Sends a call from the injected clipper to the background. */
export function requestFromClipper<Name extends CallName<typeof clipperRequests>>(
  name: Name,
  payload: RequestOf<typeof clipperRequests, Name>,
): Promise<Reply<ClipperReplies[Name]>> {
  return call('background', name, payload);
}
