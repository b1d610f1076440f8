import { vi } from 'vitest';

/** Milliseconds for which `vi.waitFor` waits unless told otherwise: its own second is short on a busy machine. */
const TIMEOUT = 10_000;
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: TIMEOUT, ...options });
