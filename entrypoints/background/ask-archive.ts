import type { PageToRead } from '@/utils/messaging/protocol/offscreen-calls';
import { createQueue } from '@/utils/model/queue';
import { type ArchiveOptions, archiveHost, maySendToArchive } from '@/utils/verify/archive-options';
import type { ReadFailure } from '@/utils/verify/judge-failure';
import { acceptDatetimeOf } from '@/utils/verify/memento';
import { endOfWait, LONGEST_REST_MS, parseRetryAfter } from '@/utils/verify/politeness';
import type { StepReading } from '@/utils/verify/read-ladder';
import { readMemento } from '@/utils/verify/read-memento';
import { fetchThrough } from './fetch-through';

/**
 * Time between two requests to an archive, in milliseconds, because archives get very many
 * requests.
 */
const GAP_MS = 1_000;
/** How long to wait when an archive asks for a pause without saying how long, in milliseconds. */
const REST_MS = 60_000;
const MOST_REST_MS = 10 * LONGEST_REST_MS;

const inTurn = createQueue();
let restsUntil = 0;

/**
 * Asks the user's archive for a page as it was at a time, and judges quotes on the copy. One page
 * at a time. Returns null if the page's address must not leave the browser.
 * @param at ISO 8601 UTC.
 */
export function askArchive(
  page: Omit<PageToRead, 'url'>,
  at: string,
  { timeGate, hosts }: ArchiveOptions,
): Promise<StepReading | ReadFailure | null> {
  const host = timeGate === null ? null : archiveHost(timeGate);
  if (timeGate === null || host === null || !maySendToArchive(page.requestedUrl)) {
    return Promise.resolve(null);
  }
  // The user's own archive may be in the user's own network. The settings name it, so it is
  // allowed.
  const allowed = new Set([host, ...hosts]);
  return inTurn(async (): Promise<StepReading | ReadFailure> => {
    const now = Date.now();
    if (endOfWait(restsUntil, now, MOST_REST_MS) > now)
      return { kind: 'failed', reason: 'status-blocked', detail: host, finalUrl: null };
    try {
      return await readMemento(page.requestedUrl, timeGate, {
        read: async (url, redirected) => {
          const asked = { ...page, url, acceptDatetime: acceptDatetimeOf(at) };
          const answer = await fetchThrough(asked, allowed, redirected);
          if (answer.kind === 'read') restIfAsked(answer.value);
          return answer;
        },
      });
    } finally {
      await new Promise((resolve) => setTimeout(resolve, GAP_MS));
    }
  });
}

function restIfAsked({ status, retryAfter }: { status: number; retryAfter: string | null }): void {
  if (status !== 429 && status !== 503) return;
  const now = Date.now();
  const asked = retryAfter === null ? null : parseRetryAfter(retryAfter, now);
  restsUntil = now + Math.min(asked ?? REST_MS, MOST_REST_MS);
}
