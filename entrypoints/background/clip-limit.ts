/**
 * Limits the requests of the clippers in a tab: `AT_ONCE` at first, and `PER_SECOND` more each
 * second. No user clips more than once a second, and a clip of 20 passages sends 20 requests.
 * A compromised page process could send thousands.
 */
const AT_ONCE = 200;
const PER_SECOND = 20;

interface Bucket {
  readonly left: number;
  /** Milliseconds. */
  readonly at: number;
}

/** Creates a limit for each tab; `now` returns milliseconds from a monotonic clock. */
export function createClipLimit(now: () => number) {
  const buckets = new Map<number, Bucket>();
  return {
    /** Counts one request of a tab; returns false if the tab is over its limit. */
    take(tabId: number): boolean {
      const at = now();
      for (const [id, bucket] of buckets) {
        if (leftOf(bucket, at) >= AT_ONCE) buckets.delete(id);
      }
      const left = leftOf(buckets.get(tabId) ?? { left: AT_ONCE, at }, at);
      buckets.set(tabId, { left: Math.max(0, left - 1), at });
      return left >= 1;
    },
  };
}

function leftOf({ left, at }: Bucket, now: number): number {
  return Math.min(AT_ONCE, left + ((now - at) / 1000) * PER_SECOND);
}
