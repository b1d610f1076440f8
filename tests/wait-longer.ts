import { vi } from 'vitest';

/**
 * Milliseconds for which `vi.waitFor` waits at least. Its own second is short on a busy machine,
 * and how quick something is is what the benches tell.
 */
const LEAST = 30_000;
const { waitFor } = vi;
vi.waitFor = (callback, options) => {
  const given = typeof options === 'number' ? { timeout: options } : options;
  return waitFor(callback, { ...given, timeout: Math.max(given?.timeout ?? 0, LEAST) });
};
