import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';
import { sendToExtension } from '@/utils/platform/runtime';
import type { Envelope, Reply } from './protocol/envelope';

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
