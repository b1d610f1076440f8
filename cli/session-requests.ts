import { parseRetryAfter } from '@/utils/verify/politeness';
import { hostOf } from '@/utils/verify/schedule';
import { oneAtATime, type ReadingPorts } from './read-pages';
import type { RequestAnswer } from './request-address';

export interface SessionLimits {
  /** How long an answer is used for further questions about its page, in milliseconds. */
  readonly fresh: number;
  /** Maximum size of all remembered bodies together, in bytes. */
  readonly size: number;
}

/**
 * An answer is used long enough for several quotes of one page, but not so long that somebody who
 * corrects a page and asks again gets the old page.
 */
const LIMITS: SessionLimits = { fresh: 30_000, size: 40_000_000 };

/** Maximum pause for a host, in milliseconds, even if it asks for a longer one. */
const LONGEST_REST = 3_600_000;

type Request = (url: string, signal?: AbortSignal) => Promise<RequestAnswer>;

/**
 * Returns a request function for a session with many questions, some at the same time. It sends
 * each host one request at a time, does not request a page again that was just read, and gives a
 * host the pause that it asked for.
 */
export function sessionRequests(
  request: Request,
  { fresh, size }: SessionLimits = LIMITS,
  now: () => number = Date.now,
): (signal: AbortSignal) => ReadingPorts['request'] {
  const known = new Map<string, { readonly answer: RequestAnswer; readonly until: number }>();
  const resting = new Map<string, { readonly answer: RequestAnswer; readonly until: number }>();
  let bytes = 0;

  const forget = (url: string) => {
    bytes -= sizeOf(known.get(url)?.answer);
    known.delete(url);
  };
  const remember = (url: string, answer: RequestAnswer) => {
    forget(url);
    known.set(url, { answer, until: now() + fresh });
    bytes += sizeOf(answer);
    for (const [old, { until }] of known) {
      if (until > now() && bytes <= size) break;
      forget(old);
    }
  };
  const ask = async (url: string, signal: AbortSignal): Promise<RequestAnswer> => {
    const host = hostOf(url);
    for (const { answer, until } of [known.get(url), resting.get(host)].filter(isKnown)) {
      if (until > now()) return answer;
    }
    const answer = await request(url, signal);
    const asked = restOf(answer, now());
    if (asked > 0) resting.set(host, { answer, until: now() + Math.min(asked, LONGEST_REST) });
    else if (answer.kind === 'redirect' || (answer.kind === 'answer' && answer.status === 200)) {
      remember(url, answer);
    }
    return answer;
  };

  const queue = oneAtATime(ask);
  return (signal) => (url) => queue(url, signal);
}

const isKnown = <T>(value: T | undefined): value is T => value !== undefined;

function sizeOf(answer: RequestAnswer | undefined): number {
  return answer?.kind === 'answer' ? answer.body.byteLength : 0;
}

/** Returns how long an answer asks the client to wait, in milliseconds. */
function restOf(answer: RequestAnswer, now: number): number {
  if (answer.kind !== 'answer' || (answer.status !== 429 && answer.status !== 503)) return 0;
  return parseRetryAfter(answer.headers['retry-after'] ?? '', now) ?? 0;
}
