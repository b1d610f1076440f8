import { messageOf } from '@/utils/model/failure';
import type { AnsweredRequest, FailedRequest, FetchLimits } from '@/utils/verify/fetch-answer';

/** The result of one request, without following redirects. */
export type FetchAnswer =
  | { readonly kind: 'redirect' }
  | AnsweredRequest
  | FailedRequest<'cancelled'>;

/**
 * Requests one address without credentials, cache or referrer, and follows no redirect. Reads the
 * body as a stream and stops at the limit, so that a small answer which unpacks to a huge one is
 * stopped too.
 */
export async function fetchPage(
  url: string,
  limits: FetchLimits,
  cancel: AbortSignal,
  /** Headers in addition to those of every request. */
  more: Readonly<Record<string, string>> = {},
): Promise<FetchAnswer> {
  const timeout = AbortSignal.timeout(limits.timeout);
  const signal = AbortSignal.any([cancel, timeout]);
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      headers: { Accept: 'text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5', ...more },
      signal,
    });
    if (response.type === 'opaqueredirect') return { kind: 'redirect' };
    const body = await readBody(response, limits.size);
    if (body === null) {
      return { kind: 'failed', reason: 'too-large', detail: `${limits.size / 1_000_000} MB` };
    }
    return {
      kind: 'answer',
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      headers: Object.fromEntries(response.headers),
      body,
    };
  } catch (cause) {
    if (cancel.aborted) return { kind: 'failed', reason: 'cancelled', detail: null };
    if (timeout.aborted) {
      return { kind: 'failed', reason: 'timed-out', detail: `${limits.timeout / 1000} s` };
    }
    // A browser tells of a failed request only that it failed, and in English.
    const detail = cause instanceof TypeError ? null : messageOf(cause);
    return { kind: 'failed', reason: 'network-error', detail };
  }
}

/** Returns the body's bytes, or null if there are more than `limit`. */
async function readBody(
  response: Response,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}
