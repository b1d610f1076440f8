import { createQueue } from '@/utils/model/queue';
import { archiveHost, maySendToArchive } from './archive-options';
import type { ReadAnswer } from './follow-hops';
import type { ReadFailure } from './judge-failure';
import { acceptDatetimeOf } from './memento';
import { endOfWait, LONGEST_REST_MS, parseRetryAfter } from './politeness';
import type { StepReading } from './read-ladder';
import { type MementoAnswer, readMemento } from './read-memento';

/**
 * Time between two requests to an archive, in milliseconds, because archives get very many
 * requests.
 */
const GAP_MS = 1_000;
/** How long to wait when an archive asks for a pause without saying how long, in milliseconds. */
const REST_MS = 60_000;
const MOST_REST_MS = 10 * LONGEST_REST_MS;

export interface AskedPage {
  /** The address of the page, without a fragment. */
  readonly url: string;
  /** The copy nearest to this time is wanted. ISO 8601 UTC. */
  readonly at: string;
}

export interface ArchiveRequest {
  readonly url: string;
  /** The value of the header with the wanted time. */
  readonly acceptDatetime: string;
  /** Returns the address to request instead of a redirect's target. */
  readonly redirected: (url: string) => string;
}

export interface ArchiveAnswer extends MementoAnswer {
  /** The value of the header; null without one. */
  readonly retryAfter: string | null;
}

export type AskArchive = (
  page: AskedPage,
  timeGate: string,
  read: (request: ArchiveRequest) => Promise<ReadAnswer<ArchiveAnswer>>,
) => Promise<StepReading | ReadFailure | null>;

/**
 * Returns a function that asks an archive for a page as it was at a time, and reads the copy. It
 * asks for one page at a time, with a pause between two, and not at all as long as the archive asked
 * for a longer pause. The function returns null if the page's address must not leave this machine.
 * @param wait Waits for milliseconds.
 */
export function createArchiveAsker(
  wait: (milliseconds: number) => Promise<unknown>,
  now: () => number = Date.now,
): AskArchive {
  const inTurn = createQueue();
  let restsUntil = 0;

  const restIfAsked = ({ status, retryAfter }: ArchiveAnswer): void => {
    if (status !== 429 && status !== 503) return;
    const asked = retryAfter === null ? null : parseRetryAfter(retryAfter, now());
    restsUntil = now() + Math.min(asked ?? REST_MS, MOST_REST_MS);
  };

  return async (page, timeGate, read) => {
    const host = archiveHost(timeGate);
    if (host === null || !maySendToArchive(page.url)) return null;
    return inTurn(async (): Promise<StepReading | ReadFailure> => {
      if (endOfWait(restsUntil, now(), MOST_REST_MS) > now())
        return { kind: 'failed', reason: 'status-blocked', detail: host, finalUrl: null };
      const acceptDatetime = acceptDatetimeOf(page.at);
      try {
        return await readMemento(page.url, timeGate, {
          read: async (url, redirected) => {
            const answer = await read({ url, acceptDatetime, redirected });
            if (answer.kind === 'read') restIfAsked(answer.value);
            return answer;
          },
        });
      } finally {
        await wait(GAP_MS);
      }
    });
  };
}
