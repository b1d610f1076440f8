import type { Reply } from '@/utils/messaging/protocol/envelope';
import type { BackupFile } from '@/utils/messaging/protocol/offscreen-calls';
import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';

/** In milliseconds. A document that takes longer is stuck. */
export const MAKE_LIMIT_MS = 600_000;

type Made = Reply<BackupFile | null>;

/** The document that makes the file, and a clock. */
export interface MakingPort {
  /** Opens the document if needed, and asks for the file. */
  readonly make: (createdAt: string) => Promise<Made>;
  /** Ends a stuck document as soon as nobody holds it. */
  readonly end: () => Promise<void>;
  /** Resolves after that many milliseconds, or as soon as it is cancelled. */
  readonly wait: (ms: number, calledOff: AbortSignal) => Promise<void>;
}

/** Returns the file, or a failure if it takes too long. A later result is ignored. */
export async function makeWithin(port: MakingPort, createdAt: string): Promise<Made> {
  const over = new AbortController();
  const tooLong = port.wait(MAKE_LIMIT_MS, over.signal).then(() => null);
  try {
    const made = await Promise.race([port.make(createdAt), tooLong]);
    if (made !== null) return made;
  } finally {
    over.abort();
  }
  await port.end();
  return err(failure('unexpected', `${MAKE_LIMIT_MS / 1000} s`));
}

/** Waits in real time, in milliseconds. */
export function waitFor(ms: number, calledOff: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    calledOff.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
