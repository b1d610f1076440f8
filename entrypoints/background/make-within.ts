import type { Reply } from '@/utils/messaging/protocol/envelope';
import type { BackupFile } from '@/utils/messaging/protocol/offscreen-calls';
import { failure } from '@/utils/model/failure';
import { err } from '@/utils/model/result';

/** No file takes so long to make, in milliseconds: the document is stuck. */
export const MAKE_LIMIT_MS = 600_000;

type Made = Reply<BackupFile | null>;

/** The document that makes the file, and a clock. */
export interface MakingPort {
  /** Opens it where it is not open, and asks for the file. */
  readonly make: (createdAt: string) => Promise<Made>;
  /** Ends what is stuck in it, as soon as nobody holds it. */
  readonly end: () => Promise<void>;
  /** Resolves after so many milliseconds, or, without a trace left, once it is called off. */
  readonly wait: (ms: number, calledOff: AbortSignal) => Promise<void>;
}

/** The file, or a failure where making it takes longer than it can; what comes later is nobody's. */
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

/** Milliseconds of the browser's own clock. */
export function waitFor(ms: number, calledOff: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    calledOff.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
