import type { PageToRead } from '@/utils/messaging/protocol/offscreen-calls';
import { createQueue } from '@/utils/model/queue';
import { type ArchiveOptions, archiveHost, mayTellArchive } from '@/utils/verify/archive-options';
import type { ReadFailure } from '@/utils/verify/judge-failure';
import { acceptDatetimeOf } from '@/utils/verify/memento';
import { endOfWait, LONGEST_REST_MS, parseRetryAfter } from '@/utils/verify/politeness';
import type { StepReading } from '@/utils/verify/read-ladder';
import { readMemento } from '@/utils/verify/read-memento';
import { fetchThrough } from './fetch-through';

/** Archives are asked for thousands of pages by everybody: a second between two questions. */
const GAP_MS = 1_000;
/** How long an archive is left alone that asked for rest without saying how long. */
const REST_MS = 60_000;
const MOST_REST_MS = 10 * LONGEST_REST_MS;

const inTurn = createQueue();
let restsUntil = 0;

/**
 * Asks the archive that the user chose for a page as it was at a time, and judges quotes on its
 * copy. One page at a time. Null where the page's address is nobody's business.
 * @param at ISO 8601 UTC.
 */
export function askArchive(
  page: Omit<PageToRead, 'url'>,
  at: string,
  { timeGate, hosts }: ArchiveOptions,
): Promise<StepReading | ReadFailure | null> {
  const host = timeGate === null ? null : archiveHost(timeGate);
  if (timeGate === null || host === null || !mayTellArchive(page.requestedUrl)) {
    return Promise.resolve(null);
  }
  // An archive of one's own may stand in one's own network: it was named in the settings.
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
