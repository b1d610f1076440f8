import { call } from './call';
import type { CallName, Reply, RequestOf } from './protocol/envelope';
import type { HighlighterReplies, highlighterRequests } from './protocol/highlight-calls';

/** From the highlighter, in a page of a site that the user allowed, to the background. */
export function requestFromHighlighter<Name extends CallName<typeof highlighterRequests>>(
  name: Name,
  payload: RequestOf<typeof highlighterRequests, Name>,
): Promise<Reply<HighlighterReplies[Name]>> {
  return call('background', name, payload);
}
