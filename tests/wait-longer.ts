import { vi } from 'vitest';

/**
 * Minimum number of milliseconds for which `vi.waitFor` waits. Its default of a second is short on
 * a busy machine, and the benches measure speed.
 */
const LEAST = 30_000;
const { waitFor } = vi;
vi.waitFor = (callback, options) => {
  const given = typeof options === 'number' ? { timeout: options } : options;
  return waitFor(callback, { ...given, timeout: Math.max(given?.timeout ?? 0, LEAST) });
};
