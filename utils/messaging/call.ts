import { failure, messageOf } from '@/utils/model/failure';
import { err } from '@/utils/model/result';
import { sendToExtension } from '@/utils/platform/runtime';
import type { Envelope, Reply } from './protocol/envelope';

/**
 * In milliseconds. Firefox suspends an idle event page, and a message in that moment has no
 * listener. The next message starts the page again.
 */
const PAUSES = [100, 300, 1000];
/** The browsers' error message if nothing was received, so that no call can take effect twice. */
const NOT_RECEIVED = /Receiving end does not exist/;

/**
 * Sends one call and returns its reply. If the background cannot be reached, the reply is a
 * Failure.
 */
export async function call<T>(
  to: Envelope['to'],
  name: string,
  payload: unknown,
): Promise<Reply<T>> {
  try {
    const reply = await sendUntilReceived({ to, call: name, payload });
    if (isReply<T>(reply)) return reply;
    return err(failure('background_unreachable', `no answer to ${name}`));
  } catch (cause) {
    return err(failure('background_unreachable', cause instanceof Error ? cause.message : name));
  }
}

async function sendUntilReceived(envelope: Envelope): Promise<unknown> {
  for (const pause of PAUSES) {
    try {
      return await sendToExtension(envelope);
    } catch (cause) {
      // The caller of the offscreen document opens it again instead.
      if (envelope.to === 'offscreen' || !NOT_RECEIVED.test(messageOf(cause))) throw cause;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return sendToExtension(envelope);
}

function isReply<T>(value: unknown): value is Reply<T> {
  return typeof value === 'object' && value !== null && 'ok' in value;
}
