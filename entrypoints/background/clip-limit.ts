/**
 * How much a tab's clippers may ask for: so much at once, and so much more each second. Nobody
 * selects, presses the key and types faster than one act a second; an act of 20 passages sends 20
 * requests. A page's process that was taken over could send thousands.
 */
const AT_ONCE = 200;
const PER_SECOND = 20;

interface Bucket {
  readonly left: number;
  /** Milliseconds. */
  readonly at: number;
}

/** A limit for each tab; `now` gives milliseconds that never go back. */
export function createClipLimit(now: () => number) {
  const buckets = new Map<number, Bucket>();
  return {
    /** Takes one request of a tab; false where it is one too many. */
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
