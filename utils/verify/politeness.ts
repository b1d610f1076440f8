import type { CheckReason } from '@/utils/model/evidence';

/** The parts of a page's answer that decide whether and when it is requested again. */
export interface PageAnswer {
  /** Null if there was no answer. */
  readonly status: number | null;
  /** The value of the header. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
  readonly retryAfter: string | null;
  /** Why there is nothing to judge; null if the page was read. */
  readonly failed: CheckReason | null;
}

/** The state of a host: well; ailing, so that others come first; or resting at its own request. */
export type HostHealth = 'well' | 'ailing' | 'resting';

export interface NextStep {
  /** When to read the page again, in milliseconds since 1970; null if the result is final. */
  readonly againAt: number | null;
  /**
   * Until when the host must not be requested; null for no wait. `Infinity`: not again in this run.
   */
  readonly hostRestsUntil: number | null;
  readonly health: HostHealth;
}

/** In milliseconds. A host that asks for a longer pause is not requested again in the run. */
export const LONGEST_REST_MS = 120_000;

/**
 * Returns the end of a wait until `time`. No real wait is longer than the longest rest: a longer
 * wait comes from a clock that was set back later, and counts as over.
 */
export function endOfWait(time: number, now: number, longest = LONGEST_REST_MS): number {
  return time - now > longest ? now : time;
}
/** The maximum number of readings of one page in one run. */
const READINGS_IN_TROUBLE = 2;
const READINGS_WHEN_TOLD_TO_WAIT = 3;
const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 60_000;

/** Temporary failures of the connection or of the extension's own reader. */
const MAY_PASS: readonly CheckReason[] = ['timed-out', 'network-error', 'not-run'];

/**
 * Decides whether a page is read again in this run, and when. `attempts` counts its readings,
 * including this one. A server's own wait is respected; otherwise the wait doubles, with a random
 * part so that pages that failed together do not return together.
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
  // Statuses above the classes of HTTP, such as 999, are refusals.
  const broken = status !== null && status >= 500 && status <= 599;
  const trouble = broken || (failed !== null && MAY_PASS.includes(failed));
  if (!trouble) return { againAt: null, hostRestsUntil: null, health: 'well' };
  const again = attempts < READINGS_IN_TROUBLE;
  return {
    againAt: again ? now + backoff(attempts, random) : null,
    hostRestsUntil: null,
    // A failure of the extension says nothing about the host.
    health: failed === 'not-run' ? 'well' : 'ailing',
  };
}

/**
 * Returns the milliseconds that a Retry-After header asks to wait: seconds, or an HTTP date in any
 * of its three forms (0 for a past date). Returns null for anything else.
 */
export function parseRetryAfter(value: string, now: number): number | null {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse alone would accept "3.5", "-1" and much else as a date.
  if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text)) return null;
  const utc = /GMT$/.test(text) ? text : `${text} GMT`;
  const at = Date.parse(utc);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/**
 * Returns a wait of between half and all of a time that doubles with each attempt, in milliseconds.
 */
export function backoff(attempts: number, random: () => number): number {
  const whole = Math.min(FIRST_BACKOFF_MS * 2 ** Math.max(0, attempts - 1), LONGEST_BACKOFF_MS);
  return Math.round(whole * (0.5 + random() / 2));
}
