import { call } from './call';
import type { CallName, ClipperReplies, clipperRequests, Reply, RequestOf } from './protocol';

/** From the injected clipper to the background. */
export function requestFromClipper<Name extends CallName<typeof clipperRequests>>(
  name: Name,
  payload: RequestOf<typeof clipperRequests, Name>,
): Promise<Reply<ClipperReplies[Name]>> {
  return call('background', name, payload);
}
