import type { CheckReason } from '@/utils/model/evidence';

/** What reading a page gave, as far as it matters to whether and when it is asked again. */
export interface PageAnswer {
  /** Null where there was no answer. */
  readonly status: number | null;
  /** The header as it came. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
  readonly retryAfter: string | null;
  /** Why there is nothing to judge; null where the page was read. */
  readonly failed: CheckReason | null;
}

/** How a host fared: well; in trouble, so that others come first; or asking for rest. */
export type HostHealth = 'well' | 'ailing' | 'resting';

export interface NextStep {
  /** When to read the page again, in milliseconds since 1970; null: what was found is final. */
  readonly againAt: number | null;
  /** Until when nothing is asked of its host; null: no such wish. `Infinity`: not in this run. */
  readonly hostRestsUntil: number | null;
  readonly health: HostHealth;
}

/** A host that asks for a longer rest is not asked again in the run. */
export const LONGEST_REST_MS = 120_000;

/**
 * Returns the end of a wait until `time`. No real wait is longer than the longest rest: a longer
 * wait comes from a clock that was set back later, and counts as over.
 */
export function endOfWait(time: number, now: number, longest = LONGEST_REST_MS): number {
  return time - now > longest ? now : time;
}
/** Readings of one page in one run, the first included. */
const READINGS_IN_TROUBLE = 2;
const READINGS_WHEN_TOLD_TO_WAIT = 3;
const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 60_000;

/** Failures of the connection or of our own reader, which may pass. */
const MAY_PASS: readonly CheckReason[] = ['timed-out', 'network-error', 'not-run'];

/**
 * Whether a page is read again in this run, and when. `attempts` counts its readings, this one
 * included. A server that says how long to wait is obeyed; elsewhere the wait doubles, with
 * chance in it so that pages that failed together don't come back together.
 */
export function planNextStep(
  answer: PageAnswer,
  { attempts, now, random }: { attempts: number; now: number; random: () => number },
): NextStep {
  const { status, retryAfter, failed } = answer;
  if (status === 429 || status === 503) {
    const asked = retryAfter === null ? null : parseRetryAfter(retryAfter, now);
    const wait = asked ?? backoff(attempts, random);
    if (wait > LONGEST_REST_MS) {
      return { againAt: null, hostRestsUntil: Number.POSITIVE_INFINITY, health: 'resting' };
    }
    const again = attempts < READINGS_WHEN_TOLD_TO_WAIT;
    return { againAt: again ? now + wait : null, hostRestsUntil: now + wait, health: 'resting' };
  }
  // Beyond the classes of HTTP, as 999, are refusals.
  const broken = status !== null && status >= 500 && status <= 599;
  const trouble = broken || (failed !== null && MAY_PASS.includes(failed));
  if (!trouble) return { againAt: null, hostRestsUntil: null, health: 'well' };
  const again = attempts < READINGS_IN_TROUBLE;
  return {
    againAt: again ? now + backoff(attempts, random) : null,
    hostRestsUntil: null,
    // What fails on our side says nothing of the host.
    health: failed === 'not-run' ? 'well' : 'ailing',
  };
}

/**
 * Milliseconds to wait as a Retry-After header asks: seconds, or an HTTP date in any of its
 * three forms (of which a date that is over asks for none). Null for what is neither.
 */
export function parseRetryAfter(value: string, now: number): number | null {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse alone would take "3.5", "-1" and much else for a date.
  if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text)) return null;
  const utc = /GMT$/.test(text) ? text : `${text} GMT`;
  const at = Date.parse(utc);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** Between half and all of a wait that doubles with each attempt, in milliseconds. */
export function backoff(attempts: number, random: () => number): number {
  const whole = Math.min(FIRST_BACKOFF_MS * 2 ** Math.max(0, attempts - 1), LONGEST_BACKOFF_MS);
  return Math.round(whole * (0.5 + random() / 2));
}
