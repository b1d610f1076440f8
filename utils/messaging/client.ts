import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';
import { followBroadcasts } from '@/utils/platform/changes';
import { sendToExtension } from '@/utils/platform/runtime';
import type {
  CallName,
  Change,
  ClipperReplies,
  clipperRequests,
  Envelope,
  PageReplies,
  pageRequests,
  Reply,
  RequestOf,
} from './protocol';

/** Sends one call and gives its reply; a background that can't be reached is a Failure, not a throw. */
export async function call<T>(
  to: Envelope['to'],
  name: string,
  payload: unknown,
): Promise<Reply<T>> {
  try {
    const reply = await sendToExtension({ to, call: name, payload } satisfies Envelope);
    if (isReply<T>(reply)) return reply;
    return err(failure('background_unreachable', `no answer to ${name}`));
  } catch (cause) {
    return err(failure('background_unreachable', cause instanceof Error ? cause.message : name));
  }
}

function isReply<T>(value: unknown): value is Reply<T> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

/** From an extension page to the background. */
export function request<Name extends CallName<typeof pageRequests>>(
  name: Name,
  payload: RequestOf<typeof pageRequests, Name>,
): Promise<Reply<PageReplies[Name]>> {
  return call('background', name, payload);
}

/** From the injected clipper to the background. */
export function requestFromClipper<Name extends CallName<typeof clipperRequests>>(
  name: Name,
  payload: RequestOf<typeof clipperRequests, Name>,
): Promise<Reply<ClipperReplies[Name]>> {
  return call('background', name, payload);
}

/** Hears of every change in the library after it is durable; call the result to stop. */
export function followChanges(listener: (change: Change) => void): () => void {
  return followBroadcasts(listener);
}
