import { vi } from 'vitest';

/**
 * A second is short on a busy machine, and most of what is waited for is there within a frame:
 * looked for often, and for long.
 */
const LOOKED_FOR = { interval: 10, timeout: 10_000 };
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(
    callback,
    typeof options === 'number'
      ? { ...LOOKED_FOR, timeout: options }
      : { ...LOOKED_FOR, ...options },
  );
