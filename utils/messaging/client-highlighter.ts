import { call } from './call';
import type { CallName, Reply, RequestOf } from './protocol/envelope';
import type { HighlighterReplies, highlighterRequests } from './protocol/highlight-calls';

/** Sends a call from the highlighter, in a page of an allowed site, to the background. */
export function requestFromHighlighter<Name extends CallName<typeof highlighterRequests>>(
  name: Name,
  payload: RequestOf<typeof highlighterRequests, Name>,
): Promise<Reply<HighlighterReplies[Name]>> {
  return call('background', name, payload);
}
